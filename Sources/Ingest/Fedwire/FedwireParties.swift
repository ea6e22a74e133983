import Ledger

extension FedwireMessage {
  /// Identification code and identifier, name, three lines of address.
  private static let partyWidths = [1 + 34, 35, 35, 35, 35]

  /// Who pays: the originator, else its bank.
  func payer(_ filer: MessageFiler) -> PaymentParty {
    var party =
      self.party(.originator, filer) ?? optionF(filer) ?? self.party(.originatorBank, filer) ?? PaymentParty()
    party.bank = part(.sender, 0, 9)
    return party
  }

  /// Who is paid: the beneficiary, else its bank.
  func payee(_ filer: MessageFiler) -> PaymentParty {
    var party = self.party(.beneficiary, filer) ?? self.party(.beneficiaryBank, filer) ?? PaymentParty()
    party.bank = part(.receiver, 0, 9)
    return party
  }

  /// A party; its identifier stands for its account, whether it is one (D) or a document's number.
  private func party(_ tag: FedwireTag, _ filer: MessageFiler) -> PaymentParty? {
    let elements = elements(tag, Self.partyWidths)
    guard let first = elements.first else { return nil }
    var party = PaymentParty()
    party.account = first.slice(min(1, first.count), first.count).trimmed
    party.name = elements.count > 1 ? elements[1] : .empty
    let address = elements.dropFirst(2).filter { !$0.isEmpty }
    party.address = filer.join(address)
    if let last = address.last, let place = Self.place(last) { (party.state, party.zip) = place }
    return party
  }

  /// State and postal code where a line ends with them, `Springfield, MO 65801`, or is a state alone.
  private static func place(_ line: FieldBytes) -> (state: FieldBytes, zip: FieldBytes)? {
    var zip = FieldBytes.empty
    var rest = line
    let tail = rest.slice(lastWord(rest), rest.count)
    if tail.count >= 5, tail.slice(0, 5).number != nil, tail.count == 5 || tail[5] == 0x2D {
      zip = tail
      rest = rest.slice(0, rest.count - tail.count).trimmed
    }
    let state = rest.slice(lastWord(rest), rest.count)
    guard state.count == 2, zip.isEmpty ? state.count == line.count : true else { return nil }
    guard state.buffer.allSatisfy({ (0x41...0x5A).contains($0) }) else { return nil }
    return (state, zip)
  }

  private static func lastWord(_ text: FieldBytes) -> Int {
    (text.buffer.lastIndex { $0 == 0x20 || $0 == 0x2C } ?? -1) + 1
  }

  /// The originator as SWIFT's option F writes it: a party identifier, then lines that begin with what they are (1 name,
  /// 2 street, 3 country and town).
  private func optionF(_ filer: MessageFiler) -> PaymentParty? {
    let elements = elements(.originatorOptionF, [35, 35, 35, 35, 35])
    guard let identifier = elements.first else { return nil }
    var party = PaymentParty()
    let slash = identifier.buffer.firstIndex(of: Self.slash) ?? -1
    party.account = identifier.slice(slash + 1, identifier.count)
    func lines(_ number: UInt8) -> [FieldBytes] {
      elements.dropFirst().filter { $0.count > 2 && $0[0] == number && $0[1] == Self.slash }.map {
        $0.slice(2, $0.count)
      }
    }
    party.name = filer.join(lines(UInt8(ascii: "1")))
    let towns = lines(UInt8(ascii: "3"))
    if let country = towns.first, country.count >= 2 { party.country = country.slice(0, 2) }
    party.address = filer.join(lines(UInt8(ascii: "2")) + towns)
    return party
  }

  private static let slash = UInt8(ascii: "/")
}
