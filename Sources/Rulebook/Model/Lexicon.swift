/// Phrases that are looked for in texts, whole words only, letters folded.
public struct Lexicon: Sendable, Hashable {
  public var name: String
  /// Folded phrases: lower case, accents removed, words separated by one space.
  public var phrases: [String]

  public init(name: String, phrases: [String]) {
    self.name = name
    self.phrases = phrases
  }
}
