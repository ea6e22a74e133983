import Detection
public import Ingest
public import Ledger
import Rulebook

/// Reads a file without keeping anything, and says how it was understood and what it can show.
public struct FileCheck {
  private let options: ScanOptions

  public init(_ options: ScanOptions) { self.options = options }

  /// What was made of a file.
  public struct Report: Sendable {
    /// For people, in order.
    public var lines: [String]
    /// How it was read, or would be.
    public var profile: Profile
    /// Whether `scan` would read it with the settings given.
    public var isReadable: Bool
    /// The facts its records state; of a file that cannot be read yet, those its profile binds.
    public var stated: FieldSet
  }

  /// Checks a file; shows at most so many transactions and rejections.
  ///
  /// - Throws: `IngestError` where it is no file of transactions at all.
  public func check(_ path: String, examples: Int) throws -> Report {
    let source = try ByteSource(path: path)
    var text = CheckText(source: source.name)
    let (profile, questions) = try understand(source, &text)
    text.questions(questions)
    // Without a zone the rest is shown as if times were UTC; `scan` refuses to guess.
    var settings = options.decodeSettings
    let lacksZone = questions.contains { $0.code == "time-zone" }
    if lacksZone { settings.timeZone = "UTC" }
    guard questions.allSatisfy({ ["time-zone", "institution"].contains($0.code) }) else {
      let bound = FieldSet(boundBy: profile)
      text.coverage(of: options.rulebook, stated: bound)
      return Report(lines: text.lines, profile: profile, isReadable: false, stated: bound)
    }
    let sample = SampledSink(examples)
    var policy = FilingPolicy()
    policy.postalCodes = options.geography.postalCodes
    policy.placesWanted = FilingPolicy.places(options.rulebook)
    let sink = FilingSink(policy: policy, fileName: source.name, file: 1)
    let outcome = try SourceDecoder.decode(
      source, profile: profile, policy: policy, settings: settings, sinks: [sink],
      hooks: DecodeHooks(afterChunk: { _, sink in
        sample.take(sink)
        return true
      }))
    sample.take(sink)
    text.counts(outcome, sample.facts, first: sink.firstDay, last: sink.lastDay)
    text.setAside(sink.setAside)
    text.transactions(sample.first, isShownInUTC: lacksZone)
    text.rejections(sample.rejections, of: outcome.rejected.records)
    text.oddities(sink.oddities)
    text.coverage(of: options.rulebook, stated: sink.fields)
    return Report(
      lines: text.lines, profile: profile, isReadable: questions.isEmpty && sink.recordsRead > 0,
      stated: sink.fields)
  }

  private func understand(_ source: ByteSource, _ text: inout CheckText) throws -> (Profile, [OpenQuestion]) {
    let sample = try source.peek(Sniffer.sampleBytes)
    if let given = options.profile {
      let reading = Sniffer.reading(sample, by: given)
      text.understanding(["It is read by the profile \(given.name)."])
      return (reading.profile, SourceReading.unanswered(reading.open, options.sources))
    }
    let proposal = try Sniffer.proposal(for: sample, isWhole: sample.count < Sniffer.sampleBytes)
    text.understanding(proposal.evidence)
    var profile = proposal.profile
    profile.time.zone = profile.time.zone ?? options.timeZone
    profile.currency = profile.currency ?? options.currency
    return (profile, SourceReading.unanswered(proposal.questions, options.sources))
  }
}

/// The first transactions and rejections of a file, gathered while it is decoded by one worker.
private final class SampledSink: @unchecked Sendable {
  private let most: Int
  private(set) var first = Activity()
  private(set) var rejections: [Rejection] = []
  private(set) var facts = FileFacts()

  init(_ most: Int) { self.most = most }

  /// Keeps what comes first, in the order of lines, and empties the sink.
  func take(_ sink: FilingSink) {
    rejections += sink.takeRejections().prefix(max(0, most - rejections.count))
    var found: [(line: UInt32, posting: Posting, texts: [UInt8])] = []
    let isFull = first.postings.count >= most
    for shard in 0..<SubjectKey.shardCount {
      for bytes in sink.buffers.ranges(of: shard) { collect(bytes, isFull: isFull, &found) }
      sink.buffers.empty(shard)
    }
    for entry in found.sorted(by: {
      ($0.line, $1.posting.direction.rawValue) < ($1.line, $0.posting.direction.rawValue)
    })
    .prefix(max(0, most - first.postings.count)) {
      entry.texts.withUnsafeBytes { first.append(entry.posting, texts: $0) }
    }
  }

  /// Takes account of every posting; while examples are wanted, keeps it.
  private func collect(
    _ bytes: UnsafeRawBufferPointer, isFull: Bool,
    _ found: inout [(line: UInt32, posting: Posting, texts: [UInt8])]
  ) {
    var offset = 0
    while offset < bytes.count {
      let posting = Filing.posting(at: offset, in: bytes)
      facts.add(posting)
      if !isFull { found.append((posting.line, posting, Array(Filing.texts(at: offset, in: bytes)))) }
      offset += Filing.length(at: offset, in: bytes)
    }
  }
}
