public import Detection
public import Rulebook

/// Writes what an investigator would: what was seen, why it matters, what could explain it innocently.
///
/// Says "matches published indicators", never "is trafficking". Every number comes from the flag's own
/// evidence or is a threshold of the rulebook.
public struct ExplanationWriter: Sendable {
  private let rules: [String: Rule]
  private let typologies: [String: Typology]

  public init(rulebook: Rulebook) {
    rules = Dictionary(uniqueKeysWithValues: rulebook.rules.map { ($0.id, $0) })
    typologies = Dictionary(uniqueKeysWithValues: rulebook.typologies.map { ($0.id, $0) })
  }

  /// The explanation of a flag, paragraphs separated by blank lines.
  public func explanation(of flag: Flag) -> String {
    var paragraphs = [opening(flag), movement(flag)]
    paragraphs += flag.findings.map(paragraph)
    if !flag.related.isEmpty { paragraphs.append(related(flag)) }
    if !flag.mitigations.isEmpty { paragraphs.append(mitigations(flag)) }
    paragraphs.append(innocent(flag))
    return paragraphs.filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  private func opening(_ flag: Flag) -> String {
    let title = typologies[flag.typology]?.title ?? flag.typology
    let signs = QuantityText.plural(Int64(flag.findings.count), "red flag")
    let subject =
      switch flag.subjectKind {
      case "counterparty": "payments to an outside party"
      case "link": "accounts that share a contact, device or employer"
      default: "this customer's activity"
      }
    let period = QuantityText.period(flag.firstDay, flag.lastDay)
    return
      "\(period.prefix(1).uppercased() + period.dropFirst()), \(subject) matched \(signs) published for "
      + "\(title.lowercased()). \(RoleText.sentence(flag.role))"
  }

  /// What moved, in one or two sentences.
  private func movement(_ flag: Flag) -> String {
    let summary = EvidenceSummary(flag.evidence)
    var sentences: [String] = []
    if summary.credits.payments > 0 { sentences.append(sentence("came in", summary.credits)) }
    if summary.debits.payments > 0 { sentences.append(sentence("went out", summary.debits)) }
    if summary.atNight > 1 {
      sentences.append(
        "\(QuantityText.plural(summary.atNight, "payment")) happened between 22:00 and 06:00 local time.")
    }
    return sentences.joined(separator: " ")
  }

  private func sentence(_ verb: String, _ flow: EvidenceSummary.Flow) -> String {
    var text = "\(flow.amountText) \(verb) in \(QuantityText.plural(flow.payments, "payment"))"
    let others = Int64(flow.counterparties.count)
    if others > 0 {
      text += verb == "came in" ? " from " : " to "
      text += others == 1 ? "1 party" : "\(QuantityText.grouped(others)) different parties"
    }
    if flow.conductors.count > 1 {
      text += ", brought by \(QuantityText.grouped(Int64(flow.conductors.count))) people"
    }
    if flow.states.count > 1 { text += ", at branches in \(flow.states.sorted().joined(separator: ", "))" }
    return text + "."
  }

  private func paragraph(_ finding: Finding) -> String {
    let rule = rules[finding.indicator]
    let reasons = finding.conditions.filter(\.holds).map { ConditionText.sentence($0) }
    let source = rule.map { $0.sources.joined(separator: "; ") } ?? ""
    return "\(rule?.title ?? finding.indicator) [\(finding.indicator)"
      + (source.isEmpty ? "]" : "; \(source)]")
      + ". Strongest on \(QuantityText.date(finding.day)): " + reasons.joined(separator: "; ") + "."
  }

  private func related(_ flag: Flag) -> String {
    let count = Int64(flag.related.count)
    return "Gathered here: \(QuantityText.plural(count, "person or account")) "
      .replacing("person or accounts", with: "people or accounts")
      + "that may be victims. They are listed as possible victims, not as subjects of suspicion."
  }

  private func mitigations(_ flag: Flag) -> String {
    let lines = flag.mitigations.map { finding in
      "\(rules[finding.indicator]?.title ?? finding.indicator) [\(finding.indicator)], "
        + "which lowered the score by \(-finding.points)"
    }
    return "An innocent pattern was also seen: " + lines.joined(separator: "; ") + "."
  }

  private func innocent(_ flag: Flag) -> String {
    var seen: Set<String> = []
    let all = flag.findings.flatMap { rules[$0.indicator]?.innocent ?? [] }.filter {
      seen.insert($0).inserted
    }
    guard !all.isEmpty else { return "" }
    return "What could explain it innocently, and should be ruled out first: "
      + all.joined(separator: "; ") + "."
  }
}
