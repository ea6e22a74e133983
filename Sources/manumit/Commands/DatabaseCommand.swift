import ArgumentParser
import Review

/// `manumit database`: the tables in PostgreSQL.
struct DatabaseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "database", abstract: "Set up PostgreSQL, or see how it is set up.",
    subcommands: [Migrate.self, Status.self, Refresh.self])

  /// `manumit database migrate`.
  struct Migrate: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Bring the database up to this program's tables, views and roles. Safe to repeat.")

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var log: LogOptions

    func run() throws {
      let console = log.console
      try console.reporting {
        let connection = try Connection(try database.settings())
        let applied = try Migrations.apply(on: connection)
        for migration in applied { console.print("applied \(migration.name)") }
        if applied.isEmpty { console.print("nothing to do: the database is up to date") }
      }
    }
  }

  /// `manumit database status`.
  struct Status: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List the migrations and how each stands.")

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var log: LogOptions

    func run() throws {
      let console = log.console
      try console.reporting {
        let connection = try Connection(try database.settings())
        for status in try Migrations.status(on: connection) {
          let time = status.appliedAt.map { "  \($0)" } ?? ""
          console.print("\(status.name)  \(status.state.rawValue)\(time)")
        }
      }
    }
  }

  /// `manumit database refresh`.
  struct Refresh: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Count the statistics again, as every delivery does at its end.",
      discussion: "For when decisions of today are to show in the performance of the rules.")

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var log: LogOptions

    func run() throws {
      let console = log.console
      try console.reporting {
        let connection = try Connection(try database.settings())
        try Migrations.requireCurrent(on: connection)
        try connection.refreshStatistics()
        console.print("refreshed  rule_performance, typology_month, forced_labor_beside_sex")
      }
    }
  }
}
