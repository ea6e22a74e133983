/// A statement for the server, or a part of one: words of this program, never data.
///
/// The compiler sees to it: a statement is made of literals (`StaticString`) and of other statements alone, and no way
/// leads to it from a `String`. Data travel beside it, as parameters or as rows of `COPY`.
struct Statement: ExpressibleByStringInterpolation, Hashable, Sendable {
  /// Literals and statements put together.
  struct Interpolation: StringInterpolationProtocol {
    fileprivate var text = ""

    init(literalCapacity: Int, interpolationCount: Int) {}

    mutating func appendLiteral(_ literal: StaticString) { text += literal.description }

    mutating func appendInterpolation(_ part: Statement) { text += part.text }
  }

  /// What is sent.
  private(set) var text: String

  init(stringLiteral literal: StaticString) { text = literal.description }

  init(stringInterpolation: Interpolation) { text = stringInterpolation.text }

  /// A file of `Schemas`, as it was compiled into the program.
  init(_ migration: Migration) { text = String(decoding: migration.script, as: UTF8.self) }

  static func + (left: Statement, right: Statement) -> Statement { "\(left)\(right)" }
}

extension [Statement] {
  /// The parts one after another: `a, b, c`.
  func joined(separator: Statement) -> Statement {
    guard var result = first else { return "" }
    for part in dropFirst() { result = "\(result)\(separator)\(part)" }
    return result
  }
}
