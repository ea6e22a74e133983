/// The encoding of a sample, and its bytes as text.
enum SampleText {
  /// The likeliest encoding, and the sentence that says why.
  static func encoding(of sample: [UInt8], isWhole: Bool) -> (TextEncoding, String) {
    if sample.starts(with: [0xEF, 0xBB, 0xBF]) {
      return (.utf8, "The file begins with the byte order mark of UTF-8.")
    }
    if !sample.contains(where: { $0 >= 0x80 }) { return (.utf8, "All characters are ASCII.") }
    let complete = isWhole ? sample[...] : sample.dropLast(incompleteTail(sample))
    if complete.withUnsafeBytes({ UTF8Validation.firstInvalid($0, from: 0) == nil }) {
      return (.utf8, "All characters are valid UTF-8.")
    }
    let (valid, invalid) = characters(of: complete)
    if valid > invalid {
      return (
        .utf8,
        "All characters but \(invalid) are valid UTF-8; records that hold the others would be rejected."
      )
    }
    let hasControls = sample.contains { undefinedIn1252.contains($0) }
    let encoding: TextEncoding = hasControls ? .latin1 : .windows1252
    return (
      encoding,
      "The characters are not UTF-8; \(encoding.rawValue) is suspected. Look at names with accents to confirm."
    )
  }

  /// How many characters beyond ASCII are valid UTF-8, and how many runs of bytes are not.
  ///
  /// Text in another encoding hardly ever holds the former: a letter with an accent is seldom followed by two signs.
  private static func characters(of bytes: ArraySlice<UInt8>) -> (valid: Int, invalid: Int) {
    var (valid, invalid) = (0, 0)
    bytes.withUnsafeBytes { bytes in
      var place = 0
      while place < bytes.count {
        let end = UTF8Validation.firstInvalid(bytes, from: place) ?? bytes.count
        // Every character beyond ASCII has one byte that begins it.
        valid += bytes[place..<end].count { $0 >= 0xC0 }
        if end < bytes.count, bytes[end] != 0, end > place || place == 0 { invalid += 1 }
        place = end + 1
      }
    }
    return (valid, invalid)
  }

  /// Bytes at the end that may be a character cut off.
  private static func incompleteTail(_ sample: [UInt8]) -> Int {
    var count = 0
    for byte in sample.reversed().prefix(4) {
      count += 1
      if byte & 0xC0 != 0x80 { return byte >= 0xC0 ? count : 0 }
    }
    return 0
  }

  /// Text of the bytes of a field.
  static func decode(_ bytes: ArraySlice<UInt8>, _ encoding: TextEncoding) -> String {
    if encoding == .utf8 { return String(decoding: bytes, as: UTF8.self) }
    var text = ""
    for byte in bytes {
      let value = encoding == .windows1252 ? upper1252[byte] ?? UInt32(byte) : UInt32(byte)
      text.unicodeScalars.append(Unicode.Scalar(value) ?? "\u{FFFD}")
    }
    return text
  }

  private static let undefinedIn1252: Set<UInt8> = [0x81, 0x8D, 0x8F, 0x90, 0x9D]

  /// Where Windows-1252 differs from Latin-1 (Unicode Consortium, CP1252.TXT).
  private static let upper1252: [UInt8: UInt32] = [
    0x80: 0x20AC, 0x82: 0x201A, 0x83: 0x0192, 0x84: 0x201E, 0x85: 0x2026, 0x86: 0x2020, 0x87: 0x2021,
    0x88: 0x02C6, 0x89: 0x2030, 0x8A: 0x0160, 0x8B: 0x2039, 0x8C: 0x0152, 0x8E: 0x017D, 0x91: 0x2018,
    0x92: 0x2019, 0x93: 0x201C, 0x94: 0x201D, 0x95: 0x2022, 0x96: 0x2013, 0x97: 0x2014, 0x98: 0x02DC,
    0x99: 0x2122, 0x9A: 0x0161, 0x9B: 0x203A, 0x9C: 0x0153, 0x9E: 0x017E, 0x9F: 0x0178,
  ]
}
