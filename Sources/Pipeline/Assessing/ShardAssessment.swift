import Detection
import History
import Ledger
import Synchronization

/// Merges and assesses all shards of a night, several at a time, each thread with an assessor of its own.
struct ShardAssessment {
  let night: Night
  let store: HistoryStore
  let intake: Intake
  /// Compiled once; each thread has one that shares it.
  let compiled: Assessor.Compiled
  let workers: Int
  let fileNames: [UInt32: String]
  let knownSubjects: Set<SubjectKey>
  /// From which day on everybody is to be looked at again, whether or not anything of it is new; nil on most nights.
  let everybodyFrom: BusinessDay?
  /// What the customer file adds; nil where none was loaded.
  let completion: ActivityCompletion?
  let reassessment: SubjectReassessment
  let progress: @Sendable (RunProgress) -> Void

  /// What came of all shards.
  struct Result: Sendable {
    var tally = ShardTally()
    /// Of subjects; hubs and flags are still to come.
    var changes = DerivedChanges()
    /// Subjects assessed, by kind.
    var assessed: [SubjectKind: Int] = [:]
  }

  func run() throws -> Result {
    intake.finishReading()
    let results = Mutex(Result())
    try ShardQueue.drain(workers: workers) { _, shards in
      let assessor = SubjectAssessor(
        sharing: compiled, fileNames: fileNames, knownSubjects: knownSubjects)
      var own = Result()
      var spilled = ByteBuffer()
      while let shard = shards.next() {
        try assess(shard, with: assessor, spilled: &spilled, into: &own)
        progress(RunProgress(phase: .assessing, shards: shard + 1))
      }
      results.withLock { $0.add(own) }
    }
    let result = results.withLock { $0 }
    intake.discardSpills()
    return result
  }

  /// Merges and assesses one shard; `spilled` is room for what was set aside of it, used again each time.
  private func assess(
    _ shard: Int, with assessor: SubjectAssessor, spilled: inout ByteBuffer, into result: inout Result
  ) throws {
    spilled.removeAll()
    try intake.readSpilled(shard, into: &spilled)
    var incoming = intake.filings(of: shard)
    if spilled.count > 0 { incoming.append(spilled.bytes) }
    var own = Result()
    var met: Set<SubjectKey> = []
    var failure: (any Error)?
    if !incoming.isEmpty || night.touches(shard: shard) {
      own.tally = try night.mergeShard(shard, incoming: incoming) { subject throws(HistoryError) in
        guard failure == nil else { return }
        // A posting of one local date can lie in the windows of an anchor whose own clock still shows the date before.
        var firstDay = subject.firstChangedDay.advanced(by: -1)
        if let everybodyFrom {
          met.insert(subject.activity.subject)
          firstDay = min(firstDay, everybodyFrom)
        }
        do { try assess(subject.activity, from: firstDay, with: assessor, &own) } catch { failure = error }
      }
    }
    if let failure { throw failure }
    intake.release(shard)
    if let everybodyFrom {
      try store.visit(shard: shard, where: { !met.contains($1) }) { activity in
        try assess(activity, from: everybodyFrom, with: assessor, &own)
      }
    }
    result.add(own)
  }

  private func assess(
    _ activity: Activity, from firstDay: BusinessDay, with assessor: SubjectAssessor, _ result: inout Result
  ) throws {
    result.assessed[activity.kind, default: 0] += 1
    // Without a customer file nothing is added, and nothing is copied.
    let completed = try completion?.completed(activity)
    let outcome =
      completed.map { assessor.outcome(of: $0, from: firstDay) }
      ?? assessor.outcome(of: activity, from: firstDay)
    if let outcome { try reassessment.apply(outcome, to: &result.changes) }
  }
}

extension ShardAssessment.Result {
  fileprivate mutating func add(_ other: Self) {
    tally.add(other.tally)
    changes.add(other.changes)
    for (kind, count) in other.assessed { assessed[kind, default: 0] += count }
  }
}
