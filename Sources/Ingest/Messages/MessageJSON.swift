import Ledger

/// The fields of a record as one JSON object with canonical names: what a rejected record of a message is kept as, and
/// what is read again after it was mended.
enum MessageJSON {
  /// Hands `take` the fields stated in `slots`, which holds one for each of `CanonicalField.allCases`.
  static func object(of slots: UnsafePointer<FieldBytes>, _ take: (UnsafeRawBufferPointer) -> Void) {
    var buffer = ByteBuffer()
    for field in CanonicalField.allCases where !slots[field.place].isEmpty {
      buffer.append(string: buffer.count == 0 ? "{\"" : ",\"")
      buffer.append(string: field.rawValue + "\":\"")
      JSONEscapes.appendEscaped(slots[field.place].buffer, to: &buffer)
      buffer.append(UInt8(ascii: "\""))
    }
    buffer.append(string: buffer.count == 0 ? "{}" : "}")
    take(buffer.bytes)
  }
}
