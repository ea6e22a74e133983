/// One thing wrong with a rulebook: where, why, and what to do about it. Known before any run.
public struct RulebookError: Error, Hashable, Sendable {
  /// What kind of mistake; new kinds may be added.
  public struct Code: RawRepresentable, Hashable, Sendable {
    public var rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    /// A file or folder could not be read.
    public static let unreadable = Code(rawValue: "unreadable")
    /// The file is not YAML.
    public static let notYAML = Code(rawValue: "not-yaml")
    /// A key that the kind of file does not have.
    public static let unknownKey = Code(rawValue: "unknown-key")
    /// A key without which the file means nothing.
    public static let missingKey = Code(rawValue: "missing-key")
    /// A value of the wrong form.
    public static let badValue = Code(rawValue: "bad-value")
    /// An expression that does not follow the grammar.
    public static let syntax = Code(rawValue: "syntax")
    /// A name nobody defined.
    public static let unknownName = Code(rawValue: "unknown-name")
    /// Two kinds of number that cannot be compared or added.
    public static let kindMismatch = Code(rawValue: "kind-mismatch")
    /// A window longer than the history keeps.
    public static let longWindow = Code(rawValue: "long-window")
    /// A band nothing can lie in.
    public static let impossibleBand = Code(rawValue: "impossible-band")
    /// One name for two things.
    public static let duplicate = Code(rawValue: "duplicate")
    /// A name the language keeps for itself.
    public static let reservedName = Code(rawValue: "reserved-name")
    /// Something defined and never used.
    public static let unused = Code(rawValue: "unused")
    /// A mistake in the table of an example.
    public static let badExample = Code(rawValue: "bad-example")
    /// A rule that lacks what nobody but its author can add; it runs without.
    public static let unfinished = Code(rawValue: "unfinished")
    /// More distinct atoms than the engine has bits.
    public static let tooManyAtoms = Code(rawValue: "too-many-atoms")
  }

  public var code: Code
  public var file: String
  /// From 1.
  public var line: Int
  /// From 1, counted in Unicode scalars.
  public var column: Int
  public var message: String
  public var hint: String?

  public init(
    code: Code, file: String, line: Int, column: Int, message: String, hint: String? = nil
  ) {
    self.code = code
    self.file = file
    self.line = line
    self.column = column
    self.message = message
    self.hint = hint
  }
}

extension RulebookError: CustomStringConvertible {
  /// `file:line:column: message`, and the hint on a line of its own.
  public var description: String {
    "\(file):\(line):\(column): \(message)" + (hint.map { "\n  hint: \($0)" } ?? "")
  }
}

/// Everything wrong with a rulebook, in the order of files and lines.
public struct RulebookErrors: Error, Hashable, Sendable, CustomStringConvertible {
  public var errors: [RulebookError]

  public init(_ errors: [RulebookError]) {
    self.errors = errors.sorted {
      ($0.file, $0.line, $0.column, $0.message) < ($1.file, $1.line, $1.column, $1.message)
    }
  }

  /// Every error on its own lines.
  public var description: String { errors.map(\.description).joined(separator: "\n") }
}

/// Where errors are gathered, so that a rulebook's author sees all of them at once.
final class ErrorLog {
  private(set) var errors: [RulebookError] = []

  func report(_ error: RulebookError) {
    if !errors.contains(error) { errors.append(error) }
  }
}
