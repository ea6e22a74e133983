import Ledger

/// A profile applied to the beginning of one source: how to split it, and who decodes it.
struct FormatReader {
  let splitter: RecordSplitter
  /// The bytes before the first record, and how many lines they are.
  let header: [UInt8]
  let headerLines: Int
  private let plan: BindingPlan
  private let policy: FilingPolicy

  init(_ source: ByteSource, profile: Profile, policy: FilingPolicy, settings: DecodeSettings)
    throws(IngestError)
  {
    self.policy = policy
    let start = try source.peek(IngestLimits.headerBytes)
    switch profile.format {
    case .delimited:
      let found = try DelimitedHeader(start, dialect: profile.dialect, source: source.name)
      plan = try BindingPlan(
        profile: profile, columns: found.columns, zone: settings.timeZone, currency: settings.currency)
      splitter = RecordSplitter(
        delimiter: profile.dialect.delimiter, quote: profile.dialect.quote, lineEnds: .any)
      (header, headerLines) = (Array(start.prefix(found.end)), found.lines)
    case .ndjson:
      guard !start.isEmpty else {
        throw IngestError(code: .empty, source: source.name, why: "It is empty")
      }
      var resolved = profile
      if profile.fields.isEmpty {
        let isWhole = start.count < IngestLimits.headerBytes
        resolved.fields = try ObjectSniffer(bytes: start[...], isWhole: isWhole).fieldsByName()
      }
      plan = try BindingPlan(
        profile: resolved, columns: nil, zone: settings.timeZone, currency: settings.currency)
      splitter = RecordSplitter(delimiter: 0x2C, quote: nil, lineEnds: .lineFeed)
      (header, headerLines) = (start.starts(with: [0xEF, 0xBB, 0xBF]) ? [0xEF, 0xBB, 0xBF] : [], 0)
    }
  }

  /// A decoder for one worker.
  func makeDecoder() throws(IngestError) -> any ChunkDecoder {
    switch plan.profile.format {
    case .delimited: return try DelimitedDecoder(plan: plan, policy: policy)
    case .ndjson: return try NDJSONDecoder(plan: plan, policy: policy)
    }
  }
}
