import Detection
import Ingest
import Ledger
import Reporting
import Rulebook

/// The words of `manumit check`.
struct CheckText {
  private(set) var lines: [String]

  init(source: String) { lines = [source] }

  private mutating func heading(_ text: String) { lines += ["", text] }

  mutating func understanding(_ sentences: [String]) {
    heading("How it is read")
    lines += sentences.map { "  " + $0 }
  }

  mutating func questions(_ questions: [OpenQuestion]) {
    guard !questions.isEmpty else { return }
    heading("What only you can say (scan refuses it until then)")
    lines += questions.map { "  \($0.code): \($0.text)" }
  }

  mutating func counts(_ outcome: DecodeOutcome, first: BusinessDay?, last: BusinessDay?) {
    heading("What is in it")
    lines.append(
      "  \(grouped(outcome.read.records)) records: \(grouped(outcome.accepted.records)) understood, "
        + "\(grouped(outcome.rejected.records)) rejected")
    for (code, sum) in outcome.accepted.minorUnits.sorted(by: { $0.key < $1.key }) {
      lines.append("  \(QuantityText.text(Quantity(sum, .money(code)))) in all")
    }
    if let first, let last { lines.append("  dated \(first) to \(last)") }
    lines += outcome.record.controls.map { "  \($0)" }
  }

  mutating func transactions(_ activity: Activity, isShownInUTC: Bool) {
    guard !activity.postings.isEmpty else { return }
    heading("The first transactions" + (isShownInUTC ? ", as if times were UTC" : ""))
    for position in activity.postings.indices {
      let posting = activity.postings[position]
      let time =
        posting.flags.contains(.timeKnown)
        ? posting.instant.text(zoneMinutes: Int(posting.zoneMinutes)) : posting.day.description
      let texts = TextField.allCases.compactMap { field in
        activity.text(field, at: position).map { "\(field.canonicalName)=\(printable($0))" }
      }
      lines.append(
        "  line \(posting.line): \(time) \(posting.direction.name) \(posting.money.readable) "
          + "\(posting.channel.name) " + texts.joined(separator: " "))
    }
  }

  mutating func rejections(_ rejections: [Rejection], of count: Int) {
    guard count > 0 else { return }
    heading("The first rejections")
    for rejection in rejections {
      let field = rejection.field.map { " (\($0))" } ?? ""
      lines.append(
        "  line \(rejection.line), byte \(rejection.byteOffset): \(rejection.code)\(field): \(rejection.reason)"
      )
    }
  }

  mutating func oddities(_ oddities: [Oddity: Int]) {
    guard !oddities.isEmpty else { return }
    heading("Odd, and accepted")
    for (oddity, count) in oddities.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      lines.append("  \(oddity.name): \(grouped(count))")
    }
  }

  // MARK: What it can show

  /// Which indicators the fields that records stated support, and what would unlock the others.
  mutating func coverage(of rulebook: Rulebook, stated: FieldSet) {
    heading("Which indicators it can support")
    let all = rulebook.rules.filter { $0.kind == .indicator }
    let indicators = all.filter(\.isObservable)
    let support = indicators.map { RuleSupport(of: $0, by: stated, in: rulebook) }
    let able = support.filter(\.isEvaluable)
    lines.append("  \(able.count) of \(indicators.count)")
    for rule in able + support.filter({ !$0.isEvaluable }) { lines.append("  \(rule.text)") }
    let unseen = all.count - indicators.count
    if unseen > 0 {
      lines.append("  \(unseen) more no export can show: `manumit rulebook coverage` says why")
    }
  }

  private func grouped(_ count: Int) -> String { QuantityText.grouped(Int64(count)) }
}

extension FieldSet {
  /// The facts that the columns a profile binds can state.
  init(boundBy profile: Profile) {
    self.init()
    let bound = Set(profile.fields.keys.map(\.rawValue))
    for (set, name) in FieldSet.catalogue where bound.contains(name) { formUnion(set) }
    if bound.contains("counterparty_account") || bound.contains("counterparty_name") {
      formUnion(.counterparty)
    }
    if bound.contains("timestamp") || bound.contains("time") { formUnion(.timeOfDay) }
  }
}
