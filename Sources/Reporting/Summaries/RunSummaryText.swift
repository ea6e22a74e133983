import Detection
public import Ledger

/// The closing words of a run, for the analyst.
public enum RunSummaryText {
  /// Lines for a terminal; every count that law 5 speaks of, and what could not be evaluated.
  public static func lines(
    of run: RunRecord, takenBack: Int, conflicting: Int, late: Int, oddities: [String: Int],
    setAside: [String: Int] = [:], rejectionFile: String?
  ) -> [String] {
    var lines = [
      "read       " + tally(run.read), "accepted   " + tally(run.accepted),
      "duplicate  " + tally(run.duplicate), "rejected   " + tally(run.rejected),
    ]
    for (code, times) in setAside.sorted(by: { $0.key < $1.key }) {
      lines.append("           of them set aside, \(code): \(count(times))")
    }
    if takenBack > 0 {
      lines.append(
        "taken back \(count(takenBack)) payments, by reversals, returns, corrections or the payments of a batch"
      )
    }
    if conflicting > 0 {
      lines.append(
        "conflicts  \(count(conflicting)) records had the id of another and different content; one of each counts"
      )
    }
    if late > 0 {
      lines.append(
        "late       \(count(late)) records came too late for all their windows to be remembered whole")
    }
    lines += skipped(run.skipped)
    for source in run.sources { lines += source.controls.map { "control    \(source.name): \($0)" } }
    for (oddity, times) in oddities.sorted(by: { $0.key < $1.key }) {
      lines.append("oddity     \(oddity): \(count(times))")
    }
    if let first = run.firstDay, let last = run.lastDay {
      lines.append("days       " + (first == last ? first : "\(first) to \(last)"))
    }
    lines.append(
      "flags      \(run.flagsNew) new, \(run.flagsExtended) extended, \(run.flagsAmended) amended"
        + (run.flagsWithdrawn > 0 ? ", \(run.flagsWithdrawn) withdrawn" : ""))
    lines += coverage(run.coverage)
    if let rejectionFile { lines.append("rejections \(rejectionFile)") }
    if isUnchanged(run) { lines.append("Nothing new: every record was known already.") }
    return lines
  }

  /// Whether a run brought nothing that was not known (law 3).
  public static func isUnchanged(_ run: RunRecord) -> Bool {
    run.read.records > 0 && run.accepted.records == 0 && run.rejected.records == 0
  }

  private static func skipped(_ files: [SkippedSource]) -> [String] {
    guard !files.isEmpty else { return [] }
    return ["skipped    \(QuantityText.plural(Int64(files.count), "file")) without transactions"]
      + files.map { "           \($0.name): \($0.reason)" }
  }

  private static func tally(_ tally: RecordTally) -> String {
    var text = count(tally.records)
    let amounts = tally.minorUnits.filter { $0.value != 0 || tally.minorUnits.count == 1 }
      .sorted { $0.key < $1.key }
      .map { QuantityText.text(Quantity($0.value, .money($0.key))) }
    if !amounts.isEmpty, tally.records > 0 { text += "  " + amounts.joined(separator: ", ") }
    if tally.withoutAmount > 0 { text += "  (\(count(tally.withoutAmount)) without a readable amount)" }
    return text
  }

  private static func coverage(_ records: [CoverageRecord]) -> [String] {
    let unseen = records.filter { !$0.isObservable }
    let blind = records.filter { !$0.notEvaluable.isEmpty && $0.isObservable }
    let seeing = records.count - blind.count - unseen.count
    var lines = ["evaluated  \(seeing) of \(records.count) indicators and mitigations"]
    var wanting: [String: [String]] = [:]
    for record in blind {
      let fields = Set(record.notEvaluable.keys.flatMap { $0.split(separator: ", ").map(String.init) })
      for field in fields { wanting[field, default: []].append(record.indicator) }
    }
    for (field, indicators) in wanting.sorted(by: { (-$0.value.count, $0.key) < (-$1.value.count, $1.key) }) {
      lines.append("           not evaluable for want of \(field): \(named(indicators))")
    }
    if !unseen.isEmpty {
      lines.append("           that no export can show: \(named(unseen.map(\.indicator)))")
    }
    return lines
  }

  /// Up to so many are named; of more the number is said, and `manumit rulebook coverage` names them.
  private static let mostNamed = 4

  private static func named(_ indicators: [String]) -> String {
    indicators.count > mostNamed ? count(indicators.count) : indicators.sorted().joined(separator: ", ")
  }

  private static func count(_ number: Int) -> String { QuantityText.grouped(Int64(number)) }
}
