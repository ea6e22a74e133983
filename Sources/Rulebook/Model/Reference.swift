/// A list, lexicon, threshold or figures of peers that rules name, as its file has it.
public struct Reference: Sendable, Hashable {
  public var name: String
  /// `list`, `lexicon`, `threshold` or `peers`.
  public var kind: String
  /// File and line it was read from.
  public var origin: String
  /// The whole file.
  public var text: String

  public init(name: String, kind: String, origin: String, text: String) {
    self.name = name
    self.kind = kind
    self.origin = origin
    self.text = text
  }
}

extension Rulebook {
  /// Every name that can be asked for: of rules, typologies and reference data.
  public var names: [String] { rules.map(\.id) + typologies.map(\.id) + references.map(\.name) }

  /// The name nearest to a misspelt one, or the first that begins like it; nil where there is none.
  public func nearestName(to name: String) -> String? {
    Vocabulary.nearest(to: name, among: names)
      ?? names.first { $0.lowercased().hasPrefix(name.lowercased()) }
  }
}
