import Ledger

/// A profile applied to the beginning of one source: how to split it, and who decodes it.
struct FormatReader {
  let splitter: RecordSplitter
  /// Bytes and lines before the first record.
  let headerBytes: Int
  let headerLines: Int
  /// The bytes before the first record.
  let header: [UInt8]
  private let plan: BindingPlan
  private let policy: FilingPolicy

  init(_ source: ByteSource, profile: Profile, policy: FilingPolicy, settings: DecodeSettings)
    throws(IngestError)
  {
    self.policy = policy
    let start = try source.peek(IngestLimits.headerBytes)
    switch profile.format.kind {
    case .delimited:
      let header = try DelimitedHeader(start, dialect: profile.dialect, source: source.name)
      plan = try BindingPlan(
        profile: profile, columns: header.columns, zone: settings.timeZone, currency: settings.currency,
        included: settings.included)
      splitter = RecordSplitter(
        delimiter: profile.dialect.delimiter, quote: profile.dialect.quote, lineEnds: .any)
      (headerBytes, headerLines) = (header.end, header.lines)
    case .ndjson:
      guard !start.isEmpty else {
        throw IngestError(code: .empty, source: source.name, why: "It is empty")
      }
      var resolved = profile
      if profile.fields.isEmpty {
        let isWhole = start.count < IngestLimits.headerBytes
        resolved.fields = try ObjectSniffer(bytes: start[...], isWhole: isWhole).fieldsByName()
        resolved.readsLateNames = true
      }
      if resolved.readsLateNames { Self.bindLateNames(&resolved) }
      plan = try BindingPlan(
        profile: resolved, columns: nil, zone: settings.timeZone, currency: settings.currency,
        included: settings.included)
      splitter = RecordSplitter(delimiter: 0x2C, quote: nil, lineEnds: .lineFeed)
      (headerBytes, headerLines) = (start.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0, 0)
    case .message(let format):
      throw IngestError(code: .formatNotRead, why: "\(format.title) is not made of records of its own")
    }
    header = Array(start.prefix(headerBytes))
  }

  /// Binds what the first objects did not have to its canonical name. What decides how the others are read, when, how
  /// much and which way, is as the first objects show it.
  private static func bindLateNames(_ profile: inout Profile) {
    let deciding: Set<CanonicalField> = [
      .timestamp, .date, .time, .timeZone, .amount, .debitAmount, .creditAmount, .direction,
    ]
    for field in CanonicalField.allCases where !deciding.contains(field) && profile.fields[field] == nil {
      profile.fields[field] = [.path([field.rawValue])]
    }
  }

  /// A decoder for one worker.
  func makeDecoder() throws(IngestError) -> any ChunkDecoder {
    if case .ndjson = plan.profile.format.kind { return try NDJSONDecoder(plan: plan, policy: policy) }
    return try DelimitedDecoder(plan: plan, policy: policy)
  }
}
