public import Ingest

/// What is said of sources that do not say it themselves.
public struct SourceOptions: Sendable {
  /// Paths as given; `-` is standard input; empty is standard input too.
  public var paths: [String] = []
  /// How to read the sources; nil to find out from each.
  public var profile: Profile?
  public var timeZone: String?
  public var currency: String?
  /// The institution of records that state none.
  public var institution = ""
  /// What messages between banks call it.
  public var own = OwnInstitution([])
  /// Whether a source whose payments are between banks is refused while nobody says which of them is ours.
  public var asksForInstitution = true
  /// What is assessed though it is not booked.
  public var included: Set<BookingStatus> = []
  /// What becomes of a source whose own totals are wrong.
  public var controls = ControlPolicy.standard

  public init() {}

  /// The institution of records that state none, by the profile or the run.
  var standingInstitution: String { profile?.institution ?? institution }

  /// Which banks are ours, by the profile or the run.
  var ownInstitution: OwnInstitution {
    guard let profile, !profile.own.isUnknown else { return own }
    return profile.own
  }

  /// What decoders are told of it.
  var decodeSettings: DecodeSettings {
    var settings = DecodeSettings(timeZone: timeZone, currency: currency)
    settings.own = ownInstitution
    settings.included = included
    return settings
  }
}
