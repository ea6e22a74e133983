import Ledger

/// Reads a BAI2 report: file (01), groups (02) of accounts (03) with transactions (16), continued by 88, each level
/// closed by its totals (99, 98, 49).
final class BAI2Decoder: MessageDecoder {
  private var record: BAI2Record?
  private var file: BAI2Totals?
  private var group: BAI2Totals?
  private var account: BAI2Totals?
  /// What transactions inherit from the headers above them.
  private var groupDate: [UInt8] = []
  private var groupCurrency: [UInt8] = []
  private var isInForce = true
  private var accountNumber: [UInt8] = []
  private var accountCurrency: [UInt8] = []
  /// The deposit in hand, and the items of it that followed.
  private var deposit: BAI2Deposit?
  /// Identities the account's transactions bore.
  private var occurrences = Occurrences()

  /// What holds where neither group nor account states a currency (record 02, field 7).
  private static let defaultCurrency = Array("USD".utf8)

  func decode(_ input: MessageInput, into filer: MessageFiler) throws(IngestError) {
    while let line = try input.nextLine() {
      for piece in BAI2Splitter.pieces(line.bytes) { take(piece, of: line, filer) }
    }
    flush(filer)
    fileDeposit(filer)
    if file != nil {
      filer.contradict("the last file header (01) has no trailer (99); the file may be cut off")
    }
  }

  // MARK: Records

  private func take(_ piece: BAI2Splitter.Piece, of line: MessageLine, _ filer: MessageFiler) {
    let content = line.bytes.slice(piece.start, piece.end)
    let place = RecordPlace(line: line.number, byteOffset: line.byteOffset + piece.start)
    guard let code = piece.code else {
      // A text may break without 88; anything else is no record.
      guard !content.trimmed.isEmpty else { return }
      if record?.code == 16, !(record?.isClosed ?? true) {
        record?.append(content, lineLength: line.bytes.count)
      } else {
        flush(filer)
        filer.reject(.reportRecordUnknown, raw: content, at: place)
      }
      return
    }
    guard code == 88 else {
      flush(filer)
      count(code)
      record = BAI2Record(code: code, place: place)
      record?.append(content, lineLength: line.bytes.count)
      return
    }
    guard let begun = record else { return filer.reject(.reportRecordUnknown, raw: content, at: place) }
    count(begun.code)
    record?.append(content, lineLength: line.bytes.count)
  }

  /// Counts a line in the levels it lies in. A header is counted in what it opens once it is whole.
  private func count(_ code: Int) {
    if code != 1 { file?.records += 1 }
    if code > 2 { group?.records += 1 }
    if code > 3 { account?.records += 1 }
  }

  /// Takes the record in hand for whole.
  private func flush(_ filer: MessageFiler) {
    guard let whole = record else { return }
    record = nil
    if whole.code != 16 { fileDeposit(filer) }
    switch whole.code {
    case 1: beginFile(whole, filer)
    case 2: beginGroup(whole, filer)
    case 3: beginAccount(whole, filer)
    case 16: takeTransaction(whole, filer)
    case 49: endAccount(whole, filer)
    case 98: endGroup(whole, filer)
    default: endFile(whole, filer)
    }
  }

  // MARK: Levels

  private func beginFile(_ record: BAI2Record, _ filer: MessageFiler) {
    expectNothing(above: file, "file", record.place, filer)
    expectNothing(above: group, "group", record.place, filer)
    expectNothing(above: account, "account", record.place, filer)
    file = BAI2Totals()
    file?.records = record.parts.count
    (group, account) = (nil, nil)
  }

  private func beginGroup(_ record: BAI2Record, _ filer: MessageFiler) {
    expectNothing(above: group, "group", record.place, filer)
    expectNothing(above: account, "account", record.place, filer)
    let fields = record.fields
    func field(_ number: Int) -> [UInt8] { number < fields.count ? fields[number] : [] }
    // Group status: 1 update, 2 deletion, 3 correction, 4 test.
    let status = BAI2Record.number(field(2)) ?? 1
    isInForce = status != 2 && status != 4
    groupDate = field(3)
    groupCurrency = field(5)
    group = BAI2Totals()
    group?.records = record.parts.count
    account = nil
    (accountNumber, accountCurrency) = ([], [])
  }

  private func beginAccount(_ record: BAI2Record, _ filer: MessageFiler) {
    expectNothing(above: account, "account", record.place, filer)
    account = BAI2Totals()
    account?.records = record.parts.count
    occurrences = Occurrences()
    var cursor = BAI2Record.Cursor()
    accountNumber = record.next(&cursor) ?? []
    accountCurrency = record.next(&cursor) ?? []
    // Balances and summaries: type, amount, number of items, funds type.
    while record.next(&cursor) != nil {
      if let amount = record.next(&cursor), !amount.isEmpty { account?.add(BAI2Record.number(amount)) }
      _ = record.next(&cursor)
      if let funds = record.next(&cursor) { record.skipFunds(funds, &cursor) }
    }
  }

  private func endAccount(_ record: BAI2Record, _ filer: MessageFiler) {
    let fields = record.fields
    account?.compare(fields, parts: nil, what: "line \(record.place.line), account (49):", filer)
    account = nil
    group?.parts += 1
    if let stated = fields.first, !stated.isEmpty { group?.add(BAI2Record.number(stated)) }
  }

  private func endGroup(_ record: BAI2Record, _ filer: MessageFiler) {
    expectNothing(above: account, "account", record.place, filer)
    let fields = record.fields
    group?.compare(fields, parts: "accounts", what: "line \(record.place.line), group (98):", filer)
    (group, account) = (nil, nil)
    file?.parts += 1
    if let stated = fields.first, !stated.isEmpty { file?.add(BAI2Record.number(stated)) }
  }

  private func endFile(_ record: BAI2Record, _ filer: MessageFiler) {
    expectNothing(above: account, "account", record.place, filer)
    expectNothing(above: group, "group", record.place, filer)
    file?.compare(record.fields, parts: "groups", what: "line \(record.place.line), file (99):", filer)
    (file, group, account) = (nil, nil, nil)
  }

  /// What is still open when a level above it ends or begins anew has lost its trailer.
  private func expectNothing(
    above open: BAI2Totals?, _ name: String, _ place: RecordPlace, _ filer: MessageFiler
  ) {
    guard let open else { return }
    filer.control(
      ControlTotal(
        what: "line \(place.line): trailer of the \(name) before", stated: "none",
        found: "\(open.records) records",
        agrees: false))
  }

  // MARK: Transactions

  /// Holds the transaction back until it is known whether items of it follow.
  private func takeTransaction(_ record: BAI2Record, _ filer: MessageFiler) {
    let transaction = BAI2Transaction(record)
    if !transaction.amount.isEmpty { account?.add(BAI2Record.number(transaction.amount)) }
    guard let held = deposit, held.has(transaction) else {
      fileDeposit(filer)
      deposit = BAI2Deposit(transaction)
      return
    }
    guard held.items.count == BAI2Deposit.mostItems else {
      deposit?.append(transaction)
      return
    }
    file(transaction, filer, instead: .reportItemOfDeposit)
  }

  /// Files what is held: the items where they make up the whole deposit, else the deposit.
  private func fileDeposit(_ filer: MessageFiler) {
    guard let held = deposit else { return }
    deposit = nil
    file(held.whole, filer, instead: held.isToldInItems ? .reportToldInItems : nil)
    for item in held.items { file(item, filer, instead: held.isToldInItems ? nil : .reportItemOfDeposit) }
  }

  /// - Parameter reason: why it is set aside, where it is.
  private func file(_ transaction: BAI2Transaction, _ filer: MessageFiler, instead reason: RejectionCode?) {
    let place = transaction.record.place
    filer[.account] = filer.keep(accountNumber)
    filer[.amount] = filer.keep(transaction.amount)
    filer[.currency] = filer.keep(currency)
    filer[.timestamp] = date(filer)
    filer[.reference] = filer.keep(transaction.customerReference)
    let text = transaction.text
    filer[.memo] = filer.keep(text)
    guard !transaction.record.isCut else { return filer.reject(.recordTooLong, at: place) }
    guard transaction.code != 890 else { return filer.reject(.reportWithoutMoney, at: place) }
    guard isInForce else { return filer.reject(.reportForTest, at: place) }
    guard let direction = BAI2TypeCodes.direction(transaction.code) else {
      return filer.reject(.reportTypeUnknown, at: place)
    }
    if let reason { return filer.reject(reason, at: place) }
    filer[.direction] = direction == .credit ? FieldBytes("credit") : FieldBytes("debit")
    if !transaction.bankReference.isEmpty {
      // A bank's reference may stand for several entries of one payment, such as its fee.
      let parts = [transaction.bankReference, transaction.type, transaction.amount, groupDate]
      filer[.identifier] = filer.numbered(
        filer.keep(Array(parts.joined(separator: [0x2F]))), by: &occurrences)
    }
    stateMeaning(transaction.code, direction, text, filer)
    filer.file(at: place)
  }

  private func stateMeaning(_ code: Int, _ direction: Direction, _ text: [UInt8], _ filer: MessageFiler) {
    if let channel = BAI2TypeCodes.channel(code) { filer[.channel] = FieldBytes(channel) }
    if let purpose = BAI2TypeCodes.purpose(code) { filer[.purpose] = FieldBytes(purpose) }
    let narrative = BAI2Narrative(text, isACH: BAI2TypeCodes.isACH(code), direction: direction)
    filer[.counterpartyName] = filer.keep(narrative.name)
    filer[.counterpartyBank] = filer.keep(narrative.bank)
    guard narrative.isPayroll else { return }
    filer[.purpose] = FieldBytes("payroll")
    if direction == .credit { filer[.employer] = filer.keep(narrative.name) }
  }

  private var currency: [UInt8] {
    !accountCurrency.isEmpty ? accountCurrency : !groupCurrency.isEmpty ? groupCurrency : Self.defaultCurrency
  }

  /// The group's as-of date: six digits, though some banks write eight.
  private func date(_ filer: MessageFiler) -> FieldBytes {
    groupDate.withUnsafeBytes { filer.date(FieldBytes($0)) }
  }
}
