import Ledger

/// Messages of ISO 20022 in XML: statements (camt.052, camt.053, camt.054), payments between banks (pacs.003, pacs.004,
/// pacs.008, pacs.009) and orders of customers (pain.001, pain.008), of any version, in any envelope.
enum ISO20022Format: MessageFormat {
  static let title = "ISO 20022"

  /// A decimal point, no groups.
  static let amount = AmountRule()

  static func recognises(_ sample: MessageSample) -> Bool { message(in: sample) != nil }

  static func namesBothBanks(_ sample: MessageSample) -> Bool {
    guard let message = message(in: sample) else { return false }
    return !message.isStatement && !message.isOrder
  }

  static func makeDecoder() -> any MessageDecoder { ISO20022Decoder() }

  /// The first message that begins in the sample, whatever stands around it, be it escaped or in CDATA.
  private static func message(in sample: MessageSample) -> ISOMessage? {
    guard
      sample.text.first == "<" || sample.bytes.starts(with: [0xFF, 0xFE])
        || sample.bytes.starts(with: [0xFE, 0xFF])
    else { return nil }
    // Of UTF-16 the letters remain.
    let bytes = sample.bytes.filter { $0 != 0 }
    var index = 0
    while index < bytes.count {
      guard bytes[index] == UInt8(ascii: "<") || (bytes[index] == UInt8(ascii: ";") && index >= 3) else {
        index += 1
        continue
      }
      index += 1
      let end = bytes[index...].firstIndex { !isNameByte($0) } ?? bytes.count
      if let found = messages[local(bytes[index..<end])] { return found }
      index = end
    }
    return nil
  }

  private static func local(_ name: ArraySlice<UInt8>) -> String {
    String(decoding: name.lastIndex(of: UInt8(ascii: ":")).map { name[($0 + 1)...] } ?? name, as: UTF8.self)
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || [0x2E, 0x2D, 0x3A, 0x5F].contains(byte)
  }

  private static let messages: [String: ISOMessage] = {
    var messages: [String: ISOMessage] = [:]
    for message in ISOMessage.allCases {
      for name in message.elements { messages[name] = message }
    }
    return messages
  }()
}
