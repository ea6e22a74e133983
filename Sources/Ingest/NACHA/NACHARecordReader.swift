import Ledger

/// Takes bytes apart into records, whatever stands between them: LF, CRLF, CR, blanks, or nothing.
///
/// Lines may be shorter than a record (blanks stripped), longer (blanks added), or hold all records of a file. Columns
/// are characters: of files in UTF-8 some have several bytes, of others each has one.
struct NACHARecordReader {
  /// Line of the next byte, counted from that at which the reader began.
  private(set) var lines = 0
  private var previous: UInt8 = 0

  /// Bytes that must lie ahead for a record to be seen whole, unless the source ends before.
  static let lookAhead = NACHARecord.mostBytes + 2

  /// Offset of the next record at or after `offset`; that of the end where nothing but line ends, blanks, NULs and end
  /// of file marks (Ctrl-Z) follow, which mainframes pad with.
  mutating func skipGap(_ bytes: UnsafeRawBufferPointer, from offset: Int) -> Int {
    var offset = offset
    while offset < bytes.count {
      let byte = bytes[offset]
      switch byte {
      case 0x0A: if previous != 0x0D { lines += 1 }
      case 0x0D: lines += 1
      case 0x20, 0x09, 0x00, 0x1A: break
      default:
        previous = 0
        return offset
      }
      previous = byte
      offset += 1
    }
    return offset
  }

  /// Forgets the lines counted.
  mutating func takeLines() -> Int {
    defer { lines = 0 }
    return lines
  }

  /// The record at `offset`, where one begins.
  static func record(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> NACHARecord {
    let rest = FieldBytes(UnsafeRawBufferPointer(rebasing: bytes[offset...]))
    if rest.count >= NACHARecord.width, isPlain(rest) {
      return NACHARecord(bytes: rest.slice(0, NACHARecord.width), isPlain: true)
    }
    var end = 0
    while end < min(rest.count, NACHARecord.mostBytes), rest[end] != 0x0A, rest[end] != 0x0D { end += 1 }
    return cut(rest.slice(0, end))
  }

  /// Whether the first 94 bytes are ASCII without control characters, as those of nearly every record are.
  @inline(__always)
  private static func isPlain(_ bytes: FieldBytes) -> Bool {
    var odd: UInt64 = 0
    var index = 0
    while index < 88 {
      odd |= oddities(bytes.start.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      index += 8
    }
    return odd | oddities(bytes.start.loadUnaligned(fromByteOffset: 86, as: UInt64.self)) == 0
  }

  /// Nonzero where one of the eight bytes is below a blank or above ASCII.
  @inline(__always)
  private static func oddities(_ eight: UInt64) -> UInt64 {
    ((eight &- 0x2020_2020_2020_2020) | eight) & 0x8080_8080_8080_8080
  }

  /// The record a line begins with: 94 characters of it where it is UTF-8, else 94 bytes.
  private static func cut(_ line: FieldBytes) -> NACHARecord {
    var (offset, characters) = (0, 0)
    while offset < line.count, characters < NACHARecord.width {
      let length = UTF8Validation.length(line.buffer, offset)
      guard length > 0 else { return narrow(line) }
      offset += length
      characters += 1
    }
    // Where the whole line has 94 bytes, whoever wrote it counted bytes.
    if offset == characters || line.count == NACHARecord.width { return narrow(line) }
    return NACHARecord(bytes: line.slice(0, offset), isWide: true)
  }

  private static func narrow(_ line: FieldBytes) -> NACHARecord {
    NACHARecord(bytes: line.slice(0, min(line.count, NACHARecord.width)))
  }
}
