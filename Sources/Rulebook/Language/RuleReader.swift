import Ledger
import Yams

/// Reads one indicator or mitigation.
struct RuleReader {
  let source: SourceText
  let log: ErrorLog
  let reference: ReferenceData
  let atoms: AtomTable
  let typologies: [String]
  let overrides: [String: String]

  static let keys = [
    "title", "about", "typologies", "family", "strength", "role", "currency", "sources", "parameters",
    "sets", "at", "first", "when", "rolls up to", "needs", "evidence", "innocent", "fires", "silent",
  ]

  /// What is read of one rule, with what can only be checked once all are known.
  struct Outcome {
    var rule: Rule
    var gathered: [RuleScope.GatheredUse]
  }

  /// - Returns: nil where anything was logged.
  func read(_ node: Node, kind: Rule.Kind) -> Outcome? {
    let before = log.errors.count
    guard
      let reader = MappingReader(
        node, source: source, log: log, what: kind == .indicator ? "an indicator" : "a mitigation",
        allowed: [kind.rawValue] + Self.keys),
      let name = reader.fragment(kind.rawValue, required: true)
    else { return nil }
    checkIdentifier(name)
    let scope = RuleScope(reference: reference, atoms: atoms, log: log, currency: currency(reader))
    let parameters = ParameterReader(ruleID: name.string, scope: scope, overrides: overrides)
      .read(reader.mapping("parameters", what: "`parameters`", allowed: nil))
    let about = subjectKind(reader)
    let title = reader.text("title", required: true)
    let family = reader.text("family", required: true)
    let strength = reader.choice("strength", of: Strength.self, required: true)
    let role = reader.choice("role", of: Role.self) ?? .unknown
    let counted = typologyNames(reader)
    let sources = reader.fragments("sources", required: true).map(\.string)
    let examples = ExampleReader(
      source: source, log: log, about: about ?? .customer, currency: scope.currency
    )
    .read(reader)
    guard let parameters else { return nil }
    let body = BodyReader(scope: scope).read(reader)
    if log.errors.count == before { reportUnused(parameters, reader: reader, scope: scope) }
    guard log.errors.count == before, let body, let about, let title, let family, let strength else {
      return nil
    }
    // A hub is found by its counterparty before any of its postings is looked at.
    let ownFact: FieldSet = about == .counterparty ? .counterparty : []
    let rule = Rule(
      id: name.string, kind: kind, title: title, about: about, typologies: counted,
      family: family, strength: strength, role: role, sources: sources,
      innocent: reader.fragments("innocent").map(\.string), needs: body.needs.union(ownFact),
      currency: scope.currency,
      parameters: parameters, sets: scope.sets, aggregates: scope.aggregates, conditions: scope.conditions,
      anchor: body.anchor, first: body.first, test: body.test, evidence: body.evidence,
      rollsUpTo: body.rollsUpTo, examples: examples, origin: "\(name.file):\(name.positions[0].line)")
    return Outcome(rule: rule, gathered: scope.gathered)
  }

  private func checkIdentifier(_ name: Fragment) {
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

  private func typologyNames(_ reader: MappingReader) -> [String] {
    let names = reader.fragments("typologies", required: true)
    for name in names where !typologies.contains(name.string) {
      log.report(
        name.error(
          .unknownName, at: 0, "unknown typology `\(name.string)`",
          hint: Vocabulary.hint(for: name.string, among: typologies)))
    }
    return names.map(\.string)
  }

  private func currency(_ reader: MappingReader) -> Currency {
    guard let code = reader.fragment("currency") else { return .usDollar }
    if let currency = Currency(code.string) { return currency }
    log.report(
      code.error(.badValue, at: 0, "`\(code.string)` is no currency", hint: "write its three letters: `USD`"))
    return .usDollar
  }

  private func subjectKind(_ reader: MappingReader) -> SubjectKind? {
    guard let about = reader.fragment("about", required: true) else { return nil }
    if let kind = SubjectKind.allCases.first(where: { $0.name == about.string }) { return kind }
    reader.reportChoice(about, key: "about", among: SubjectKind.allCases.map(\.name))
    return nil
  }

  /// What is defined and never used is a mistake somewhere else: a misspelt use, or a forgotten condition.
  private func reportUnused(_ parameters: [Parameter], reader: MappingReader, scope: RuleScope) {
    let sections = ["parameters": "parameter", "sets": "set"]
    for (section, word) in sections.sorted(by: { $0.key < $1.key }) {
      guard let mapping = reader.mapping(section, what: "`\(section)`", allowed: nil) else { continue }
      for (key, _) in mapping.all where !scope.usedNames.contains(key.string) {
        log.report(key.error(.unused, at: 0, "the \(word) `\(key.string)` is never used"))
      }
    }
  }
}
