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

  mutating func counts(
    _ outcome: DecodeOutcome, _ facts: FileFacts, first: BusinessDay?, last: BusinessDay?
  ) {
    heading("What is in it")
    lines.append(
      "  \(grouped(outcome.read.records)) records: \(grouped(outcome.accepted.records)) understood, "
        + "\(grouped(outcome.rejected.records)) rejected or set aside")
    var hashes = facts.accounts
    let accounts = hashes.count()
    if accounts > 0 {
      let isCut = accounts == hashes.limit
      lines.append("  of \(isCut ? "at least " : "")\(QuantityText.plural(Int64(accounts), "account"))")
    }
    for flow in facts.flows.sorted(by: {
      ($0.currency.description, $0.direction.rawValue) < ($1.currency.description, $1.direction.rawValue)
    }) {
      let amount = Quantity(Int64(clamping: flow.minorUnits), .money(flow.currency.description))
      lines.append(
        "  money \(flow.direction == .credit ? "in" : "out"): \(grouped(flow.count)) times, "
          + "\(QuantityText.text(amount)) in all")
    }
    if !facts.channels.isEmpty {
      let channels = facts.channels.sorted {
        ($1.count, $0.channel.rawValue) < ($0.count, $1.channel.rawValue)
      }
      lines.append(
        "  by channel: " + channels.map { "\($0.channel.name) \(grouped($0.count))" }.joined(separator: ", "))
    }
    if facts.takenBack > 0 {
      lines.append("  taking back or standing for another record: \(grouped(facts.takenBack))")
    }
    if let first, let last { lines.append("  dated \(first) to \(last)") }
    guard !outcome.record.controls.isEmpty || outcome.contradiction != nil else { return }
    heading("What it says of itself")
    lines += outcome.record.controls.map { "  \($0)" }
    if outcome.contradiction != nil {
      lines.append("  So it is not all that was sent: scan refuses it, unless --controls warn is given.")
    }
  }

  /// Records nothing is wrong with, but which are no booked payments of ours.
  mutating func setAside(_ counts: [String: Int]) {
    guard !counts.isEmpty else { return }
    heading("Set aside, and no booked payments")
    for (code, count) in counts.sorted(by: { $0.key < $1.key }) {
      lines.append("  \(code): \(grouped(count))")
    }
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
    heading("The first rejections and records set aside")
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

  /// How many indicators the fields that records stated support, and what would unlock the others.
  mutating func coverage(of rulebook: Rulebook, stated: FieldSet) {
    heading("Which indicators it can support")
    let all = rulebook.rules.filter { $0.kind == .indicator }
    let indicators = all.filter(\.isObservable)
    let wanting = indicators.map { RuleSupport(of: $0, by: stated, in: rulebook) }.filter { !$0.isEvaluable }
    lines.append("  \(indicators.count - wanting.count) of \(indicators.count)")
    var asked: [String: Int] = [:]
    for field in wanting.flatMap(\.missing) { asked[field, default: 0] += 1 }
    if !asked.isEmpty {
      lines.append("  what the others ask for, and how many of them:")
      for (field, count) in asked.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
        lines.append("    \(field): \(grouped(count))")
      }
    }
    let unseen = all.count - indicators.count
    if unseen > 0 { lines.append("  \(unseen) more that no export can show") }
    lines.append("  `manumit rulebook coverage FILE` names them, red flag by red flag.")
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
