import ArgumentParser
import Glibc
import History

/// Where a run's memory is.
struct StateOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Directory of what is remembered between nights; made if missing. Default: $MANUMIT_STATE.",
      valueName: "dir"))
  var state: String?

  @Option(help: ArgumentHelp("Seconds to wait for a state another program holds.", valueName: "seconds"))
  var wait = 0

  func path() throws -> String {
    if let state { return state }
    if let fromEnvironment = getenv("MANUMIT_STATE") { return String(cString: fromEnvironment) }
    throw ValidationError("Say where the state is: --state DIR, or the environment variable MANUMIT_STATE.")
  }

  /// Opens a state that exists; reading commands make none.
  func openExisting(command: String) throws -> HistoryStore {
    try Self.open(try path(), command: command, patience: wait)
  }

  /// The same of a directory that was named otherwise, such as a backup.
  static func open(_ path: String, command: String, patience: Int = 0) throws -> HistoryStore {
    guard access(path, R_OK) == 0, try HistoryStore.holdsAnything(path) else {
      throw ValidationError("There is no state at \(path).")
    }
    var options = HistoryOptions()
    options.patience = patience
    options.command = command
    return try HistoryStore(directory: path, options: options)
  }
}
