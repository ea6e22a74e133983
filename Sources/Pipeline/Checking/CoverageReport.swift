public import History
public import Ledger
public import Rulebook

/// Which red flags of which documents the rulebook covers, and which of them some data can show.
public struct CoverageReport {
  private let rulebook: Rulebook
  private let stated: FieldSet?

  /// - Parameter stated: the facts the data state; nil where there is no data to look at.
  public init(rulebook: Rulebook, stated: FieldSet?) {
    self.rulebook = rulebook
    self.stated = stated
  }

  /// An indicator at one place of a document.
  private struct Entry {
    var citation: Citation
    var rule: Rule
  }

  /// Document, place, indicators, each with whether the data can show it; and the sums.
  public var lines: [String] {
    let indicators = rulebook.rules.filter { $0.kind == .indicator }
    let entries = indicators.flatMap { rule in
      rule.sources.map { Entry(citation: Citation($0), rule: rule) }
    }
    var lines: [String] = []
    for (document, entries) in Self.grouped(entries, by: \.citation.document) {
      lines.append(document)
      for (place, entries) in Self.grouped(entries, by: \.citation.label) {
        lines.append("  " + (place.isEmpty ? "as a whole" : place))
        for entry in entries.sorted(by: { $0.rule.id < $1.rule.id }) {
          lines.append("    " + verdict(on: entry.rule))
        }
      }
      lines.append("")
    }
    return lines + summary(indicators, documents: Set(entries.map(\.citation.document)).count)
  }

  private func summary(_ indicators: [Rule], documents: Int) -> [String] {
    let unseen = indicators.count { !$0.isObservable }
    let head = "\(indicators.count) indicators after \(documents) documents"
    guard let stated else { return ["\(head): \(unseen) of them no export can show"] }
    let able = indicators.count { $0.isEvaluable(where: stated, in: rulebook) }
    return [
      "\(head): \(able) can be evaluated on this data, \(indicators.count - able - unseen) need fields it "
        + "does not state, \(unseen) no export can show"
    ]
  }

  private func verdict(on rule: Rule) -> String {
    guard rule.isObservable else {
      return "not observable  \(rule.id): \(rule.notObservable.joined(separator: "; "))"
    }
    guard let stated else {
      let needs = rule.needs.names
      return "\(rule.id)" + (needs.isEmpty ? "" : ": needs \(needs.joined(separator: ", "))")
    }
    return RuleSupport(of: rule, by: stated, in: rulebook).text
  }

  private static func grouped(_ entries: [Entry], by key: (Entry) -> String) -> [(String, [Entry])] {
    Dictionary(grouping: entries, by: key).sorted { comesBefore($0.key, $1.key) }.map { ($0.key, $0.value) }
  }

  /// By words and numbers: flag 2 stands before flag 10.
  private static func comesBefore(_ left: String, _ right: String) -> Bool {
    let one = pieces(left)
    let other = pieces(right)
    for (first, second) in zip(one, other) where first != second {
      if let low = Int(first), let high = Int(second) { return low < high }
      return first < second
    }
    return one.count < other.count
  }

  private static func pieces(_ text: String) -> [String] {
    var pieces: [String] = []
    for character in text {
      let isDigit = character.isASCII && character.isNumber
      if let last = pieces.last?.last, (last.isASCII && last.isNumber) == isDigit, !pieces.isEmpty {
        pieces[pieces.count - 1].append(character)
      } else {
        pieces.append(String(character))
      }
    }
    return pieces
  }
}

extension Citation {
  /// Place and grade, as a heading.
  fileprivate var label: String {
    [place, grade.map { "(\($0))" } ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
  }
}

/// What the records of a state have stated, over all its runs.
public enum StatedFacts {
  /// - Throws: `HistoryError` or `PipelineError` where the state cannot be read.
  public static func remembered(in store: HistoryStore) throws -> FieldSet {
    try RunSettings(in: store).stated.union(FieldSet.statedByCustomerFile(in: store))
  }
}
