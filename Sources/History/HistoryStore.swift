public import Ledger
import Synchronization

/// What is remembered between runs, in a directory of its own: postings, what was derived of them, and what
/// PostgreSQL does not yet have. One writer, one commit a run.
///
/// Postings lie in immutable *segments*, each written once, front to back, and read by merging. LMDB is the
/// catalogue: the list of live segments, the files they came from, derived data and the outbox. A run's
/// segment is on the device before the LMDB transaction that names it, and that transaction is the run's one
/// commit: a crash before it leaves an orphan that the next opening removes, a crash after it loses nothing.
///
/// Postings are not kept in LMDB itself because a night touches most subjects: a B-tree would rewrite a page
/// for each of them, keep the dirty pages in memory until the commit, and read them at random. Segments cost
/// a sequential write of what is new, and memory for one shard.
public final class HistoryStore: Sendable {
  /// How it was opened.
  public let options: HistoryOptions
  let directory: StateDirectory
  let catalogue: CatalogueEnvironment
  private let lock: StateLock
  private let current: Mutex<Contents>

  /// What changes with a commit.
  struct Contents {
    var segments: [SegmentFile]
    var lastDay: BusinessDay?
    var withdrawn: WithdrawnSlots
    var reversed: ReversedIdentities
    var isNightInProgress = false
    /// A commit failed when the catalogue was written, so only reopening tells whether it took place.
    var mustReopen = false
  }

  /// Opens the state in `path`, or makes one there.
  ///
  /// Holds the state until it goes; another opening waits for `options.patience` seconds and is then told who
  /// holds it. Removes what a crashed run left behind.
  /// - Throws: `HistoryError` `.locked`, `.newerFormat`, `.notAState`, `.damaged`, or of the system.
  public init(directory path: String, options: HistoryOptions = HistoryOptions()) throws(HistoryError) {
    self.options = options
    let directory = StateDirectory(path: path)
    self.directory = directory
    try StateDirectory.create(path)
    try StateFormat.refuseStrangers(in: directory)
    lock = try StateLock(path: directory.lock, command: options.command, patience: options.patience)
    try StateFormat.establish(in: directory)
    try StateDirectory.create(directory.catalogue)
    try StateDirectory.create(directory.segments)
    catalogue = try CatalogueEnvironment.open(path: directory.catalogue)
    try Seal.sealOlder(in: catalogue)
    // LMDB does not save the names of its own files, nor does anybody those of the directories.
    try StateDirectory.synchronise(directory.catalogue)
    try StateDirectory.synchronise(directory.path)
    let records = try Catalogue.segments(in: catalogue)
    try HistoryStore.removeOrphans(in: directory, live: records)
    var segments: [SegmentFile] = []
    for record in records { segments.append(try SegmentFile(record, in: directory)) }
    current = Mutex(
      Contents(
        segments: segments, lastDay: try Catalogue.lastDay(in: catalogue),
        withdrawn: try Catalogue.withdrawn(in: catalogue), reversed: try Catalogue.reversals(in: catalogue)))
  }

  /// Whether anything lies in a directory that exists: opening an empty one makes a state there.
  public static func holdsAnything(_ path: String) throws(HistoryError) -> Bool {
    try !StateDirectory.names(in: path).isEmpty
  }

  /// The latest local date of any posting accepted so far; nil in an empty state.
  public var lastDay: BusinessDay? { current.withLock { $0.lastDay } }

  /// Records dated earlier come late: not all their windows reach what is remembered. Nil in an empty state.
  public var horizon: BusinessDay? { lastDay?.advanced(by: -options.latenessDays) }

  /// Postings dated earlier are forgotten, and records are too old to be accepted. Nil in an empty state.
  public var floor: BusinessDay? { lastDay?.advanced(by: -options.retentionDays) }

  /// Begins a run. One at a time; nothing of it is seen by readers until it commits.
  public func beginNight() throws(HistoryError) -> Night {
    let contents = current.withLock { contents in
      precondition(!contents.isNightInProgress, "one night at a time")
      let copy = contents
      contents.isNightInProgress = !contents.mustReopen
      return copy
    }
    guard !contents.mustReopen else {
      throw HistoryError(
        .inputOutput, operation: "begin a run", path: directory.path,
        reason: "an earlier commit failed halfway",
        advice: "Start the program again: the state is as before that run, or as after it.")
    }
    do {
      return try Night(store: self, contents)
    } catch {
      endNight()
      throw error
    }
  }

  /// Live segments, oldest first.
  var segments: [SegmentFile] { current.withLock { $0.segments } }

  /// Live segments, what of them is void, and what was taken back.
  var live: (segments: [SegmentFile], withdrawn: WithdrawnSlots, reversed: ReversedIdentities) {
    current.withLock { ($0.segments, $0.withdrawn, $0.reversed) }
  }

  /// Publishes what a commit made durable.
  func replaceContents(_ plan: CommitPlan) {
    current.withLock { contents in
      contents.segments = plan.segments
      contents.lastDay = plan.lastDay
      contents.withdrawn = plan.withdrawn
      contents.reversed = plan.reversed
      contents.reversed.noteSaved()
    }
  }

  /// Refuses further runs until the state is opened again.
  func requireReopening() { current.withLock { $0.mustReopen = true } }

  /// Lets the next night begin.
  func endNight() { current.withLock { $0.isNightInProgress = false } }

  /// Removes segment files the catalogue does not name: a run ended before its commit, or before it had
  /// removed what a commit made superfluous.
  private static func removeOrphans(
    in directory: StateDirectory, live: [SegmentRecord]
  ) throws(HistoryError) {
    let names = Set(live.map { StateDirectory.segmentName($0.number) })
    for name in try StateDirectory.names(in: directory.segments) where !names.contains(name) {
      try StateDirectory.remove(directory.segments + "/" + name)
    }
  }
}
