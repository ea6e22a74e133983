/// Reads what `RecordWriter` wrote, in the same order.
///
/// Whatever the bytes are, it throws or returns, and never sets aside more memory than they could fill.
public struct RecordReader {
  private let bytes: [UInt8]
  /// The version of the record.
  let version: UInt8
  private var place = 0
  /// The strings read so far, in the order in which they were written.
  private var texts: [String] = []
  /// The rows of evidence read so far, likewise.
  private var rows: [EvidenceRow] = []

  /// More elements than this are not made room for in advance: a damaged count must not cost memory.
  private static let largestReservation = 1024

  public init(_ bytes: [UInt8]) throws(RecordError) {
    self.bytes = bytes
    version = bytes.first ?? 0
    guard (RecordFormat.oldestVersion...RecordFormat.version).contains(try byte()) else {
      throw RecordError(.unknownVersion, byte: 0)
    }
  }

  /// To be called behind the last value.
  public func finish() throws(RecordError) {
    guard place == bytes.count else { throw RecordError(.overlong, byte: place) }
  }

  public mutating func boolean() throws(RecordError) -> Bool {
    switch try byte() {
    case 0: return false
    case 1: return true
    default: throw RecordError(.invalidValue, byte: place - 1)
    }
  }

  public mutating func integer64() throws(RecordError) -> Int64 {
    let number = try unsigned()
    return Int64(bitPattern: number >> 1) ^ -Int64(bitPattern: number & 1)
  }

  public mutating func integer() throws(RecordError) -> Int {
    let start = place
    guard let number = Int(exactly: try integer64()) else { throw RecordError(.invalidValue, byte: start) }
    return number
  }

  public mutating func text() throws(RecordError) -> String {
    let start = place
    let number = try unsigned()
    guard number > 0 else { return try newText() }
    guard number <= UInt64(texts.count) else { throw RecordError(.unknownString, byte: start) }
    return texts[Int(number) - 1]
  }

  public mutating func optionalText() throws(RecordError) -> String? {
    try boolean() ? try text() : nil
  }

  public mutating func textArray() throws(RecordError) -> [String] {
    let count = try count()
    var found: [String] = []
    found.reserveCapacity(min(count, Self.largestReservation))
    for _ in 0..<count { found.append(try text()) }
    return found
  }

  public mutating func textDictionary() throws(RecordError) -> [String: String] {
    let count = try count()
    var found: [String: String] = [:]
    found.reserveCapacity(min(count, Self.largestReservation))
    for _ in 0..<count {
      let start = place
      let key = try text()
      guard found.updateValue(try text(), forKey: key) == nil else {
        throw RecordError(.invalidValue, byte: start)
      }
    }
    return found
  }

  public mutating func value<Value: Recordable>() throws(RecordError) -> Value { try Value(from: &self) }

  public mutating func optional<Value: Recordable>() throws(RecordError) -> Value? {
    try boolean() ? try Value(from: &self) : nil
  }

  public mutating func array<Value: Recordable>() throws(RecordError) -> [Value] {
    let count = try count()
    var found: [Value] = []
    found.reserveCapacity(min(count, Self.largestReservation))
    for _ in 0..<count { found.append(try Value(from: &self)) }
    return found
  }

  /// A row of evidence; one that was read before is not made again.
  mutating func row() throws(RecordError) -> EvidenceRow {
    let start = place
    let number = try unsigned()
    guard number > 0 else {
      let row = EvidenceRow(try value())
      rows.append(row)
      return row
    }
    guard number <= UInt64(rows.count) else { throw RecordError(.unknownRow, byte: start) }
    return rows[Int(number) - 1]
  }

  /// The tag of a case and the like.
  mutating func byte() throws(RecordError) -> UInt8 {
    guard place < bytes.count else { throw RecordError(.truncated, byte: place) }
    defer { place += 1 }
    return bytes[place]
  }

  /// The fault of a byte that was read last and means nothing.
  var faultOfLastByte: RecordError { RecordError(.invalidValue, byte: place - 1) }

  /// How many elements follow: each takes a byte at least, so more than there are bytes cannot be.
  private mutating func count() throws(RecordError) -> Int {
    let start = place
    let number = try unsigned()
    guard number <= UInt64(bytes.count - place) else { throw RecordError(.truncated, byte: start) }
    return Int(number)
  }

  private mutating func newText() throws(RecordError) -> String {
    let length = try count()
    guard let text = String(validating: bytes[place..<(place + length)], as: UTF8.self) else {
      throw RecordError(.invalidText, byte: place)
    }
    place += length
    texts.append(text)
    return text
  }

  private mutating func unsigned() throws(RecordError) -> UInt64 {
    let start = place
    var number: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      let next = try byte()
      let bits = UInt64(next & 0x7F)
      // The tenth byte has room for the highest bit alone.
      guard shift < 63 || (shift == 63 && next <= 1) else { throw RecordError(.invalidValue, byte: start) }
      number |= bits << shift
      if next < 0x80 { return number }
      shift += 7
    }
  }
}
