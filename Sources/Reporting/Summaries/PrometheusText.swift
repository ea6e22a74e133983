public import Ledger

/// A run's figures in the text format of Prometheus, for a node exporter's text-file collector.
///
/// Counts only: amounts, names and accounts never become metrics.
public enum PrometheusText {
  /// The whole file.
  public static func text(of run: RunRecord, waiting: Int, finishedAt: Instant) -> String {
    var lines: [String] = []
    func gauge(_ name: String, _ help: String, _ samples: [(labels: String, value: Int)]) {
      lines.append("# HELP manumit_\(name) \(help)")
      lines.append("# TYPE manumit_\(name) gauge")
      for sample in samples { lines.append("manumit_\(name)\(sample.labels) \(sample.value)") }
    }
    gauge(
      "last_run_records", "Records of the last run by fate.",
      [
        ("{fate=\"read\"}", run.read.records), ("{fate=\"accepted\"}", run.accepted.records),
        ("{fate=\"duplicate\"}", run.duplicate.records), ("{fate=\"rejected\"}", run.rejected.records),
      ])
    gauge(
      "last_run_files", "Files of the last run by whether they were read or held no transactions.",
      [("{fate=\"read\"}", run.sources.count), ("{fate=\"skipped\"}", run.skipped.count)])
    gauge(
      "last_run_flags", "Flags of the last run by what became of them.",
      [
        ("{change=\"new\"}", run.flagsNew), ("{change=\"extended\"}", run.flagsExtended),
        ("{change=\"amended\"}", run.flagsAmended), ("{change=\"withdrawn\"}", run.flagsWithdrawn),
      ])
    gauge(
      "last_run_indicators", "Indicators of the last run by whether the data supported them.",
      [
        ("{evaluable=\"yes\"}", run.coverage.count { $0.notEvaluable.isEmpty }),
        ("{evaluable=\"no\"}", run.coverage.count { !$0.notEvaluable.isEmpty }),
      ])
    gauge("outbox_entries", "Entries that PostgreSQL does not have yet.", [("", waiting)])
    gauge(
      "last_run_finished_seconds", "When the last run finished, seconds since 1970.",
      [("", Int(finishedAt.milliseconds / 1000))])
    return lines.joined(separator: "\n") + "\n"
  }
}
