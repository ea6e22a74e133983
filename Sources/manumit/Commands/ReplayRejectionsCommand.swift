import ArgumentParser
import Pipeline
import Rulebook

/// `manumit replay-rejections`: mended records go in.
struct ReplayRejectionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay-rejections",
    abstract: "Read rejected records again after they were mended.",
    discussion: """
      Every run with rejections writes them to a file in its state directory and names it. Mend `raw` in that \
      file and change nothing else. What was accepted meanwhile counts as duplicate.
      """)

  @Argument(help: "The rejection file of a run, mended.")
  var file: String

  @OptionGroup var state: StateOptions
  @OptionGroup var reading: ReadingOptions
  @OptionGroup var rules: RulebookOptions
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var log: LogOptions

  @Flag(help: "Keep the flags in the outbox; tell PostgreSQL with `manumit publish`.")
  var noPublish = false

  func run() throws {
    let console = log.console
    try console.reporting {
      var options = ScanOptions(
        rulebook: try rules.load(), geography: try rules.geography(), clock: SystemClock.now)
      options.state = try state.path()
      options.patience = state.wait
      options.parameters = try rules.parameters()
      reading.apply(to: &options.sources)
      options.program = Version.text
      options.command = "replay-rejections"
      let stop = StopSignal()
      let signals = Signals(stop, console: console)
      defer { withExtendedLifetime(signals) {} }
      let ending = RunEnding(
        console: console, settings: try database.settings(), stop: stop, publishes: !noPublish)
      let store = try Scan.openState(options)
      let report = try Scan(options, store: store, stop: stop).replay(file)
      try ending.end(report, store: store).end()
    }
  }
}
