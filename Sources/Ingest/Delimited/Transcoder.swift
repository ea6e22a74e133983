/// Turns single-byte encodings into UTF-8.
enum Transcoder {
  /// UTF-8 never takes more than this many bytes for one byte of these encodings.
  static let mostGrowth = 3

  /// Writes `field` as UTF-8 to `target`, which has `mostGrowth` times its room; returns the bytes written.
  static func utf8(_ field: FieldBytes, _ encoding: TextEncoding, to target: UnsafeMutableRawPointer) -> Int {
    var length = 0
    for index in 0..<field.count {
      let byte = field[index]
      guard byte >= 0x80 else {
        target.storeBytes(of: byte, toByteOffset: length, as: UInt8.self)
        length += 1
        continue
      }
      length += write(scalar(byte, encoding), to: target + length)
    }
    return length
  }

  private static func scalar(_ byte: UInt8, _ encoding: TextEncoding) -> UInt32 {
    guard encoding == .windows1252, byte < 0xA0 else { return UInt32(byte) }
    return UInt32(windows1252[Int(byte - 0x80)])
  }

  private static func write(_ scalar: UInt32, to target: UnsafeMutableRawPointer) -> Int {
    if scalar < 0x800 {
      target.storeBytes(of: UInt8(0xC0 | scalar >> 6), as: UInt8.self)
      target.storeBytes(of: UInt8(0x80 | scalar & 0x3F), toByteOffset: 1, as: UInt8.self)
      return 2
    }
    target.storeBytes(of: UInt8(0xE0 | scalar >> 12), as: UInt8.self)
    target.storeBytes(of: UInt8(0x80 | scalar >> 6 & 0x3F), toByteOffset: 1, as: UInt8.self)
    target.storeBytes(of: UInt8(0x80 | scalar & 0x3F), toByteOffset: 2, as: UInt8.self)
    return 3
  }

  /// 0x80...0x9F of Windows-1252 as the WHATWG Encoding Standard maps them; five stay control characters.
  private static let windows1252: [UInt16] = [
    0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152,
    0x008D, 0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122,
    0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178,
  ]

  /// A whole text as a string; for headers.
  static func string(_ bytes: UnsafeRawBufferPointer, _ encoding: TextEncoding) -> String {
    guard encoding != .utf8 else { return String(decoding: bytes, as: UTF8.self) }
    let target = UnsafeMutableRawPointer.allocate(byteCount: max(1, bytes.count * mostGrowth), alignment: 1)
    defer { target.deallocate() }
    let length = utf8(FieldBytes(bytes), encoding, to: target)
    return String(decoding: UnsafeRawBufferPointer(start: target, count: length), as: UTF8.self)
  }
}
