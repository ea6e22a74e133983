import ArgumentParser
import Detection
import Foundation
import Ledger
import Pipeline
import Reporting
import Rulebook

/// `manumit peers`: what customers of each trade and occupation do, as reference data.
struct PeersCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "peers",
    abstract: "Compute what customers of each trade and occupation do, as reference data.",
    discussion: """
      Counts, over what a state remembers, what customers of one trade (every beginning of its NAICS code) or one \
      occupation are paid in 30 days: all of it, currency, and currency as a part of all. Groups of fewer than \
      \(PeerSurvey.fewestPeers) customers are left out. Needs a customer file (`manumit customers load`).

      Writes a step that holds from a day on into peers-*.yaml in the folder; files that are there keep their \
      steps. Rules compare with it from the next scan that is given the folder, after the shipped rules:

        manumit peers mine/reference --state /var/lib/manumit --from 2026-12-01
        manumit scan export.csv --state /var/lib/manumit --rulebook \(Rulebook.shippedDirectory) --rulebook mine

      Exit codes: \(ExitStatus.summary)
      """)

  @Argument(help: "Folder of reference data the files are written to; made if missing.")
  var folder: String

  @OptionGroup var state: StateOptions
  @OptionGroup var log: LogOptions

  @Option(help: ArgumentHelp("The day the figures hold from, such as 2026-12-01.", valueName: "date"))
  var from: String

  @Option(help: ArgumentHelp("Amounts in this currency are counted.", valueName: "code"))
  var currency = "USD"

  func validate() throws {
    guard BusinessDay(from) != nil else { throw ValidationError("--from takes a date such as 2026-12-01.") }
    guard Currency(currency) != nil else { throw ValidationError("--currency takes a code such as USD.") }
  }

  func run() throws {
    let console = log.console
    try console.reporting {
      guard let day = BusinessDay(from), let currency = Currency(currency) else { return }
      let store = try state.openExisting(command: "peers")
      let survey = try PeerFigures.survey(of: store, currency: currency)
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      let source = "\(survey.customers) customers, \(survey.periods) periods of \(PeerSurvey.periodDays) days"
      for measure in PeerMeasure.allCases {
        let table = survey.table(of: measure)
        let path = "\(folder)/\(PeerTableText.fileName(of: measure))"
        guard let step = PeerTableText.step(of: table, from: day, source: source) else {
          throw ValidationError(
            "No trade and no occupation has \(PeerSurvey.fewestPeers) customers with credits in \(currency).")
        }
        try add(step, head: PeerTableText.head(of: table), to: path, from: day)
        console.print(
          "\(measure.name): \(table.trades.count) trades, \(table.occupations.count) occupations in \(path)")
      }
      console.print("of \(source)")
    }
  }

  /// Adds a step to a file, or begins the file. What is written can be read by the rulebook, or nothing is.
  private func add(_ step: String, head: String, to path: String, from day: BusinessDay) throws {
    var text = head
    if let data = FileManager.default.contents(atPath: path) {
      text = String(decoding: data, as: UTF8.self)
      if !text.hasSuffix("\n") { text += "\n" }
      if text.contains("- from: \(day)") {
        throw ValidationError("\(path) has figures from \(day) already; choose a later day, or remove them.")
      }
    }
    text += step
    do throws(RulebookErrors) {
      _ = try Rulebook.load(files: [RulebookFile(name: path, text: text)])
    } catch {
      throw ValidationError("\(path) would not be a file of peers any more; nothing was written.\n\(error)")
    }
    try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
  }
}
