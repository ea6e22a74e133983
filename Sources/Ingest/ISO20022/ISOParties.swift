import Ledger

/// The values a record has, its own before those of what it stands in.
struct ISOScope {
  /// Innermost first.
  let inner: ISOValues
  let outer: ISOValues?
  var outermost: ISOValues?

  @inline(__always)
  subscript(field: ISOField) -> FieldBytes {
    let own = inner[field]
    guard own.isEmpty, let outer else { return own }
    let around = outer[field]
    guard around.isEmpty, let outermost else { return around }
    return outermost[field]
  }

  /// All that is written with a payment, in order.
  @inline(__always)
  func both(_ field: ISOField) -> [FieldBytes] { [inner[field], outer?[field] ?? .empty] }
}

extension MessageFiler {
  /// One side of a payment as a message names it.
  func party(_ role: ISORole, _ values: ISOValues) -> PaymentParty {
    func value(_ facet: ISOFacet) -> FieldBytes { values[.of(role, facet)] }
    var party = PaymentParty()
    let institution = value(.institution)
    party.account = value(.account).or(value(.proxy)).or(institution)
    party.name = value(.name).or(institution)
    party.bank = value(.bic).or(value(.member)).or(value(.bankName)).or(value(.bankID)).or(institution)
    party.zip = value(.zip)
    party.country = value(.country).or(value(.residence))
    party.phone = value(.phone)
    party.address = join([value(.street), value(.town), value(.state), party.zip])
    party.state = Self.state(value(.state), country: party.country)
    if party.country.isEmpty { party.country = Self.country(account: value(.account), bic: value(.bic)) }
    let names = [value(.bic), value(.member), value(.bankID), institution]
    if !own.isUnknown { party.isOurs = names.contains { own.owns($0) } }
    return party
  }

  /// A US state: `TX` and `US-TX`, not the subdivision of another country.
  private static func state(_ text: FieldBytes, country: FieldBytes) -> FieldBytes {
    guard country.isEmpty || country.says("US") else { return .empty }
    if text.count == 5, text.slice(0, 3).says("US-") { return text.slice(3, 5) }
    return text.count == 2 || country.says("US") ? text : .empty
  }

  /// Where the account is kept: letters of an IBAN (ISO 13616) or of a BIC (ISO 9362).
  private static func country(account: FieldBytes, bic: FieldBytes) -> FieldBytes {
    func areLetters(_ text: FieldBytes) -> Bool { text.buffer.allSatisfy { ($0 | 0x20) &- 0x61 < 26 } }
    // The shortest IBAN has fifteen characters.
    if account.count >= 15, areLetters(account.slice(0, 2)), account[2] &- 0x30 < 10, account[3] &- 0x30 < 10
    {
      return account.slice(0, 2)
    }
    return bic.count >= 8 && areLetters(bic.slice(4, 6)) ? bic.slice(4, 6) : .empty
  }

  /// What a payment was for, and whose wage it is.
  func statePurpose(_ scope: ISOScope, payer: FieldBytes) {
    // Of bank transaction codes one says it as well.
    let category = scope[.subfamily].says("SALA") ? scope[.subfamily] : scope[.categoryPurpose]
    self[.purpose] = ISOCodes.purpose(scope[.purpose], category: category)
    if self[.purpose].says("payroll") { self[.employer] = payer }
  }

  /// What identifies the payment to those who made it.
  func stateReference(_ scope: ISOScope) {
    for field in [ISOField.endToEndID, .checkNumber, .instructionID, .paymentID] {
      let found = scope[field]
      if !ISOCodes.isNoReference(found) {
        self[.reference] = found
        return
      }
    }
  }

  /// States when it happened; a date may carry a zone, which says nothing.
  func stateISOMoment(_ text: FieldBytes) {
    let isTime = text.count > 10 && text[10] | 0x20 == 0x74
    stateMoment(isTime ? text : text.slice(0, min(10, text.count)))
  }

  /// States an amount; what is no decimal of ISO 20022 is stated so that it is rejected.
  ///
  /// - Returns: whether it is one.
  func stateAmount(_ amount: FieldBytes, _ currency: FieldBytes) -> Bool {
    self[.amount] = amount
    self[.currency] = currency
    return amount.isEmpty || ISODecimal(amount) != nil
  }
}
