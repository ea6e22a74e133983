/// Messages of the Fedwire Funds Service in its tagged format (FAIM 3.0.6), which ISO 20022 replaced in July 2025 and which
/// archives and bank software still write.
///
/// A message is a row of fields, `{tag}` and value, one a line or all in one; its elements have a fixed width, or end with
/// an asterisk.
enum Fedwire: MessageFormat {
  static let title = "Fedwire (tagged)"
  static let amount = AmountRule(isMinorUnits: true)

  static func makeDecoder() -> any MessageDecoder { FedwireDecoder() }
  static func namesBothBanks(_ sample: MessageSample) -> Bool { true }

  /// It begins with a tag, and one of those it knows is among the first lines.
  static func recognises(_ sample: MessageSample) -> Bool {
    let start = Array(sample.text.utf8.prefix(64))
    return start.withUnsafeBytes { bytes in
      guard let first = FedwireTag.next(in: bytes, from: 0), first.offset == 0 else { return false }
      if FedwireTag(rawValue: first.number) != nil { return true }
      guard let second = FedwireTag.next(in: bytes, from: FedwireTag.width) else { return false }
      return FedwireTag(rawValue: second.number) != nil
    }
  }
}
