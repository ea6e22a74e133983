import ArgumentParser
import Detection
import History
import Pipeline

/// `manumit state`: the care of what is remembered.
struct StateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "state",
    abstract: "Check, back up, restore or rebuild what is remembered between nights.",
    subcommands: [
      StateCheckCommand.self, StateBackupCommand.self, StateRestoreCommand.self, StateRebuildCommand.self,
    ])
}

/// `manumit state check`: reads a whole state.
struct StateCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Read the whole state and hold every byte of it to its checksum.",
    discussion: """
      Changes nothing. Damage is named by file and part, and ends with 74; what to do then: `manumit state restore` \
      from a backup, or `manumit state rebuild` from the archived exports, which finds the same flags.

      Exit codes: \(ExitStatus.summary)
      """)

  @OptionGroup var state: StateOptions
  @OptionGroup var log: LogOptions

  func run() throws {
    let console = log.console
    try console.reporting {
      try StateReading(console).report(on: try state.openExisting(command: "state check"))
    }
  }
}

/// `manumit state backup`: a copy to go back to.
struct StateBackupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: "Copy the state into a new directory, and check the copy.",
    discussion: """
      Holds the state while it copies, so that no night comes between. The copy is a state of its own: `manumit status \
      --state COPY` looks into it. It holds customers' transactions and is for its owner only, as the state is.

        manumit state backup /backup/manumit-2026-11-22 --state /var/lib/manumit

      Exit codes: \(ExitStatus.summary)
      """)

  @Argument(help: ArgumentHelp("The new directory; empty, or not there yet.", valueName: "copy"))
  var copy: String

  @OptionGroup var state: StateOptions
  @OptionGroup var log: LogOptions

  func run() throws {
    let console = log.console
    try console.reporting {
      let store = try state.openExisting(command: "state backup")
      try store.copy(to: copy)
      try StateReading(console).report(on: try StateOptions.open(copy, command: "state backup"))
    }
  }
}

/// `manumit state restore`: back to a copy.
struct StateRestoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore",
    abstract: "Make a state of a backup, after checking it.",
    discussion: """
      Checks the backup first and copies nothing of a damaged one. A state that is there already is never written \
      over: move it aside before. The nights since the backup are then simply scanned again, in any order.

        manumit state restore /backup/manumit-2026-11-22 --state /var/lib/manumit

      Exit codes: \(ExitStatus.summary)
      """)

  @Argument(help: ArgumentHelp("A directory that `manumit state backup` made.", valueName: "copy"))
  var copy: String

  @OptionGroup var state: StateOptions
  @OptionGroup var log: LogOptions

  func run() throws {
    let console = log.console
    try console.reporting {
      let path = try state.path()
      let backup = try StateOptions.open(copy, command: "state restore")
      try StateReading(console).report(on: backup)
      try backup.copy(to: path)
      console.print("restored to \(path)")
    }
  }
}

/// Reads a state and says what came of it.
private struct StateReading {
  private let console: Console

  init(_ console: Console) { self.console = console }

  /// - Throws: the first damage, after all of it was said.
  func report(on store: HistoryStore) throws {
    let check = try StateInspection(of: store).run()
    let entries = QuantityText.plural(Int64(check.entries), "entry")
    let segments = QuantityText.plural(Int64(check.segments), "segment")
    console.print(
      "read       \(entries) of the catalogue, \(QuantityText.plural(Int64(check.postings), "posting")) in \(segments)"
    )
    guard let first = check.damage.first else { return console.print("damaged    nothing") }
    for damage in check.damage.dropFirst().prefix(Self.mostShown) {
      console.error(damage.description, code: damage.code.rawValue)
    }
    let more = check.damage.count - 1 - Self.mostShown
    if more > 0 { console.print("and \(more) more") }
    throw first
  }

  /// Of a device that fails everything may be damaged: so much tells what kind it is.
  private static let mostShown = 20
}
