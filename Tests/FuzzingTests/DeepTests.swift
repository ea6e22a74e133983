import Fuzzing
import Testing

/// What is nested deeper than any stack, in each language that nests.
struct DeepTests {
  @Test(arguments: ["[", "{a: ", "- ", "? ", "&a [", "!!seq ["])
  func aTextNestedWithoutEndIsRefused(opening: String) throws {
    for depth in [1000, 100_000] {
      let bytes = Array(String(repeating: opening, count: depth).utf8)
      try FuzzTarget.profile.run(bytes)
      try FuzzTarget.rulebook.run(bytes)
    }
  }

  @Test(arguments: ["(", "not ", "count of ("])
  func anExpressionNestedWithoutEndIsRefused(opening: String) throws {
    for depth in [900, 15_000] {
      let expression = String(repeating: opening, count: depth) + "cash"
      for place in [
        "sets:\n  x: \(expression)\nwhen:\n  - count of x in 7 days >= 3\n", "when:\n  - \(expression)\n",
      ] {
        try FuzzTarget.rulebook.run(Array((Self.head + place).utf8))
      }
    }
  }

  /// Each name stands for twice what the one before does.
  @Test(
    .timeLimit(.minutes(10)),
    arguments: ["x and credit or x and amount above 5 USD", "x and (not x or debit)"])
  func namesThatDoubleAreReadInAMoment(doubled: String) throws {
    var rule = Self.head + "sets:\n  x0: cash\n"
    for number in 1...40 { rule += "  x\(number): \(doubled.replacing("x", with: "x\(number - 1)"))\n" }
    try FuzzTarget.rulebook.run(Array((rule + "when:\n  - count of x40 in 7 days >= 3\n").utf8))
  }

  private static let head =
    "indicator: D\ntitle: T\nabout: customer\ntypologies: [fuzz]\nfamily: f\nstrength: normal\nsources: [none]\n"
}
