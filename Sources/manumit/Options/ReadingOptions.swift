import ArgumentParser
import Foundation
import Ingest

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

  @Option(help: ArgumentHelp("Name of the institution the records are of.", valueName: "name"))
  var institution = ""
}
