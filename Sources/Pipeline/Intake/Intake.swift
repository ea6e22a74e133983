import Dispatch
import Glibc
import History
import Ingest
import Ledger
import Synchronization

/// Reads all sources of a run, each with all workers, and keeps what they filed until it is assessed.
final class Intake: @unchecked Sendable {
  private let options: ScanOptions
  private let policy: FilingPolicy
  private let night: Night
  private let stop: StopSignal
  private let progress: @Sendable (RunProgress) -> Void
  private let sinks: [FilingSink]
  private let spills: Mutex<[Int: SpillFile]> = Mutex([:])
  private let spillFailure: Mutex<PipelineError?> = Mutex(nil)
  /// By worker, the rejections that count towards the limit, as of its last chunk.
  private let rejectedSoFar: Mutex<[Int: Int]> = Mutex([:])

  private let knownDigests: Set<String>

  private(set) var sources: [SourceRecord] = []
  private var left = SkippedFiles()
  /// Files of folders that hold no transactions.
  var skipped: [SkippedSource] { left.files }
  /// Records too old to be told apart, in sources that were read to the last byte before: duplicates.
  private(set) var repeated = RecordTally()
  private(set) var fileNames: [UInt32: String] = [:]
  private(set) var rejections: [Rejection] = []
  /// Rejections whose content could not be held: with any of them the run cannot be kept.
  private(set) var rejectionsDropped = 0
  private(set) var understanding: [String: [String]] = [:]
  /// What is needed to read mended records again, by source name.
  private(set) var replayContexts: [String: ReplayContext] = [:]

  init(
    _ options: ScanOptions, policy: FilingPolicy, night: Night, knownDigests: Set<String>,
    stop: StopSignal, progress: @escaping @Sendable (RunProgress) -> Void
  ) {
    self.knownDigests = knownDigests
    self.options = options
    self.policy = policy
    self.night = night
    self.stop = stop
    self.progress = progress
    sinks = (0..<max(options.workers, 1)).map { _ in FilingSink(policy: policy, fileName: "", file: 0) }
  }

  // MARK: What was met

  /// Records that became postings, duplicates among them.
  var bound: RecordTally { total(\.accepted) }
  var rejected: RecordTally { total(\.rejected).subtracting(repeated) }
  var recordsRead: Int { sinks.reduce(0) { $0 + $1.recordsRead } }
  var recordsRejected: Int { sinks.reduce(0) { $0 + $1.recordsRejected } - repeated.records }
  /// Of the rejected, those nothing is wrong with, by code.
  var setAside: [String: Int] {
    sinks.reduce(into: [:]) { counts, sink in counts.merge(sink.setAside) { $0 + $1 } }
  }
  /// What the records took back.
  var reversals: [Reversal] { sinks.flatMap(\.reversals) }
  var fieldsStated: FieldSet { sinks.reduce(into: FieldSet()) { $0.formUnion($1.fields) } }

  /// What was odd, by its name.
  var oddities: [String: Int] {
    var counts: [String: Int] = [:]
    for sink in sinks {
      for (oddity, count) in sink.oddities { counts[oddity.name, default: 0] += count }
    }
    return counts
  }

  /// The code most records were rejected with.
  var commonestRejection: (code: String, count: Int)? {
    Dictionary(grouping: rejections, by: \.code).map { ($0.key, $0.value.count) }
      .max { ($0.1, $1.0) < ($1.1, $0.0) }
  }

  private func total(_ tally: (FilingSink) -> RecordTally) -> RecordTally {
    var sum = RecordTally()
    for sink in sinks { sum.add(tally(sink)) }
    return sum
  }

  // MARK: Reading

  /// Reads every source to its end, or until stopping is asked for or too much is rejected.
  func readAll() throws {
    let listed = try SourceList.expand(options.paths)
    for named in listed {
      guard !stop.isRequested, !tooMuchRejected else { return }
      let source = try ByteSource(path: named.path) { [stop] in stop.isRequested }
      guard let understood = try left.reading(source, named, options.sources) else { continue }
      understanding[source.name] = understood.evidence
      try read(source, profile: understood.profile)
    }
    try left.requireSomething(of: listed)
  }

  /// Reads one source as a profile describes it.
  ///
  /// - Parameter isWhole: whether it is all that was sent, which its own trailers may contradict.
  func read(_ source: ByteSource, profile: Profile, isWhole: Bool = true) throws {
    let placeholder = SourceRecord(
      name: source.name, format: profile.format.rawValue, bytes: 0, digest: "", records: 0)
    let index = try night.register(source: placeholder)
    fileNames[index] = source.name
    for sink in sinks { sink.begin(fileName: source.name, file: index) }
    let outcome = try SourceDecoder.decode(
      source, profile: profile, policy: policy,
      settings: options.decodeSettings, sinks: sinks, hooks: hooks())
    if let failure = spillFailure.withLock({ $0 }) { throw failure }
    if isWhole { try options.controls.check(outcome) }
    takeRejections(of: outcome)
    rejections.sort { ($0.file, $0.line, $0.byteOffset) < ($1.file, $1.line, $1.byteOffset) }
    var remembered = outcome.record
    if outcome.older.records > 0, !isRepeated(outcome) { remembered.digest = "" }
    try night.describe(source: index, as: remembered)
    sources.append(outcome.record)
    replayContexts[source.name] = ReplayContext(profile: outcome.replayProfile, header: outcome.header)
  }

  /// Records older than what is remembered are rejected, unless their source was read before: then each of them
  /// was, too.
  /// A source of which records were rejected as too old is remembered without its digest, so that they are not
  /// taken for repeated when it comes again.
  private func isRepeated(_ outcome: DecodeOutcome) -> Bool {
    knownDigests.contains(outcome.record.digest)
  }

  private func takeRejections(of outcome: DecodeOutcome) {
    let isRepeated = isRepeated(outcome)
    if isRepeated { repeated.add(outcome.older) }
    rejectionsDropped += sinks.reduce(0) { $0 + (isRepeated ? 0 : $1.takeRejectionsDropped()) }
    for sink in sinks {
      rejections += sink.takeRejections()
      let older = sink.takeOlderRejections()
      if !isRepeated { rejections += older }
    }
  }

  private func hooks() -> DecodeHooks {
    let share = options.memoryBudget / sinks.count
    return DecodeHooks(
      afterChunk: { [self] number, sink in
        // `bytesFiled` only grows: the exact size, which costs a look at every shard, is asked for rarely.
        rejectedSoFar.withLock {
          $0[number] = sink.recordsRejected - sink.recordsOlder - sink.recordsSetAside
        }
        guard sink.bytesFiled >= share, sink.buffers.byteCount >= share else { return !tooMuchRejected }
        return spill(sink, number)
      },
      progress: { [progress] read in
        progress(
          RunProgress(
            phase: .reading, bytes: read.bytesTaken, bytesTotal: read.size, records: read.recordsRead))
      },
      shouldStop: { [stop] in stop.isRequested })
  }

  /// A limit in records can be judged at any time, but for records that may yet prove to be repeated; a share
  /// only at the end.
  private var tooMuchRejected: Bool {
    guard case .records(let most) = options.rejectionLimit else { return false }
    return rejectedSoFar.withLock { $0.values.reduce(0, +) } > most
  }

  // MARK: Memory

  /// Sets a part of a worker's sink aside in its spill file; false where that fails.
  private func spill(_ sink: FilingSink, _ worker: Int) -> Bool {
    do throws(PipelineError) {
      let file = try spills.withLock { files throws(PipelineError) in
        if let file = files[worker] { return file }
        let file = try SpillFile(in: options.state)
        files[worker] = file
        return file
      }
      try file.take(sink.buffers)
      return true
    } catch {
      spillFailure.withLock { $0 = error }
      return false
    }
  }

  /// The filings of a shard that are still in memory.
  func filings(of shard: Int) -> [UnsafeRawBufferPointer] {
    sinks.flatMap { $0.buffers.ranges(of: shard) }
  }

  /// Appends what was spilled of a shard.
  func readSpilled(_ shard: Int, into target: inout ByteBuffer) throws(PipelineError) {
    let files = spills.withLock { $0.sorted { $0.key < $1.key }.map(\.value) }
    target.reserve(files.reduce(0) { $0 + $1.byteCount(of: shard) })
    for file in files { try file.read(shard, into: &target) }
  }

  /// Which of these identities tonight's customers have. One pass over what was filed.
  func identities(among wanted: Set<UInt64>) throws(PipelineError) -> Set<UInt64> {
    var found: Set<UInt64> = []
    var spilled = ByteBuffer()
    for shard in 0..<SubjectKey.shardCount {
      spilled.removeAll()
      try readSpilled(shard, into: &spilled)
      for range in filings(of: shard) + [spilled.bytes] {
        var offset = 0
        while offset < range.count {
          let identity = Filing.identity(at: offset, in: range)
          if wanted.contains(identity) { found.insert(identity) }
          offset += Filing.length(at: offset, in: range)
        }
      }
    }
    return found
  }

  /// Gives back memory that only reading needs; before shards are worked on side by side.
  func finishReading() {
    for sink in sinks { sink.buffers.releaseSpare() }
  }

  /// Gives back what was set aside on disk, beside whatever is done next: freeing a large file takes its time.
  func discardSpills() {
    let files = spills.withLock { files in
      defer { files = [:] }
      return files
    }
    DispatchQueue.global().async { withExtendedLifetime(files) {} }
  }

  /// Gives the memory of a shard back.
  func release(_ shard: Int) {
    for sink in sinks { sink.buffers.giveBack(shard) }
  }
}
