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
    paragraphs += Self.byIndicator(flag.findings).map(paragraph)
    paragraphs += related(flag)
    if !flag.mitigations.isEmpty { paragraphs.append(mitigations(flag)) }
    paragraphs.append(innocent(flag))
    return paragraphs.filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  private func opening(_ flag: Flag) -> String {
    let title = typologies[flag.typology]?.title ?? flag.typology
    let signs = QuantityText.plural(Int64(Self.byIndicator(flag.findings).count), "red flag")
    let subject =
      switch flag.subjectKind {
      case "counterparty": "payments to an outside party"
      case "link": "accounts that share a contact, device or employer"
      default: "this customer's activity"
      }
    let period = DateText.period(flag.firstDay, flag.lastDay)
    return
      "\(period.prefix(1).uppercased() + period.dropFirst()), \(subject) matched \(signs) published for "
      + "\(title.lowercased()). \(RoleText.sentence(flag.role))"
  }

  /// What moved, in one or two sentences.
  private func movement(_ flag: Flag) -> String {
    let summary = EvidenceSummary(flag.evidence)
    var sentences: [String] = []
    if flag.findings.contains(where: { $0.measures.contains { $0.unlisted > 0 } }) {
      sentences.append(
        "There are more payments than are listed as evidence; the sums in this paragraph are of those listed."
      )
    }
    if flag.subjectKind == "counterparty" {
      sentences += payers("paid it", summary.debits) + payers("were paid by it", summary.credits)
    } else {
      if summary.credits.payments > 0 { sentences.append(sentence("came in", summary.credits)) }
      if summary.debits.payments > 0 { sentences.append(sentence("went out", summary.debits)) }
    }
    if summary.atNight > 1 {
      sentences.append(
        "\(QuantityText.plural(summary.atNight, "payment")) happened between 22:00 and 06:00 local time.")
    }
    return sentences.joined(separator: " ")
  }

  /// `4 customers paid it $6,341.08 in 12 payments.`
  private func payers(_ verb: String, _ flow: EvidenceSummary.Flow) -> [String] {
    guard flow.payments > 0 else { return [] }
    let customers = QuantityText.plural(Int64(flow.customers.count), "customer")
    return ["\(customers) \(verb) \(flow.amountText) in \(QuantityText.plural(flow.payments, "payment"))."]
  }

  private func sentence(_ verb: String, _ flow: EvidenceSummary.Flow) -> String {
    var text = "\(flow.amountText) \(verb) in \(QuantityText.plural(flow.payments, "payment"))"
    let others = Int64(flow.counterparties.count)
    if others > 0 {
      text += verb == "came in" ? " from " : " to "
      text += others == 1 ? "1 party" : "\(QuantityText.grouped(others)) different parties"
    }
    if flow.conductors.count > 1 {
      text += verb == "came in" ? ", brought by" : ", taken by"
      text += " \(QuantityText.grouped(Int64(flow.conductors.count))) people"
    }
    if flow.states.count > 1 { text += ", at branches in \(flow.states.sorted().joined(separator: ", "))" }
    return text + "."
  }

  /// The findings of each indicator together, in the order of their strongest.
  private static func byIndicator(_ findings: [Finding]) -> [[Finding]] {
    var order: [String] = []
    for finding in findings where !order.contains(finding.indicator) { order.append(finding.indicator) }
    return order.map { indicator in findings.filter { $0.indicator == indicator } }
  }

  /// One red flag: what was seen when it was strongest, then its other bursts.
  private func paragraph(_ bursts: [Finding]) -> String {
    guard let strongest = bursts.first else { return "" }
    let rule = rules[strongest.indicator]
    let source = rule.map { "; " + $0.sources.joined(separator: "; ") } ?? ""
    var text = "\(rule?.title ?? strongest.indicator) [\(strongest.indicator)\(source)]. "
    text += "Strongest on \(DateText.date(strongest.day)): " + reasons(strongest, rule) + "."
    for burst in bursts.dropFirst() {
      text += " Also on \(DateText.date(burst.day)), in other payments: " + reasons(burst, rule) + "."
    }
    return text
  }

  private func reasons(_ finding: Finding, _ rule: Rule?) -> String {
    let words = ConditionText(rule)
    return finding.conditions.filter(\.holds).map(words.sentence).joined(separator: "; ")
  }

  private func related(_ flag: Flag) -> [String] {
    let partners = flag.related.filter { rules[$0.indicator]?.isAboutFlagged == true }
    let gathered = flag.related.filter { rules[$0.indicator]?.isAboutFlagged != true }
    let victims = gathered.filter { $0.role == Role.possibleVictim.rawValue }
    let others = gathered.filter { $0.role != Role.possibleVictim.rawValue }
    var paragraphs: [String] = []
    if !victims.isEmpty {
      paragraphs.append(
        "Gathered here: \(people(victims)) that may be victims. Of them it was found: \(signs(victims)). "
          + "They are listed as possible victims, not as subjects of suspicion.")
    }
    if !others.isEmpty {
      paragraphs.append("Gathered here: \(people(others)). Of them it was found: \(signs(others)).")
    }
    if !partners.isEmpty {
      let accounts =
        partners.count == 1 ? "1 account that is flagged" : "\(partners.count) accounts that are flagged"
      paragraphs.append("Money is exchanged with \(accounts). Of them it was found: \(signs(partners)).")
    }
    return paragraphs
  }

  private func people(_ related: [RelatedSubject]) -> String {
    related.count == 1 ? "1 person or account" : "\(related.count) people or accounts"
  }

  private func signs(_ related: [RelatedSubject]) -> String {
    Set(related.map(\.indicator)).sorted().map { "\(rules[$0]?.title ?? $0) [\($0)]" }.joined(separator: "; ")
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
