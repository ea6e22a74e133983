/// How the values are written: order of dates, decimal mark, sign, currency, zone.
extension ProposalDraft {
  // MARK: Dates

  mutating func settleDates() {
    guard let column = column(.timestamp) ?? column(.date) else { return }
    let facts = table.facts(column)
    if Self.isEpoch(facts), facts.mostDates * 2 < facts.filled {
      let inSeconds = Majority.holds(facts.tenDigits, of: facts.filled)
      profile.time.order = inSeconds ? .epochSeconds : .epochMilliseconds
      found("\(table.label(column)) counts \(inSeconds ? "seconds" : "milliseconds") since 1970.")
      askZone(isNeeded: true)
      return
    }
    settleOrder(column, facts)
    let isZoned = Majority.holds(facts.withZone, of: facts.withTime)
    askZone(
      isNeeded: (facts.withTime > 0 && !isZoned || bound[.time] != nil) && bound[.timeZone] == nil)
    checkZones()
  }

  /// Day and month are told apart by days above twelve, or not at all.
  private mutating func settleOrder(_ column: Int, _ facts: ColumnFacts) {
    let most = facts.mostDates
    guard most > 0 else { return }
    noteOthers(facts.filled - most, in: column)
    if facts.dates[.iso] == most {
      found("Dates in \(table.label(column)) say their own order.")
      return
    }
    var orders = ColumnFacts.orders.filter { facts.dates[$0] == most }
    // A year of two digits in front is the last thing a bank writes.
    if orders.count > 1 { orders.removeAll { $0 == .yearMonthDay } }
    let isContradicted = !Majority.holds(most, of: facts.filled)
    guard orders.count == 1, !isContradicted else {
      ask(
        "date-order",
        "Day and month of \(table.label(column)) cannot be told apart"
          + (isContradicted ? ": the values contradict each other" : ": no day is above twelve")
          + ". Set time: {order: dmy} or {order: mdy}.")
      return
    }
    profile.time.order = orders[0]
    // Where day and month come first, it is the days above twelve that tell.
    let twin: DateOrder = orders[0] == .dayMonthYear ? .monthDayYear : .dayMonthYear
    let telling = most - (facts.dates[twin] ?? 0)
    found("Dates in \(table.label(column)) are \(orders[0].rawValue): \(telling) of \(most) can only be so.")
  }

  private mutating func askZone(isNeeded: Bool) {
    guard isNeeded else { return }
    ask(
      "time-zone",
      "Times carry no zone. Give the source's zone with --time-zone, or as time: {zone: America/Chicago}.")
  }

  /// Zones in a column of their own must have one reading each.
  private mutating func checkZones() {
    guard let column = column(.timeZone) else { return }
    let names = table.rows.map { $0[column].trimmingSpaces }.filter { !$0.isEmpty }
    let known = names.filter { ZoneClock(named: $0) != nil }.count
    if names.isEmpty || Majority.holds(known, of: names.count) {
      noteOthers(names.count - known, in: column)
      return
    }
    ask(
      "time-zone",
      "Zones in \(table.label(column)) are not known or have several meanings. Say what they mean under "
        + "codes: {time_zone: …}, as offsets or names such as America/Chicago.")
  }

  // MARK: Amounts

  private static let amountFields: [CanonicalField] = [.amount, .debitAmount, .creditAmount, .balance]

  mutating func settleAmounts() {
    let all = Self.amountFields.compactMap(facts) + unnamedAmounts.map(table.facts)
    let pointOnly = all.reduce(0) { $0 + $1.pointOnly }
    let commaOnly = all.reduce(0) { $0 + $1.commaOnly }
    if commaOnly > pointOnly {
      profile.amount.decimalMark = UInt8(ascii: ",")
      found("Amounts have a decimal comma: \(commaOnly) can only be read so.")
    } else if pointOnly > 0 {
      found("Amounts have a decimal point: \(pointOnly) can only be read so.")
    } else if all.contains(where: { $0.doubtfulMark > 0 }) {
      ask(
        "decimal-mark",
        "A point or comma in the amounts may mark decimals or thousands. Set amount: {decimal: point} or "
          + "{decimal: comma}.")
    }
    if pointOnly > 0, commaOnly > 0 {
      found("Amounts with the other mark (\(min(pointOnly, commaOnly))) would be rejected.")
    }
    settleDecimals(all)
  }

  private mutating func settleDecimals(_ all: [ColumnFacts]) {
    let most = all.map(\.mostDecimals).max() ?? 0
    let surplus = all.reduce(0) { $0 + $1.surplusDecimals }
    if surplus > 0,
      !Majority.holds(all.reduce(0) { $0 + $1.amounts } - surplus, of: all.reduce(0) { $0 + $1.amounts })
    {
      ask(
        "rounding",
        "Amounts have up to \(most) decimals, more than any currency. Such records are rejected unless the "
          + "profile allows amount: {rounding: true}.")
    }
    // The canonical amount is a decimal by definition; of others one cannot know.
    guard let column = column(.amount), table.columns[column].match?.rank != 0, most == 0,
      table.facts(column).filled >= 3
    else { return }
    ask(
      "minor-units",
      "All amounts are whole numbers. If they count cents, set amount: {minor_units: true}.")
  }

  /// Says how many values of a column were not understood.
  mutating func noteOthers(_ count: Int, in column: Int) {
    guard count > 0 else { return }
    found("Values of \(table.label(column)) that were not understood (\(count)) would make rejections.")
  }

  // MARK: Currency, account, status

  mutating func settleCurrency() {
    if let column = column(.currency) {
      let facts = table.facts(column)
      if table.rows.isEmpty { return }
      if facts.currencyNames > 0 {
        profile.codes[.currency] = CurrencyWords.names
        found("\(table.label(column)) names currencies; their codes are proposed.")
      }
      let understood = facts.threeLetters + facts.currencyNames
      if Majority.holds(understood, of: facts.filled) {
        noteOthers(facts.filled - understood, in: column)
        return
      }
      ask(
        "currency",
        "\(table.label(column)) mostly holds no code of three letters. Say what its words mean under "
          + "codes: {currency: …}.")
      return
    }
    let amounts = Self.amountFields.compactMap(column)
    let suffixes = Set(amounts.compactMap { HeaderBinding.currencySuffix(table.columns[$0].name)?.currency })
    if suffixes.count == 1, let code = suffixes.first, CurrencyWords.codes.contains(code) {
      profile.currency = code
      found("The header gives the currency: \(code).")
      return
    }
    ask("currency", "No column states a currency. Give it with --currency, or as currency: USD.")
  }

  mutating func settleAccount() {
    if let column = column(.account), table.facts(column).filled * 2 < table.rows.count {
      bound[.account] = nil
      found("\(table.label(column)) is mostly empty; it is not read as account_id.")
    }
    guard bound[.account] == nil else { return }
    if let customer = column(.customer), profile.legs == .one {
      bound[.account] = [customer]
      found("No column holds an account: \(table.label(customer)) stands for it.")
      return
    }
    ask(
      "account",
      "No column is known to hold the account. Bind account_id; where the file is of one account, write "
        + "account_id: {constant: …}.")
  }

  /// Records that are not booked are set aside, and counted.
  mutating func excludeUnbooked() {
    for column in table.columns.indices {
      let facts = table.facts(column)
      let isMemo = bound[.memo]?.contains(column) ?? false
      let isNamed = ExclusionWords.statusNames.contains(FieldCatalogue.normalised(table.columns[column].name))
      let isStatus = isNamed || (facts.unbooked > 0 && !isMemo && (facts.hasFewWords || facts.isDate))
      let words =
        (isStatus ? ExclusionWords.unbooked : []) + (facts.balanceLines > 0 ? ExclusionWords.balances : [])
      guard !words.isEmpty else { continue }
      profile.exclusions.append(RowExclusion(source: table.columns[column].source, values: words))
      found(
        "\(table.label(column)) marks lines that are no booked payments (\(facts.unbooked + facts.balanceLines) "
          + "here): such lines are set aside and counted as rejected.")
    }
  }
}
