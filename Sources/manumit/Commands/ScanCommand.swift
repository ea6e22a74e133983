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
      Reads CSV and NDJSON, plain, gzip or Zstandard. Everything of a run is kept in one step at its end, or \
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
  @OptionGroup var describing: ProfileOptions
  @OptionGroup var reading: ReadingOptions
  @OptionGroup var rules: RulebookOptions
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var log: LogOptions

  @Option(
    help: ArgumentHelp(
      "Stop with nothing kept when more records than this are rejected.", valueName: "N|P%"))
  var maxRejections: String?

  @Option(help: ArgumentHelp("Threads. Default: one a core.", valueName: "count"))
  var threads: Int?

  @Option(
    help: ArgumentHelp(
      "Mebibytes of records held in memory before they are set aside on disk.", valueName: "MiB"))
  var memory = ScanOptions.standardMemory >> 20

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
      var options = try scanOptions()
      options.paths = sources
      let stop = StopSignal()
      let signals = Signals(stop)
      defer { withExtendedLifetime(signals) {} }
      let line = ProgressLine(console)
      let ending = RunEnding(
        console: console, settings: try database.settings(), metrics: metrics, findings: findings,
        publishes: !noPublish)
      let store = try Scan.openState(options)
      let report = try Scan(options, store: store, stop: stop) { line.show($0) }.run()
      line.clear()
      let status = try ending.end(report, store: store)
      try status.end()
    }
  }

  private func scanOptions() throws -> ScanOptions {
    var options = ScanOptions(
      rulebook: try rules.load(), geography: try rules.geography(), clock: SystemClock.now)
    options.state = try state.path()
    options.patience = state.wait
    options.parameters = try rules.parameters()
    options.profile = try describing.load()
    options.timeZone = reading.timeZone
    options.currency = reading.currency
    options.institution = reading.institution
    options.program = Version.text
    options.workers = try workers()
    guard memory >= 16 else { throw ValidationError("--memory takes at least 16 (MiB).") }
    options.memoryBudget = memory << 20
    options.listsFindings = findings != nil
    if let maxRejections {
      guard let limit = RejectionLimit(maxRejections) else {
        throw ValidationError("--max-rejections takes a count such as 500 or a share such as 2.5%.")
      }
      options.rejectionLimit = limit
    }
    return options
  }

  private func workers() throws -> Int {
    guard let threads else { return ProcessInfo.processInfo.activeProcessorCount }
    guard (1...256).contains(threads) else { throw ValidationError("--threads takes 1 to 256.") }
    return threads
  }
}
