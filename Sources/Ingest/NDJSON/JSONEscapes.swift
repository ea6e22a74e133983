import Ledger

/// The value of a hexadecimal digit; nil for any other byte.
@inline(__always)
func hexadecimalValue(_ byte: UInt8) -> UInt16? {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt16(byte - UInt8(ascii: "0"))
  case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt16(byte - UInt8(ascii: "a") + 10)
  case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt16(byte - UInt8(ascii: "A") + 10)
  default: nil
  }
}

/// Escapes of JSON strings.
///
/// The text's grammar has been checked before.
enum JSONEscapes {
  /// Appends `text` with its escapes replaced by the characters they stand for.
  static func append(
    _ text: UnsafeRawBufferPointer, to buffer: inout ByteBuffer, slot: Int
  ) throws(JSONFault) {
    var index = 0
    while index < text.count {
      let byte = text[index]
      guard byte == UInt8(ascii: "\\") else {
        buffer.append(byte)
        index += 1
        continue
      }
      let kind = text[index + 1]
      if kind == UInt8(ascii: "u") {
        index += try appendUnicode(text, at: index, to: &buffer, slot: slot)
      } else {
        buffer.append(simple(kind))
        index += 2
      }
    }
  }

  /// Appends `text` as the content of a JSON string.
  static func appendEscaped(_ text: UnsafeRawBufferPointer, to buffer: inout ByteBuffer) {
    for byte in text {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        buffer.append(UInt8(ascii: "\\"))
        buffer.append(byte)
      case 0x00...0x1F:
        buffer.append(contentsOf: FieldBytes("\\u00").buffer)
        for digit in [byte >> 4, byte & 15] { buffer.append(digit < 10 ? 0x30 + digit : 0x57 + digit) }
      default: buffer.append(byte)
      }
    }
  }

  private static func simple(_ kind: UInt8) -> UInt8 {
    switch kind {
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "f"): 0x0C
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "r"): 0x0D
    case UInt8(ascii: "t"): 0x09
    default: kind
    }
  }

  /// Appends the character of `\uXXXX`, or of a pair of them; returns how many bytes that took.
  private static func appendUnicode(
    _ text: UnsafeRawBufferPointer, at index: Int, to buffer: inout ByteBuffer, slot: Int
  ) throws(JSONFault) -> Int {
    let first = unit(text, at: index)
    if first == 0 { throw JSONFault(kind: .nulCharacter, slot: slot) }
    guard (0xD800...0xDFFF).contains(first) else {
      appendScalar(UInt32(first), to: &buffer)
      return 6
    }
    guard first < 0xDC00, index + 12 <= text.count, text[index + 6] == UInt8(ascii: "\\"),
      text[index + 7] == UInt8(ascii: "u")
    else { throw JSONFault(kind: .loneSurrogate, slot: slot) }
    let second = unit(text, at: index + 6)
    guard (0xDC00...0xDFFF).contains(second) else { throw JSONFault(kind: .loneSurrogate, slot: slot) }
    appendScalar(0x10000 + (UInt32(first) - 0xD800) << 10 + UInt32(second) - 0xDC00, to: &buffer)
    return 12
  }

  private static func unit(_ text: UnsafeRawBufferPointer, at index: Int) -> UInt16 {
    var value: UInt16 = 0
    for offset in 2..<6 { value = value << 4 | (hexadecimalValue(text[index + offset]) ?? 0) }
    return value
  }

  private static func appendScalar(_ value: UInt32, to buffer: inout ByteBuffer) {
    guard let scalar = Unicode.Scalar(value), let encoded = UTF8.encode(scalar) else { return }
    for byte in encoded { buffer.append(byte) }
  }
}
