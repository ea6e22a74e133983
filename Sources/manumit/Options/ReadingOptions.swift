import ArgumentParser
import Foundation
import Ingest
import Pipeline

/// The description of sources that do not describe themselves.
struct ProfileOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "YAML file that describes the sources. Without it each is understood by its own header, or refused.",
      valueName: "file"))
  var profile: String?

  func load() throws -> Profile? {
    guard let profile else { return nil }
    guard let data = FileManager.default.contents(atPath: profile),
      let text = String(data: data, encoding: .utf8)
    else { throw ValidationError("The profile \(profile) could not be read.") }
    return try Profile(yaml: text, file: profile)
  }
}

/// What records may leave unsaid.
struct ReadingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Zone of times that state none: an offset such as -06:00 or a name such as America/Chicago.",
      valueName: "zone"))
  var timeZone: String?

  @Option(help: ArgumentHelp("Currency of amounts that state none, such as USD.", valueName: "code"))
  var currency: String?

  @Option(
    help: ArgumentHelp(
      "The institution the records are of: a name, or names and identifiers such as 'First Bank, BANKUS33, 021000021',"
        + " by which messages between banks say whose accounts are ours.",
      valueName: "list"))
  var institution = ""

  @Option(
    help: ArgumentHelp(
      "Assess payments of this status as well, though they are not booked: pending, instructed or information."
        + " Repeatable.", valueName: "status"))
  var include: [BookingStatus] = []

  @Option(
    help: ArgumentHelp(
      "What to do with a source whose own counts and sums are not what was read: warn, stop, or standard, which"
        + " refuses only what cannot be all that was sent.", valueName: "warn|stop"))
  var controls = ControlPolicy.standard

  /// Tells a run what its records may leave unsaid.
  func apply(to options: inout SourceOptions) {
    let names = institutionNames(institution)
    options.timeZone = timeZone
    options.currency = currency
    options.institution = names.first ?? ""
    options.own = OwnInstitution(named: names)
    options.included = Set(include)
    options.controls = controls
  }
}

/// The names and identifiers of an institution as they are written in one option; the first is what its accounts are
/// kept under.
func institutionNames(_ written: String) -> [String] {
  written.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
}
