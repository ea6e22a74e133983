import Ledger

/// A statement line and what its field 86 told, as canonical fields.
struct StatementRecord {
  var line: StatementLine
  var narrative: StatementNarrative

  func state(in filer: MessageFiler, _ occurrences: inout Occurrences) {
    stateIdentity(filer, &occurrences)
    stateCodes(filer)
    var details = FINText.plain(line.details)
    var account = narrative.account
    // Rabobank names the other account in the details.
    let isAccount = details.withUnsafeBytes { PartyField.isIBAN(FieldBytes($0)) }
    if isAccount {
      if account.isEmpty { account = details }
      details = []
    }
    filer[.counterpartyAccount] = filer.keep(account)
    // Where the reference was padded to its length, the other side's name follows it.
    let name = narrative.name.isEmpty && line.namesOther ? details : narrative.name
    filer[.counterpartyName] = filer.keep(name)
    filer[.counterpartyBank] = filer.keep(narrative.bank)
    filer[.counterpartyAddress] = filer.keep(narrative.address)
    let country = PartyField.country(of: filer[.counterpartyAccount], filer[.counterpartyBank])
    filer[.counterpartyCountry] = country
    // Banks repeat one in the other.
    var memo = narrative.memo
    let isRepeated =
      details.count <= Self.longestDetails
      && memo.withUnsafeBytes { memo in
        details.withUnsafeBytes { FieldBytes(memo).holds(FieldBytes($0)) }
      }
    if !isRepeated { FINText.append(piece: details, to: &memo) }
    filer[.memo] = filer.keep(memo)
  }

  /// The standard has 34 characters; longer ones are not looked for in the text.
  private static let longestDetails = 140

  /// The bank's own reference makes it one with the same entry of another message; a fee may bear the reference of what
  /// it was charged for, so date, mark and amount stand beside it.
  private func stateIdentity(_ filer: MessageFiler, _ occurrences: inout Occurrences) {
    var reference = narrative.reference
    if reference.isEmpty, !FINText.isPlaceholder(line.reference) { reference = FINText.plain(line.reference) }
    let isPlaceholder = reference.withUnsafeBytes { FINText.isPlaceholder(FieldBytes($0)) }
    if !isPlaceholder { filer[.reference] = filer.keep(reference) }
    guard !FINText.isPlaceholder(line.bankReference) else { return }
    var text = Array(line.bankReference.buffer)
    for part in [line.valueDate, filer[.direction], Self.minorUnits(line, filer)] {
      text += [0x2F] + Array(part.buffer)
    }
    filer[.identifier] = filer.numbered(filer.keep(text), by: &occurrences)
  }

  /// The amount in one way of writing: `300,` and `300,00` are the same.
  private static func minorUnits(_ line: StatementLine, _ filer: MessageFiler) -> FieldBytes {
    let currency = Letters(ascii: filer[.currency].buffer) ?? .none
    return StatementBalance.magnitude(line.amount, currency).map { filer.text("\($0)") } ?? line.amount
  }

  private func stateCodes(_ filer: MessageFiler) {
    let german = StatementCodes.german(narrative.germanCode)
    if let channel = german.channel ?? StatementCodes.channel(line.type) {
      filer[.channel] = FieldBytes(channel)
    }
    let purpose =
      StatementCodes.purpose(iso: narrative.purpose) ?? german.purpose ?? StatementCodes.purpose(line.type)
    guard let purpose else { return }
    filer[.purpose] = FieldBytes(purpose)
    let isPayroll = FieldBytes(purpose).reads("payroll")
    if isPayroll, line.direction == .credit { filer[.employer] = filer.keep(narrative.name) }
  }
}

extension FieldBytes {
  /// Whether the other text is part of it; the empty text is.
  func holds(_ other: FieldBytes) -> Bool {
    guard !other.isEmpty else { return true }
    var index = 0
    while index + other.count <= count {
      if slice(index, index + other.count).buffer.elementsEqual(other.buffer) { return true }
      index += 1
    }
    return false
  }
}
