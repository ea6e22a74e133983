import Ledger

extension StatementFiler {
  /// States all but amount and identifier of an entry, or of one detail of it.
  ///
  /// - Parameters:
  ///   - isPart: whether it is one of several details, which may go the other way than their entry.
  ///   - isTurned: whether money moved the other way than the entry says.
  func state(_ entry: StatementEntry, _ detail: ISOValues?, isPart: Bool = false, isTurned: Bool) {
    let scope = ISOScope(inner: detail ?? entry.values, outer: detail == nil ? nil : entry.values)
    let isAgainst = isPart && (detail.map(entry.isAgainst) ?? false)
    stateSides(entry, detail, isAgainst: isAgainst, isTurned: isTurned)
    filer[.status] = ISOCodes.status(entry.values[.status])
    filer.stateISOMoment(moment(scope))
    filer[.channel] = ISOCodes.channel(
      domain: scope[.domain], family: scope[.family], subfamily: scope[.subfamily],
      own: scope[.proprietaryCode])
    if filer[.purpose].isEmpty, ISOCodes.isFee(subfamily: scope[.subfamily]) {
      filer[.purpose] = FieldBytes("fee")
    }
    filer.stateReference(scope)
    filer[.merchantCategory] = scope[.merchantCategory]
    filer[.branch] = scope[.terminal]
    filer[.memo] = filer.join([scope[.remittance]] + scope.both(.additional))
  }

  private func stateSides(
    _ entry: StatementEntry, _ detail: ISOValues?, isAgainst: Bool, isTurned: Bool
  ) {
    let says = entry.values[.direction]
    let group = values.group
    var own = PaymentParty()
    own.account = group[.of(.account, .account)].or(group[.of(.account, .proxy)])
    own.name = group[.of(.account, .name)]
    own.zip = group[.of(.account, .zip)]
    own.country = group[.of(.account, .country)]
    var other = PaymentParty()
    let isCredit = entry.isCredit != isAgainst
    if let detail {
      let (payer, payee) = (filer.party(.debtor, detail), filer.party(.creditor, detail))
      // What is taken back names the parties of the payment: the payer is who now receives.
      let isBack = entry.isReversal || !detail[.returnReason].isEmpty
      var isOtherPayer = isCredit != isBack
      if Self.isSame(isOtherPayer ? payer : payee, own) { isOtherPayer.toggle() }
      other = isOtherPayer ? payer : payee
      if other.name.isEmpty {
        other.name = detail[.of(isOtherPayer ? .ultimateDebtor : .ultimateCreditor, .name)]
      }
      let ours = isOtherPayer ? payee : payer
      if own.name.isEmpty { own.name = ours.name }
      let scope = ISOScope(inner: detail, outer: entry.values)
      filer.statePurpose(scope, payer: payer.name)
    }
    filer.state(own, other, isCredit != isTurned ? .credit : .debit)
    // What is neither is stated as it is, to be rejected.
    if !says.says("CRDT"), !says.says("DBIT") { filer[.direction] = says }
  }

  /// Whether a party is the one whose account it is.
  private static func isSame(_ party: PaymentParty, _ own: PaymentParty) -> Bool {
    !party.account.isEmpty && party.account.buffer.elementsEqual(own.account.buffer)
  }

  /// When it was booked; the time of acceptance where it is of the same day. Where no date is stated, that of the value,
  /// else that of the statement.
  private func moment(_ scope: ISOScope) -> FieldBytes {
    let booked = scope[.bookingDate].or(scope[.valueDate]).or(values.group[.created]).or(
      values.header[.created])
    let accepted = scope[.accepted]
    guard booked.count == 10, accepted.count > 10, accepted.slice(0, 10).buffer.elementsEqual(booked.buffer)
    else {
      return booked
    }
    return accepted
  }

  /// States what makes the entry, or a detail, the same in another report of the account: the end-to-end transaction
  /// reference (UETR), or the bank's reference with day, direction and amount.
  ///
  /// Direction and amount are part of it, for a payment, its charges and its return may bear one reference; so is which
  /// it is of several with all of that in common.
  func stateIdentifier(_ entry: StatementEntry, _ detail: ISOValues?, isRest: Bool) {
    let direction = filer[.direction].slice(0, min(1, filer[.direction].count))
    let amount = filer[.amount].plainAmount
    let day = filer[.timestamp].slice(0, min(10, filer[.timestamp].count))
    let isOne = entry.filedSum == nil && entry.details.count < 2
    var parts: [FieldBytes]
    if let detail, !detail[.uetr].isEmpty {
      parts = [detail[.uetr], direction, amount]
    } else if !ISOCodes.isNoReference(entry.values[.serviceReference]) {
      parts = [entry.values[.serviceReference], day, direction, amount]
      if let detail, !isOne { parts += [Self.reference(of: detail)] }
    } else if let detail, !ISOCodes.isNoReference(detail[.serviceReference]) {
      parts = [detail[.serviceReference], day, direction, amount]
    } else if let detail, !ISOCodes.isNoReference(detail[.transactionID]) {
      parts = [detail[.transactionID], detail[.endToEndID], direction, amount]
    } else if let detail, !ISOCodes.isNoReference(detail[.endToEndID]) {
      parts = [detail[.endToEndID], day, direction, amount]
    } else {
      return
    }
    if entry.isReversal { parts.append(FieldBytes("reversal")) }
    if isRest { parts.append(FieldBytes("rest")) }
    filer[.identifier] = filer.numbered(filer.join(parts, with: UInt8(ascii: "/")), by: &occurrences)
  }

  /// States that it is a payment of the batch that another report of the account may tell as a sum alone.
  func statePart(of entry: StatementEntry, isTurned: Bool) {
    guard let sum = sumIdentifier(of: entry, isTurned: isTurned) else { return }
    filer[.recordType] = FieldBytes("part")
    filer[.original] = sum
  }

  /// What `stateIdentifier` gives an entry that is told as a sum alone; nil where the bank has no reference for it.
  private func sumIdentifier(of entry: StatementEntry, isTurned: Bool) -> FieldBytes? {
    guard !ISOCodes.isNoReference(entry.values[.serviceReference]) else { return nil }
    let day = moment(ISOScope(inner: entry.values, outer: nil))
    let direction = FieldBytes(entry.isCredit != isTurned ? "c" : "d")
    var parts = [
      entry.values[.serviceReference], day.slice(0, min(10, day.count)), direction,
      entry.values[.amount].plainAmount,
    ]
    if entry.isReversal { parts.append(FieldBytes("reversal")) }
    return filer.join(parts, with: UInt8(ascii: "/"))
  }

  private static func reference(of detail: ISOValues) -> FieldBytes {
    for field in [ISOField.serviceReference, .transactionID, .endToEndID, .instructionID] {
      if !ISOCodes.isNoReference(detail[field]) { return detail[field] }
    }
    return .empty
  }
}
