import Ledger

/// Files payments between banks (pacs.003, pacs.004, pacs.008, pacs.009) and orders of customers (pain.001, pain.008).
final class PaymentFiler: ISOProcessor {
  private let filer: MessageFiler
  private let values: ISOMessageValues
  private var messageLine = 1
  private var groupLine = 1
  private var recordPlace: RecordPlace?
  private var messageTotals = PaymentTotals()
  private var groupTotals = PaymentTotals()
  private var occurrences = Occurrences()

  init(_ filer: MessageFiler, _ values: ISOMessageValues) {
    self.filer = filer
    self.values = values
  }

  func begin(_ action: ISOAction, at place: RecordPlace) {
    switch action {
    case .none, .balance, .detail: break
    case .message:
      messageLine = place.line
      messageTotals = PaymentTotals()
      occurrences.removeAll()
    case .group:
      groupLine = place.line
      groupTotals = PaymentTotals()
    case .record: recordPlace = place
    }
  }

  func end(_ action: ISOAction) {
    switch action {
    case .none, .balance, .detail: break
    case .record: endPayment()
    case .group:
      for total in groupTotals.controls(values.group, "line \(groupLine), PmtInf: ") { filer.control(total) }
    case .message:
      let name = "line \(messageLine), message: "
      for total in messageTotals.controls(values.header, name) { filer.control(total) }
    }
  }

  func cutOff() {
    guard let place = recordPlace else { return }
    recordPlace = nil
    filer.reject(.entryCutOff, at: place)
  }

  // MARK: Payments

  private func endPayment() {
    guard let place = recordPlace else { return }
    recordPlace = nil
    let amount = amount
    messageTotals.add(amount.text)
    groupTotals.add(amount.text)
    state()
    guard filer.stateAmount(amount.text, amount.currency) else {
      return filer.reject(.amountUnreadable, field: .amount, at: place)
    }
    switch values.message {
    case .transferOrder, .debitOrder: fileOrder(at: place)
    case .paymentReturn: fileReturn(at: place)
    default: filePayment(at: place)
    }
  }

  private var scope: ISOScope {
    ISOScope(inner: values.record, outer: values.group, outermost: values.header)
  }

  /// What was settled; of an order, what was instructed, or its equivalent in the debtor's currency.
  private var amount: (text: FieldBytes, currency: FieldBytes) {
    let record = values.record
    let choices: [(ISOField, ISOField)] = [
      (.amount, .currency), (.instructedAmount, .instructedCurrency), (.counterAmount, .counterCurrency),
    ]
    for (amount, currency) in choices where !record[amount].isEmpty {
      return (record[amount], record[currency])
    }
    return (.empty, .empty)
  }

  /// States all that does not depend on the side it is seen from.
  private func state() {
    let scope = scope
    let date =
      values.message.isOrder
      ? scope[.bookingDate] : scope[.accepted].or(scope[.valueDate]).or(scope[.bookingDate])
    filer.stateISOMoment(date.or(values.header[.created]))
    filer[.channel] =
      values.message == .debitOrder || values.message == .customerDebit
      ? FieldBytes("ach")
      : ISOCodes.channel(
        level: scope[.serviceLevel], instrument: scope[.localInstrument], method: scope[.paymentMethod])
    filer.stateReference(scope)
    filer[.memo] = filer.join([scope[.remittance], scope[.additional]])
  }

  /// Debtor and creditor; orders name one of them for all their payments.
  private var sides: (payer: PaymentParty, payee: PaymentParty) {
    func party(_ role: ISORole, _ ultimate: ISORole) -> PaymentParty {
      let own = filer.party(role, values.record)
      var party = own.account.isEmpty && own.name.isEmpty ? filer.party(role, values.group) : own
      if party.name.isEmpty { party.name = scope[.of(ultimate, .name)] }
      return party
    }
    return (party(.debtor, .ultimateDebtor), party(.creditor, .ultimateCreditor))
  }

  private func filePayment(at place: RecordPlace) {
    let (payer, payee) = sides
    filer.statePurpose(scope, payer: payer.name)
    let parts = references(.uetr, .transactionID, .endToEndID)
    filer.filePayment(from: payer, to: payee, at: place) { direction in
      filer[.identifier] = identifier(parts, direction, filer[.amount])
    }
  }

  /// Files an order of our customer: whose account is debited by a transfer, credited by a direct debit.
  private func fileOrder(at place: RecordPlace) {
    let (payer, payee) = sides
    filer.statePurpose(scope, payer: payer.name)
    filer[.status] = FieldBytes("instructed")
    let isDebit = values.message == .transferOrder
    filer.state(isDebit ? payer : payee, isDebit ? payee : payer, isDebit ? .debit : .credit)
    var parts = references(.uetr, .none, .endToEndID)
    if values.record[.uetr].isEmpty, !parts.isEmpty {
      parts.insert(values.group[.paymentID], at: 0)
      parts.insert(values.header[.messageID], at: 0)
    }
    if !parts.isEmpty {
      let whole = parts + [filer[.direction].slice(0, 1), filer[.amount].plainAmount]
      let identity = filer.join(whole, with: UInt8(ascii: "/"))
      filer[.identifier] =
        values.record[.uetr].isEmpty
        ? filer.numbered(identity, by: &occurrences) : identity
    }
    filer.file(at: place)
  }

  /// Files a return: it takes back the payment it names; where it returns another amount, or names none, it is a booking
  /// of its own, from the payee back to the payer.
  private func fileReturn(at place: RecordPlace) {
    let (payer, payee) = sides
    let record = values.record
    let original = references(.originalUETR, .originalTransactionID, .originalEndToEndID)
    let returned = ISODecimal(filer[.amount])
    let currency = record[.originalCurrency]
    let isSameCurrency = currency.isEmpty || currency.buffer.elementsEqual(filer[.currency].buffer)
    let isWhole =
      record[.originalAmount].isEmpty || (isSameCurrency && ISODecimal(record[.originalAmount]) == returned)
    let amount = record[.originalAmount].or(filer[.amount])
    filer.filePayment(from: payee, to: payer, at: place) { direction in
      filer[.identifier] =
        record[.returnID].isEmpty ? .empty : identifier([record[.returnID]], direction, filer[.amount])
      guard isWhole, !original.isEmpty else { return }
      filer[.recordType] = FieldBytes("return")
      filer[.original] = identifier(original, direction == .debit ? .credit : .debit, amount)
    }
  }

  // MARK: Identifiers

  /// What the payment is known by: the unique end-to-end reference alone, else what the first bank called it beside what
  /// the payer called it. Names that are the payer's alone are no identifiers.
  private func references(_ uetr: ISOField, _ transaction: ISOField, _ endToEnd: ISOField) -> [FieldBytes] {
    let record = values.record
    if !record[uetr].isEmpty { return [record[uetr]] }
    if !ISOCodes.isNoReference(record[transaction]) { return [record[transaction], record[endToEnd]] }
    guard values.message.isOrder, !ISOCodes.isNoReference(record[.instructionID].or(record[endToEnd])) else {
      return []
    }
    return [record[.instructionID], record[endToEnd]]
  }

  /// As a statement of the account would have it, seen from one side.
  private func identifier(_ parts: [FieldBytes], _ direction: Direction, _ amount: FieldBytes) -> FieldBytes {
    guard !parts.isEmpty else { return .empty }
    let way = direction == .debit ? FieldBytes("d") : FieldBytes("c")
    return filer.join(parts + [way, amount.plainAmount], with: UInt8(ascii: "/"))
  }
}

/// What payments come to, to be held beside what a message states of itself.
struct PaymentTotals {
  private var count = 0
  private var sum = ISODecimal.zero
  private var isUnreadable = false

  mutating func add(_ amount: FieldBytes) {
    count += 1
    if let value = ISODecimal(amount) { sum += value } else { isUnreadable = true }
  }

  /// Number and sums; sums go over all currencies.
  func controls(_ stated: ISOValues, _ name: String) -> [ControlTotal] {
    var found: [ControlTotal] = []
    if let number = Int(ascii: stated[.statedCount]) {
      found.append(ControlTotal(what: name + "payments", stated: "\(number)", found: "\(count)"))
    }
    guard !isUnreadable else { return found }
    for (field, what) in [(ISOField.statedSum, "control sum"), (.statedTotal, "settled in all")] {
      guard let total = ISODecimal(stated[field]) else { continue }
      found.append(ControlTotal(what: name + what, stated: total.text, found: sum.text))
    }
    return found
  }
}
