import ArgumentParser
import Foundation
import Ingest
import Pipeline
import Reporting
import Rulebook

/// `manumit scan`: a night.
struct ScanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scan",
    abstract: "Read exports, remember them, assess every subject, publish the flags.",
    discussion: """
      Reads CSV, NDJSON and what banks exchange (ISO 20022, NACHA, SWIFT MT, BAI2, Fedwire), plain, gzip or \
      Zstandard. Everything of a run is kept in one step at its end, or \
      nothing: a run that failed or was stopped can simply be run again. Records that were read before are \
      counted as duplicates and change nothing.

        manumit scan export.csv --state /var/lib/manumit
        zstdcat dump.csv.zst | manumit scan --state /var/lib/manumit --time-zone America/Chicago

      Exit codes: \(ExitStatus.summary)
      """)

  @Argument(
    help: """
      Files or folders; `-` or nothing is standard input. Files of a folder that plainly hold no transactions \
      are skipped and named.
      """)
  var sources: [String] = []

  @OptionGroup var state: StateOptions
  @OptionGroup var night: NightOptions
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var log: LogOptions

  @Option(help: ArgumentHelp("Write the run's figures to this file for Prometheus.", valueName: "file"))
  var metrics: String?

  @Option(
    help: ArgumentHelp(
      "Write what every rule found, on which subject or hub and day, to this CSV file.", valueName: "file"))
  var findings: String?

  @Flag(help: "Keep the flags in the outbox; tell PostgreSQL with `manumit publish`.")
  var noPublish = false

  func run() throws {
    let console = log.console
    try console.reporting {
      var options = try night.scanOptions(state)
      options.paths = sources
      options.listsFindings = findings != nil
      let stop = StopSignal()
      let signals = Signals(stop, console: console)
      defer { withExtendedLifetime(signals) {} }
      let line = ProgressLine(console)
      let ending = RunEnding(
        console: console, settings: try database.settings(), stop: stop, metrics: metrics,
        findings: findings, publishes: !noPublish)
      let store = try Scan.openState(options)
      let report = try Scan(options, store: store, stop: stop) { line.show($0) }.run()
      line.clear()
      let status = try ending.end(report, store: store)
      try status.end()
    }
  }
}
