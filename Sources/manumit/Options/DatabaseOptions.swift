import ArgumentParser
import Review

/// Where PostgreSQL is.
struct DatabaseOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "libpq connection string or URI without a password. Default: the PG* environment variables.",
      valueName: "conninfo"))
  var database: String?

  func settings() throws -> ConnectionSettings {
    guard let database else { return ConnectionSettings() }
    return try ConnectionSettings(database)
  }
}
