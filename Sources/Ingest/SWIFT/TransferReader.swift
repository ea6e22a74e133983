/// Transfers between banks: of customers (MT103, STP and REMIT among them), and of the banks themselves (MT200, 202, 205,
/// 202 COV).
final class TransferReader: FINMessageReader {
  private let header: FINHeader
  private let place: RecordPlace
  private let isBetweenBanks: Bool
  private var message = FINMessage()

  init(_ header: FINHeader, at place: RecordPlace, isBetweenBanks: Bool) {
    self.header = header
    self.place = place
    self.isBetweenBanks = isBetweenBanks
  }

  func take(_ field: FINField, into filer: MessageFiler) { message.take(field) }

  func end(isWhole: Bool, into filer: MessageFiler) {
    // Behind the banks' own fields, a cover repeats those of the customers' transfer.
    let (own, covered) = isBetweenBanks ? message.split(at: 50) : (message, FINMessage())
    stateMoney(own, filer)
    stateTexts(own, covered, filer)
    filer[.channel] = FieldBytes("wire")
    guard isWhole, !message.isCut else {
      filer[.account] = .empty
      return filer.reject(message.isCut ? .recordTooLong : .messageUnfinished, at: place)
    }
    guard stateIdentity(own, filer) else { return filer.reject(.rejectedPayment, at: place) }
    let (payer, payee) = isBetweenBanks ? banks(own, filer) : customers(own, filer)
    filer.filePayment(from: payer, to: payee, at: place)
  }

  // MARK: Money

  /// Field 32A: date of value, currency and the amount settled between the banks.
  private func stateMoney(_ own: FINMessage, _ filer: MessageFiler) {
    guard let field = own.first(32, UInt8(ascii: "A")) else { return }
    let text = field.first.trimmed
    guard text.count > 9 else {
      filer[.amount] = filer.copy(text)
      return
    }
    filer[.timestamp] = filer.date(text.slice(0, 6))
    filer[.currency] = filer.copy(text.slice(6, 9))
    filer[.amount] = filer.copy(text.rest(9))
  }

  // MARK: Identity

  /// States what makes the payment this one, and what it takes back; false where nothing was booked and nothing that
  /// was is named.
  private func stateIdentity(_ own: FINMessage, _ filer: MessageFiler) -> Bool {
    let first = own.first(72)?.first ?? .empty
    let (isReturn, isReject) = (first.opens(with: "/RETN/"), first.opens(with: "/REJT/"))
    if header.uetr.isEmpty {
      filer[.identifier] = filer.keep(Self.identity(own, header, filer))
      return !isReject
    }
    guard isReturn || isReject else {
      filer[.identifier] = filer.keep(header.uetr)
      return true
    }
    // A return travels under the UETR of what it returns (SWIFT gpi rules; CBPR+ usage guidelines).
    filer[.recordType] = FieldBytes("return")
    filer[.original] = filer.keep(header.uetr)
    filer[.identifier] = filer.keep(header.uetr + Array("/RETN".utf8))
    return true
  }

  /// The sender's reference is unique for the sender, but not for ever: date, currency and amount stand beside it.
  static func identity(_ message: FINMessage, _ header: FINHeader, _ filer: MessageFiler) -> [UInt8] {
    guard let reference = message.first(20)?.first.trimmed, !FINText.isPlaceholder(reference) else {
      return []
    }
    var text = Array(reference.buffer) + [0x2F] + header.sender.prefix(8)
    for field in [CanonicalField.timestamp, .currency, .amount] {
      text += [0x2F] + Array(filer[field].buffer)
    }
    return text
  }

  // MARK: Texts

  private func stateTexts(_ own: FINMessage, _ covered: FINMessage, _ filer: MessageFiler) {
    var memo: [UInt8] = []
    var reference = FieldBytes.empty
    for message in [own, covered] {
      for field in message.fields where field.tag.number == 70 {
        if reference.isEmpty { reference = Self.reference(in: field) }
        FINText.append(piece: FINText.unwrapped(field.lines, width: FINText.narrowLine), to: &memo)
      }
      // The envelope of a REMIT message, and what is said to the beneficiary of a transfer between banks.
      if let envelope = message.first(77, UInt8(ascii: "T")) {
        FINText.append(piece: FINText.unwrapped(envelope.lines, width: FINText.wideLine), to: &memo)
      }
      for field in message.fields where field.tag.number == 72 {
        FINText.append(piece: Self.toBeneficiary(field.lines), to: &memo)
      }
    }
    if isBetweenBanks { FINText.append(piece: Self.customers(of: covered), to: &memo) }
    filer[.memo] = filer.keep(memo)
    if reference.isEmpty { reference = own.first(isBetweenBanks ? 21 : 20)?.first.trimmed ?? .empty }
    if !FINText.isPlaceholder(reference) { filer[.reference] = filer.copy(reference) }
  }

  /// The end-to-end reference that `/ROC/` marks in field 70.
  static func reference(in remittance: FINField) -> FieldBytes {
    guard remittance.first.opens(with: "/ROC/") else { return .empty }
    let value = remittance.first.rest(5)
    return value.slice(0, value.place(of: "///") ?? value.count).trimmed
  }

  /// What `/BNF/` of field 72 says, with the lines that continue it.
  private static func toBeneficiary(_ lines: [FieldBytes]) -> [UInt8] {
    var taken: [FieldBytes] = []
    for line in lines {
      if line.opens(with: "/BNF/") {
        taken.append(line.rest(5))
      } else if line.opens(with: "//"), !taken.isEmpty {
        taken.append(line)
      } else if !taken.isEmpty {
        break
      }
    }
    return FINText.unwrapped(taken, width: FINText.narrowLine)
  }

  /// The customers behind a cover, as text: their accounts are told by the transfer itself.
  private static func customers(of covered: FINMessage) -> [UInt8] {
    var text: [UInt8] = []
    for (number, word) in [(50, "by order of "), (59, "for ")] {
      let party = PartyField(covered.first(number))
      guard !party.name.isEmpty else { continue }
      FINText.append(piece: Array(word.utf8) + Array(party.name.buffer), to: &text)
    }
    return text
  }

  // MARK: Sides

  private func customers(_ own: FINMessage, _ filer: MessageFiler) -> (
    payer: PaymentParty, payee: PaymentParty
  ) {
    let payerBank = PartyField(own.first(52)).bank
    let payeeBank = PartyField(own.first(57)).bank
    // Without field 52 the sender keeps the payer's account; without field 57 the receiver the payee's.
    return (
      PartyField(own.first(50)).side(at: payerBank.isEmpty ? filer.keep(header.sender) : payerBank, filer),
      PartyField(own.first(59)).side(at: payeeBank.isEmpty ? filer.keep(header.receiver) : payeeBank, filer)
    )
  }

  /// The banks themselves; a bank whose account is not named is known by its BIC.
  private func banks(_ own: FINMessage, _ filer: MessageFiler) -> (payer: PaymentParty, payee: PaymentParty) {
    var payer = PartyField(own.first(52))
    var payee = PartyField(own.first(58) ?? own.first(57))
    if payer.bank.isEmpty {
      payer.bic = filer.keep(header.sender)
      // Which of the sender's accounts is to be debited.
      if let debited = own.first(53, UInt8(ascii: "B")) { payer.account = PartyField(debited).account }
    }
    if payee.bank.isEmpty { payee.bic = filer.keep(header.receiver) }
    for index in 0..<2 {
      var party = index == 0 ? payer : payee
      if party.account.isEmpty { party.account = party.bank }
      if party.name.isEmpty { party.name = party.bank }
      if index == 0 { payer = party } else { payee = party }
    }
    return (payer.side(at: payer.bank, filer), payee.side(at: payee.bank, filer))
  }
}
