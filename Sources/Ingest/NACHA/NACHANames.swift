import Ledger

/// Names that stand elsewhere than in columns 55-76.
enum NACHANames {
  /// Completes both; where a person stands behind the company, the company's identification is not that person's.
  static func complete(
    _ receiver: inout PaymentParty, _ originator: inout PaymentParty, _ entry: NACHARecord,
    _ batch: NACHABatch,
    isCredit: Bool
  ) {
    let company = originator.isOurs == true ? originator.account : .empty
    switch batch.entryClass {
    case .machineTransfer:
      // The standard has the name in 40-61 and the number behind it; most files keep to the columns of all classes.
      if hasLetters(entry.columns(40, 54)) { receiver.name = entry.columns(40, 61) }
    case .customerInitiated:
      // A person pays a company through a service: the receiver is the company, the name that of who pays.
      let first = entry.columns(40, 54)
      (originator.name, originator.account) = (hasLetters(first) ? first : entry.columns(55, 76), company)
      receiver.name = .empty
    case .web where isCredit:
      // What one person sends to another has the sender's name for the receiver's number (rule on WEB credits, 2014).
      let sender = entry.columns(40, 54).trimmed
      if isName(sender) { (originator.name, originator.account) = (sender, company) }
    default: break
    }
  }

  private static func hasLetters(_ text: FieldBytes) -> Bool { text.buffer.contains(where: isLetter) }

  /// Whether it can only be a person's name: two words or more, of letters.
  private static func isName(_ text: FieldBytes) -> Bool {
    var blanks = 0
    for byte in text.buffer {
      if byte == 0x20 {
        blanks += 1
      } else if !isLetter(byte), byte != 0x2E, byte != 0x27, byte != 0x2D {
        return false
      }
    }
    return blanks > 0
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 || byte >= 0x80 }
}

/// What addenda 10 to 16 of an IAT entry say of both sides.
enum NACHAInternational {
  static func complete(
    _ receiver: inout PaymentParty, _ originator: inout PaymentParty, _ store: NACHARecordStore
  ) {
    receiver.name = store[.iatTransaction].columns(47, 81)
    originator.name = store[.iatOriginator].columns(4, 38)
    place(&originator, street: store[.iatOriginator].columns(39, 73), store[.iatOriginatorPlace])
    place(&receiver, street: store[.iatReceiver].columns(19, 53), store[.iatReceiverPlace])
    let banks = (
      store[.iatOriginBank].columns(41, 74).trimmed, store[.iatReceiverBank].columns(41, 74).trimmed
    )
    if !banks.0.isEmpty { originator.bank = banks.0 }
    if !banks.1.isEmpty { receiver.bank = banks.1 }
  }

  /// Columns 4-38 hold `City*ST\`, 39-73 `CC*postal code\`.
  private static func place(_ party: inout PaymentParty, street: FieldBytes, _ record: NACHARecord) {
    let (city, state) = pair(record.columns(4, 38))
    let (country, zip) = pair(record.columns(39, 73))
    party.address = street.trimmed.isEmpty ? city : street
    party.country = country
    party.zip = zip
    if country.reads("US"), state.count == 2 { party.state = state }
  }

  private static func pair(_ text: FieldBytes) -> (FieldBytes, FieldBytes) {
    let end = text.buffer.firstIndex(of: UInt8(ascii: "\\")) ?? text.count
    guard let star = text.buffer[..<end].firstIndex(of: UInt8(ascii: "*")) else {
      return (text.slice(0, end).trimmed, .empty)
    }
    return (text.slice(0, star).trimmed, text.slice(star + 1, end).trimmed)
  }
}
