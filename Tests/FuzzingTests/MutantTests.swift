import Foundation
import Fuzzing
import TestSupport
import Testing

/// Some mutants of each decoder's inputs, the same every time; `Scripts/soak --fuzz` tries millions.
struct MutantTests {
  /// Mutants of each decoder; a soak sets more.
  private static let count = environment("MANUMIT_SOAK_MUTANTS") ?? 100
  private static let seed = UInt64(environment("MANUMIT_SOAK_SEED") ?? 1)
  /// What no input of a few thousand bytes may take, on a machine however busy.
  private static let patience = Duration.seconds(20)

  private static func environment(_ name: String) -> Int? {
    ProcessInfo.processInfo.environment[name].flatMap { Int($0) }
  }

  @Test(arguments: FuzzTarget.allCases)
  func everyPromiseIsKept(target: FuzzTarget) throws {
    for bytes in target.seeds { try target.run(bytes) }
    let mutator = Mutator(target)
    for number in 0..<Self.count {
      var random = SeededRandom(seed: Self.seed &* 1_000_003 &+ UInt64(number))
      let bytes = mutator.mutant(using: &random)
      let took = ContinuousClock().measure {
        do {
          try target.run(bytes)
        } catch {
          Issue.record("\(target.rawValue), seed \(Self.seed), mutant \(number): \(error)")
        }
      }
      #expect(took < Self.patience, "\(target.rawValue), seed \(Self.seed), mutant \(number)")
    }
  }

  /// Mutants that are refused at once would prove nothing.
  @Test(arguments: FuzzTarget.allCases)
  func mutantsAreOfManyKinds(target: FuzzTarget) {
    let mutator = Mutator(target)
    var random = SeededRandom(seed: 3)
    let made = (0..<200).map { _ in mutator.mutant(using: &random) }
    #expect(Set(made).count > 150)
  }
}
