import ArgumentParser
import History
import Pipeline

/// `manumit publish`: what waits in the outbox goes to PostgreSQL.
struct PublishCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "publish",
    abstract: "Tell PostgreSQL what it does not have yet. Safe to repeat.",
    discussion: "For nights when the database was away; the next `manumit scan` does the same at its end.")

  @OptionGroup var state: StateOptions
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var log: LogOptions

  func run() throws {
    let console = log.console
    try console.reporting {
      let stop = StopSignal()
      let signals = Signals(stop, console: console)
      defer { withExtendedLifetime(signals) {} }
      let store = try state.openExisting(command: "publish")
      let ending = RunEnding(console: console, settings: try database.settings(), stop: stop, publishes: true)
      try ending.publish(from: store).end()
    }
  }
}
