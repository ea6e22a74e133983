import ArgumentParser
import Foundation
import Ingest
import Pipeline
import Reporting
import Rulebook

/// `manumit customers`: what the institution knows of its customers beside the payments.
struct CustomersCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "customers",
    abstract: "Load the customer file: whose accounts are, and what is known of them.",
    subcommands: [CustomersLoadCommand.self])
}

/// `manumit customers load`: a customer file into a state.
struct CustomersLoadCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "load",
    abstract: "Load a customer file into a state, and assess again whomever it concerns.",
    discussion: """
      One row an account, the columns named in the first row; a customer of two accounts has two rows. CSV, plain, \
      gzip or Zstandard. Columns, all optional but one of the first two (usual other names are understood):

        customer_id, account_id   whose account it is; accounts of one customer are assessed together
        name                      where exports state none
        kind                      person or business
        occupation, naics         what the customer does; NAICS as digits, 561720
        street, city, state, zip  the home: distances, and what customers share
        phone, email, employer    what customers share
        opened                    the day the account was opened, 2026-03-31
        branch_zip                the home branch; stands for the home where zip is empty
        minor                     yes or no: makes a flag's role that of a possible victim, and nothing else

      What a file says of a customer replaces what was said before; customers it does not name stay as they are, \
      unless --replace is given. It may be loaded before, between or after the nights: the flags are the same, as \
      far back as the state remembers. One value that cannot be, and nothing of the file is kept.

        manumit customers load customers.csv --state /var/lib/manumit

      Exit codes: \(ExitStatus.summary)
      """)

  @Argument(help: "The customer file, or `-` for standard input.")
  var file: String

  @OptionGroup var state: StateOptions
  @OptionGroup var rules: RulebookOptions
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var log: LogOptions

  @Option(
    help: ArgumentHelp(
      "YAML file that says how to read it: dialect, time: {order: m/d/y}, institution, fields: {zip: COLUMN}.",
      valueName: "file"))
  var profile: String?

  @Option(
    help: ArgumentHelp(
      "Name of the institution whose customers they are, as given to `scan`.", valueName: "name"))
  var institution: String?

  @ArgumentParser.Flag(help: "Forget the institution's customers that are not in the file.")
  var replace = false

  @ArgumentParser.Flag(help: "Keep changed flags in the outbox; tell PostgreSQL with `manumit publish`.")
  var noPublish = false

  func run() throws {
    let console = log.console
    try console.reporting {
      let profile = try loadProfile()
      var options = ScanOptions(
        rulebook: try rules.load(), geography: try rules.geography(), clock: SystemClock.now)
      options.state = try state.path()
      options.patience = state.wait
      options.parameters = try rules.parameters()
      options.institution = institution.flatMap { institutionNames($0).first } ?? profile.institution ?? ""
      options.command = "customers load"
      options.program = Version.text
      options.workers = ProcessInfo.processInfo.activeProcessorCount
      let stop = StopSignal()
      let signals = Signals(stop, console: console)
      defer { withExtendedLifetime(signals) {} }
      let read = try stop.heeding {
        try CustomerFile(try ByteSource(path: file) { stop.isRequested }, profile: profile)
      }
      let ending = RunEnding(
        console: console, settings: try database.settings(), stop: stop, publishes: !noPublish)
      let store = try Scan.openState(options)
      let report = try CustomerLoad(options, store: store, stop: stop).run(
        read, name: file, replaces: replace)
      for line in CustomerLoadText.lines(of: report) { console.print(line) }
      if report.run != nil { try ending.publish(from: store).end() }
    }
  }

  private func loadProfile() throws -> CustomerProfile {
    guard let profile else { return CustomerProfile() }
    guard let data = FileManager.default.contents(atPath: profile),
      let text = String(data: data, encoding: .utf8)
    else { throw ValidationError("The profile \(profile) could not be read.") }
    return try CustomerProfile(yaml: text, file: profile)
  }
}
