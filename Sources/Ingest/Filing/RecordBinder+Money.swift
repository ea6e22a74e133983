import Ledger

extension RecordBinder {
  /// Amount and currency; returns what the amount itself says of the direction.
  @inline(__always)
  func bindMoney(_ record: UnsafePointer<FieldBytes>) throws(BindingFault) -> Direction? {
    let stated = value(currencyRoute, record)
    var currency = Letters.none
    if !stated.isEmpty {
      guard stated.count == 3, let letters = Letters(ascii: stated.buffer) else {
        throw BindingFault(.currencyUnreadable, .currency)
      }
      currency = letters
    }
    if plan.sign == .columns { return try bindTwoColumns(record, currency) }
    let text = value(amountRoute, record)
    guard !text.isEmpty else { throw BindingFault(.missing, .amount) }
    let isNegative = try bindAmount(text, .amount, currency)
    switch plan.sign {
    case .negativeIsDebit: return isNegative ? .debit : .credit
    case .negativeIsCredit: return isNegative ? .credit : .debit
    case .debit: return isNegative ? .credit : .debit
    case .credit: return isNegative ? .debit : .credit
    case .direction, .automatic, .columns:
      if isNegative { oddities |= Oddity.signTurnsDirection.bit }
      return nil
    }
  }

  /// Of two columns the one that is not empty, and not zero while the other is not.
  private func bindTwoColumns(_ record: UnsafePointer<FieldBytes>, _ currency: Letters) throws(BindingFault)
    -> Direction
  {
    let debit = value(debitRoute, record)
    let credit = value(creditRoute, record)
    guard !debit.isEmpty || !credit.isEmpty else { throw BindingFault(.missing, .amount) }
    var isNegative = false
    var direction = Direction.debit
    var debited: Int64 = 0
    if !debit.isEmpty {
      isNegative = try bindAmount(debit, .debitAmount, currency)
      debited = posting.amount
    }
    if !credit.isEmpty, debit.isEmpty || debited == 0 {
      isNegative = try bindAmount(credit, .creditAmount, currency)
      direction = .credit
    } else if !credit.isEmpty {
      let held = (posting.amount, posting.currency)
      _ = try bindAmount(credit, .creditAmount, currency)
      guard posting.amount == 0 else { throw BindingFault(.amountTwice, .creditAmount) }
      (posting.amount, posting.currency) = held
      moneyRead = posting.money
    }
    // Many exports write withdrawals as negative numbers in the withdrawals column; a negative deposit is
    // money out.
    if isNegative, direction == .credit { direction = .debit }
    return direction
  }

  @inline(__always)
  func decimals(of currency: Letters) -> Int {
    if currency == lastCurrency { return lastDecimals }
    lastCurrency = currency
    lastDecimals = Currency(letters: currency).decimals
    return lastDecimals
  }

  /// Sets amount and currency; returns whether the amount is negative.
  @inline(__always)
  private func bindAmount(_ text: FieldBytes, _ field: CanonicalField, _ stated: Letters) throws(BindingFault)
    -> Bool
  {
    var currency = stated
    if currency == .none, let standing = statedCurrency { currency = standing.letters }
    var reading = try readAmount(text, field, currency)
    if reading.currency != .none, reading.currency != currency {
      if stated != .none { throw BindingFault(.currencyContradicted, field) }
      currency = reading.currency
      reading = try readAmount(text, field, currency)
    }
    guard currency != .none else { throw BindingFault(.currencyMissing, .currency) }
    posting.amount = reading.magnitude
    posting.currency = currency
    moneyRead = Money(minorUnits: reading.magnitude, currency: Currency(letters: currency))
    return reading.isNegative
  }

  /// Reads an amount; where no currency is known yet, generously, for the currency may stand beside it.
  @inline(__always)
  private func readAmount(_ text: FieldBytes, _ field: CanonicalField, _ currency: Letters)
    throws(BindingFault) -> AmountParser.Reading
  {
    do throws(AmountParser.Failure) {
      return try amountParser.read(
        text, decimals: currency == .none ? Self.mostDecimals : decimals(of: currency))
    } catch {
      switch error {
      case .unreadable: throw BindingFault(.amountUnreadable, field)
      case .tooLarge: throw BindingFault(.amountTooLarge, field)
      case .surplusDecimals: throw BindingFault(.amountDecimals, field)
      }
    }
  }

  /// No currency has more (CLF, UYW).
  private static let mostDecimals = 4
}
