/// Field 86 as banks in Germany, Austria and Poland structure it: a code of three digits, then `?00` booking text,
/// `?20`–`?29` and `?60`–`?63` remittance, `?30` bank, `?31` account, `?32` and `?33` name (Deutsche Kreditwirtschaft, DFÜ
/// agreement, annex 3, MT940). Other separators than `?` occur.
enum GermanNarrative {
  /// The separator, where the text is of this dialect.
  static func separator(_ line: FieldBytes) -> UInt8? {
    guard line.count >= 6, line.hasDigits(0..<3), line.hasDigits(4..<6) else { return nil }
    let mark = line[3]
    let isLetter =
      mark &- 0x30 < 10 || (mark | 0x20) &- 0x61 < 26 || mark == 0x20 || mark == 0x2C || mark == 0x2E
    return isLetter || mark == 0x2F || mark == 0x2D ? nil : mark
  }

  static func read(_ lines: [FieldBytes], _ separator: UInt8) -> StatementNarrative {
    let text = lines.flatMap { Array($0.buffer) }
    var narrative = StatementNarrative()
    narrative.germanCode = text.prefix(3).reduce(0) { $0 * 10 + Int($1 &- 0x30) }
    var (remittance, more, booking) = ([UInt8](), [UInt8](), [UInt8]())
    var wasFull = true
    for (number, value) in parts(text, separator) {
      switch number {
      case 0: booking = Array(value)
      case 20...29:
        // Words go on from a full part into the next.
        if !wasFull, !remittance.isEmpty { remittance.append(0x20) }
        remittance += value
        wasFull = value.count >= fullPart
      case 60...69: more += value
      case 30: narrative.bank = plain(value)
      case 31: narrative.account = plain(value)
      case 38: if !value.isEmpty { narrative.account = plain(value) }
      case 32, 33: narrative.name += value
      default: break
      }
    }
    narrative.name = plain(narrative.name[...])
    takeKeys(remittance, &narrative)
    FINText.append(piece: plain(more[...]), to: &narrative.memo)
    FINText.append(piece: plain(booking[...]), to: &narrative.memo)
    return narrative
  }

  /// Characters of a part that is full.
  private static let fullPart = 27

  /// The numbered parts. A separator without two digits behind it is text.
  private static func parts(_ text: [UInt8], _ separator: UInt8) -> [(number: Int, value: ArraySlice<UInt8>)]
  {
    var parts: [(number: Int, value: ArraySlice<UInt8>)] = []
    var begun: (number: Int, start: Int)?
    var index = 3
    while index + 2 < text.count {
      let (tens, ones) = (text[index + 1] &- 0x30, text[index + 2] &- 0x30)
      if text[index] == separator, tens < 10, ones < 10 {
        if let begun { parts.append((begun.number, text[begun.start..<index])) }
        begun = (Int(tens) * 10 + Int(ones), index + 3)
        index += 3
      } else {
        index += 1
      }
    }
    if let begun { parts.append((begun.number, text[begun.start...])) }
    return parts
  }

  /// Without runs of blanks.
  private static func plain(_ value: ArraySlice<UInt8>) -> [UInt8] {
    value.withUnsafeBytes { FINText.plain(FieldBytes($0)) }
  }

  // MARK: Keys of SEPA payments

  private enum Key: String {
    case endToEnd = "EREF+"
    case remittance = "SVWZ+"
    case payer = "ABWA+"
    case payee = "ABWE+"
    case account = "IBAN+"
    case bank = "BIC+"
    case purpose = "PURP+"
    /// What the bank says of it.
    case message = "MTLG:"
    case customer = "KREF+"
    case mandate = "MREF+"
    case creditor = "CRED+"
    case debtor = "DEBT+"
    case compensation = "COAM+"
    case original = "OAMT+"
    case bankReference = "BREF+"
    case returned = "RREF+"
  }

  /// The key whose last byte stands at `index`.
  private static func key(_ text: [UInt8], endingAt index: Int) -> Key? {
    guard text[index] == 0x2B || text[index] == 0x3A else { return nil }
    for length in [5, 4] where index + 1 >= length {
      let word = String(decoding: text[(index + 1 - length)...index], as: UTF8.self)
      if let key = Key(rawValue: word) { return key }
    }
    return nil
  }

  /// Shares the remittance text out by its keys: `EREF+…SVWZ+…`.
  private static func takeKeys(_ text: [UInt8], _ narrative: inout StatementNarrative) {
    var found: [(key: Key, start: Int, end: Int)] = []
    for index in text.indices {
      guard let key = key(text, endingAt: index) else { continue }
      found.append((key, index + 1 - key.rawValue.utf8.count, index + 1))
    }
    var beside: [UInt8] = []
    FINText.append(piece: plain(text[..<(found.first?.start ?? text.count)]), to: &narrative.memo)
    for (place, entry) in found.enumerated() {
      let end = place + 1 < found.count ? found[place + 1].start : text.count
      let value = plain(text[entry.end..<end])
      switch entry.key {
      case .endToEnd: narrative.reference = value
      case .remittance, .message: FINText.append(piece: value, to: &narrative.memo)
      case .payer, .payee: FINText.append(piece: value, to: &beside)
      case .account: if narrative.account.isEmpty { narrative.account = value }
      case .bank: if narrative.bank.isEmpty { narrative.bank = value }
      case .purpose: narrative.purpose = value
      case .customer, .mandate, .creditor, .debtor, .compensation, .original, .bankReference, .returned: break
      }
    }
    FINText.append(piece: beside, to: &narrative.memo)
  }
}
