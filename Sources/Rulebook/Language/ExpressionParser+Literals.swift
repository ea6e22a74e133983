import Ledger

extension ExpressionParser {
  /// A number with its unit, if one stands here.
  mutating func literal() throws(RulebookError) -> Literal? {
    guard let token = next else { return nil }
    if token.kind == .time {
      index += 1
      return .time(try secondOfDay(token))
    }
    guard token.kind == .number else { return nil }
    let start = index
    let number = Decimal(token.text)
    index += 1
    try checkUnit(of: token.text, at: start)
    guard let literal = unit(after: number) else {
      throw error(
        .badValue, at: start, "`\(text(from: start))` is not a number this language can hold",
        hint: numberHint(number))
    }
    return literal
  }

  private func secondOfDay(_ token: Token) throws(RulebookError) -> Int {
    let parts = token.text.split(separator: ":").compactMap { Int($0) }
    guard parts.count == 2, parts[0] < 24, parts[1] < 60, token.text.utf8.count == 5 else {
      throw error(
        .badValue, at: index - 1, "`\(token.text)` is no time of day", hint: "write 00:00 to 23:59")
    }
    return parts[0] * 3600 + parts[1] * 60
  }

  private mutating func unit(after number: Decimal) -> Literal? {
    if accept("%") { return number.exactly(times: 100).map { .share(basisPoints: $0) } }
    guard let word = next, word.kind == .word else { return count(number) }
    if ["calendar", "business"].contains(word.text), ["day", "days"].contains(token(ahead: 1)?.text) {
      index += 2
      guard let days = number.exactly(times: 1) else { return nil }
      return word.text == "calendar" ? .calendarDays(Int(days)) : .businessDays(Int(days))
    }
    if let milliseconds = Self.durations[word.text] {
      index += 1
      return number.exactly(times: milliseconds).map { .duration(milliseconds: $0) }
    }
    if let millimetres = Self.distances[word.text] {
      index += 1
      return number.scaled(by: millimetres).map { .distance(metres: $0 / 1000) }
    }
    if word.text.utf8.count == 3, word.text.utf8.allSatisfy({ (0x41...0x5A).contains($0) }),
      let currency = Currency(word.text)
    {
      index += 1
      guard let factor = Decimal.power(currency.decimals) else { return nil }
      return number.exactly(times: factor).map { .money($0, currency) }
    }
    return count(number)
  }

  private func count(_ number: Decimal) -> Literal? { number.exactly(times: 1).map { .count($0) } }

  /// A decimal multiplier before `times`: `2.5 times …`.
  mutating func multiplier() -> Int64? {
    guard let token = next, token.kind == .number, self.token(ahead: 1)?.text == "times",
      let basisPoints = Decimal(token.text).exactly(times: 10_000)
    else { return nil }
    index += 2
    return basisPoints
  }

  /// A literal or parameter of the wanted kind; `what` names it in errors.
  mutating func literalOrParameter(_ what: String, hint: String) throws(RulebookError) -> Literal {
    if let literal = try literal() ?? parameter() { return literal }
    if next?.kind == .word {
      throw unknownName("parameter", among: scope.parameters.map(\.name), otherwise: hint)
    }
    throw unexpected(what, hint: hint)
  }

  /// A duration of at most the longest window.
  mutating func duration(after word: String) throws(RulebookError) -> Int64 {
    let start = index
    let literal = try literalOrParameter("a duration", hint: "write `\(word) 72 hours`")
    guard case .duration(let milliseconds) = literal, milliseconds > 0 else {
      throw error(
        .kindMismatch, at: start, "`\(word)` needs a duration, not \(literal.kindName)",
        hint: "write `\(word) 72 hours`")
    }
    try checkWindow(
      days: milliseconds / Self.millisecondsPerDay, rest: milliseconds % Self.millisecondsPerDay, at: start)
    return milliseconds
  }

  func checkWindow(days: Int64, rest: Int64 = 0, at start: Int) throws(RulebookError) {
    if days > Window.maximumDays || days == Window.maximumDays && rest > 0 {
      throw error(
        .longWindow, at: start, "a window of \(text(from: start)) is longer than the history keeps",
        hint: "the longest is \(Window.maximumDays) days")
    }
  }

  static let millisecondsPerDay: Int64 = 86_400_000

  private static let durations: [String: Int64] = [
    "minute": 60_000, "minutes": 60_000, "hour": 3_600_000, "hours": 3_600_000,
    "day": millisecondsPerDay, "days": millisecondsPerDay, "week": 7 * millisecondsPerDay,
    "weeks": 7 * millisecondsPerDay,
  ]

  /// In millimetres; the international mile is 1,609.344 m.
  private static let distances: [String: Int64] = [
    "mile": 1_609_344, "miles": 1_609_344, "km": 1_000_000, "metre": 1000, "metres": 1000,
    "meter": 1000, "meters": 1000,
  ]
}
