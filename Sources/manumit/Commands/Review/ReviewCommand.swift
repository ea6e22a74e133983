import ArgumentParser

/// `manumit review`: the reviewer's day in the terminal.
struct ReviewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review",
    abstract: "Read the queue of flags, open one, decide, and have it kept who did and why.",
    discussion: """
        manumit review queue                          what to look at next
        manumit review show 3f9a2c                    one flag with all that is known of it
        manumit review decide 3f9a2c --to cleared --reason explained --because "Rent of four tenants"
        manumit review second 3f9a2c --agree --because "Leases seen"

      Sign in with your own role (PGUSER, PGSERVICE, --database): the database says who did what, shows what your unit \
      may see, and refuses what its rules do not allow. To open a flag is on record. What is printed names people: keep it \
      as you keep the database.

      Exit codes: \(ExitStatus.summary)
      """,
    subcommands: [
      ReviewQueueCommand.self, ReviewShowCommand.self, ReviewAssignCommand.self, ReviewDecideCommand.self,
      ReviewSecondCommand.self, ReviewSnoozeCommand.self, ReviewNoteCommand.self,
    ])
}
