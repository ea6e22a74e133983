import Testing

@testable import Rulebook

/// Rules that say more than a stack, a memory or a night can hold, in few lines or in many: refused at their place.
struct LargeRuleTests {
  private func complaint(sets: String) -> String {
    Probe.complaint("sets:\n" + sets + "when:\n  - count of x in 7 days >= 3\nevidence: x\n")
  }

  @Test(arguments: ["(", "not ", "(cash and "])
  func anExpressionWithoutEnd(opening: String) {
    let said = complaint(sets: "  x: " + String(repeating: opening, count: 2000) + "cash\n")
    #expect(said.hasPrefix("r.yaml:9:"), "\(said)")
    #expect(said.contains("an expression of more than 1000 words, numbers and signs"), "\(said)")
  }

  @Test func aLongOneBelowTheLimitIsRead() {
    let nested = String(repeating: "(", count: 400) + "cash" + String(repeating: ")", count: 400)
    #expect(complaint(sets: "  x: " + nested + "\n").isEmpty)
    #expect(complaint(sets: "  x: " + String(repeating: "not ", count: 800) + "cash\n").isEmpty)
  }

  /// Each name stands for twice what the one before does: the forty-first for a million millions.
  @Test func namesThatDouble() {
    var sets = "  x0: cash\n"
    for number in 1...40 {
      sets += "  x\(number): (x\(number - 1) and credit) or (x\(number - 1) and amount above 5 USD)\n"
    }
    let said = complaint(sets: sets + "  x: x40\n")
    #expect(
      said.contains("r.yaml:18:27: with its names written out this asks more than 1000 questions"), "\(said)")
  }

  /// Each line doubles the ways in which the set can hold.
  @Test func waysThatDouble() {
    var parts: [String] = []
    for number in 1...12 { parts.append("(amount above \(number) USD or amount below \(number + 100) EUR)") }
    let said = complaint(sets: "  x: " + parts.joined(separator: " and ") + "\n")
    #expect(said.contains("r.yaml:9:6: this can hold in more than 1000 ways"), "\(said)")
  }

  /// What is refused lies far beyond what anybody wrote.
  @Test func shippedRulesAreSmall() throws {
    for rule in try Rulebook.shipped().rules {
      for set in rule.sets {
        guard case .matching(let predicate) = set.members else { continue }
        #expect(predicate.questions * 10 < ExpressionParser.maximumQuestions, "\(rule.id)")
        #expect(predicate.alternatives(most: 1000) * 10 < ExpressionParser.maximumAlternatives, "\(rule.id)")
      }
    }
  }
}
