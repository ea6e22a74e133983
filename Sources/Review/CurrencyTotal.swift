import Detection
import Ledger

/// Money in and out in one currency. Wide enough that no sum of 64-bit amounts overflows.
struct CurrencyTotal {
  var currency: String
  var credits = 0
  var debits = 0
  var moneyIn: Int128 = 0
  var moneyOut: Int128 = 0

  /// The totals of `transactions`, by currency, in the order of the codes; what has no currency has no
  /// amount and is left out.
  static func totals(of transactions: [EvidenceTransaction]) -> [CurrencyTotal] {
    var totals: [String: CurrencyTotal] = [:]
    for transaction in transactions where !transaction.currency.isEmpty {
      var total = totals[transaction.currency] ?? CurrencyTotal(currency: transaction.currency)
      if transaction.direction == Direction.credit.name {
        total.credits += 1
        total.moneyIn += Int128(transaction.minorUnits)
      } else {
        total.debits += 1
        total.moneyOut += Int128(transaction.minorUnits)
      }
      totals[transaction.currency] = total
    }
    return totals.values.sorted { $0.currency < $1.currency }
  }

  /// `$12,400.00 in (9), $12,100.00 out (4)`.
  var readable: String {
    var parts: [String] = []
    if credits > 0 { parts.append("\(readable(moneyIn)) in (\(credits))") }
    if debits > 0 { parts.append("\(readable(moneyOut)) out (\(debits))") }
    return parts.joined(separator: ", ")
  }

  private func readable(_ amount: Int128) -> String {
    if let small = Int64(exactly: amount), let code = Currency(currency) {
      return Money(minorUnits: small, currency: code).readable
    }
    return decimal(amount, currency: currency) + " " + currency
  }
}

/// Minor units as a plain decimal of the currency's main unit; exact.
func decimal(_ minorUnits: Int128, currency code: String) -> String {
  let decimals = Currency(code)?.decimals ?? 2
  guard decimals > 0 else { return String(minorUnits) }
  var digits = String(minorUnits.magnitude)
  if digits.utf8.count <= decimals {
    digits = String(repeating: "0", count: decimals + 1 - digits.utf8.count) + digits
  }
  return (minorUnits < 0 ? "-" : "") + digits.dropLast(decimals) + "." + digits.suffix(decimals)
}
