import Ledger

/// Turns entries into payments as the filer takes them.
final class NACHAEntryWriter {
  let filer: MessageFiler
  private let store: NACHARecordStore
  private let identity: NACHAIdentity
  private let routing: OwnRouting
  /// Of the batch in hand: day of its entries, day of its returns, routing number of its sender, each in memory that stays.
  private let memory: UnsafeMutableRawPointer
  @exclusivity(unchecked) private var day = FieldBytes.empty
  @exclusivity(unchecked) private var returnDay = FieldBytes.empty
  @exclusivity(unchecked) private var sender = FieldBytes.empty
  @exclusivity(unchecked) private var isSenderOurs = false

  /// Room for each of the three.
  private static let room = 16

  init(_ filer: MessageFiler, _ store: NACHARecordStore, _ identity: NACHAIdentity) {
    self.filer = filer
    self.store = store
    self.identity = identity
    routing = OwnRouting(filer.own)
    memory = .allocate(byteCount: 3 * Self.room, alignment: 16)
  }

  deinit { memory.deallocate() }

  /// Turns to another batch.
  ///
  /// Entries are booked on the day they are meant to be; a return keeps that day though it comes later, so its own is that
  /// on which its file was made.
  func begin(_ batch: NACHABatch, creationDay: String) {
    let effective = NACHADay.text(batch.effective) ?? ""
    day = keep(effective.isEmpty ? creationDay : effective, at: 0)
    returnDay = keep(creationDay.isEmpty ? effective : creationDay, at: 1)
    sender = keep(Self.withCheckDigit(batch.sender), at: 2)
    isSenderOurs = routing.owns(batch.sender)
  }

  private func keep(_ text: String, at place: Int) -> FieldBytes {
    var text = text
    return text.withUTF8 { bytes in
      let target = memory + place * Self.room
      let count = min(bytes.count, Self.room)
      UnsafeMutableRawBufferPointer(start: target, count: count).copyBytes(from: bytes.prefix(count))
      return FieldBytes(start: target, count: count)
    }
  }

  /// Batch headers leave the ninth digit of a routing number out; it makes the sum of the digits, weighted 3, 7, 1, a
  /// multiple of ten.
  private static func withCheckDigit(_ routing: FieldBytes) -> String {
    let text = String(decoding: routing.buffer, as: UTF8.self)
    guard routing.count == 8, routing.number != nil else { return text }
    let sum = zip(routing.buffer, [3, 7, 1, 3, 7, 1, 3, 7]).reduce(0) { $0 + (Int($1.0) - 0x30) * $1.1 }
    return text + String((10 - sum % 10) % 10)
  }

  // MARK: One entry

  /// Files the entry, sets it aside or rejects it.
  func write(
    _ entry: NACHARecord, _ code: TransactionCode?, _ amount: FieldBytes, _ batch: NACHABatch?,
    at place: RecordPlace
  ) {
    filer.isPlain = store.isPlain
    filer[.amount] = amount
    filer[.currency] = FieldBytes("USD")
    filer[.channel] = FieldBytes("ach")
    guard let batch else {
      filer[.account] = entry.columns(13, 29)
      filer[.customerName] = entry.columns(55, 76)
      return filer.reject(.achOutsideBatch, at: place)
    }
    filer[.timestamp] = day
    let form = NACHAForm(entry, code, amount, batch, returned: store[.returned])
    if let reason = form.refusal(hasChange: store.has(.change)) {
      stateAccount(entry, batch)
      return filer.reject(reason, at: place)
    }
    guard let code else {
      stateAccount(entry, batch)
      return filer.reject(.achTransactionCode, field: .direction, at: place)
    }
    filer[.identifier] = identity.own(entry.columns(80, 94), amount)
    if form.isReturn { stateReturn(form, amount) }
    stateSubject(entry, code, batch, isForward: form.isForward)
    let (receiver, originator) = parties(entry, batch, form)
    // Money goes the other way where it is given back.
    let isPayout = code.isCredit != form.givesBack
    // Whoever is paid a wage has an employer; who pays it is one.
    let employer = filer[.purpose].reads("payroll") ? originator.name : .empty
    filer.filePayment(
      from: isPayout ? originator : receiver, to: isPayout ? receiver : originator, at: place
    ) { filer[.employer] = $0 == .credit ? employer : .empty }
  }

  private func stateAccount(_ entry: NACHARecord, _ batch: NACHABatch) {
    filer[.account] = entry.columns(batch.layout.account.0, batch.layout.account.1)
    filer[.memo] = batch.description
  }

  /// A return is one where it can say what of: the date of what it returns is part of that.
  private func stateReturn(_ form: NACHAForm, _ amount: FieldBytes) {
    filer[.timestamp] = returnDay
    guard form.namesOriginal, let trace = form.originalTrace else { return }
    let original = identity.other(trace, amount)
    guard !original.isEmpty else { return }
    filer[.recordType] = FieldBytes("return")
    filer[.original] = original
  }

  /// What it was, and what for.
  private func stateSubject(
    _ entry: NACHARecord, _ code: TransactionCode, _ batch: NACHABatch, isForward: Bool
  ) {
    if let entryClass = batch.entryClass { filer[.channel] = entryClass.channel(isCredit: code.isCredit) }
    if let reference = batch.layout.reference {
      filer[.reference] = entry.columns(reference.0, reference.1)
    }
    stateTerminal(entry, batch.layout)
    stateMemo(entry, batch)
    guard isForward else { return }
    var purpose = code.isCredit ? batch.creditPurpose : batch.debitPurpose
    if store.hasAddenda, NACHAPurpose.isTax(store.text) { purpose = FieldBytes("tax") }
    if purpose.isEmpty, store.has(.iatTransaction) {
      purpose = NACHAPurpose.ofInternational(store[.iatTransaction].columns(4, 6))
    }
    filer[.purpose] = purpose
  }

  /// Where the terminal stands: addenda 02 of POS, SHR and MTE, the entry itself of POP.
  private func stateTerminal(_ entry: NACHARecord, _ layout: EntryLayout) {
    if store.has(.terminal) {
      filer[.branch] = store[.terminal].columns(14, 19)
      filer[.state] = store[.terminal].columns(78, 79)
    } else if let state = layout.state {
      filer[.state] = entry.columns(state.0, state.1)
    }
  }

  private func stateMemo(_ entry: NACHARecord, _ batch: NACHABatch) {
    guard store.hasAddenda || batch.layout.city != nil else {
      filer[.memo] = batch.description
      return
    }
    let text = store.text
    var parts = [batch.description]
    if let city = batch.layout.city { parts.append(entry.columns(city.0, city.1)) }
    if store.has(.terminal) { parts += [store[.terminal].columns(36, 62), store[.terminal].columns(63, 77)] }
    if !text.isEmpty { parts.append(text) }
    if store.has(.returned) {
      parts.append(store[.returned].columns(4, 6))
      parts.append(store[.returned].columns(batch.isInternational ? 46 : 36, 79))
    }
    filer[.memo] = filer.join(parts)
  }

  // MARK: Both sides

  private func parties(_ entry: NACHARecord, _ batch: NACHABatch, _ form: NACHAForm) -> (
    receiver: PaymentParty, originator: PaymentParty
  ) {
    var receiver = PaymentParty()
    var originator = PaymentParty()
    receiver.needsAccount = true
    receiver.account = entry.columns(batch.layout.account.0, batch.layout.account.1).trimmed
    if let name = batch.layout.name { receiver.name = entry.columns(name.0, name.1) }
    originator.account = batch.companyID
    originator.name = batch.companyName
    stateBanks(&receiver, &originator, entry.columns(4, 12).trimmed, form)
    if batch.isInternational {
      NACHAInternational.complete(&receiver, &originator, store)
    } else {
      NACHANames.complete(&receiver, &originator, entry, batch, isCredit: form.isCredit)
    }
    return (receiver, originator)
  }

  /// The entry names one bank, its batch the other; without the institution's own numbers every receiver is taken for ours,
  /// and no company.
  private func stateBanks(
    _ receiver: inout PaymentParty, _ originator: inout PaymentParty, _ other: FieldBytes, _ form: NACHAForm
  ) {
    let isOtherOurs = routing.owns(other)
    let isKnown = !filer.own.isUnknown
    (receiver.bank, originator.bank) = form.isFromReceiver ? (sender, other) : (other, sender)
    receiver.isOurs = !isKnown || (form.isFromReceiver ? isSenderOurs : isOtherOurs)
    originator.isOurs = isKnown && (form.isFromReceiver ? isOtherOurs : isSenderOurs)
  }
}
