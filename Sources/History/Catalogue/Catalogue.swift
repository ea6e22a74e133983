import FoundationEssentials
import Ledger

/// How values of the catalogue are written: numbers as big-endian keys, so that they sort; most records as
/// JSON, so that a later program can add to them.
enum Catalogue {
  /// Keys of the `state` table.
  enum Key: String {
    case lastDay = "last-day"
    case nextOutbox = "next-outbox"
    case nextSegment = "next-segment"
    case nextSource = "next-source"
    /// There from when on every value has its seal.
    case sealed

    var bytes: [UInt8] { Array(rawValue.utf8) }
  }

  /// Eight bytes, highest first.
  static func bytes(of number: UInt64) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: number >> (56 - 8 * UInt64($0))) }
  }

  /// The number of eight bytes; 0 for any other length.
  static func number(_ bytes: some Collection<UInt8>) -> UInt64 {
    bytes.count == 8 ? bytes.reduce(0) { $0 << 8 | UInt64($1) } : 0
  }

  static func encode(_ value: some Encodable, operation: String) throws(HistoryError) -> [UInt8] {
    do {
      let encoder = JSONEncoder()
      encoder.outputFormatting = .sortedKeys
      return Array(try encoder.encode(value))
    } catch {
      throw HistoryError(
        .inputOutput, operation: operation, reason: "a value cannot be written as JSON",
        advice: "This is a fault of the program: please report it.")
    }
  }

  static func decode<Value: Decodable>(
    _ type: Value.Type, from bytes: some Collection<UInt8>, table: CatalogueTable
  ) throws(HistoryError) -> Value {
    do { return try JSONDecoder().decode(type, from: Data(bytes)) } catch {
      throw unreadable(table)
    }
  }

  /// An entry of a table is not what this program writes there.
  static func unreadable(_ table: CatalogueTable) -> HistoryError {
    HistoryError.damaged(
      "read the catalogue", path: table.rawValue, reason: "an entry of this table cannot be understood")
  }

  /// A number of the `state` table.
  static func number(
    _ key: Key, in transaction: borrowing CatalogueTransaction
  ) throws(LMDBError) -> UInt64? {
    try transaction.get(.state, key.bytes).map(number)
  }

  static func setNumber(
    _ key: Key, _ value: UInt64, in transaction: borrowing CatalogueTransaction
  ) throws(LMDBError) {
    try transaction.put(.state, key.bytes, bytes(of: value))
  }

  /// The latest date; days since 1970 may be negative, so they are kept as a bit pattern.
  static func lastDay(in catalogue: borrowing CatalogueEnvironment) throws(HistoryError) -> BusinessDay? {
    let found = try catalogue.read { view throws(LMDBError) -> UInt64? in
      try number(Key.lastDay, in: view)
    }
    return found.map { BusinessDay(ordinal: Int32(truncatingIfNeeded: $0)) }
  }

  /// Live segments in the order of their numbers.
  static func segments(in catalogue: borrowing CatalogueEnvironment) throws(HistoryError) -> [SegmentRecord] {
    var values: [[UInt8]] = []
    try catalogue.read { view throws(LMDBError) in
      try view.scan(.segments, from: []) { _, value in
        values.append(Array(value))
        return true
      }
    }
    var records: [SegmentRecord] = []
    for value in values {
      records.append(try decode(SegmentRecord.self, from: value, table: .segments))
    }
    return records
  }
}
