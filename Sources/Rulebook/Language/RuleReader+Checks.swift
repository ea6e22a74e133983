import Ledger

/// What is checked of a rule once it is read.
extension RuleReader {
  func checkIdentifier(_ name: Fragment) {
    let allowed = name.string.utf8.allSatisfy {
      (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-")
    }
    if !allowed || name.string.utf8.count > Self.maximumIdentifierLength {
      log.report(
        name.error(
          .badValue, at: 0, "`\(name.string)` cannot be the ID of a rule",
          hint: "capitals, digits and hyphens, at most \(Self.maximumIdentifierLength)"))
    }
  }

  /// IDs are columns of the flagged table and labels of metrics: longer ones are unreadable there.
  static let maximumIdentifierLength = 48

  /// What is defined and never used is a mistake somewhere else: a misspelt use, or a forgotten condition.
  func reportUnused(_ parameters: [Parameter], reader: MappingReader, scope: RuleScope) {
    let sections = ["parameters": "parameter", "sets": "set"]
    for (section, word) in sections.sorted(by: { $0.key < $1.key }) {
      guard let mapping = reader.mapping(section, what: "`\(section)`", allowed: nil) else { continue }
      for (key, _) in mapping.all where !scope.usedNames.contains(key.string) {
        log.report(key.error(.unused, at: 0, "the \(word) `\(key.string)` is never used"))
      }
    }
  }

  /// A rule may ask about amounts in several currencies; but one that names its own and has no amount in it was
  /// copied and half changed.
  func checkCurrency(_ reader: MappingReader, _ scope: RuleScope) {
    guard reader.node("currency") != nil, let first = scope.amounts.first,
      !scope.amounts.contains(where: { $0.currency == scope.currency })
    else { return }
    log.report(first.error)
  }

  /// What to say of a rule that rolls up, where no other gathers it.
  static func rollUpProblem(of rule: Rule, at place: Fragment) -> RulebookError {
    let hub = rule.rollsUpTo?.kind == .link ? "the link" : "the counterparty"
    return place.error(
      .unfinished, at: 0, "no rule gathers `\(rule.id)`: what it finds is never heard of",
      hint: "write a second rule about \(hub), with a set `gathered \(rule.id)`")
  }
}
