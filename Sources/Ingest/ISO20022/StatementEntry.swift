import Ledger

/// An entry of a statement with its details.
struct StatementEntry {
  struct Detail {
    var values: ISOValues
    var place: RecordPlace
  }

  var values: ISOValues
  var details: [Detail] = []
  var place: RecordPlace
  /// What its details come to so far, where they are filed as they come, in the entry's own sense: what goes against it is
  /// negative.
  var filedSum: ISODecimal?
  /// Whether its details are too many to hold, and do not say their amounts: it is filed as a whole.
  var isWhole = false

  init(_ values: ISOValues, at place: RecordPlace) {
    self.values = values
    self.place = place
  }

  var isCredit: Bool { values[.direction].says("CRDT") }
  var isReversal: Bool { values[.isReversal].says("true") || values[.isReversal].says("1") }
  /// Whether money has moved by it.
  var isBooked: Bool { values[.status].isEmpty || values[.status].says("BOOK") }
  var amount: ISODecimal? { ISODecimal(values[.amount]) }
  /// Of the money that came in.
  var signedAmount: ISODecimal? { amount.map { isCredit ? $0 : -$0 } }

  /// The amount of a detail in the currency of the entry, positive where it goes as the entry does.
  ///
  /// A detail states its amount, or the amount of the transaction, its counter-value, what was instructed: the first of
  /// these that is in the currency the account moved by.
  func amount(of detail: ISOValues) -> (text: FieldBytes, value: ISODecimal)? {
    let currency = values[.currency]
    let choices: [(ISOField, ISOField)] = [
      (.amount, .currency), (.otherAmount, .otherCurrency), (.counterAmount, .counterCurrency),
      (.instructedAmount, .instructedCurrency),
    ]
    for (amount, unit) in choices where !detail[amount].isEmpty {
      guard detail[unit].isEmpty || detail[unit].buffer.elementsEqual(currency.buffer) else { continue }
      guard let value = ISODecimal(detail[amount]) else { return nil }
      return (detail[amount], isAgainst(detail) ? -value : value)
    }
    return nil
  }

  /// Whether a detail goes the other way than the entry.
  func isAgainst(_ detail: ISOValues) -> Bool {
    let direction = detail[.direction]
    return !direction.isEmpty && direction.says("CRDT") != isCredit
  }

  /// Whether every detail says its amount.
  var hasAllAmounts: Bool { details.allSatisfy { amount(of: $0.values) != nil } }
}
