import Detection
import Foundation
import History
import Ledger
import Pipeline
import Reporting
import Review

/// What follows a kept run: the summary, PostgreSQL, the metrics.
struct RunEnding {
  let console: Console
  let settings: ConnectionSettings
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
      of: report.run, conflicting: report.conflicting, late: report.late, oddities: report.oddities,
      rejectionFile: report.rejectionFile)
    for line in lines { console.print(line) }
    let status = try publish(from: store)
    if let findings { try FindingsFile.write(report.findings, to: findings) }
    if let metrics { try write(report, waiting: try store.statistics.outboxLength, to: metrics) }
    return status
  }

  /// Tells PostgreSQL, unless the operator wants to do that later.
  func publish(from store: HistoryStore) throws -> ExitStatus {
    guard publishes else {
      let waiting = QuantityText.plural(Int64(try store.statistics.outboxLength), "entry")
      console.print("published  not yet; waiting for `manumit publish`: \(waiting)")
      return .success
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
      let waiting = QuantityText.plural(Int64(entries), "entry")
      console.print("published  not yet; waiting for `manumit publish` or the next run: \(waiting)")
      console.error(reason.description, code: reason.code.rawValue)
      return .undelivered
    }
  }

  private static func line(_ delivered: PublishReport) -> String {
    "published  \(delivered.flagsCreated) flags created, \(delivered.flagsExtended) extended, "
      + "\(delivered.flagsAmended) amended, \(delivered.flagsReopened) reopened, "
      + "\(delivered.flagsWithdrawn) withdrawn"
  }

  /// Written beside its place and moved there, so that a collector never reads half of it.
  private func write(_ report: ScanReport, waiting: Int, to path: String) throws {
    let text = PrometheusText.text(of: report.run, waiting: waiting, finishedAt: SystemClock.now())
    let draft = path + ".new"
    do {
      try text.write(toFile: draft, atomically: false, encoding: .utf8)
      FileModes.share(draft)
      guard rename(draft, path) == 0 else { throw CocoaError(.fileWriteUnknown) }
    } catch {
      throw PipelineError(
        .fileFailed, reason: "The metrics could not be written to \(path)",
        advice: "The run itself is kept; check the folder and its permissions")
    }
  }
}
