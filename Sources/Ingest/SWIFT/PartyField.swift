import Ledger

/// A party or bank as one of the options of fields 50 to 59 writes it (SWIFT User Handbook, Standards MT, fields 50a–59a).
struct PartyField {
  var account = FieldBytes.empty
  var name = FieldBytes.empty
  var bic = FieldBytes.empty
  /// What a national clearing calls the bank, such as a routing number behind `//FW`.
  var clearing = FieldBytes.empty
  var address: [FieldBytes] = []
  /// ISO 3166 code, where the party's own lines state it.
  var country = FieldBytes.empty

  /// Of nobody.
  init() {}

  init(_ field: FINField?) {
    guard let field else { return }
    var lines = field.lines.map(\.trimmed).filter { !$0.isEmpty }
    if let first = lines.first, first[0] == 0x2F {
      lines.removeFirst()
      takeIdentifier(first.rest(1))
    } else if field.tag.option == UInt8(ascii: "F"), lines.first?.place(of: 0x2F) ?? 1 > 1 {
      // `NIDN/DE/12345`: whoever is identified by a document has no account here.
      lines.removeFirst()
    }
    switch field.tag.option {
    case UInt8(ascii: "A"), UInt8(ascii: "G"), UInt8(ascii: "C"): takeBIC(lines)
    case UInt8(ascii: "B"): address = lines
    default:
      if lines.first?.opens(with: "1/") ?? false { takeNumbered(lines) } else { takePlain(lines) }
    }
  }

  /// The line behind its first slash: an account, or a clearing's name of the bank.
  private mutating func takeIdentifier(_ line: FieldBytes) {
    if line.count > 1, line[0] == 0x2F {
      // `//FW021000021`: two letters of the clearing, then its number; some networks put other things here.
      if line.count > 3, line.hasDigits(3..<line.count) { clearing = line.rest(3) }
      return
    }
    var plain = line
    // `/C/…` and `/D/…` say which side of the account is meant.
    if plain.opens(with: "C/") || plain.opens(with: "D/") { plain = plain.rest(2) }
    guard !plain.reads("-"), !FINText.isPlaceholder(plain) else { return }
    account = plain.trimmed
  }

  private mutating func takeBIC(_ lines: [FieldBytes]) {
    bic = lines.first ?? .empty
    name = bic
  }

  /// `1/name`, `2/street`, `3/CC/town`, and numbers of documents, which are left where they are.
  private mutating func takeNumbered(_ lines: [FieldBytes]) {
    for line in lines where line.count > 2 && line[1] == 0x2F {
      let value = line.rest(2).trimmed
      switch line[0] {
      case 0x31: if name.isEmpty { name = value }
      case 0x32: address.append(value)
      case 0x33:
        if value.count >= 2, value.count == 2 || value[2] == 0x2F { country = value.slice(0, 2) }
        address.append(value.count > 3 && value[2] == 0x2F ? value.rest(3) : value)
      default: break
      }
    }
  }

  private mutating func takePlain(_ lines: [FieldBytes]) {
    name = lines.first ?? .empty
    address = Array(lines.dropFirst())
    // `FI/Helsinki` in the last line.
    guard let last = address.last, last.count > 3, last[2] == 0x2F, Letters.areCapitals(last.slice(0, 2))
    else {
      return
    }
    country = last.slice(0, 2)
  }

  /// What identifies it as a bank; else its name.
  var bank: FieldBytes { !bic.isEmpty ? bic : !clearing.isEmpty ? clearing : name }

  /// It as a side of a payment, at the bank given.
  func side(at bank: FieldBytes, _ filer: MessageFiler) -> PaymentParty {
    var side = PaymentParty()
    side.account = account
    side.name = name
    side.bank = bank
    side.address = filer.join(address, with: 0x20)
    side.country = country
    if let last = address.last { Self.place(last, in: &side) }
    if side.country.isEmpty { side.country = Self.country(of: account, bank) }
    return side
  }

  /// `NEW YORK, NY 10005-3122`: the last line of an American address.
  private static func place(_ line: FieldBytes, in side: inout PaymentParty) {
    guard let blank = line.buffer.lastIndex(of: 0x20), blank >= 3 else { return }
    let zip = line.rest(blank + 1)
    let isZip = zip.hasDigits(0..<5) && (zip.count == 5 || (zip.count == 10 && zip[5] == 0x2D))
    let head = line.slice(0, blank).trimmed
    guard isZip, head.count >= 4, head[head.count - 3] == 0x20, Letters.areCapitals(head.rest(head.count - 2))
    else { return }
    side.state = head.rest(head.count - 2)
    side.zip = zip
    if side.country.isEmpty { side.country = FieldBytes("US") }
  }

  /// The country of an IBAN, else of the BIC of the bank: where the money is.
  static func country(of account: FieldBytes, _ bank: FieldBytes) -> FieldBytes {
    if isIBAN(account) { return account.slice(0, 2) }
    guard bank.count == 8 || bank.count == 11, Letters.areCapitals(bank.slice(0, 6)) else { return .empty }
    return bank.slice(4, 6)
  }

  /// Whether it has the form of an IBAN (ISO 13616): country, two check digits, at least eleven more.
  static func isIBAN(_ account: FieldBytes) -> Bool {
    guard (15...34).contains(account.count), Letters.areCapitals(account.slice(0, 2)),
      account.hasDigits(2..<4)
    else { return false }
    return account.buffer.allSatisfy { $0 &- 0x30 < 10 || $0 &- 0x41 < 26 }
  }
}

extension Letters {
  /// Whether all of them are capital letters.
  static func areCapitals(_ bytes: FieldBytes) -> Bool { bytes.buffer.allSatisfy { $0 &- 0x41 < 26 } }
}
