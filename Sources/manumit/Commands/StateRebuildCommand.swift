import ArgumentParser
import Foundation
import History
import Ingest
import Pipeline
import Reporting
import Review

/// `manumit state rebuild`: everything again, from the archive.
struct StateRebuildCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rebuild",
    abstract: "Make a new state of the archived exports.",
    discussion: """
      For a state that is lost or damaged and has no backup. The flags are those of the nights that were: in what \
      order exports are read does not matter, nor whether in one run or in many. Give the exports of as many days as \
      the state should remember, and the customer file as it is now.

      Never writes over a state: move the old one aside, rejection files and all. The flags are kept in the outbox. \
      `manumit publish` then tells PostgreSQL; what it has already stays as it is, and so does all that was decided.

        manumit state rebuild /archive/2026 --customers customers.csv --state /var/lib/manumit

      Exit codes: \(ExitStatus.summary)
      """)

  @Argument(help: "Files or folders of archived exports.")
  var sources: [String]

  @OptionGroup var state: StateOptions
  @OptionGroup var night: NightOptions
  @OptionGroup var log: LogOptions

  @Option(
    help: ArgumentHelp(
      "The customer file, read by its own header and taken in first; its institution is --institution.",
      valueName: "file"))
  var customers: String?

  func run() throws {
    let console = log.console
    try console.reporting {
      var options = try night.scanOptions(state)
      options.command = "state rebuild"
      let path = options.state
      if FileManager.default.fileExists(atPath: path), try HistoryStore.holdsAnything(path) {
        throw ValidationError("\(path) is not empty: move it aside first.")
      }
      let stop = StopSignal()
      let signals = Signals(stop, console: console)
      defer { withExtendedLifetime(signals) {} }
      let file = try customers.map { try CustomerFile(try ByteSource(path: $0), profile: CustomerProfile()) }
      let store = try Scan.openState(options)
      if let file, let customers {
        let report = try CustomerLoad(options, store: store, stop: stop).run(file, name: customers)
        for line in CustomerLoadText.lines(of: report) { console.print(line) }
      }
      options.paths = sources
      let line = ProgressLine(console)
      let report = try Scan(options, store: store, stop: stop) { line.show($0) }.run()
      line.clear()
      let ending = RunEnding(console: console, settings: ConnectionSettings(), stop: stop, publishes: false)
      try ending.end(report, store: store).end()
    }
  }
}
