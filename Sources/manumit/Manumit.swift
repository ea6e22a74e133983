import ArgumentParser

/// The command line. Every command says in `--help` what it reads, what it changes and how it ends.
@main
struct Manumit: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manumit",
    abstract: "Finds, in a bank's transaction exports, signs of the sale and movement of human beings.",
    discussion: """
      A night: give it the day's export and a state directory. It reads, remembers, assesses every customer \
      by published red flags, and puts flags with their evidence into PostgreSQL (settings from PGHOST, \
      PGDATABASE, PGSERVICE and the like).

        manumit check export.csv              what it is and what it can show
        manumit convert statement.xml         the same as canonical NDJSON
        manumit scan export.csv --state DIR   read, remember, assess, publish
        manumit explain 3f9a2c                one flag, in words, with evidence
        manumit review queue                  open flags, what to look at next
        manumit status --state DIR            what is remembered, what waits

      Exit codes: \(ExitStatus.summary)
      """,
    version: Version.text,
    subcommands: [
      ScanCommand.self, CheckCommand.self, ConvertCommand.self, ExplainCommand.self, RulebookCommand.self,
      DatabaseCommand.self,
      PublishCommand.self, ReplayRejectionsCommand.self, StatusCommand.self, StateCommand.self,
      FlagsCommand.self, ReviewCommand.self, AuditCommand.self,
      CustomersCommand.self, PeersCommand.self, SimulateCommand.self, EvaluateCommand.self,
    ])

  static func main() {
    CrashOutput.silence()
    FileModes.keepPrivate()
    // After the silence, which takes handlers away: this sets one.
    ProcessStart.prepare()
    main(nil)
  }
}
