import Yams

/// A YAML mapping read strictly: unknown keys, missing keys and values of the wrong form are logged.
struct MappingReader {
  let source: SourceText
  let log: ErrorLog
  /// For messages: `an indicator`.
  let what: String
  /// Where the mapping begins.
  private let start: Fragment
  private let entries: [(key: Fragment, value: Node)]
  /// The keys as texts, in the same order.
  private let names: [String]

  /// Nil, and an error logged, where the node is no mapping.
  init?(_ node: Node, source: SourceText, log: ErrorLog, what: String, allowed: [String]?) {
    let start = source.fragment(Node.Scalar("", .implicit, .any, node.mark))
    guard case .mapping(let mapping) = node else {
      log.report(start.error(.badValue, at: 0, "\(what) is written as `key: value` lines"))
      return nil
    }
    self.source = source
    self.log = log
    self.what = what
    self.start = start
    var entries: [(Fragment, Node)] = []
    var names: [String] = []
    for (keyNode, value) in mapping {
      guard case .scalar(let scalar) = keyNode else {
        log.report(start.error(.badValue, at: 0, "a key of \(what) is not a word"))
        continue
      }
      let key = source.fragment(scalar)
      if let allowed, !allowed.contains(scalar.string) {
        log.report(
          key.error(
            .unknownKey, at: 0, "\(what) has no key `\(scalar.string)`",
            hint: scalar.string.first?.isNumber == true
              ? "a number is written without commas"
              : Vocabulary.hint(
                for: scalar.string, among: allowed, otherwise: "keys are " + allowed.joined(separator: ", ")))
        )
      }
      entries.append((key, value))
      names.append(scalar.string)
    }
    self.entries = entries
    self.names = names
  }

  /// Every key with its value, in the order written.
  var all: [(key: Fragment, value: Node)] { entries }

  func node(_ key: String) -> Node? { names.firstIndex(of: key).map { entries[$0].value } }

  /// An error at the mapping's beginning.
  func error(_ code: RulebookError.Code, _ message: String, hint: String? = nil) -> RulebookError {
    start.error(code, at: 0, message, hint: hint)
  }

  func reportMissing(_ key: String) {
    log.report(error(.missingKey, "\(what) needs the key `\(key)`"))
  }

  /// The scalar of a key; nil where there is none, and an error logged where it is something else.
  func fragment(_ key: String, required: Bool = false) -> Fragment? {
    guard let node = node(key) else {
      if required { reportMissing(key) }
      return nil
    }
    return scalar(node, of: key)
  }

  func text(_ key: String, required: Bool = false) -> String? { fragment(key, required: required)?.string }

  /// A list of scalars, or the one scalar that stands for a list of one.
  func fragments(_ key: String, required: Bool = false) -> [Fragment] {
    guard let node = node(key) else {
      if required { reportMissing(key) }
      return []
    }
    guard case .sequence(let sequence) = node else { return scalar(node, of: key).map { [$0] } ?? [] }
    return sequence.compactMap { scalar($0, of: key) }
  }

  /// A mapping under a key.
  func mapping(_ key: String, what: String, allowed: [String]?) -> MappingReader? {
    guard let node = node(key) else { return nil }
    return MappingReader(node, source: source, log: log, what: what, allowed: allowed)
  }

  /// One of the named choices.
  func choice<Choice: RawRepresentable & CaseIterable>(
    _ key: String, of type: Choice.Type, required: Bool = false
  )
    -> Choice? where Choice.RawValue == String
  {
    guard let fragment = fragment(key, required: required) else { return nil }
    if let choice = Choice(rawValue: fragment.string) { return choice }
    reportChoice(fragment, key: key, among: Choice.allCases.map(\.rawValue))
    return nil
  }

  func reportChoice(_ fragment: Fragment, key: String, among names: [String]) {
    log.report(
      fragment.error(
        .badValue, at: 0, "`\(key)` cannot be `\(fragment.string)`",
        hint: Vocabulary.hint(
          for: fragment.string, among: names, otherwise: "it is one of " + names.joined(separator: ", "))))
  }

  /// The scalar of a node, logged where it is missing or something else.
  func scalar(_ node: Node, of key: String) -> Fragment? {
    let place = source.fragment(Node.Scalar("", .implicit, .any, node.mark))
    guard case .scalar(let scalar) = node else {
      log.report(place.error(.badValue, at: 0, "`\(key)` takes a text here, not a list or mapping"))
      return nil
    }
    guard !scalar.string.isEmpty else {
      log.report(place.error(.badValue, at: 0, "`\(key)` is empty"))
      return nil
    }
    return source.fragment(scalar)
  }
}
