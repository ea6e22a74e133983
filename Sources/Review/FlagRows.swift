import Detection
import History
import Ledger

/// Flags as rows of the tables they are kept in.
struct FlagRows: ~Copyable {
  private(set) var flags = CopyRows()
  private(set) var amounts = CopyRows()
  private(set) var findings = CopyRows()
  private(set) var evidence = CopyRows()
  private(set) var findingEvidence = CopyRows()
  private(set) var related = CopyRows()

  /// A flag, the run that raised it, if nobody did before, and the one that brought it to where it stands.
  struct Version: Sendable {
    var flag: Flag
    var firstRun: String
    var lastRun: String
  }

  /// No flags.
  init() {}

  /// Different flags, in this order; made by all cores together.
  init(_ versions: [Version]) {
    let parts = stride(from: 0, to: versions.count, by: Self.stretch).map {
      versions[$0..<min($0 + Self.stretch, versions.count)]
    }
    for part in concurrentMap(parts, stretch: 1, Part.init) { append(part.rows) }
  }

  /// So many flags are made into rows at once: enough that putting their rows together costs little.
  private static let stretch = 64

  /// Rows of some flags, made by one thread and read by another later.
  private final class Part: @unchecked Sendable {
    private(set) var rows = FlagRows()

    init(_ versions: ArraySlice<Version>) {
      for version in versions {
        rows.add(version.flag, firstRun: version.firstRun, lastRun: version.lastRun)
      }
    }
  }

  private mutating func append(_ other: borrowing FlagRows) {
    flags.append(other.flags)
    amounts.append(other.amounts)
    findings.append(other.findings)
    evidence.append(other.evidence)
    findingEvidence.append(other.findingEvidence)
    related.append(other.related)
  }

  /// Adds a flag that `lastRun` brought to where it stands and `firstRun` raised, if nobody did before.
  /// A flag must be added once at most.
  mutating func add(_ flag: Flag, firstRun: String, lastRun: String) {
    var digest = ContentDigest()
    let transactions = FlagTransactions(flag)
    let totals = CurrencyTotal.totals(of: transactions.supporting)
    let starts = (
      amounts.bytes.count, findings.bytes.count, evidence.bytes.count, findingEvidence.bytes.count,
      related.bytes.count
    )
    for total in totals { add(total, flag: flag.id) }
    add(flag.findings, kind: "indicator", flag: flag.id)
    add(flag.mitigations, kind: "mitigation", flag: flag.id)
    for transaction in transactions.all { add(transaction, flag: flag.id) }
    add(flag.related, flag: flag.id)
    digest.add(amounts.bytes[starts.0...])
    digest.add(findings.bytes[starts.1...])
    digest.add(evidence.bytes[starts.2...])
    digest.add(findingEvidence.bytes[starts.3...])
    digest.add(related.bytes[starts.4...])

    let start = flags.bytes.count
    addHead(of: flag, totals: totals, transactionCount: transactions.supporting.count)
    digest.add(flags.bytes[start...])
    flags.text(digest.description)
    // After the digest: flags of older versions of this program are no other for having one.
    flags.text(transactions.region)
    flags.text(firstRun)
    flags.text(lastRun)
    flags.endRow()
  }

  private mutating func addHead(of flag: Flag, totals: [CurrencyTotal], transactionCount: Int) {
    flags.text(flag.id)
    flags.text(flag.subject)
    flags.text(flag.subjectKind)
    flags.text(flag.subjectIdentifier)
    flags.text(flag.subjectName)
    flags.text(flag.typology)
    flags.text(flag.role)
    flags.integer(flag.score)
    flags.text(flag.firstDay)
    flags.text(flag.lastDay)
    flags.text(totals.isEmpty ? "no amounts" : totals.map(\.readable).joined(separator: "; "))
    flags.integer(transactionCount)
    flags.array(Self.distinct(flag.findings.map(\.indicator)))
    flags.array(Self.distinct(flag.mitigations.map(\.indicator)))
    flags.integer(Set(flag.related.map(\.subject)).count)
    flags.text(flag.explanation)
    flags.text(flag.rulebook)
  }

  /// Each name once, in the order of its first use: a red flag may have held in several bursts.
  private static func distinct(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }

  private mutating func add(_ total: CurrencyTotal, flag: String) {
    amounts.text(flag)
    amounts.text(total.currency)
    amounts.integer(total.credits)
    amounts.integer(total.debits)
    amounts.integer(total.moneyIn)
    amounts.integer(total.moneyOut)
    amounts.text(decimal(total.moneyIn, currency: total.currency))
    amounts.text(decimal(total.moneyOut, currency: total.currency))
    amounts.endRow()
  }

  private mutating func add(_ list: [Finding], kind: String, flag: String) {
    for (index, finding) in list.enumerated() {
      let sets = finding.setsByTransaction
      findings.text(flag)
      findings.text(kind)
      findings.integer(index + 1)
      findings.text(finding.indicator)
      findings.text(finding.day)
      findings.text(timestamp(milliseconds: finding.moment))
      findings.text(localTimestamp(milliseconds: finding.moment, zoneMinutes: finding.zoneMinutes))
      findings.integer(finding.points)
      findings.text(finding.conditions.map(\.readable).joined(separator: "\n"))
      var conditions = JSONText()
      conditions.conditions(finding.conditions)
      findings.json(conditions)
      var measures = JSONText()
      measures.measures(finding.measures)
      findings.json(measures)
      findings.integer(Set(finding.evidence.lazy.filter { !$0.isGathered }.map(\.identity)).count)
      findings.endRow()
      for (transaction, names) in sets.sorted(by: { $0.key < $1.key }) {
        findingEvidence.text(flag)
        findingEvidence.text(kind)
        findingEvidence.integer(index + 1)
        findingEvidence.text(transaction)
        findingEvidence.text(finding.indicator)
        findingEvidence.array(names)
        findingEvidence.endRow()
      }
    }
  }

  private mutating func add(_ entry: FlagTransactions.Entry, flag: String) {
    let transaction = entry.transaction
    evidence.text(flag)
    evidence.text(transaction.identity)
    evidence.text(timestamp(milliseconds: transaction.instant))
    evidence.text(
      localTimestamp(milliseconds: transaction.instant, zoneMinutes: transaction.zoneMinutes))
    evidence.boolean(transaction.timeKnown)
    evidence.text(transaction.direction)
    evidence.text(decimal(Int128(transaction.minorUnits), currency: transaction.currency))
    evidence.text(transaction.currency)
    evidence.integer(transaction.minorUnits)
    evidence.text(transaction.channel)
    evidence.text(transaction.purpose)
    for name in ["account_id", "customer_id", "counterparty_name", "counterparty_account", "memo"] {
      evidence.text(transaction.fields[name])
    }
    let place = ["branch_county", "branch_state", "branch_zip"].compactMap { transaction.fields[$0] }
    evidence.text(place.isEmpty ? nil : place.joined(separator: " "))
    evidence.text(transaction.fields["conductor"])
    evidence.text(transaction.fields["txn_id"])
    var fields = JSONText()
    fields.sorted(transaction.fields) { json, value in json.string(value) }
    evidence.json(fields)
    evidence.array(entry.indicators)
    evidence.boolean(!entry.isSupporting)
    evidence.boolean(transaction.isGathered)
    evidence.text(transaction.file)
    evidence.integer(transaction.line)
    evidence.endRow()
  }

  private mutating func add(_ subjects: [RelatedSubject], flag: String) {
    var seen: Set<[String]> = []
    for subject in subjects where seen.insert([subject.subject, subject.indicator]).inserted {
      related.text(flag)
      related.text(subject.subject)
      related.text(subject.indicator)
      related.text(subject.identifier)
      related.text(subject.name)
      // Whatever a rule hints at for its own subject, one that is gathered here is no suspect (law of care).
      related.text(subject.role == "possible_victim" ? subject.role : "unknown")
      related.endRow()
    }
  }
}
