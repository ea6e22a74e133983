import Detection
import History
import Ledger
import Synchronization

/// Assesses again whomever a customer file concerns: first those whose postings were filed anew, then those of
/// whom only something else is known.
struct LoadAssessment {
  let night: Night
  let store: HistoryStore
  let refiling: Refiling
  let compiled: Assessor.Compiled
  let workers: Int
  /// Whether other rules can be answered with the file than before: then it concerns everybody.
  let concernsEverybody: Bool
  /// Findings from this day on are made again.
  let firstDay: BusinessDay
  let fileNames: [UInt32: String]
  let knownSubjects: Set<SubjectKey>
  let completion: ActivityCompletion?
  let reassessment: SubjectReassessment

  /// What came of it.
  struct Result: Sendable {
    /// Of subjects; hubs and flags are still to come.
    var changes = DerivedChanges()
    var assessed: [SubjectKind: Int] = [:]
    /// Subjects that were filed anew.
    var merged: Set<SubjectKey> = []
    var failure: (any Error)?
  }

  func run() throws -> Result {
    let results = Mutex(Result())
    let affected = refiling.affected.withLock { $0 }
    let withdrawn = refiling.withdrawn.withLock { $0 }
    try ShardQueue.drain(workers: workers) { _, shards in
      let assessor = SubjectAssessor(
        sharing: compiled, fileNames: fileNames, knownSubjects: knownSubjects)
      var own = Result()
      var spilled = ByteBuffer()
      while let shard = shards.next() {
        try merge(shard, assessor, &spilled, &own)
        let merged = own.merged
        let isConcerned = { (_: SubjectKind, key: SubjectKey) in
          affected.contains(key) || concernsEverybody && withdrawn[key] == nil
        }
        try store.visit(shard: shard, where: { isConcerned($0, $1) && !merged.contains($1) }) { activity in
          try assess(activity, assessor, &own)
        }
      }
      if let failure = own.failure { throw failure }
      results.withLock { $0.add(own) }
    }
    return results.withLock { $0 }
  }

  private func merge(
    _ shard: Int, _ assessor: SubjectAssessor, _ spilled: inout ByteBuffer, _ result: inout Result
  ) throws {
    let incoming = try refiling.filings(of: shard, spilled: &spilled)
    guard !incoming.isEmpty else { return }
    var own = Result()
    _ = try night.mergeShard(shard, incoming: incoming, isFiledAnew: true) { subject throws(HistoryError) in
      own.merged.insert(subject.activity.subject)
      try assess(subject.activity, assessor, &own)
    }
    if let failure = own.failure { throw failure }
    refiling.release(shard)
    result.add(own)
  }

  private func assess(
    _ remembered: Activity, _ assessor: SubjectAssessor, _ result: inout Result
  ) throws(HistoryError) {
    let activity = try completion?.completed(remembered) ?? remembered
    result.assessed[activity.kind, default: 0] += 1
    guard result.failure == nil, let outcome = assessor.outcome(of: activity, from: firstDay) else { return }
    do { try reassessment.apply(outcome, to: &result.changes) } catch { result.failure = error }
  }
}

extension LoadAssessment.Result {
  fileprivate mutating func add(_ other: Self) {
    changes.add(other.changes)
    for (kind, count) in other.assessed { assessed[kind, default: 0] += count }
    merged.formUnion(other.merged)
  }
}
