import ArgumentParser
import Foundation
import Ingest
import Ledger
import Pipeline
import Rulebook

/// `manumit check`: what is in a file, before anything is kept of it.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Say what is in a file: how it is read, its first transactions, and what it can show.",
    discussion: "Keeps nothing. `--write-profile` writes the proposed profile to a file, to be corrected.")

  @Argument(help: "The file, or `-` for standard input.")
  var source: String

  @OptionGroup var describing: ProfileOptions
  @OptionGroup var reading: ReadingOptions
  @OptionGroup var rules: RulebookOptions
  @OptionGroup var log: LogOptions

  @Option(help: ArgumentHelp("Where to write the proposed profile.", valueName: "file"))
  var writeProfile: String?

  @Option(help: ArgumentHelp("How many transactions and rejections to show.", valueName: "count"))
  var show = 5

  func run() throws {
    let console = log.console
    try console.reporting {
      var options = ScanOptions(
        rulebook: try rules.load(), geography: try rules.geography(), clock: SystemClock.now)
      options.profile = try describing.load()
      reading.apply(to: &options.sources)
      let report = try FileCheck(options).check(source, examples: max(0, min(show, 1000)))
      for line in report.lines { console.print(printable(line, keepingLines: true)) }
      if let writeProfile {
        do {
          try report.profile.yaml.write(toFile: writeProfile, atomically: true, encoding: .utf8)
        } catch {
          throw PipelineError(
            .fileFailed, reason: "The profile could not be written to \(writeProfile)",
            advice: "Check the folder and its permissions")
        }
        console.print("profile written to \(writeProfile)")
      }
      if !report.isReadable { throw ExitCode(ExitStatus.input.rawValue) }
    }
  }
}
