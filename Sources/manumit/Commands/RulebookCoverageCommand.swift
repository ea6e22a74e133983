import ArgumentParser
import Ledger
import Pipeline
import Rulebook

/// `manumit rulebook coverage`: document, flag, indicator, and whether some data can show it.
struct RulebookCoverageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "coverage",
    abstract: "For each document and flag: its indicators, and whether they can be evaluated.",
    discussion: """
      With files, or with what a state remembers of its records, it says which indicators that data supports \
      and what the others would need. Without either it says what each indicator needs.

        manumit rulebook coverage
        manumit rulebook coverage export.csv
        manumit rulebook coverage --state /var/lib/manumit
      """)

  @Argument(help: "Files whose records are looked at; nothing is kept of them.")
  var files: [String] = []

  @OptionGroup var state: StateOptions
  @OptionGroup var describing: ProfileOptions
  @OptionGroup var reading: ReadingOptions
  @OptionGroup var rules: RulebookOptions
  @OptionGroup var log: LogOptions

  func run() throws {
    let console = log.console
    try console.reporting {
      let rulebook = try rules.load()
      let report = CoverageReport(rulebook: rulebook, stated: try stated(rulebook))
      for line in report.lines { console.print(line) }
    }
  }

  /// The facts that the state's records or the files state; nil where neither is named.
  private func stated(_ rulebook: Rulebook) throws -> FieldSet? {
    if state.state != nil {
      guard files.isEmpty else { throw ValidationError("Name files or a state, not both.") }
      return try StatedFacts.remembered(in: state.openExisting(command: "rulebook coverage"))
    }
    guard !files.isEmpty else { return nil }
    var options = ScanOptions(rulebook: rulebook, geography: try rules.geography(), clock: SystemClock.now)
    options.profile = try describing.load()
    reading.apply(to: &options.sources)
    var stated = FieldSet()
    for file in files { stated.formUnion(try FileCheck(options).check(file, examples: 0).stated) }
    return stated
  }
}
