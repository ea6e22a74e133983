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
  let readsExamples: Bool

  /// What even a rule has that says nothing of postings.
  static let headKeys = [
    "title", "about", "link", "typologies", "family", "strength", "role", "sources", "innocent",
  ]

  static let keys = [
    "title", "about", "link", "typologies", "family", "strength", "role", "currency", "sources", "parameters",
    "sets", "at", "first", "when", "rolls up to", "needs", "evidence", "innocent", "fires", "silent",
  ]

  /// The key of an indicator that no export can show.
  static let blindKey = "not observable"

  /// What is read of one rule, with what can only be checked once all are known.
  struct Outcome {
    var rule: Rule
    var gathered: [RuleScope.GatheredUse]
    /// What to say where its stories are too few.
    var stories: RulebookError?
    /// What to say where it rolls up and no rule gathers it.
    var rollUp: RulebookError?
  }

  /// - Returns: nil where anything was logged.
  func read(_ node: Node, kind: Rule.Kind) -> Outcome? {
    let before = log.errors.count
    let isBlind = node.mapping?[Node(Self.blindKey)] != nil
    guard
      let reader = MappingReader(
        node, source: source, log: log,
        what: isBlind
          ? "an indicator that is not observable" : kind == .indicator ? "an indicator" : "a mitigation",
        allowed: [kind.rawValue] + (isBlind ? Self.headKeys + [Self.blindKey] : Self.keys)),
      let name = reader.fragment(kind.rawValue, required: true)
    else { return nil }
    checkIdentifier(name)
    let scope = RuleScope(reference: reference, atoms: atoms, log: log, currency: currency(reader))
    let head = head(reader)
    if let head, head.about != .customer, !head.isAboutHubs { scope.stranger = "a \(head.about.name)" }
    let body = isBlind ? blindBody(reader, kind: kind) : body(reader, of: name.string, head, scope)
    if let head, let body { checkFlagged(head, body, reader) }
    guard log.errors.count == before, let head, let body else { return nil }
    let ownFacts = isBlind ? [] : Self.facts(of: head)
    let rule = Rule(
      id: name.string, kind: kind, title: head.title, about: head.about, typologies: head.typologies,
      family: head.family, strength: head.strength, role: head.role, sources: head.sources,
      innocent: head.innocent, needs: body.parts.needs.union(ownFacts), currency: scope.currency,
      parameters: body.parameters, sets: scope.sets, aggregates: scope.aggregates,
      conditions: scope.conditions, anchor: body.parts.anchor, first: body.parts.first,
      test: body.parts.test, evidence: body.parts.evidence, rollsUpTo: body.parts.rollsUpTo,
      examples: body.examples, origin: "\(name.file):\(name.positions[0].line)",
      notObservable: body.notObservable, link: head.link, isAboutHubs: head.isAboutHubs,
      isAboutFlagged: head.isAboutFlagged, peers: scope.peers, references: scope.references)
    return Outcome(
      rule: rule, gathered: scope.gathered,
      stories: isBlind || !readsExamples ? nil : StoryCount(rule.examples).problem(of: name),
      rollUp: reader.fragment("rolls up to").map { Self.rollUpProblem(of: rule, at: $0) })
  }

  // MARK: What every rule has

  private struct Head {
    var title: String
    var about: SubjectKind
    var link: LinkField?
    var isAboutHubs: Bool
    var isAboutFlagged: Bool
    var typologies: [String]
    var family: String
    var strength: Strength
    var role: Role
    var sources: [String]
    var innocent: [String]
  }

  private func head(_ reader: MappingReader) -> Head? {
    let about = subjectKind(reader)
    let title = reader.text("title", required: true)
    let family = reader.text("family", required: true)
    let strength = reader.choice("strength", of: Strength.self, required: true)
    let role = reader.choice("role", of: Role.self) ?? .unknown
    let typologies = typologyNames(reader)
    let sources = reader.fragments("sources", required: true).map(\.string)
    let link = link(reader, about: about)
    guard let about, let title, let family, let strength else { return nil }
    return Head(
      title: title, about: about, link: link, isAboutHubs: reader.text("about") == Self.hub,
      isAboutFlagged: reader.text("about") == Self.flagged, typologies: typologies, family: family,
      strength: strength, role: role,
      sources: sources, innocent: reader.fragments("innocent").map(\.string))
  }

  // MARK: What it says of postings

  private struct Body {
    var parts: BodyReader.Body
    var parameters: [Parameter] = []
    var examples: [Example] = []
    var notObservable: [String] = []
  }

  private func body(_ reader: MappingReader, of id: String, _ head: Head?, _ scope: RuleScope) -> Body? {
    let before = log.errors.count
    let parameters = ParameterReader(ruleID: id, scope: scope, overrides: overrides)
      .read(reader.mapping("parameters", what: "`parameters`", allowed: nil))
    let examples = ExampleReader(
      source: source, log: log, about: head?.about ?? .customer, link: head?.link,
      currency: scope.currency, isWanted: readsExamples
    )
    .read(reader)
    guard let parameters, let parts = BodyReader(scope: scope).read(reader) else { return nil }
    if log.errors.count == before {
      reportUnused(parameters, reader: reader, scope: scope)
      checkCurrency(reader, scope)
    }
    return Body(parts: parts, parameters: parameters, examples: examples)
  }

  /// An indicator that no export can show says so, and nothing of postings.
  private func blindBody(_ reader: MappingReader, kind: Rule.Kind) -> Body? {
    let reasons = reader.fragments(Self.blindKey)
    if kind == .mitigation {
      log.report(
        reader.error(
          .badValue, "a mitigation that cannot be seen lowers nothing",
          hint: "write what would show it under `innocent` of the indicators it excuses"))
    } else if reasons.isEmpty {
      log.report(
        reader.error(
          .badValue, "`\(Self.blindKey)` gives no reason",
          hint: "name what an export would have to state: `denominations, from a teller system`"))
    }
    let parts = BodyReader.Body(
      needs: [], anchor: nil, first: nil, test: .any([]), evidence: [], rollsUpTo: nil)
    return Body(parts: parts, notObservable: reasons.map(\.string))
  }

  /// What is found of the flagged alone counts at those with whom they exchange money, and nowhere else.
  private func checkFlagged(_ head: Head, _ body: Body, _ reader: MappingReader) {
    guard head.isAboutFlagged, body.parts.rollsUpTo?.kind != .counterparty,
      let about = reader.fragment("about")
    else { return }
    log.report(
      about.error(
        .badValue, at: 0, "a rule about the flagged flags nobody itself",
        hint: "write `rolls up to: counterparty`, and a rule that gathers it there"))
  }

  /// A hub is found by its counterparty, a link by its field, before any of its postings is looked at.
  private static func facts(of head: Head) -> FieldSet {
    if let link = head.link { return GroupField(rawValue: link.rawValue)?.fact ?? [] }
    return head.about == .counterparty ? .counterparty : []
  }

  private func typologyNames(_ reader: MappingReader) -> [String] {
    let names = reader.fragments("typologies", required: true)
    for name in names where !typologies.contains(name.string) {
      log.report(
        name.error(
          .unknownName, at: 0, "unknown typology `\(name.string)`",
          hint: Vocabulary.hint(
            for: name.string, among: typologies,
            otherwise: typologies.isEmpty
              ? "no folder given holds a typology: name the shipped one as well, before yours"
              : "typologies are " + typologies.sorted().joined(separator: ", "))))
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
    if about.string == Self.hub { return .counterparty }
    if about.string == Self.flagged { return .customer }
    if let kind = SubjectKind.allCases.first(where: { $0.name == about.string }) { return kind }
    reader.reportChoice(
      about, key: "about", among: SubjectKind.allCases.map(\.name) + [Self.hub, Self.flagged])
    return nil
  }

  /// The word for whoever gathers, outside or among the bank's own customers.
  private static let hub = "hub"
  /// The word for customers who are flagged.
  private static let flagged = "flagged"

  /// A rule about links says which; no other rule has one.
  private func link(_ reader: MappingReader, about: SubjectKind?) -> LinkField? {
    guard about == .link else {
      if let written = reader.fragment("link"), about != nil {
        log.report(
          written.error(.badValue, at: 0, "only a rule about a link has `link`", hint: "write `about: link`"))
      }
      return nil
    }
    return reader.choice("link", of: LinkField.self, required: true)
  }
}
