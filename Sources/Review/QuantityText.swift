import Detection
import Ledger

extension Quantity {
  /// For people: `4`, `$4,200.00`, `14 days`, `161.5 miles`, `62.5%`. Exact but for miles, which are
  /// rounded to a tenth.
  var readable: String {
    switch unit {
    case .count: return String(value)
    case .money(let code):
      guard let currency = Currency(code) else { return "\(value) minor units of \(code)" }
      return Money(minorUnits: value, currency: currency).readable
    case .seconds: return Self.duration(value)
    case .metres:
      // A mile is 1,609.344 m.
      let tenths = (value * 10_000 + 804_672) / 1_609_344
      return Self.trimmed(tenths, decimals: 1) + " miles"
    case .basisPoints: return Self.trimmed(value, decimals: 2) + "%"
    }
  }

  /// The unit's name in the conditions and measures columns.
  var unitName: String {
    switch unit {
    case .count: "count"
    case .money(let code): code
    case .seconds: "seconds"
    case .metres: "metres"
    case .basisPoints: "basis points"
    }
  }

  /// In the largest unit that divides it.
  private static func duration(_ seconds: Int64) -> String {
    for (name, length) in [("day", 86_400), ("hour", 3600), ("minute", 60)] as [(String, Int64)]
    where seconds != 0 && seconds % length == 0 {
      let count = seconds / length
      return count == 1 ? "1 \(name)" : "\(count) \(name)s"
    }
    return "\(seconds) seconds"
  }

  private static func trimmed(_ value: Int64, decimals: Int) -> String {
    var text = Money.decimal(value, decimals: decimals)
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }
}

extension ConditionObservation {
  /// `distinct(conductor) of remote cash in 14 days >= 2: observed 4`, in one line.
  var readable: String {
    let bound = upperThreshold.map { "\(threshold.readable) and \($0.readable)" } ?? threshold.readable
    return "\(text): \(observed.readable) \(comparison) \(bound)"
  }
}
