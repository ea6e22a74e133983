import ArgumentParser
import Glibc
import Ingest
import Pipeline
import Reporting

/// `manumit convert`: any format in, canonical records out.
struct ConvertCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert",
    abstract: "Turn files of any format that is read into canonical NDJSON or CSV.",
    discussion: """
      Keeps nothing and assesses nothing. The records go to standard output, or to --output, in the order of the \
      source; what was read and left out is said on standard error. A run over the converted file and over the \
      original are the same: the one finds the other's records to be duplicates. Payments that are not booked are \
      written with their booking_status. Of payments between banks the posting of each account that is ours is \
      written; without --institution, of both.

        manumit convert statement.xml > statement.ndjson
        manumit convert --form csv --institution 021000021 incoming.ach --output incoming.csv

      Exit codes: \(ExitStatus.summary)
      """)

  @Argument(help: "Files or folders; `-` or nothing is standard input.")
  var sources: [String] = []

  @Option(help: ArgumentHelp("What to write: ndjson or csv.", valueName: "form"))
  var form = CanonicalForm.ndjson

  @Option(
    name: [.short, .long], help: ArgumentHelp("Where to write instead of standard output.", valueName: "file")
  )
  var output: String?

  @OptionGroup var describing: ProfileOptions
  @OptionGroup var reading: ReadingOptions
  @OptionGroup var log: LogOptions

  func run() throws {
    let console = log.console
    try console.reporting {
      var options = SourceOptions()
      options.paths = sources
      options.profile = try describing.load()
      reading.apply(to: &options)
      let stop = StopSignal()
      let signals = Signals(stop, console: console)
      defer { withExtendedLifetime(signals) {} }
      let line = ProgressLine(console)
      let conversion = FileConversion(options, form: form, stop: stop) { line.show($0) }
      let report: FileConversion.Report
      if let output {
        report = try OperatorFile.stream(to: output, what: "The records") { try conversion.run(to: $0) }
      } else {
        report = try conversion.run { WholeWrite.write($0, to: STDOUT_FILENO) }
      }
      line.clear()
      for line in ConversionText.lines(of: report) { console.note(line) }
    }
  }
}
