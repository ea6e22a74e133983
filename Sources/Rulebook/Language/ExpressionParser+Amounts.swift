import Ledger

extension ExpressionParser {
  /// `amount below …`, `amount between … and …`, `amount in multiples of …`.
  mutating func amount() throws(RulebookError) -> Predicate {
    index += 1
    if accept("in", "multiples", "of") {
      let (amount, currency) = try fixedAmount()
      guard amount > 0 else { throw error(.badValue, at: index - 1, "every amount is a multiple of nothing") }
      return intern(.amountMultiple(of: amount, currency: currency))
    }
    if accept("between") { return try band() }
    let range: (DatedAmount) -> AmountRange
    if accept("below") {
      range = { AmountRange(atLeast: nil, atMost: $0.shifted(by: -1)) }
    } else if accept("above") {
      range = { AmountRange(atLeast: $0.shifted(by: 1), atMost: nil) }
    } else if accept("at", "most") {
      range = { AmountRange(atLeast: nil, atMost: $0) }
    } else if accept("at", "least") {
      range = { AmountRange(atLeast: $0, atMost: nil) }
    } else {
      throw unexpected(
        "`below`, `above`, `at most`, `at least`, `between` or `in multiples of`",
        hint: "write `amount below 10000 USD`")
    }
    let (amount, currency) = try datedAmount()
    return intern(.amount(currency: currency, range: range(amount)))
  }

  private mutating func band() throws(RulebookError) -> Predicate {
    let start = index
    let (low, currency) = try datedAmount()
    try expect("and", toSay: "write `amount between 8000 USD and 9999.99 USD`")
    let second = index
    let (high, other) = try datedAmount()
    if currency != other {
      scope.log.report(
        error(
          .kindMismatch, at: second,
          "a band from an amount in \(currency) to an amount in \(other)", hint: "use one currency"))
    }
    if low.isConstant, high.isConstant, low.steps[0].minorUnits > high.steps[0].minorUnits {
      scope.log.report(
        error(
          .impossibleBand, at: start, "no amount lies between \(text(from: start))",
          hint: "write the lower bound first"))
    }
    return intern(.amount(currency: currency, range: AmountRange(atLeast: low, atMost: high)))
  }

  /// A constant, a parameter or a legal threshold, in the currency it is in.
  private mutating func datedAmount() throws(RulebookError) -> (DatedAmount, Currency) {
    let start = index
    if let threshold = threshold() {
      note(threshold.currency, at: start)
      return (threshold.amount, threshold.currency)
    }
    let (amount, currency) = try fixedAmount()
    return (DatedAmount(constant: amount), currency)
  }

  private mutating func fixedAmount() throws(RulebookError) -> (Int64, Currency) {
    let start = index
    let literal = try amountLiteral()
    guard case .money(let amount, let currency) = literal else {
      throw error(
        .kindMismatch, at: start, "an amount is compared with \(literal.kindName)",
        hint: "write the amount with its currency: `10000 USD`")
    }
    note(currency, at: start)
    return (amount, currency)
  }

  private func note(_ currency: Currency, at start: Int) {
    let problem = error(
      .kindMismatch, at: start,
      "the rule's `currency` is \(scope.currency), and all its amounts are in others",
      hint: "write this amount in \(scope.currency), or `currency: \(currency)`")
    scope.amounts.append((currency, problem))
  }

  private mutating func amountLiteral() throws(RulebookError) -> Literal {
    if let literal = try literal() ?? parameter() { return literal }
    try checkCurrencyFirst()
    guard next?.kind == .word else {
      throw unexpected("an amount", hint: "write the amount with its currency: `10000 USD`")
    }
    throw unknownName(
      "parameter or threshold", among: scope.parameters.map(\.name) + scope.reference.thresholds.keys.sorted()
    )
  }

  /// The legal threshold named here, if there is one; steps over it.
  mutating func threshold() -> ReferenceData.Threshold? {
    guard let (name, count) = longestName(among: scope.reference.thresholds.keys.sorted()) else { return nil }
    index += count
    scope.read(name)
    return scope.reference.thresholds[name]
  }
}

extension DatedAmount {
  /// Every step so many minor units higher.
  func shifted(by minorUnits: Int64) -> DatedAmount {
    DatedAmount(steps: steps.map { Step(from: $0.from, minorUnits: $0.minorUnits + minorUnits) })
  }
}
