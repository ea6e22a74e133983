import Ledger

/// Files the entries of statements, reports and notifications: camt.053, camt.052, camt.054.
///
/// An entry is one transaction, or as many as it has details that say their amounts. Entries marked as reversals wait for
/// the end of their statement, whose balances prove which way they go: by the standard an entry says how money moved and
/// the mark that it takes something back, yet some banks state the original's direction.
final class StatementFiler: ISOProcessor {
  let filer: MessageFiler
  let values: ISOMessageValues
  private var entry: StatementEntry?
  private var totals = StatementTotals()
  private var waiting: [StatementEntry] = []
  private var waitingDetails = 0
  var occurrences = Occurrences()
  /// Values of details that are done with, for others.
  private var spare: [ISOValues] = []
  private var statementNumber = 0
  private var statementLine = 1
  /// What was read of the entries of the batch in hand.
  private var detailCount = 0

  /// Details of one entry that are held until it ends; of larger batches each is filed as it ends.
  private static let mostDetails = 1024
  /// Reversals of one statement that wait, and the details of them all; more are taken as they say.
  private static let mostWaiting = 1024
  private static let mostWaitingDetails = 4096

  init(_ filer: MessageFiler, _ values: ISOMessageValues) {
    self.filer = filer
    self.values = values
  }

  func begin(_ action: ISOAction, at place: RecordPlace) {
    switch action {
    case .none, .balance: break
    case .message: statementNumber = 0
    case .group:
      statementNumber += 1
      statementLine = place.line
      totals = StatementTotals()
      occurrences.removeAll()
    case .record:
      entry = StatementEntry(values.record, at: place)
      detailCount = 0
    case .detail:
      values.detail = spare.popLast() ?? ISOValues()
      entry?.details.append(StatementEntry.Detail(values: values.detail, place: place))
    }
  }

  func end(_ action: ISOAction) {
    switch action {
    case .none, .message: break
    case .balance: totals.addBalance(values.detail)
    case .detail: endDetail()
    case .record: endEntry()
    case .group: endStatement()
    }
  }

  // MARK: Entries

  private func endDetail() {
    detailCount += 1
    guard let held = entry, held.details.count > Self.mostDetails || held.filedSum != nil || held.isWhole
    else {
      return
    }
    fileHeldDetails()
  }

  /// Files what is held of a batch too large to hold.
  private func fileHeldDetails() {
    guard var batch = entry else { return }
    if batch.filedSum == nil, !batch.isWhole {
      batch.isWhole = !batch.hasAllAmounts
      batch.filedSum = batch.isWhole ? nil : .zero
    }
    if let sum = batch.filedSum {
      batch.filedSum = sum + fileDetails(of: batch, isTurned: false)
    }
    recycle(&batch)
    entry = batch
  }

  private func recycle(_ entry: inout StatementEntry) {
    if spare.count < Self.mostDetails { spare += entry.details.map(\.values) }
    entry.details.removeAll(keepingCapacity: true)
  }

  private func endEntry() {
    guard var ended = entry else { return }
    entry = nil
    totals.add(ended)
    checkBatch(ended)
    let isWaiting =
      ended.isReversal && ended.filedSum == nil && waiting.count < Self.mostWaiting
      && waitingDetails + ended.details.count <= Self.mostWaitingDetails
    if isWaiting {
      waitingDetails += ended.details.count
      waiting.append(ended)
      (values.record, values.detail) = (ISOValues(), ISOValues())
      return
    }
    file(ended, isTurned: false)
    recycle(&ended)
  }

  /// Compares what a batch says of itself with its details, where there are any.
  private func checkBatch(_ entry: StatementEntry) {
    guard detailCount > 1, let stated = Int(ascii: entry.values[.statedCount]) else { return }
    filer.control(
      ControlTotal(
        what: "line \(entry.place.line), batch: transactions", stated: "\(stated)", found: "\(detailCount)"))
  }

  private func endStatement() {
    // One page of several has neither all entries nor both balances.
    let isPart =
      [values.header, values.group].contains {
        $0[.isLastPage].says("false") || (Int(ascii: $0[.page]) ?? 1) > 1
      }
    let isTurned = !isPart && totals.reversalsAreTurned(values.group)
    fileWaiting(isTurned: isTurned)
    guard !isPart else { return }
    let name = "line \(statementLine), statement \(statementNumber): "
    for total in totals.controls(values.group, name, isTurned: isTurned) { filer.control(total) }
  }

  private func fileWaiting(isTurned: Bool) {
    for var held in waiting {
      file(held, isTurned: isTurned)
      recycle(&held)
    }
    waiting.removeAll()
    waitingDetails = 0
  }

  func cutOff() {
    fileWaiting(isTurned: false)
    guard let cut = entry else { return }
    entry = nil
    filer.reject(.entryCutOff, at: cut.place)
  }

  // MARK: Filing

  private func file(_ entry: StatementEntry, isTurned: Bool) {
    if entry.filedSum == nil, entry.isWhole || entry.details.count < 2 || !entry.hasAllAmounts {
      fileWhole(entry, isTurned: isTurned)
      return
    }
    let sum = (entry.filedSum ?? .zero) + fileDetails(of: entry, isTurned: isTurned)
    guard let amount = entry.amount, amount != sum else { return }
    fileRest(of: entry, amount - sum, isTurned: isTurned)
  }

  /// Files each detail with the amount of its own; returns what they come to, in the entry's sense.
  private func fileDetails(of entry: StatementEntry, isTurned: Bool) -> ISODecimal {
    var sum = ISODecimal.zero
    for detail in entry.details {
      guard let (text, value) = entry.amount(of: detail.values) else {
        state(entry, detail.values, isPart: true, isTurned: isTurned)
        filer[.amount] = .empty
        filer.reject(.missing, field: .amount, at: detail.place)
        continue
      }
      sum += value
      state(entry, detail.values, isPart: true, isTurned: isTurned)
      statePart(of: entry, isTurned: isTurned)
      finish(text, entry, detail.values, at: detail.place)
    }
    return sum
  }

  /// Files an entry with its own amount, and what its details tell: the one it has; of several what was written alone.
  private func fileWhole(_ entry: StatementEntry, isTurned: Bool) {
    if entry.details.count == 1 {
      state(entry, entry.details[0].values, isTurned: isTurned)
      finish(entry.values[.amount], entry, entry.details[0].values, at: entry.place)
    } else {
      state(entry, nil, isTurned: isTurned)
      let written = entry.details.prefix(Self.mostJoined).map { $0.values[.remittance] }
      filer[.memo] = filer.join(written + [filer[.memo]])
      finish(entry.values[.amount], entry, nil, at: entry.place)
    }
  }

  /// Details whose texts an entry that is filed as a whole keeps; a memo holds no more.
  private static let mostJoined = 32

  /// Files what an entry has beyond its details: charges, or what was not told.
  private func fileRest(of entry: StatementEntry, _ rest: ISODecimal, isTurned: Bool) {
    let hasCharges =
      !entry.values[.charge].isEmpty || entry.details.contains { !$0.values[.charge].isEmpty }
    state(entry, nil, isTurned: isTurned != rest.isNegative)
    if hasCharges { filer[.purpose] = FieldBytes("fee") }
    finish(filer.text(rest.magnitude.text), entry, nil, at: entry.place, isRest: true)
  }

  private func finish(
    _ amount: FieldBytes, _ entry: StatementEntry, _ detail: ISOValues?, at place: RecordPlace,
    isRest: Bool = false
  ) {
    let isReadable = filer.stateAmount(amount, entry.values[.currency])
    stateIdentifier(entry, detail, isRest: isRest)
    isReadable ? filer.file(at: place) : filer.reject(.amountUnreadable, field: .amount, at: place)
  }
}

extension RejectionCode {
  /// An entry whose end is not in the file.
  static let entryCutOff = RejectionCode("entry-cut-off", "The file ends within this entry.")
}
