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

        manumit check export.csv                      what is in the file, and what it can show
        manumit scan export.csv --state /var/lib/manumit
        manumit explain 3f9a                          one flag, in words, with its evidence
        manumit status --state /var/lib/manumit       what is remembered, what waits for PostgreSQL

      Exit codes: \(ExitStatus.summary)
      """,
    version: Version.text,
    subcommands: [
      ScanCommand.self, CheckCommand.self, ExplainCommand.self, RulebookCommand.self, DatabaseCommand.self,
      PublishCommand.self, ReplayRejectionsCommand.self, StatusCommand.self,
    ])
}
