/// What the values of one column look like, read by the same parsers as the records themselves.
struct ColumnFacts {
  /// Values that are not empty.
  var filled = 0
  /// Values read as a date under each order.
  var dates: [DateOrder: Int] = [:]
  /// Values read as a date under at least one order.
  var anyDate = 0
  /// Dates followed by a time of day.
  var withTime = 0
  /// Dates followed by a time and an offset or known zone.
  var withZone = 0
  /// Values that are a time of day alone.
  var times = 0
  /// Amounts, by decimal mark: those only the point explains, only the comma, and both.
  var pointOnly = 0
  var commaOnly = 0
  var eitherMark = 0
  /// Values whose mark could be either, with another amount as the result.
  var doubtfulMark = 0
  var negative = 0
  var mostDecimals = 0
  /// Amounts with more decimals than any currency has.
  var surplusDecimals = 0
  /// Digits alone.
  var integers = 0
  /// Digits alone, of ten or thirteen places: seconds or milliseconds since 1970.
  var tenDigits = 0
  var thirteenDigits = 0
  /// Distinct values, without case, as long as they are few.
  var words: Set<String> = []
  var hasFewWords: Bool { words.count <= Self.fewWords }
  var characters = 0
  /// Values that say money in or money out, and what each such word means.
  var directions = 0
  var directionMeanings: [String: String] = [:]
  /// Values of three letters, those of them that are common currencies, and names of currencies.
  var threeLetters = 0
  var currencyCodes = 0
  var currencyNames = 0
  /// Values that say a record is not booked.
  var unbooked = 0
  /// Values that say a line is a balance or a sum, not a payment.
  var balanceLines = 0

  /// More distinct values than this are no code.
  static let fewWords = 24

  /// Orders a date of digits may have.
  static let orders: [DateOrder] = [.iso, .dayMonthYear, .monthDayYear, .yearMonthDay]

  /// Values that are dates under the order that suits most of them.
  var mostDates: Int { dates.values.max() ?? 0 }
  var amounts: Int { pointOnly + commaOnly + eitherMark }
  var averageLength: Int { filled == 0 ? 0 : characters / filled }

  /// Whether most values are dates.
  var isDate: Bool { Majority.holds(anyDate, of: filled) }
  /// Whether most values are amounts.
  var isAmount: Bool { Majority.holds(amounts, of: filled) }

  /// Takes one value.
  mutating func add(_ cell: String) {
    let bytes = Array(cell.utf8)
    bytes.withUnsafeBytes { raw in
      let text = FieldBytes(raw).trimmed
      guard !text.isEmpty else { return }
      filled += 1
      characters += text.count
      let written = String(decoding: text.buffer, as: UTF8.self)
      let word = written.lowercased()
      if words.count <= Self.fewWords { words.insert(word) }
      if text.count <= Self.longestCode { addWord(word, written) }
      addDate(text)
      addAmount(text)
      if ClockParser.read(text) != nil, text.buffer.contains(UInt8(ascii: ":")) { times += 1 }
      if text.buffer.allSatisfy({ $0 &- 0x30 < 10 }) {
        integers += 1
        tenDigits += text.count == 10 ? 1 : 0
        thirteenDigits += text.count == 13 ? 1 : 0
      }
    }
  }

  /// Longer texts are no codes.
  private static let longestCode = 24

  private mutating func addWord(_ word: String, _ written: String) {
    if ExclusionWords.unbooked.contains(word) { unbooked += 1 }
    if ExclusionWords.balances.contains(word) { balanceLines += 1 }
    if let meaning = DirectionEvidence.meaning(word) {
      directions += 1
      directionMeanings[word] = meaning
    }
    if CurrencyWords.names[word] != nil {
      currencyNames += 1
    } else if written.utf8.count == 3, written.utf8.allSatisfy({ ($0 | 0x20) &- 0x61 < 26 }) {
      threeLetters += 1
      if CurrencyWords.codes.contains(written.uppercased()) { currencyCodes += 1 }
    }
  }

  private mutating func addDate(_ text: FieldBytes) {
    var hasTime = false
    var hasZone = false
    var isDate = false
    for order in Self.orders {
      guard let (_, length) = try? DateParser.read(text, order: order) else { continue }
      var rest = text.slice(length, text.count)
      if !rest.isEmpty, rest[0] | 0x20 == 0x74 || rest[0] == 0x2C { rest = rest.slice(1, rest.count) }
      rest = rest.trimmed
      if !rest.isEmpty {
        guard let clock = ClockParser.read(rest) else { continue }
        hasTime = true
        hasZone = clock.zoneMinutes != nil || !clock.zoneName.isEmpty
      }
      dates[order, default: 0] += 1
      isDate = true
    }
    if isDate { anyDate += 1 }
    if hasTime { withTime += 1 }
    if hasZone { withZone += 1 }
  }

  private mutating func addAmount(_ text: FieldBytes) {
    let point = try? AmountParser(decimalMark: UInt8(ascii: "."), rounds: true).read(text, decimals: 4)
    let comma = try? AmountParser(decimalMark: UInt8(ascii: ","), rounds: true).read(text, decimals: 4)
    guard let reading = point ?? comma else { return }
    if point != nil, comma != nil {
      eitherMark += 1
      if point?.magnitude != comma?.magnitude { doubtfulMark += 1 }
    } else if point != nil {
      pointOnly += 1
    } else {
      commaOnly += 1
    }
    if reading.isNegative { negative += 1 }
    let mark = point != nil && comma == nil ? UInt8(ascii: ".") : UInt8(ascii: ",")
    guard point == nil || comma == nil, let place = text.buffer.lastIndex(of: mark) else { return }
    let decimals = text.buffer[(place + 1)...].prefix { $0 &- 0x30 < 10 }.count
    mostDecimals = max(mostDecimals, decimals)
    // No currency has more than three, but for the Chilean and Uruguayan units of account.
    if decimals > 4 { surplusDecimals += 1 }
  }
}
