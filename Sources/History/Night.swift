import Dispatch
public import Ledger
import Synchronization

/// One run's changes: postings, derived data, outbox. Everything or nothing of it becomes part of the state.
///
/// `mergeShard`, `put`, `delete`, `get`, `register` and `appendOutbox` may be called from several threads at
/// once. `commit` or `abandon` ends it; a night that simply goes is abandoned.
public final class Night: Sendable {
  let store: HistoryStore
  private let writer: SegmentWriter
  private let segments: [SegmentFile]
  private let lastDay: BusinessDay?
  let staged = Mutex(StagedChanges())
  /// Subjects filed anew, those of earlier nights among them.
  private let withdrawn: Mutex<WithdrawnSlots>
  /// What was taken back, by tonight's records too.
  private let reversed: Mutex<ReversedIdentities>
  /// By shard, subjects that are to be merged though nothing came for them.
  private let touched = Mutex<[Int: Set<SubjectSlot>]>([:])
  /// Scratch space of threads that have worked on a shard, for the next one.
  private let idle = Mutex<[Workbench]>([])
  private let isOver = Mutex(false)

  init(store: HistoryStore, _ contents: HistoryStore.Contents) throws(HistoryError) {
    self.store = store
    segments = contents.segments
    lastDay = contents.lastDay
    withdrawn = Mutex(contents.withdrawn)
    reversed = Mutex(contents.reversed)
    let next = try store.catalogue.read { view throws(LMDBError) in
      (
        segment: try Catalogue.number(.nextSegment, in: view) ?? 1,
        source: try Catalogue.number(.nextSource, in: view) ?? 1
      )
    }
    staged.withLock { $0.nextSource = UInt32(truncatingIfNeeded: next.source) }
    writer = try SegmentWriter(number: UInt32(truncatingIfNeeded: next.segment), in: store.directory)
  }

  deinit { abandon() }

  /// Merges what came tonight for a shard with what is remembered, once for each shard at most.
  ///
  /// `incoming` are ranges of `Filing` records in any order; they must stay as they are during the call.
  /// `body` is called for each subject whose activity changed, in no order that means anything; subjects of
  /// which only duplicates came are counted and passed over.
  ///
  /// - Parameter isFiledAnew: what comes was remembered before under another subject, so its identities are
  ///   final; the tally then counts nothing that was read.
  /// - Complexity: O(filings + remembered postings of their subjects), sorting within a subject apart.
  public func mergeShard(
    _ shard: Int, incoming: [UnsafeRawBufferPointer], isFiledAnew: Bool = false,
    body: (inout MergedSubject) throws(HistoryError) -> Void
  ) throws(HistoryError) -> ShardTally {
    precondition(!isOver.withLock { $0 }, "the night is over")
    let workbench = idle.withLock { $0.popLast() } ?? Workbench()
    defer { idle.withLock { $0.append(workbench) } }
    let task = ShardMerger.Task(
      shard: shard, segments: segments, floor: lastDay?.advanced(by: -store.options.retentionDays),
      horizon: lastDay?.advanced(by: -store.options.latenessDays), withdrawn: withdrawn.withLock { $0 },
      reversed: reversed.withLock { $0 }, touched: touched.withLock { $0[shard] ?? [] },
      isFiledAnew: isFiledAnew)
    let tally = try workbench.merger.merge(task, incoming: incoming, into: writer, body: body)
    let outliving = workbench.merger.outliving
    if !outliving.isEmpty {
      reversed.withLock { reversed in for (identity, day) in outliving { reversed.add(identity, on: day) } }
    }
    return tally
  }

  /// Makes void what is remembered of a subject: it is filed anew tonight, there or elsewhere. Before its shard is
  /// merged.
  public func withdraw(_ kind: SubjectKind, _ key: SubjectKey) {
    withdrawn.withLock { $0.withdraw(SubjectSlot(kind, key), before: writer.number) }
  }

  /// Takes postings back: from now on they are remembered and not counted. Before any shard is merged.
  ///
  /// - Returns: those that were not taken back before.
  public func takeBack(_ reversals: [Reversal]) -> [Reversal] {
    reversed.withLock { reversed in reversals.filter { reversed.add($0.identity, on: $0.day) } }
  }

  /// Merges a subject though nothing came for it: what is remembered of it was taken back. Before its shard is merged.
  public func touch(_ kind: SubjectKind, _ key: SubjectKey) {
    touched.withLock { _ = $0[key.shard, default: []].insert(SubjectSlot(kind, key)) }
  }

  /// Whether subjects of a shard are to be merged though nothing came for them.
  public func touches(shard: Int) -> Bool { touched.withLock { $0[shard] != nil } }

  /// Begins to bring what was merged to the device, and returns at once: the commit then waits less. For when all
  /// shards are merged and there is other work before the commit.
  public func settle() {
    DispatchQueue.global().async { [writer] in writer.settle() }
  }

  /// Makes everything of the night durable and visible, in one step.
  ///
  /// - Throws: `HistoryError`; the state is then what it was before the night, and the night is over.
  public func commit() throws(HistoryError) {
    precondition(!isOver.withLock { $0 }, "the night is over")
    defer { end() }
    idle.withLock { $0.removeAll() }
    var plan = try CommitPlan(
      store: store, segments: segments, lastDay: lastDay, withdrawn: withdrawn.withLock { $0 },
      reversed: reversed.withLock { $0 })
    do {
      try plan.add(writer)
      try plan.compact()
      try StateDirectory.synchronise(store.directory.segments)
    } catch {
      plan.removeNewFiles()
      writer.discard()
      throw error
    }
    let changes = staged.withLock { $0 }
    do {
      try store.catalogue.write { transaction throws(LMDBError) in
        try plan.write(to: transaction)
        try changes.write(to: transaction)
      }
    } catch {
      // The catalogue alone knows whether the new files are live; the next opening asks it.
      store.requireReopening()
      throw error
    }
    store.replaceContents(plan)
    plan.removeOldFiles()
  }

  /// Forgets the night. Nothing of it was ever part of the state.
  public func abandon() {
    guard !isOver.withLock({ $0 }) else { return }
    writer.discard()
    end()
  }

  private func end() {
    isOver.withLock { $0 = true }
    store.endNight()
  }
}

/// A thread's scratch space, handed from shard to shard.
private final class Workbench: @unchecked Sendable {
  var merger = ShardMerger()
}
