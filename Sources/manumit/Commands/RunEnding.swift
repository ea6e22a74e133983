import Detection
import History
import Ledger
import Pipeline
import Reporting
import Review

/// What follows a kept run: the summary, PostgreSQL, the metrics.
struct RunEnding {
  let console: Console
  let settings: ConnectionSettings
  let stop: StopSignal
  var metrics: String?
  var findings: String?
  let publishes: Bool

  func end(_ report: ScanReport, store: HistoryStore) throws -> ExitStatus {
    if console.isTerminal || console.isJSON {
      for (source, sentences) in report.understanding.sorted(by: { $0.key < $1.key }) {
        console.log("source", [("name", source), ("understood", sentences.joined(separator: " "))])
      }
    }
    if console.isJSON {
      for file in report.run.skipped {
        console.log("skipped", [("name", file.name), ("code", file.code), ("reason", file.reason)])
      }
    }
    let lines = RunSummaryText.lines(
      of: report.run, takenBack: report.takenBack, conflicting: report.conflicting, late: report.late,
      oddities: report.oddities, setAside: report.setAside,
      rejectionFile: report.rejectionFile)
    for line in lines { console.print(printable(line)) }
    // Whatever cannot be written, the run is kept and must be delivered.
    let areRejectionsListed = attempt { () throws(PipelineError) in
      if let failure = report.rejectionFileFailure { throw failure }
    }
    let areFindingsListed = attempt { () throws(PipelineError) in
      if let findings { try FindingsFile.write(report.findings, to: findings) }
    }
    // Before the delivery as well, which may be stopped.
    var isMeasured = try write(report, of: store)
    let status = try publish(from: store)
    if isMeasured { isMeasured = try write(report, of: store) }
    return areRejectionsListed && areFindingsListed && isMeasured ? status : .state
  }

  /// Whether it could be done; if not, why is said.
  private func attempt(_ body: () throws(PipelineError) -> Void) -> Bool {
    do {
      try body()
      return true
    } catch {
      console.error(error.description, code: error.code.rawValue)
      return false
    }
  }

  /// Tells PostgreSQL, unless the operator wants to do that later.
  func publish(from store: HistoryStore) throws -> ExitStatus {
    guard publishes else {
      let waiting = QuantityText.plural(Int64(try store.statistics.outboxLength), "entry")
      console.print("published  not yet; waiting for `manumit publish`: \(waiting)")
      return .success
    }
    guard stop.beginDelivery() else {
      console.print(Self.line(waiting: try store.statistics.outboxLength))
      console.error(Signals.undelivered, code: "interrupted")
      return .undelivered
    }
    switch try Delivery.deliver(from: store, to: settings) {
    case .delivered(let delivered):
      console.print(Self.line(delivered))
      return .success
    case .refused(let delivered, let entries, let reason):
      console.print(Self.line(delivered))
      let kept = QuantityText.plural(Int64(entries), "entry")
      console.print(
        "refused    \(kept) that PostgreSQL does not take; kept in the outbox, all others delivered")
      console.error(reason.description, code: reason.code.rawValue)
      return .refused
    case .waiting(let entries, let reason):
      console.print(Self.line(waiting: entries))
      console.error(reason.description, code: reason.code.rawValue)
      return .undelivered
    }
  }

  private static func line(_ delivered: PublishReport) -> String {
    "published  \(delivered.flagsCreated) flags created, \(delivered.flagsExtended) extended, "
      + "\(delivered.flagsAmended) amended, \(delivered.flagsReopened) reopened, "
      + "\(delivered.flagsWithdrawn) withdrawn"
  }

  private static func line(waiting entries: Int) -> String {
    let waiting = QuantityText.plural(Int64(entries), "entry")
    return "published  not yet; waiting for `manumit publish` or the next run: \(waiting)"
  }

  /// The metrics, where they are asked for; whether they could be written.
  private func write(_ report: ScanReport, of store: HistoryStore) throws -> Bool {
    guard let metrics else { return true }
    let text = PrometheusText.text(
      of: report.run, waiting: try store.statistics.outboxLength, finishedAt: SystemClock.now())
    return attempt { () throws(PipelineError) in
      try OperatorFile.write(
        text.utf8, for: .anybody, to: metrics, what: "The metrics",
        advice: "The run itself is kept; check the folder, its room and its permissions")
      FileModes.share(metrics)
    }
  }
}
