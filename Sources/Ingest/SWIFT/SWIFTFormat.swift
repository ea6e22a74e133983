/// SWIFT FIN messages: transfers (MT101, 103, 200, 202, 205) and statements (MT940, 942, 950).
enum SWIFTFormat: MessageFormat {
  static let title = "SWIFT MT"
  static let amount = AmountRule(decimalMark: 0x2C)

  static func makeDecoder() -> any MessageDecoder { SWIFTDecoder() }

  static func recognises(_ sample: MessageSample) -> Bool {
    let lines = sample.lines(recognisedLines).map { line in
      Array(line.utf8.drop { $0 < 0x21 })
    }
    for (index, line) in lines.enumerated() where !line.isEmpty {
      if line.starts(with: "{1:".utf8) { return true }
      guard let tag = tag(line) else { continue }
      // A bare statement: its first line is a field, or another field follows what came before it.
      if index == 0 || lines[..<index].allSatisfy({ $0.isEmpty || Self.tag($0) != nil }) { return true }
      return tag.number == 20
        && lines[(index + 1)...].prefix(linesToNextField).contains { Self.tag($0) != nil }
    }
    return false
  }

  /// Some banks put a few lines of their own before the first statement.
  private static let recognisedLines = 12
  private static let linesToNextField = 3

  private static func tag(_ line: [UInt8]) -> FINTag? {
    line.withUnsafeBytes { FINTag.leading(FieldBytes($0))?.tag }
  }

  static func namesBothBanks(_ sample: MessageSample) -> Bool {
    var messages = sample.text.ranges(of: "{2:").map { sample.text[$0.upperBound...].prefix(4) }
    if messages.isEmpty {
      return sample.text.contains("\n:32A:") && !sample.text.contains("\n:61:")
    }
    messages.removeAll { !MessageFamily.isTransfer(Int($0.dropFirst())) }
    return !messages.isEmpty
  }
}

extension RejectionCode {
  static let notAPayment = RejectionCode(
    "message-without-payment",
    "Messages of this type tell of no payment, or only of what statements tell as well.", isSetAside: true)
  static let messageTypeNotRead = RejectionCode(
    "message-type-not-read", "It is a payment message of a type that this version does not read.")
  static let serviceMessage = RejectionCode(
    "service-message", "It is a message between a user and the network.", isSetAside: true)
  static let notAccepted = RejectionCode(
    "message-not-accepted", "The network did not accept this message (NAK), so nobody received it.",
    isSetAside: true)
  static let rejectedPayment = RejectionCode(
    "payment-rejected",
    "It says that a payment was rejected before it was booked, and not by its UETR which.",
    isSetAside: true)
  static let messageUnfinished = RejectionCode(
    "message-unfinished", "The message ends before its end mark, so that fields may be missing.")
  static let statementLineUnreadable = RejectionCode(
    "statement-line-unreadable", "Field 61 is not date, mark, amount and type, as the standard has them.")
}
