import Ledger
import Review

/// A code as people read it: `in_review` as `in review`.
func spoken(_ code: String) -> String {
  String(code.map { $0 == "_" || $0 == "-" ? " " : $0 })
}

/// A number with its thousands apart: `12,345`.
func grouped(_ number: Int) -> String {
  (number < 0 ? "−" : "") + groupedDigits(String(number.magnitude))
}

/// `2026-03-07T01:00:09Z` as `2026-03-07 01:00 UTC`.
func moment(_ stamp: String) -> String {
  guard stamp.count >= 16 else { return stamp }
  return stamp.prefix(10) + " " + stamp.dropFirst(11).prefix(5) + " UTC"
}

/// Two ISO 8601 dates as `2026-03-01 to 2026-03-09`, or as one where they are the same; nil where none is known.
func period(_ first: String?, _ last: String?) -> String? {
  guard let first, let last else { return nil }
  return first == last ? first : "\(first) to \(last)"
}

extension IndicatorCoverage {
  /// What it could not see for want of a field, the commonest first: `mcc (9), memo (7)`; nil where it saw everything.
  var missing: String? {
    let fields = notEvaluable.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    return fields.isEmpty ? nil : fields.map { "\($0.key) (\(grouped($0.value)))" }.joined(separator: ", ")
  }
}

extension EvidenceRow {
  /// State and ZIP of the branch or terminal, as far as stated.
  var shortPlace: String? {
    let parts = [placeState, placeZIP].compactMap(\.self)
    return parts.isEmpty ? nil : parts.joined(separator: " ")
  }
}
