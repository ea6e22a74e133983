import Detection
import Rulebook

/// Words for a condition with its observed value beside its threshold.
struct ConditionText {
  /// Names of the rule's parameters with their values, longest first.
  private let parameters: [(name: String, value: String)]

  init(_ rule: Rule?) {
    parameters = (rule?.parameters ?? []).map { ($0.name, $0.value) }
      .sorted { ($1.name.count, $0.name) < ($0.name.count, $1.name) }
  }

  /// `remote cash in 14 days: 3 different counties (at least 2 are needed)`.
  func sentence(_ condition: ConditionObservation) -> String {
    let observed = QuantityText.text(condition.observed)
    let phrase = Self.phrase(withValues(Self.left(condition.text)))
    return "\(phrase.subject): \(phrase.value(observed)) (\(Self.demand(condition)))"
  }

  /// The left side of the condition as the rulebook words it.
  private static func left(_ text: String) -> String {
    for mark in [" between ", " >= ", " <= ", " > ", " < ", " = "] {
      if let range = text.firstRange(of: mark) { return String(text[..<range.lowerBound]) }
    }
    return text
  }

  /// Windows replaced by what they stand for: `in window` becomes `in 14 days`. Only there: a set may be called by
  /// the word that also names a parameter.
  private func withValues(_ text: String) -> String {
    var words = " \(text) "
    for parameter in parameters {
      words = words.replacing(" in \(parameter.name) ", with: " in \(parameter.value) ")
    }
    return String(words.dropFirst().dropLast())
  }

  // MARK: Phrases

  /// What is spoken of, and how its value is put.
  private struct Phrase {
    var subject: String
    var unit = ""

    func value(_ observed: String) -> String {
      guard !unit.isEmpty else { return observed }
      return observed == "1" ? "1 \(unit)" : QuantityText.pluralOf(unit, counted: observed)
    }
  }

  private static let units = [
    "place.county": "different county", "place.state": "different state", "place.zip": "different place",
    "conductor": "different person", "counterparty": "different party", "customer": "different customer",
    "account": "different account", "counterparty.state": "different state", "device": "different device",
    "counterparty.country": "different country", "counterparty.bank": "different bank",
    "employer": "different employer", "branch": "different branch", "day": "different day",
    "amount": "different amount", "phone": "different phone", "mcc": "different trade",
    "counterparty.phone": "different phone", "counterparty.address": "different address",
  ]

  private static func phrase(_ text: String) -> Phrase {
    if let rest = text.rest(after: "count of ") { return Phrase(subject: rest, unit: "payment") }
    if let rest = text.rest(after: "days of ") { return Phrase(subject: rest, unit: "day") }
    if let rest = text.rest(after: "sum of "), !rest.contains(" / ") { return Phrase(subject: rest) }
    if let rest = text.rest(after: "distinct "), let of = rest.firstRange(of: " of ") {
      let field = String(rest[..<of.lowerBound])
      return Phrase(subject: String(rest[of.upperBound...]), unit: units[field] ?? "different \(field)")
    }
    if let rest = text.rest(after: "share of "), let among = rest.firstRange(of: " among ") {
      return Phrase(subject: "part of \(rest[among.upperBound...]) that is \(rest[..<among.lowerBound])")
    }
    if let slash = text.firstRange(of: " / ") {
      let part = String(text[..<slash.lowerBound])
      let whole = String(text[slash.upperBound...])
      return Phrase(
        subject:
          "\(part.rest(after: "sum of ") ?? part), as a part of \(whole.rest(after: "sum of ") ?? whole)")
    }
    return Phrase(subject: text)
  }

  private static func demand(_ condition: ConditionObservation) -> String {
    let bound = QuantityText.text(condition.threshold)
    return switch condition.comparison {
    case ">=": "threshold: at least \(bound)"
    case ">": "threshold: more than \(bound)"
    case "<=": "threshold: at most \(bound)"
    case "<": "threshold: less than \(bound)"
    case "between": "threshold: \(bound) to \(condition.upperThreshold.map(QuantityText.text) ?? bound)"
    default: "threshold: \(bound)"
    }
  }
}

extension String {
  /// What follows a beginning; nil where the text begins otherwise.
  fileprivate func rest(after beginning: String) -> String? {
    hasPrefix(beginning) ? String(dropFirst(beginning.count)) : nil
  }
}
