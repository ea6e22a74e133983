import Ledger

/// Payments of one currency, summed by spans of days.
struct MoneyBars {
  /// One direction within one span.
  struct Sum: Equatable {
    var payments = 0
    var total: Int128 = 0
    var paymentsAtNight = 0
    var totalAtNight: Int128 = 0

    mutating func add(_ payment: Timeline.Payment) {
      payments += 1
      total += Int128(payment.money.minorUnits)
      guard payment.isAtNight else { return }
      paymentsAtNight += 1
      totalAtNight += Int128(payment.money.minorUnits)
    }
  }

  struct Bar: Equatable {
    var span: Int
    var moneyIn = Sum()
    var moneyOut = Sum()
  }

  let currency: Currency
  /// Spans in which something was paid, in order.
  let bars: [Bar]

  init(_ payments: [Timeline.Payment], of currency: Currency, along axis: DayAxis) {
    self.currency = currency
    var bars: [Int: Bar] = [:]
    for payment in payments where payment.money.currency == currency {
      let span = axis.span(of: payment.day)
      if payment.isIn {
        bars[span, default: Bar(span: span)].moneyIn.add(payment)
      } else {
        bars[span, default: Bar(span: span)].moneyOut.add(payment)
      }
    }
    self.bars = bars.values.sorted { $0.span < $1.span }
  }

  /// What the tallest bar stands for, both ways, in a round number of main units.
  var top: Int128 {
    let most = bars.flatMap { [$0.moneyIn.total, $0.moneyOut.total] }.max() ?? 0
    return PictureScale.roundTop(max(most, 1))
  }
}
