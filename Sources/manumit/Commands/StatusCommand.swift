import ArgumentParser
import History
import Pipeline

/// `manumit status`: what is remembered.
struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Say what is remembered, and what waits for PostgreSQL.")

  @OptionGroup var state: StateOptions
  @OptionGroup var log: LogOptions

  func run() throws {
    let console = log.console
    try console.reporting {
      let store = try state.openExisting(command: "status")
      let statistics = try store.statistics
      console.print("sources    \(statistics.sources)")
      console.print(
        "postings   \(statistics.postings) in \(statistics.segments) segments, \(statistics.bytes) bytes")
      if let first = statistics.firstDay, let last = statistics.lastDay {
        console.print("days       \(first) to \(last)")
      }
      if let known = try CustomerFileMemory.remembered(in: store) {
        console.print(
          "customers  \(known.customers) with \(known.accounts) accounts, of \(known.name) loaded \(known.loadedAt)"
        )
      } else {
        console.print("customers  no customer file loaded")
      }
      if let floor = store.floor { console.print("accepts    records dated \(floor) or later") }
      console.print("waiting    \(statistics.outboxLength) entries that PostgreSQL does not have yet")
    }
  }
}
