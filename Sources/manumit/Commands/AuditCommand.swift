import ArgumentParser
import Detection
import Review

/// `manumit audit`: what the database keeps for the examiner.
struct AuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit", abstract: "Show whether decisions, notes, settings and runs are as they were made.",
    subcommands: [Verify.self])

  /// `manumit audit verify`.
  struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract:
        "Compute the chain of hashes over decisions, reviewers' other work, settings and runs again, and every hash in it.",
      discussion: """
        Names the first decision, other entry, run or row of the chain that was changed, removed or put in past the \
        program, and ends with 79 if there is one. Changes nothing; manumit_auditor may do it. Whoever owns the database could make the whole \
        chain anew: keep the last hash elsewhere, and give it the next time. A chain that still has it has only grown.

          manumit audit verify --expect 3f9a2c…

        Exit codes: \(ExitStatus.summary)
        """)

    @Option(
      help: ArgumentHelp(
        "A last hash of an earlier time, which the chain must still have.", valueName: "hash"))
    var expect: String?

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var log: LogOptions

    func validate() throws {
      guard let expect else { return }
      guard expect.utf8.count == 64, expect.allSatisfy({ $0.isASCII && $0.isHexDigit }) else {
        throw ValidationError(
          "--expect takes the 64 hexadecimal digits that an earlier `audit verify` printed.")
      }
    }

    func run() throws {
      let console = log.console
      try console.reporting {
        let connection = try Connection(try database.settings())
        let chain = try connection.auditChain(expecting: expect?.lowercased())
        let decisions = QuantityText.plural(Int64(chain.decisions), "decision")
        let runs = QuantityText.plural(Int64(chain.runs), "run")
        let entries = QuantityText.plural(Int64(chain.entries), "other entry")
        console.print("checked    \(decisions), \(runs), \(entries)")
        if chain.resealed > 0 {
          console.print("resealed   \(QuantityText.plural(Int64(chain.resealed), "run")), delivered again")
        }
        if let fault = chain.fault {
          console.error("The audit chain does not hold: \(fault).", code: "audit-chain")
          try ExitStatus.tampered.end()
        }
        console.print("last hash  \(chain.lastHash)")
      }
    }
  }
}
