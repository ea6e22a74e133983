import Ledger

/// The subject's own baseline: `usual sum of wires in 30 days`.
///
/// What a window of so many days held on average over the rest of the 90 days before: an aggregate over that
/// stretch, brought to the window's length. A condition with one holds only for a subject that was seen in the
/// first half of the stretch: who opened an account last month has no habits yet.
extension ExpressionParser {
  /// A stretch shorter than its window would be no baseline.
  private static let longestUsualDays: Int64 = 45

  /// The rest of a usual value, behind the word itself.
  mutating func usual(start: Int) throws(RulebookError) -> TypedValue {
    let isSum = accept("sum", "of")
    guard isSum || accept("count", "of") else {
      throw unexpected("`sum of` or `count of`", hint: "write `usual sum of SET in 30 days`")
    }
    let setStart = index
    let set = try setReference()
    let setText = text(from: setStart)
    let days = try usualDays()
    let same = try sameField()
    let before = Int64(Window.maximumDays) - days
    let stretch = Aggregate(
      kind: isSum ? .sum : .count, set: set, window: Self.stretch(from: Int64(Window.maximumDays), gap: days),
      sameAs: same,
      text: "\(isSum ? "sum" : "count") of \(setText) in the \(before) days before the last \(days)"
        + (same.map { " with same \($0.rawValue)" } ?? ""))
    addGuard(days: days)
    return TypedValue(
      value: .fraction(.aggregate(scope.index(of: stretch)), numerator: days, denominator: before),
      kind: isSum ? .money(scope.currency) : .count, start: start)
  }

  private mutating func usualDays() throws(RulebookError) -> Int64 {
    let example = "write `usual sum of SET in 30 days`"
    try expect("in", toSay: example)
    let start = index
    let literal = try literalOrParameter("a number of days", hint: example)
    guard case .duration(let milliseconds) = literal, milliseconds % Self.millisecondsPerDay == 0,
      (1...Self.longestUsualDays).contains(milliseconds / Self.millisecondsPerDay)
    else {
      throw error(
        .badValue, at: start, "what is usual is told of 1 to \(Self.longestUsualDays) whole days",
        hint: "the rest of the \(Window.maximumDays) days before is what it is told from")
    }
    return milliseconds / Self.millisecondsPerDay
  }

  /// The subject must have been seen in the first half of the stretch.
  private mutating func addGuard(days: Int64) {
    let whole = Int64(Window.maximumDays)
    // Twice the days, so that half a day is whole.
    let twice = whole + days
    let half = twice.isMultiple(of: 2) ? "\(twice / 2)" : "\(twice / 2).5"
    let set = scope.indexOfUnnamed(.everything, text: "any posting")
    let seen = Aggregate(
      kind: .present, set: set,
      window: .stretch(
        milliseconds: whole * Self.millisecondsPerDay, gap: twice * Self.millisecondsPerDay / 2),
      sameAs: nil, text: "any posting \(whole) to \(half) days before")
    let condition = Condition(
      left: .aggregate(scope.index(of: seen)), comparison: .atLeast, right: .constant(1), kind: .count,
      text: seen.text)
    let test = Test.condition(scope.conditions.firstIndex(of: condition) ?? scope.add(condition))
    if !guards.contains(test) { guards.append(test) }
  }

  private static func stretch(from days: Int64, gap: Int64) -> Window {
    .stretch(milliseconds: days * millisecondsPerDay, gap: gap * millisecondsPerDay)
  }

  /// A condition with all it is subject to.
  mutating func guarded(_ condition: Int) -> Test {
    guard !guards.isEmpty else { return .condition(condition) }
    defer { guards = [] }
    return .all(guards + [.condition(condition)])
  }
}
