import Ledger

/// A value with its kind; nil where an error was logged and nothing more can be said of it.
struct TypedValue {
  let value: Value
  let kind: ValueKind
  /// Index of its first token, for messages.
  let start: Int

  var constant: Int64? { if case .constant(let number) = value { number } else { nil } }
}

extension ExpressionParser {
  /// Terms joined by `+` and `-`.
  mutating func value() throws(RulebookError) -> TypedValue {
    var left = try term()
    while let sign = next?.text, sign == "+" || sign == "-" {
      let operatorIndex = index
      index += 1
      let right = try term()
      if left.kind != right.kind {
        scope.log.report(
          error(
            .kindMismatch, at: operatorIndex, "\(left.kind.name) and \(right.kind.name) cannot be added",
            hint: kindHint(left.kind, right)))
      }
      left = TypedValue(
        value: sign == "+" ? .plus(left.value, right.value) : .minus(left.value, right.value),
        kind: left.kind, start: left.start)
    }
    return left
  }

  /// `70% of VALUE`, `3 times VALUE`, or a single value.
  private mutating func term() throws(RulebookError) -> TypedValue {
    let start = index
    if let basisPoints = multiplier() { return try scaled(by: basisPoints, start: start) }
    if let literal = try literal() ?? parameter() { return try constant(literal, start: start) }
    if accept("(") {
      let inner = try value()
      try expect(")", toSay: "close the parenthesis")
      return inner
    }
    if let threshold = threshold() {
      return TypedValue(value: .dated(threshold.amount), kind: .money(threshold.currency), start: start)
    }
    if let (name, count) = longestName(among: scope.kept.map(\.name)),
      let kept = scope.kept.firstIndex(where: { $0.name == name })
    {
      index += count
      scope.markUsed(name)
      return TypedValue(value: .kept(kept), kind: scope.kept[kept].kind, start: start)
    }
    if next?.text.hasPrefix("peers'") == true || next?.text == "peers\u{2019}" { return try peerFigure() }
    return accept("usual") ? try usual(start: start) : try aggregate()
  }

  private mutating func scaled(by basisPoints: Int64, start: Int) throws(RulebookError) -> TypedValue {
    guard basisPoints <= Self.largestMultiplier else {
      throw error(.badValue, at: start, "nothing is compared with more than a million times another")
    }
    let inner = try term()
    return TypedValue(value: .scaled(inner.value, basisPoints: basisPoints), kind: inner.kind, start: start)
  }

  /// A million times: far beyond what a rule means, far within what the engine's numbers hold.
  private static let largestMultiplier: Int64 = 1_000_000 * 10_000

  private mutating func constant(_ literal: Literal, start: Int) throws(RulebookError) -> TypedValue {
    switch literal {
    case .count(let number):
      if accept("times") {
        return try scaled(
          by: number.multipliedReportingOverflow(by: 10_000).overflow ? .max : number * 10_000, start: start)
      }
      return TypedValue(value: .constant(number), kind: .count, start: start)
    case .money(let amount, let currency):
      return TypedValue(value: .constant(amount), kind: .money(currency), start: start)
    case .share(let basisPoints):
      if accept("of") { return try scaled(by: basisPoints, start: start) }
      return TypedValue(value: .constant(basisPoints), kind: .basisPoints, start: start)
    case .duration(let milliseconds):
      return TypedValue(value: .constant(milliseconds), kind: .milliseconds, start: start)
    case .distance(let metres):
      return TypedValue(value: .constant(metres), kind: .metres, start: start)
    case .calendarDays, .businessDays, .time:
      throw error(
        .kindMismatch, at: start, "\(literal.kindName) cannot be compared", hint: "compare a duration instead"
      )
    }
  }

  /// `count of SET in W` and its like.
  private mutating func aggregate() throws(RulebookError) -> TypedValue {
    let start = index
    let (kind, valueKind) = try aggregateKind()
    let set = try setReference()
    let window = try window()
    let same = try sameField()
    let aggregate = Aggregate(
      kind: kind, set: set, window: window, sameAs: same, text: text(from: start))
    return TypedValue(value: .aggregate(scope.index(of: aggregate)), kind: valueKind, start: start)
  }

  private mutating func aggregateKind() throws(RulebookError) -> (Aggregate.Kind, ValueKind) {
    let money = ValueKind.money(scope.currency)
    if accept("count", "of") { return (.count, .count) }
    if accept("sum", "of") { return (.sum, money) }
    if accept("days", "of") { return (.days, .count) }
    if accept("largest", "business", "day", "sum", "of") { return (.largestBusinessDaySum, money) }
    if accept("largest", "of") { return (.largest, money) }
    if accept("smallest", "of") { return (.smallest, money) }
    if accept("median", "of") { return (.median, money) }
    if accept("lowest", "balance", "of") { return (.lowestBalance, money) }
    if accept("distinct") {
      let field = try groupField()
      try expect("of", toSay: "write `distinct counterparty of SET in 30 days`")
      return (.distinct(field), .count)
    }
    if accept("most", "of", "one") { return (.mostOfOne(try fieldAmong("most of one")), .count) }
    if accept("most", "to", "one") { return (.mostToOne(try fieldAmong("most to one")), money) }
    try checkCurrencyFirst()
    let names =
      scope.parameters.map(\.name) + scope.kept.map(\.name) + scope.reference.thresholds.keys.sorted()
    guard next?.kind == .word else { throw unexpected("a value", hint: "such as `count of SET in 30 days`") }
    throw unknownName(
      "value", among: names + Self.aggregateWords, otherwise: "such as `count of SET in 30 days`")
  }

  static let aggregateWords = [
    "count", "sum", "days", "largest", "smallest", "median", "distinct", "most", "lowest", "usual", "peers'",
  ]

  private mutating func fieldAmong(_ words: String) throws(RulebookError) -> GroupField {
    let field = try groupField()
    try expect("among", toSay: "write `\(words) \(field.rawValue) among SET in 30 days`")
    return field
  }

  /// `in 14 days`, `in 3 business days`, `since first`.
  mutating func window() throws(RulebookError) -> Window {
    if sees("since", "first") || sees("in", "since", "first") {
      let start = index
      index += sees("in") ? 3 : 2
      guard scope.hasFirst else {
        throw error(
          .syntax, at: start, "`since first` needs a `first` section",
          hint: "add `first:` with `at` and `within`")
      }
      return .sinceFirst
    }
    try expect("in", toSay: "a window ends the value: `in 14 days`")
    let start = index
    let literal = try literalOrParameter("a window", hint: "write `in 14 days`")
    switch literal {
    case .duration(let milliseconds) where milliseconds > 0:
      try checkWindow(
        days: milliseconds / Self.millisecondsPerDay, rest: milliseconds % Self.millisecondsPerDay, at: start)
      return .duration(milliseconds: milliseconds)
    case .calendarDays(let days) where days > 0:
      try checkWindow(days: Int64(days), at: start)
      return .calendarDays(days)
    case .businessDays(let days) where days > 0:
      try checkWindow(days: Int64(days), at: start)
      return .businessDays(days)
    default:
      throw error(
        .kindMismatch, at: start, "a window is a duration longer than nothing, not \(literal.kindName)",
        hint: "write `14 days`, `24 hours`, `3 business days` or `1 calendar day`")
    }
  }

  /// What to write instead where a count stands for another kind.
  func kindHint(_ wanted: ValueKind, _ found: TypedValue) -> String? {
    switch (wanted, found.kind) {
    case (.money(let currency), .count):
      found.constant.map { "write the amount with its currency: `\($0) \(currency)`" }
    case (.basisPoints, .count): found.constant.map { "write the share with its sign: `\($0)%`" }
    case (.money(let one), .money(let other)):
      "amounts here are in \(one); \(other) is another currency"
    default: nil
    }
  }
}
