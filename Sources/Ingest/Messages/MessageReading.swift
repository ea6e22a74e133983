import Ledger

/// Reads one source of a message format, with one worker: what a record means depends on those before it.
struct MessageReading {
  private let source: ByteSource
  private let profile: Profile
  private let plan: BindingPlan
  private let policy: FilingPolicy
  private let settings: DecodeSettings
  private let format: any MessageFormat.Type

  init(
    _ source: ByteSource, format: any MessageFormat.Type, profile: Profile, policy: FilingPolicy,
    settings: DecodeSettings
  ) throws(IngestError) {
    self.source = source
    self.format = format
    self.profile = Self.profile(format, like: profile)
    self.policy = policy
    self.settings = settings
    plan = try BindingPlan(
      profile: self.profile, columns: nil, zone: settings.timeZone, currency: settings.currency,
      included: settings.included)
    guard try !source.peek(1).isEmpty else {
      throw IngestError(code: .empty, source: source.name, why: "It is empty")
    }
  }

  /// What a decoder of the format says of one source.
  struct Result {
    var wasStopped: Bool
    var controls: ControlTotals
    var contradiction: String?
  }

  /// Decodes the whole source into the first sink.
  func run(_ sinks: [FilingSink], _ hooks: DecodeHooks) throws(IngestError) -> Result {
    let sink = sinks[0]
    let source = source
    let input = MessageInput(source, blockBytes: settings.chunkBytes) {
      hooks.progress(
        DecodeProgress(
          source: source.name, bytesTaken: source.bytesTaken, size: source.size,
          bytesDecoded: source.bytesRead,
          recordsRead: sink.recordsRead))
      return hooks.afterChunk(0, sink) && !hooks.shouldStop()
    }
    let filer = MessageFiler(sink: sink, plan: plan, policy: policy, own: settings.own)
    do throws(IngestError) {
      try format.makeDecoder().decode(input, into: filer)
    } catch {
      // What is made to end early looks cut off.
      guard input.wasStopped || hooks.shouldStop() else { throw error }
      return Result(wasStopped: true, controls: ControlTotals())
    }
    let wasStopped = input.wasStopped || !hooks.afterChunk(0, sink)
    return Result(
      wasStopped: wasStopped, controls: wasStopped ? ControlTotals() : filer.controls,
      contradiction: wasStopped ? nil : filer.contradiction)
  }

  /// The profile by which the binder understands what decoders of the format state: every field, each in its place.
  private static func profile(_ format: any MessageFormat.Type, like given: Profile) -> Profile {
    var profile = given
    profile.amount = format.amount
    profile.amount.sign = .direction
    profile.fields = [:]
    for field in CanonicalField.allCases { profile.fields[field] = [.position(field.place + 1)] }
    return profile
  }

  /// The profile by which rejected records are read again: their fields by name.
  var replayProfile: Profile {
    var replay = profile
    replay.format = .ndjson
    for field in CanonicalField.allCases { replay.fields[field] = [.path([field.rawValue])] }
    return replay
  }
}
