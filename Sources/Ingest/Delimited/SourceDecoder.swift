public import Ledger

/// What a run wants to hear of while a source is decoded, and how it stops it.
public struct DecodeHooks: Sendable {
  /// Called on the worker's thread after each chunk, with its number and its sink, whose buffers may be
  /// emptied there; false stops the decoding.
  public var afterChunk: @Sendable (Int, FilingSink) -> Bool
  /// Called on the calling thread after each chunk that was read.
  public var progress: @Sendable (DecodeProgress) -> Void
  /// Asked on the calling thread after each chunk that was read.
  public var shouldStop: @Sendable () -> Bool

  public init(
    afterChunk: @escaping @Sendable (Int, FilingSink) -> Bool = { _, _ in true },
    progress: @escaping @Sendable (DecodeProgress) -> Void = { _ in },
    shouldStop: @escaping @Sendable () -> Bool = { false }
  ) {
    self.afterChunk = afterChunk
    self.progress = progress
    self.shouldStop = shouldStop
  }
}

/// How far a source has been read.
public struct DecodeProgress: Sendable {
  public var source: String
  /// Bytes of the file taken, before decompression.
  public var bytesTaken: Int
  /// Bytes of the file; nil for a pipe.
  public var size: Int?
  /// Bytes handed to the workers, decompressed.
  public var bytesDecoded: Int
  /// Records read by the workers.
  public var recordsRead: Int
}

/// What became of a source.
public struct DecodeOutcome: Sendable {
  /// Its name, digest, size and controls.
  public var record: SourceRecord
  /// Records read, accepted and rejected in it, duplicates among the accepted.
  public var read: RecordTally
  public var accepted: RecordTally
  public var rejected: RecordTally
  /// Of the rejected, those dated before what is remembered.
  public var older: RecordTally
  /// Whether a hook stopped it before its end; its records then are not all of it.
  public var wasStopped: Bool
  /// Whether a trailer contradicts what was read.
  public var controlsFailed: Bool
  /// Why it cannot be all that was sent, by its own trailers; nil where nothing says so.
  public var contradiction: String?
  /// The bytes before the first record: byte order mark, preamble, header. Rejected records that are to be
  /// mended and read again belong behind them.
  public var header: [UInt8]
  /// How rejected records are read again once they are mended.
  public var replayProfile: Profile
}

/// Settings of a run for values that neither records nor profiles state, and for the machine.
public struct DecodeSettings: Sendable {
  /// `--time-zone`.
  public var timeZone: String?
  /// `--currency`.
  public var currency: String?
  /// What messages between banks call the institution.
  public var own = OwnInstitution([])
  /// What is assessed though it is not booked (`--include`).
  public var included: Set<BookingStatus> = []
  /// Bytes read at a time. Smaller ones stay in the cache from reading to parsing; larger ones change
  /// hands less often.
  public var chunkBytes = 1 << 20

  public init(timeZone: String? = nil, currency: String? = nil) {
    self.timeZone = timeZone
    self.currency = currency
  }
}

/// Decodes whole sources.
public enum SourceDecoder {
  /// Decodes `source` as `profile` describes it, with one worker for each of `sinks`.
  ///
  /// `file` is its index in the catalogue of files; without one the sinks keep what they were told.
  /// The first bytes may have been peeked at but not read. Afterwards the sinks hold what was filed and not
  /// yet fetched, and `FilingSink.read` has grown by exactly `DecodeOutcome.read`.
  ///
  /// - Throws: an `IngestError` where the source cannot be read to its end or does not fit the profile. What
  ///   the sinks hold then is part of it and must not be published.
  public static func decode(
    _ source: ByteSource, profile: Profile, policy: FilingPolicy, settings: DecodeSettings = DecodeSettings(),
    file: UInt32? = nil, sinks: [FilingSink], hooks: DecodeHooks = DecodeHooks()
  ) throws(IngestError) -> DecodeOutcome {
    precondition(!sinks.isEmpty, "no sink, no worker")
    if let file {
      for sink in sinks { sink.begin(fileName: source.name, file: file) }
    }
    do throws(IngestError) {
      return try decodeNamed(source, profile, policy, settings, sinks, hooks)
    } catch {
      var named = error
      if named.source.isEmpty { named.source = source.name }
      throw named
    }
  }

  private static func decodeNamed(
    _ source: ByteSource, _ profile: Profile, _ policy: FilingPolicy, _ settings: DecodeSettings,
    _ sinks: [FilingSink], _ hooks: DecodeHooks
  ) throws(IngestError) -> DecodeOutcome {
    source.stopWaiting(when: hooks.shouldStop)
    if let format = profile.format.message {
      return try decodeMessages(source, format, profile, policy, settings, sinks, hooks)
    }
    let format: FormatReader
    do throws(IngestError) {
      format = try FormatReader(source, profile: profile, policy: policy, settings: settings)
    } catch {
      guard hooks.shouldStop() else { throw error }
      throw IngestError(code: .interrupted, why: "The run was stopped before its header was read")
    }
    let pipeline = ChunkPipeline(
      splitter: format.splitter, workers: sinks.count, chunkBytes: settings.chunkBytes, hooks: hooks)
    var decoders: [any ChunkDecoder] = []
    for _ in sinks { decoders.append(try format.makeDecoder()) }
    let before = Tallies(sinks)
    let wasStopped = try pipeline.run(
      source, skipping: format.headerBytes, lines: format.headerLines, decoders: decoders, sinks: sinks)
    let met = Tallies(sinks).since(before)
    let trailers = decoders.flatMap(\.trailers).sorted { $0.line < $1.line }
    let contradiction =
      wasStopped
      ? nil
      : ControlCheck.contradiction(
        trailers, read: met.read, expectsTrailer: !profile.dialect.trailers.isEmpty)
    let checks = wasStopped ? [] : trailers.map { ControlCheck($0, read: met.read, amount: profile.amount) }
    return DecodeOutcome(
      record: SourceRecord(
        name: source.name, format: profile.format.rawValue, bytes: source.bytesRead, digest: source.digest,
        records: met.read.records,
        controls: checks.map(\.text) + (trailers.isEmpty ? [contradiction].compactMap(\.self) : [])),
      read: met.read, accepted: met.accepted, rejected: met.rejected, older: met.older,
      wasStopped: wasStopped,
      controlsFailed: checks.contains { !$0.agrees }, contradiction: contradiction, header: format.header,
      replayProfile: profile)
  }

  private static func decodeMessages(
    _ source: ByteSource, _ format: any MessageFormat.Type, _ profile: Profile, _ policy: FilingPolicy,
    _ settings: DecodeSettings, _ sinks: [FilingSink], _ hooks: DecodeHooks
  ) throws(IngestError) -> DecodeOutcome {
    let reading = try MessageReading(
      source, format: format, profile: profile, policy: policy, settings: settings)
    let before = Tallies(sinks)
    let result = try reading.run(sinks, hooks)
    let met = Tallies(sinks).since(before)
    return DecodeOutcome(
      record: SourceRecord(
        name: source.name, format: profile.format.rawValue, bytes: source.bytesRead, digest: source.digest,
        records: met.read.records, controls: result.controls.lines + [result.contradiction].compactMap(\.self)
      ),
      read: met.read, accepted: met.accepted, rejected: met.rejected, older: met.older,
      wasStopped: result.wasStopped, controlsFailed: result.controls.differing > 0,
      contradiction: result.contradiction, header: [], replayProfile: reading.replayProfile)
  }
}

/// What sinks have counted.
private struct Tallies {
  var accepted = RecordTally()
  var rejected = RecordTally()
  var older = RecordTally()

  /// All records read.
  var read: RecordTally {
    var sum = accepted
    sum.add(rejected)
    return sum
  }

  init(_ sinks: [FilingSink]) {
    for sink in sinks {
      accepted.add(sink.accepted)
      rejected.add(sink.rejected)
      older.add(sink.older)
    }
  }

  /// What was added since `earlier`.
  func since(_ earlier: Tallies) -> Tallies {
    var rest = self
    rest.accepted = accepted.subtracting(earlier.accepted)
    rest.rejected = rejected.subtracting(earlier.rejected)
    rest.older = older.subtracting(earlier.older)
    return rest
  }
}

extension RecordTally {
  /// What was added since `earlier`.
  public func subtracting(_ earlier: RecordTally) -> RecordTally {
    var rest = RecordTally(
      records: records - earlier.records, withoutAmount: withoutAmount - earlier.withoutAmount)
    for (currency, sum) in minorUnits {
      let added = sum - (earlier.minorUnits[currency] ?? 0)
      if added != 0 || earlier.minorUnits[currency] == nil { rest.minorUnits[currency] = added }
    }
    return rest
  }
}
