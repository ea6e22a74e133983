import Detection
import Ledger

extension JSONText {
  /// The `conditions` column of a finding.
  mutating func conditions(_ conditions: [ConditionObservation]) {
    array { json in
      for condition in conditions {
        json.object { json in
          json.key("text")
          json.string(condition.text)
          json.key("observed")
          json.quantity(condition.observed)
          json.key("comparison")
          json.string(condition.comparison)
          json.key("threshold")
          json.quantity(condition.threshold)
          if let upper = condition.upperThreshold {
            json.key("upper")
            json.quantity(upper)
          }
          json.key("holds")
          json.boolean(condition.holds)
        }
      }
    }
  }

  /// The `measures` column of a finding.
  mutating func measures(_ measures: [Measure]) {
    array { json in
      for measure in measures {
        json.object { json in
          json.key("text")
          json.string(measure.text)
          json.key("aggregate")
          json.string(measure.aggregate)
          json.key("field")
          json.string(measure.field)
          json.key("set")
          json.string(measure.set)
          json.key("from")
          json.string(timestamp(milliseconds: measure.from))
          json.key("until")
          json.string(timestamp(milliseconds: measure.until))
          json.key("value")
          json.quantity(measure.value)
          if measure.unlisted > 0 {
            json.key("unlisted")
            json.integer(Int64(measure.unlisted))
          }
        }
      }
    }
  }

  private mutating func quantity(_ quantity: Quantity) {
    object { json in
      json.key("value")
      json.integer(quantity.value)
      json.key("unit")
      json.string(quantity.unitName)
      json.key("text")
      json.string(QuantityText.text(quantity))
    }
  }
}

/// An instant as PostgreSQL and JSON readers take it, to the millisecond: `2026-03-07T23:41:09.250Z`.
func timestamp(milliseconds: Int64) -> String {
  clockText(milliseconds) + "Z"
}

/// The clock `zoneMinutes` east of UTC at an instant, without its offset.
func localTimestamp(milliseconds: Int64, zoneMinutes: Int) -> String {
  clockText(milliseconds + Int64(zoneMinutes) * 60_000)
}

private func clockText(_ milliseconds: Int64) -> String {
  let text = Instant(milliseconds: milliseconds).text(zoneMinutes: 0).prefix(19)
  var fraction = milliseconds % 1000
  if fraction < 0 { fraction += 1000 }
  let digits = String(fraction)
  return text + "." + String(repeating: "0", count: 3 - digits.utf8.count) + digits
}

extension Quantity {
  /// The unit's name in the conditions and measures columns.
  fileprivate var unitName: String {
    switch unit {
    case .count: "count"
    case .money(let code): code
    case .seconds: "seconds"
    case .metres: "metres"
    case .basisPoints: "basis points"
    }
  }
}

extension ConditionObservation {
  /// `distinct(conductor) of remote cash in 14 days >= 2: 4 >= 2`, in one line.
  var readable: String {
    let bounds = [threshold, upperThreshold].compactMap { $0 }.map(QuantityText.text)
    return "\(text): \(QuantityText.text(observed)) \(comparison) \(bounds.joined(separator: " and "))"
  }
}
