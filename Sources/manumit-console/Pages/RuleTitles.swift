import Rulebook

/// What rules are called. A flag may name one that the rulebook no longer has: it keeps its ID for a name.
struct RuleTitles: Sendable {
  private let rules: [String: Rule]

  init(_ rulebook: Rulebook) {
    rules = Dictionary(rulebook.rules.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  subscript(rule: String) -> String { rules[rule]?.title ?? rule }

  /// The rule itself; nil where the rulebook has it no longer.
  func rule(_ id: String) -> Rule? { rules[id] }

  /// The first by its title, and how many more there are; nil where there are none.
  func summary(of rules: [String]) -> String? {
    guard let first = rules.first else { return nil }
    switch rules.count {
    case 1: return self[first]
    case 2: return self[first] + ", and 1 more sign"
    default: return self[first] + ", and \(rules.count - 1) more signs"
    }
  }
}
