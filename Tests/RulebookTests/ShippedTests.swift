import Testing

@testable import Rulebook

@Suite("The shipped rulebook")
struct ShippedTests {
  @Test("loads without an error")
  func loads() throws {
    let rulebook = try Rulebook.shipped()
    #expect(rulebook.rules.map(\.id).contains("SMUG-REMOTE-CASH"))
  }
}
