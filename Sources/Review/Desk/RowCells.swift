import Foundation
import Ledger

/// The cells of one row, read from left to right: a statement selects them in the order in which a type takes them.
struct RowCells {
  private let texts: [String?]
  private var next = 0

  fileprivate init(_ texts: [String?]) { self.texts = texts }

  /// Words of this program or of the database; nil for NULL.
  mutating func optional() -> String? {
    defer { next += 1 }
    return texts[next]
  }

  /// The same of a column that is never NULL.
  mutating func text() -> String { optional() ?? "" }

  /// What people or files have written, with what would steer a terminal spelled out; nil for NULL.
  mutating func written(keepingLines: Bool = false) -> String? {
    optional().map { printable($0, keepingLines: keepingLines) }
  }

  mutating func optionalInteger<Number: FixedWidthInteger>() -> Number? { optional().flatMap { Number($0) } }

  mutating func integer<Number: FixedWidthInteger>() -> Number { optionalInteger() ?? 0 }

  mutating func number() -> Double? { optional().flatMap { Double($0) } }

  mutating func boolean() -> Bool { optional() == "t" }

  /// Names of a column that `Statement.list` made of an array.
  mutating func names() -> [String] { text().split(separator: "\n").map { printable(String($0)) } }

  /// What a jsonb column holds; nil where this program does not understand it.
  mutating func json<Value: Decodable>(_ type: Value.Type) -> Value? {
    try? JSONDecoder().decode(type, from: Data(text().utf8))
  }
}

extension QueryResult {
  /// One value a row.
  func map<Value>(_ make: (inout RowCells) throws(ReviewError) -> Value) throws(ReviewError) -> [Value] {
    var values: [Value] = []
    values.reserveCapacity(rowCount)
    for row in 0..<rowCount {
      var cells = RowCells((0..<columnCount).map { text(row, $0) })
      values.append(try make(&cells))
    }
    return values
  }

  /// The value of the only row; nil where there is none.
  func first<Value>(_ make: (inout RowCells) throws(ReviewError) -> Value) throws(ReviewError) -> Value? {
    guard rowCount > 0 else { return nil }
    var cells = RowCells((0..<columnCount).map { text(0, $0) })
    return try make(&cells)
  }
}

extension Statement {
  /// A moment as RFC 3339, UTC, to the second; sessions are in UTC.
  static func moment(_ column: Statement) -> Statement {
    "to_char(\(column), 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"
  }

  /// An array of names as one text.
  static func list(_ array: Statement) -> Statement { "array_to_string(\(array), E'\\n')" }
}
