import Ledger

/// The fields of a record as one JSON object with canonical names: what a rejected record of a message is kept as, and
/// what is read again after it was mended.
enum MessageJSON {
  /// Bytes of the fields stated in `slots`, which holds one for each of `CanonicalField.allCases`.
  static func object(of slots: UnsafePointer<FieldBytes>) -> [UInt8] {
    var bytes: [UInt8] = [UInt8(ascii: "{")]
    for field in CanonicalField.allCases where !slots[field.place].isEmpty {
      append(field, slots[field.place].buffer, to: &bytes)
    }
    bytes.append(UInt8(ascii: "}"))
    return bytes
  }

  /// Appends `"name":"value"`, after a comma where it is not the first.
  static func append(_ field: CanonicalField, _ value: some Sequence<UInt8>, to bytes: inout [UInt8]) {
    if bytes.last != UInt8(ascii: "{") { bytes.append(UInt8(ascii: ",")) }
    bytes.append(UInt8(ascii: "\""))
    bytes += field.rawValue.utf8
    bytes += "\":\"".utf8
    for byte in value { append(byte, to: &bytes) }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func append(_ byte: UInt8, to bytes: inout [UInt8]) {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
    case 0x00...0x1F:
      let digits = Array("0123456789abcdef".utf8)
      bytes += "\\u00".utf8
      bytes += [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    default: bytes.append(byte)
    }
  }
}
