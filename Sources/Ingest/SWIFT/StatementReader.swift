import Ledger

/// What a statement ended with: its next page begins with it.
struct StatementPage {
  var account: [UInt8] = []
  /// Line of its beginning.
  var line = 1
  /// The closing balance, where it is that of a page (62M): what the next page must open with.
  var carried: (minorUnits: Int64, currency: Letters)?
  /// Whether it has no closing balance, though statements of its type do.
  var isCut = false
  /// Identities its lines bore.
  var occurrences = Occurrences()
}

/// Statements (MT940 and 950), and reports in the day (MT942): each field 61 with what follows it is a record.
final class StatementReader: FINMessageReader {
  private(set) var page = StatementPage()
  /// What the page before was carried forward with.
  private let before: StatementPage?
  private var currency = Letters.none
  private var balance = StatementBalance()
  /// Place of the line in hand, which is filed once it is known what follows it.
  private var place: RecordPlace?
  private var isReadable = true
  private var line: StatementLine?
  private var narratives: [[FieldBytes]] = []
  private var nonSwift: [FieldBytes] = []
  private var hasLines = false
  private var isReport = false

  init(after before: StatementPage?) { self.before = before }

  func take(_ field: FINField, into filer: MessageFiler) {
    switch (field.tag.number, field.tag.option) {
    case (86, _):
      if place != nil { narratives.append(field.lines.map(filer.copy)) }
      return
    case (0, _):
      if place != nil { nonSwift += field.lines.map(filer.copy) }
      return
    default: flush(filer)
    }
    switch (field.tag.number, field.tag.option) {
    case (20, _):
      if hasLines || balance.isOpened { beginAnother(field, filer) } else { beginFirst(field, filer) }
    case (25, _): takeAccount(field)
    case (60, _): open(field, filer)
    case (61, _): takeLine(field, filer)
    case (62, _): close(field, filer)
    case (34, _):
      isReport = true
      if currency == .none { currency = Self.leadingCurrency(field.first) }
    case (90, _): compareSums(field, filer)
    default: break
    }
  }

  func end(isWhole: Bool, into filer: MessageFiler) {
    flush(filer)
    finishPage(isWhole, filer)
  }

  private func beginFirst(_ field: FINField, _ filer: MessageFiler) {
    if let split = Self.accountWithin(field.first) { page.account = split }
    page.line = field.place.line
  }

  /// Several statements in one text.
  private func beginAnother(_ field: FINField, _ filer: MessageFiler) {
    finishPage(true, filer)
    (page, currency, balance) = (StatementPage(), .none, StatementBalance())
    (hasLines, isReport) = (false, false)
    beginFirst(field, filer)
  }

  private func finishPage(_ isWhole: Bool, _ filer: MessageFiler) {
    guard hasLines || balance.isOpened, !isReport, !balance.isClosed else { return }
    page.isCut = true
    guard balance.isOpened || !isWhole else { return page.isCut = false }
    filer.control(
      ControlTotal(
        what: "line \(page.line): closing balance", stated: "none", found: balance.text(currency),
        agrees: false))
  }

  // MARK: Account and balances

  /// Field 25: the account, perhaps behind the bank's BIC or code and a slash, perhaps with its currency behind it. 25P
  /// has the BIC on a line of its own.
  private func takeAccount(_ field: FINField) {
    var account = field.first.trimmed
    if account.opens(with: "/") { account = account.rest(1) }
    page.account = Array(account.buffer)
  }

  /// A field 25 that a bank wrote on the line of field 20.
  private static func accountWithin(_ line: FieldBytes) -> [UInt8]? {
    line.place(of: ":25:").map { Array(line.rest($0 + 4).trimmed.buffer) }
  }

  private static func leadingCurrency(_ text: FieldBytes) -> Letters {
    text.count >= 3 ? Letters(ascii: text.slice(0, 3).buffer) ?? .none : .none
  }

  /// Field 60: the balance before the first line.
  private func open(_ field: FINField, _ filer: MessageFiler) {
    guard let stated = StatementBalance.Stated(field.first) else { return }
    if stated.currency != .none { currency = stated.currency }
    dropCurrencyFromAccount()
    balance.open(stated, currency)
    guard let before, field.tag.option == UInt8(ascii: "M"), before.account == page.account else { return }
    page.occurrences = before.occurrences
    guard let carried = before.carried, let opened = balance.opened
    else { return }
    filer.control(
      ControlTotal(
        what: "line \(field.place.line): opening balance against the page before",
        stated: StatementBalance.text(opened, currency),
        found: StatementBalance.text(carried.minorUnits, carried.currency)))
  }

  /// Dutch banks write the account's currency behind its number.
  private func dropCurrencyFromAccount() {
    let letters = Array(currency.description.utf8)
    guard currency != .none, page.account.count > 8, page.account.suffix(3).elementsEqual(letters) else {
      return
    }
    page.account.removeLast(3)
    while page.account.last == 0x20 { page.account.removeLast() }
  }

  /// Field 62: the balance behind the last line, which the lines must lead to.
  private func close(_ field: FINField, _ filer: MessageFiler) {
    guard let stated = StatementBalance.Stated(field.first) else { return }
    let own = stated.currency == .none ? currency : stated.currency
    let closing = StatementBalance.minorUnits(stated, own)
    if field.tag.option == UInt8(ascii: "M"), let closing { page.carried = (closing, own) }
    guard balance.isOpened, !balance.isClosed else { return }
    balance.isClosed = true
    filer.control(
      ControlTotal(
        what: "line \(field.place.line): closing balance",
        stated: closing.map { StatementBalance.text($0, own) } ?? "unreadable", found: balance.text(currency))
    )
  }

  /// Field 90: how many debits or credits a report has, and their sum.
  private func compareSums(_ field: FINField, _ filer: MessageFiler) {
    let text = field.first.trimmed
    var index = 0
    while index < text.count, text[index] &- 0x30 < 10 { index += 1 }
    guard index > 0, text.count > index + 3 else { return }
    let own = Self.leadingCurrency(text.rest(index))
    let count = String(decoding: text.slice(0, index).buffer, as: UTF8.self)
    let isDebit = field.tag.option == UInt8(ascii: "D")
    let sum = StatementBalance.magnitude(text.rest(index + 3), own)
    let (counted, summed) = isDebit ? balance.debits : balance.credits
    filer.control(
      ControlTotal(
        what: "line \(field.place.line): \(isDebit ? "debits" : "credits")",
        stated:
          "\(Int(count).map(String.init) ?? count), \(sum.map { StatementBalance.text($0, own) } ?? "unreadable")",
        found: "\(counted), \(summed.map { StatementBalance.text($0, own) } ?? "unreadable")"))
  }

  // MARK: Lines

  private func takeLine(_ field: FINField, _ filer: MessageFiler) {
    hasLines = true
    place = field.place
    let joined = field.lines.reduce(into: [UInt8]()) { text, line in
      if !text.isEmpty { text.append(0x0A) }
      text += line.buffer
    }
    let text = filer.keep(joined)
    line = field.isCut ? nil : StatementLine(text)
    guard let line else {
      balance.fail()
      filer[.memo] = text
      return
    }
    balance.add(line, currency)
  }

  /// Files the line in hand.
  private func flush(_ filer: MessageFiler) {
    guard let place else { return }
    self.place = nil
    defer {
      line = nil
      narratives.removeAll()
      nonSwift.removeAll()
    }
    filer[.account] = filer.keep(page.account)
    guard let line else { return filer.reject(.statementLineUnreadable, at: place) }
    if currency != .none { filer[.currency] = filer.text(currency.description) }
    filer[.amount] = line.amount
    filer[.direction] = line.direction == .credit ? FieldBytes("credit") : FieldBytes("debit")
    if line.isExpected { filer[.status] = FieldBytes("pending") }
    filer[.timestamp] = line.bookingDate.map { filer.text("\($0)") } ?? filer.date(line.valueDate)
    let narrative = nonSwift.isEmpty ? StatementNarrative(narratives) : StatementNarrative(nonSwift: nonSwift)
    StatementRecord(line: line, narrative: narrative).state(in: filer, &page.occurrences)
    filer.file(at: place)
  }
}
