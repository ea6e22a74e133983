import Ledger
import Rulebook
import Testing

@testable import Detection

/// Assessors that share a compiled rulebook find what the one it was compiled for finds, also after that is gone.
@Suite struct SharedAssessorTests {
  @Test func findsTheSame() throws {
    let rulebook = try Rulebook.shipped()
    let geography = try Geography.shipped()
    let alone = ExampleRunner(assessor: Assessor(rulebook: rulebook, geography: geography)).run()
    var first: Assessor? = Assessor(rulebook: rulebook, geography: geography)
    let second = Assessor(sharing: try #require(first).compiled)
    let third = Assessor(sharing: second.compiled)
    first = nil
    for assessor in [second, third] {
      let shared = ExampleRunner(assessor: assessor).run()
      #expect(shared.count == alone.count && shared.count > 100)
      for (left, right) in zip(alone, shared) {
        #expect(left.fired == right.fired, "\(left.rule): \(left.example)")
      }
    }
  }
}
