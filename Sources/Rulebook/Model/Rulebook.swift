/// A checked set of rules, with everything the engine needs. Immutable.
public struct Rulebook: Sendable {
  /// Every distinct atom of all rules; bits are numbered by index.
  public var atoms: [Atom]
  /// Indicators and mitigations by ID.
  public var rules: [Rule]
  public var typologies: [Typology]
  public var lexicons: [Lexicon]
  /// Hash of the text of every file it was read from, 16 hexadecimal digits.
  public var hash: String
  /// What the rules' authors still owe, such as stories; known where examples were read, and no hindrance to a run.
  public var unfinished: [RulebookError]
  /// The reference data that rules can name, by name.
  public var references: [Reference]

  public init(
    atoms: [Atom], rules: [Rule], typologies: [Typology], lexicons: [Lexicon], hash: String,
    unfinished: [RulebookError] = [], references: [Reference] = []
  ) {
    self.atoms = atoms
    self.rules = rules
    self.typologies = typologies
    self.lexicons = lexicons
    self.hash = hash
    self.unfinished = unfinished
    self.references = references
  }

  /// More distinct atoms than this do not fit the line of a processor's cache in which those of a posting are kept.
  public static let maximumAtoms = 512
  /// More word lists than this do not fit the one word in which those a text mentions are kept.
  public static let maximumLexicons = 128
  /// More typologies than this do not fit the one word in which those a finding counts for are kept.
  public static let maximumTypologies = 64
}
