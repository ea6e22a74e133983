import Ledger
import Yams

/// Reads all files of a rulebook: reference data first, then rules, then what only the whole can tell.
final class RulebookReader {
  private let files: [RulebookFile]
  private let overrides: [String: String]
  private let readsExamples: Bool
  private let log: ErrorLog
  private var reference = ReferenceData()
  private var references: [String: Reference] = [:]
  private let atoms = AtomTable()
  private var typologies: [TypologyReader.Outcome] = []
  private var outcomes: [RuleReader.Outcome] = []
  /// Where each name was first defined, and in which layer.
  private var defined: [String: (place: String, layer: Int)] = [:]

  private struct Document {
    let source: SourceText
    let root: Node
    let kind: String
    let layer: Int
  }

  private static let kinds = ["indicator", "mitigation", "typology", "list", "lexicon", "threshold", "peers"]

  init(files: [RulebookFile], overrides: [String: String], readsExamples: Bool = true, log: ErrorLog) {
    self.files = files.sorted { ($0.layer, $0.path) < ($1.layer, $1.path) }
    self.overrides = overrides
    self.readsExamples = readsExamples
    self.log = log
  }

  /// - Returns: nil where anything is wrong.
  func read() -> Rulebook? {
    let documents = files.filter { !$0.path.hasSuffix(".txt") }.compactMap(document)
    for document in documents { readReference(document) }
    for document in documents where document.kind == "typology" { readTypology(document) }
    for document in documents {
      guard let kind = Rule.Kind(rawValue: document.kind) else { continue }
      readRule(document, kind: kind)
    }
    checkWhole(documents)
    guard log.errors.isEmpty else { return nil }
    return Rulebook(
      atoms: atoms.atoms, rules: outcomes.map(\.rule).sorted { $0.id < $1.id },
      typologies: typologies.map(\.typology).sorted { $0.id < $1.id },
      lexicons: reference.lexiconNames.compactMap { reference.lexicons[$0] },
      hash: Rulebook.hash(files: files, overrides: overrides),
      unfinished: RulebookErrors(unfinished()).errors,
      references: references.values.sorted { $0.name < $1.name })
  }

  /// What authors still owe: stories, and rules that gather.
  private func unfinished() -> [RulebookError] {
    let gathered = Set(outcomes.flatMap { $0.gathered.map(\.indicator) })
    return outcomes.compactMap(\.stories)
      + outcomes.filter { !gathered.contains($0.rule.id) }.compactMap(\.rollUp)
  }

  private func document(_ file: RulebookFile) -> Document? {
    let complaint = YAMLComplaint(file: file)
    if let error = complaint.beforeReading {
      log.report(error)
      return nil
    }
    let text = readsExamples ? file.text : ExampleReader.withoutExamples(file.text)
    let source = SourceText(name: file.name, text: text)
    do {
      // Every scalar is read as text here: resolving its YAML type would only cost time.
      guard let root = try Yams.compose(yaml: text, .basic, .default, .utf8) else {
        report(.notYAML, file.name, line: 1, column: 1, "the file is empty")
        return nil
      }
      guard case .mapping(let mapping) = root,
        let kind = mapping.keys.compactMap(\.string).first(where: Self.kinds.contains)
      else {
        report(
          .missingKey, file.name, line: 1, column: 1, "the file does not say what it is",
          hint: "it begins with one of " + Self.kinds.map { "`\($0):`" }.joined(separator: ", "))
        return nil
      }
      return Document(source: source, root: root, kind: kind, layer: file.layer)
    } catch let error as YamlError {
      log.report(complaint.error(error))
    } catch {
      report(.notYAML, file.name, line: 1, column: 1, "the file is not YAML")
    }
    return nil
  }

  private func report(
    _ code: RulebookError.Code, _ file: String, line: Int, column: Int, _ message: String, hint: String? = nil
  ) {
    log.report(
      RulebookError(code: code, file: file, line: line, column: column, message: message, hint: hint))
  }

  /// Notes a name; false, and an error logged, where it is taken.
  private func define(_ name: Fragment, _ document: Document, replaceable: Bool) -> Bool {
    let place = "\(name.file):\(name.positions[0].line)"
    if let earlier = defined[name.string], !replaceable || earlier.layer == document.layer {
      log.report(
        name.error(.duplicate, at: 0, "`\(name.string)` is already defined", hint: "see \(earlier.place)"))
      return false
    }
    defined[name.string] = (place, document.layer)
    return true
  }

  private func readReference(_ document: Document) {
    let allowed = [
      "list": ReferenceReader.listKeys, "lexicon": ReferenceReader.lexiconKeys,
      "threshold": ReferenceReader.thresholdKeys, "peers": PeersReader.keys,
    ]
    guard let keys = allowed[document.kind],
      let reader = MappingReader(
        document.root, source: document.source, log: log, what: "a \(document.kind)", allowed: keys),
      let name = reader.fragment(document.kind, required: true),
      define(name, document, replaceable: true)
    else { return }
    references[name.string] = Reference(
      name: name.string, kind: document.kind, origin: "\(name.file):\(name.positions[0].line)",
      text: document.source.text)
    _ = reader.fragments("sources", required: true)
    if let word = Vocabulary.isReserved(name.string) {
      log.report(
        name.error(
          .reservedName, at: 0, "a \(document.kind) cannot be called `\(name.string)`",
          hint: "`\(word)` is a word of the language"))
    }
    let references = ReferenceReader(log: log)
    switch document.kind {
    case "list":
      reference.lists[name.string] = references.list(reader)
      if reference.lists[name.string] == nil { reference.unreadable.insert(name.string) }
    case "peers": reference.peers[name.string] = PeersReader(log: log).figures(reader, name: name.string)
    case "lexicon": reference.lexicons[name.string] = references.lexicon(reader, name: name.string)
    default: reference.thresholds[name.string] = references.threshold(reader)
    }
  }

  private func readTypology(_ document: Document) {
    guard
      let reader = MappingReader(
        document.root, source: document.source, log: log, what: "a typology", allowed: TypologyReader.keys),
      let name = reader.fragment("typology", required: true), define(name, document, replaceable: false),
      let outcome = TypologyReader(log: log).typology(reader, name: name)
    else { return }
    typologies.append(outcome)
  }

  private func readRule(_ document: Document, kind: Rule.Kind) {
    let name = MappingReader(
      document.root, source: document.source, log: ErrorLog(), what: "", allowed: nil)?.fragment(
        kind.rawValue)
    if let name, !define(name, document, replaceable: false) { return }
    let reader = RuleReader(
      source: document.source, log: log, reference: reference, atoms: atoms,
      typologies: typologies.map(\.typology.id),
      overrides: overrides, readsExamples: readsExamples)
    if let outcome = reader.read(document.root, kind: kind) { outcomes.append(outcome) }
  }

  /// What can only be checked once every file is read.
  private func checkWhole(_ documents: [Document]) {
    // A rule that could not be read may be the one that is gathered: its own errors come first.
    if log.errors.isEmpty { for outcome in outcomes { checkGathered(outcome) } }
    TypologyReader(log: log).check(typologies)
    if atoms.atoms.count > Rulebook.maximumAtoms {
      report(
        .tooManyAtoms, files.first?.name ?? "", line: 1, column: 1,
        "the rules ask \(atoms.atoms.count) different questions of a posting; \(Rulebook.maximumAtoms) fit",
        hint: "use the same bounds and lists in several rules")
    }
    if reference.lexicons.count > Rulebook.maximumLexicons {
      report(
        .tooManyAtoms, files.first?.name ?? "", line: 1, column: 1,
        "there are \(reference.lexicons.count) word lists; \(Rulebook.maximumLexicons) fit",
        hint: "join lists that are read together")
    }
    if typologies.count > Rulebook.maximumTypologies {
      report(
        .tooManyAtoms, files.first?.name ?? "", line: 1, column: 1,
        "there are \(typologies.count) typologies; \(Rulebook.maximumTypologies) fit",
        hint: "join typologies that are reviewed together")
    }
    checkOverrides(documents)
  }

  private func checkGathered(_ outcome: RuleReader.Outcome) {
    let kind = outcome.rule.about.name
    let hubs = outcomes.filter { outcome.rule.gathers($0.rule.rollsUpTo) }.map(\.rule.id)
    for use in outcome.gathered where !hubs.contains(use.indicator) {
      var error = use.error
      let says = "a rule that is gathered at a \(kind) says so with `rolls up to`"
      if let leaf = outcomes.first(where: { $0.rule.id == use.indicator }) {
        let place = leaf.rule.rollsUpTo.map { "to `\($0.field.rawValue)`, not to a \(kind)" } ?? "to nobody"
        error.message = "`\(use.indicator)` rolls up \(place)"
        error.hint = says
      } else {
        error.hint = Vocabulary.hint(for: use.indicator, among: hubs, otherwise: says)
      }
      log.report(error)
    }
  }

  private func checkOverrides(_ documents: [Document]) {
    let names = documents.filter { Rule.Kind(rawValue: $0.kind) != nil }.flatMap { document -> [String] in
      guard case .mapping(let mapping) = document.root, let id = mapping[document.kind]?.string,
        case .mapping(let parameters)? = mapping["parameters"]
      else { return [] }
      return parameters.keys.compactMap { $0.string.map { "\(id).\($0)" } }
    }
    for name in overrides.keys.sorted() where !names.contains(name) {
      report(
        .unknownName, "override \(name)", line: 1, column: 1, "no rule has this parameter",
        hint: Vocabulary.hint(for: name, among: names.sorted(), otherwise: "write `RULE.parameter`"))
    }
  }
}

extension Rule {
  /// Whether what rolls up there can be gathered at a subject of this rule: a payee may be a customer too.
  fileprivate func gathers(_ rollUp: RollUp?) -> Bool {
    guard let rollUp else { return false }
    switch rollUp.kind {
    case .counterparty: return about != .link
    case .customer: return isAbout(.customer)
    case .link: return link?.rawValue == rollUp.field.rawValue
    }
  }
}
