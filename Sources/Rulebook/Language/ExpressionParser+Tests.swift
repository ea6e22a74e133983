import Ledger

extension ExpressionParser {
  /// Comparisons joined by and, or, not.
  mutating func test() throws(RulebookError) -> Test {
    var parts = [try testConjunction()]
    while accept("or") { parts.append(try testConjunction()) }
    return parts.count == 1 ? parts[0] : .any(parts)
  }

  private mutating func testConjunction() throws(RulebookError) -> Test {
    var parts = [try testUnit()]
    while accept("and") { parts.append(try testUnit()) }
    return parts.count == 1 ? parts[0] : .all(parts)
  }

  private mutating func testUnit() throws(RulebookError) -> Test {
    if accept("not") {
      let start = index
      let inner = try testUnit()
      if isGuarded(inner) {
        throw error(
          .syntax, at: start, "`not` before a comparison that says nothing where its measure is unknown",
          hint: "turn the comparison round: `<` for `>=`")
      }
      return .not(inner)
    }
    if accept("(") {
      let inner = try test()
      try expect(")", toSay: "close the parenthesis")
      return inner
    }
    return guarded(try comparison())
  }

  /// Whether a test says something only of subjects known long enough, or of those with peers.
  private func isGuarded(_ test: Test) -> Bool {
    test.conditionIndices.contains { index in
      if scope.conditions[index].readsPeers { return true }
      guard case .aggregate(let aggregate) = scope.conditions[index].left else { return false }
      return scope.aggregates[aggregate].kind == .present
    }
  }

  private mutating func comparison() throws(RulebookError) -> Int {
    let start = index
    let isSum = sees("amount", "share")
    if isSum || sees("share") {
      index += isSum ? 2 : 1
      let (part, whole) = try share(isSum ? .sum : .count, start: start)
      return try compare(part, over: whole, start: start)
    }
    let left = try value()
    guard accept("/") else { return try compare(left, over: nil, start: start) }
    let whole = try value()
    if left.kind != whole.kind {
      scope.log.report(
        error(.kindMismatch, at: whole.start, "\(left.kind.name) cannot be divided by \(whole.kind.name)"))
    }
    return try compare(left, over: whole.value, start: start)
  }

  /// `share of A among B in W`: A and B counted, or summed, in the same window.
  private mutating func share(_ kind: Aggregate.Kind, start: Int) throws(RulebookError) -> (TypedValue, Value)
  {
    let name = kind == .sum ? "sum of" : "count of"
    try expect("of", toSay: "write `share of A among B in 30 days >= 60%`")
    let partStart = index
    let part = try setReference()
    let partText = text(from: partStart)
    try expect("among", toSay: "write `share of A among B in 30 days >= 60%`")
    let wholeStart = index
    let whole = try setReference()
    let wholeText = text(from: wholeStart)
    let windowStart = index
    let window = try window()
    let same = try sameField()
    let windowText = text(from: windowStart)
    let indices = [(part, partText), (whole, wholeText)].map { set, text in
      scope.index(
        of: Aggregate(
          kind: kind, set: set, window: window, sameAs: same, text: "\(name) \(text) \(windowText)"))
    }
    return (
      TypedValue(value: .aggregate(indices[0]), kind: .basisPoints, start: start), .aggregate(indices[1])
    )
  }

  private mutating func compare(_ left: TypedValue, over denominator: Value?, start: Int)
    throws(RulebookError) -> Int
  {
    let kind: ValueKind = denominator == nil ? left.kind : .basisPoints
    let sign = next?.text ?? ""
    guard let comparison = Comparison(rawValue: sign) else {
      throw unexpected("a comparison", hint: "one of >= > <= < = or `between … and …`")
    }
    index += 1
    if comparison != .between { try checkDoubledSign() }
    let right = try value()
    check(right, against: kind)
    var upper: TypedValue?
    if comparison == .between {
      try expect("and", toSay: "write `between 3 and 5`")
      let high = try value()
      check(high, against: kind)
      if let low = right.constant, let top = high.constant, low > top {
        scope.log.report(
          error(
            .impossibleBand, at: right.start, "nothing lies between \(text(from: right.start))",
            hint: "write the lower bound first"))
      }
      upper = high
    }
    let condition = Condition(
      left: left.value, denominator: denominator, comparison: comparison, right: right.value,
      upper: upper?.value, kind: kind, text: text(from: start))
    checkPossible(condition, right: right)
    return scope.add(condition)
  }

  private func check(_ right: TypedValue, against kind: ValueKind) {
    if right.kind != kind {
      scope.log.report(
        error(
          .kindMismatch, at: right.start, "\(kind.name) is compared with \(right.kind.name)",
          hint: kindHint(kind, right)))
    }
  }
}
