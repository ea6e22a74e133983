/// ACH files: records of 94 columns, in batches of entries with their addenda.
///
/// NACHA Operating Rules, Appendix Three (ACH record format specifications). A company (the originator) pays or collects
/// through its bank (ODFI); the account is the receiver's, at another bank (RDFI). A file says of the originator its name
/// and company identification but no account: where the ODFI is ours, the company identification stands for it.
enum NACHA: MessageFormat {
  static let title = "NACHA ACH"
  static let amount = AmountRule(isMinorUnits: true)

  static func makeDecoder() -> any MessageDecoder { NACHADecoder() }

  /// Where nobody says which of the two we are, the receivers' accounts are taken for ours.
  static func namesBothBanks(_ sample: MessageSample) -> Bool { true }

  /// A file header by its size of records, blocks and format, which are always 094, 10 and 1; without one, a batch header by
  /// its two codes.
  static func recognises(_ sample: MessageSample) -> Bool {
    guard let line = sample.lines(1).first else { return false }
    let start = Array(line.utf8.prefix(NACHARecord.width))
    switch start.first {
    case UInt8(ascii: "1"):
      // In columns 35-40; one further where a column was lost or added, which does not make it something else.
      return (33...35).contains { start.dropFirst($0).starts(with: "094101".utf8) }
        && start[1..<3].allSatisfy { $0 == 0x20 || $0 &- 0x30 < 10 }
    case UInt8(ascii: "5"):
      guard start.count >= 53 else { return false }
      let (service, entryClass) = (
        String(decoding: start[1..<4], as: UTF8.self), String(decoding: start[50..<53], as: UTF8.self)
      )
      return serviceClasses.contains(service) && EntryClass(rawValue: entryClass) != nil
    default: return false
    }
  }

  /// Mixed, credits, debits, advices.
  private static let serviceClasses: Set<String> = ["200", "220", "225", "280"]
}
