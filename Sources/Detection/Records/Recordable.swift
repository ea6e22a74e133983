/// A value with a compact binary form, to be remembered from night to night.
///
/// Conformances name their fields by hand and in one order: what is stored is decided here and nowhere
/// else, and whoever changes a conformance raises `RecordFormat.version`.
public protocol Recordable {
  func write(to writer: inout RecordWriter)
  init(from reader: inout RecordReader) throws(RecordError)
}

/// The form of every record.
public enum RecordFormat {
  /// The first byte of every record; raised whenever any conformance to `Recordable` changes.
  public static let version: UInt8 = 5
  /// The oldest version that can still be read.
  public static let oldestVersion: UInt8 = 4
  /// From this version on a measure tells how many postings it does not list; before, it listed all.
  static let tellsUnlisted: UInt8 = 5
}

extension Recordable {
  /// The value as a record of its own.
  public var record: [UInt8] {
    var writer = RecordWriter()
    writer.write(self)
    return writer.bytes
  }

  /// The value of a record that holds it and nothing else.
  public init(record: [UInt8]) throws(RecordError) {
    var reader = try RecordReader(record)
    try self.init(from: &reader)
    try reader.finish()
  }
}

extension Array where Element: Recordable {
  /// The values as one record.
  public var record: [UInt8] {
    var writer = RecordWriter()
    writer.write(self)
    return writer.bytes
  }

  /// The values of a record that holds them and nothing else.
  public init(record: [UInt8]) throws(RecordError) {
    var reader = try RecordReader(record)
    self = try reader.array()
    try reader.finish()
  }
}
