import Glibc
import History
import Ledger
import Synchronization

/// Files anew what is remembered of accounts that come to, or leave, a customer, and of what customers share.
///
/// Afterwards every posting lies where it would lie had the customer file been there first. Reads the state as it
/// was before the load; works on several shards at a time.
final class Refiling: Sendable {
  private let night: Night
  private let plan: RefilingPlan
  private let workers: [Worker]
  private let budget: Int
  private let directory: String

  /// Subjects that were not filed anew, and of which something is now known that was not.
  let affected = Mutex<Set<SubjectKey>>([])
  /// Customers that change, and accounts that come or go, of which payments are remembered.
  let met = Atomic<Int>(0)
  /// Subjects whose remembered postings are void, with their kinds.
  let withdrawn = Mutex<[SubjectKey: SubjectKind]>([:])

  init(night: Night, plan: RefilingPlan, workers count: Int, budget: Int, directory: String) {
    self.night = night
    self.plan = plan
    self.budget = budget / max(count, 1)
    self.directory = directory
    workers = (0..<max(count, 1)).map { _ in Worker() }
  }

  /// What one thread filed.
  private final class Worker: @unchecked Sendable {
    let buffers = ShardBuffers()
    var spill: SpillFile?
  }

  // MARK: Reading

  func run(in store: HistoryStore) throws {
    try ShardQueue.drain(workers: workers.count) { number, shards in
      let worker = workers[number]
      while let shard = shards.next() {
        try store.visit(shard: shard, includingReversed: true, where: plan.concerns) {
          try self.take($0, worker)
        }
      }
    }
    for worker in workers { worker.buffers.releaseSpare() }
  }

  private func take(_ activity: Activity, _ worker: Worker) throws {
    switch activity.kind {
    case .customer: takeCustomer(activity, worker)
    case .link: takeLink(activity, worker)
    case .counterparty: break
    }
    guard worker.buffers.byteCount > budget else { return }
    let spill = try worker.spill ?? SpillFile(in: directory)
    worker.spill = spill
    try spill.take(worker.buffers)
  }

  private func takeCustomer(_ activity: Activity, _ worker: Worker) {
    if plan.isNamed(activity.subject) { met.add(1, ordering: .relaxed) }
    let homes = activity.postings.indices.map { plan.home(of: $0, in: activity) }
    let isMoved = homes.contains { $0 != activity.subject }
    if isMoved { withdraw(activity) }
    var touched: Set<SubjectKey> = []
    for position in activity.postings.indices {
      if isMoved { file(.customer, homes[position], position, activity, worker) }
      if activity.postings[position].flags.contains(.takesBack) { continue }
      for link in plan.links(of: position, home: homes[position], in: activity) {
        if plan.changedLinks.contains(link) {
          file(.link, link, position, activity, worker)
        } else {
          touched.insert(link)
        }
      }
      if plan.isNewlyKnown(homes[position], position, in: activity) {
        touched.formUnion(plan.stated(by: position, in: activity))
      }
    }
    if plan.isKnownOtherwise(activity.subject) { touched.insert(activity.subject) }
    affected.withLock { $0.formUnion(touched) }
  }

  /// Of a link whose customers changed stays what states the link itself.
  private func takeLink(_ activity: Activity, _ worker: Worker) {
    withdraw(activity)
    for position in activity.postings.indices where plan.statesItself(position, in: activity) {
      file(.link, activity.subject, position, activity, worker)
    }
  }

  private func withdraw(_ activity: Activity) {
    night.withdraw(activity.kind, activity.subject)
    withdrawn.withLock { $0[activity.subject] = activity.kind }
  }

  private func file(
    _ kind: SubjectKind, _ key: SubjectKey, _ position: Int, _ activity: Activity, _ worker: Worker
  ) {
    var posting = activity.postings[position]
    if kind != .customer { posting.flags.remove(.countsRecord) }
    activity.texts.withUnsafeBytes { all in
      let own = UnsafeRawBufferPointer(rebasing: all[min(Int(posting.textOffset), all.count)...])
      let length = PostingText.byteCount(mask: posting.textMask, in: own)
      let texts = UnsafeRawBufferPointer(rebasing: own[..<length])
      worker.buffers.withRoom(Filing.maximumSizeWithoutTexts + length, in: key.shard) { block in
        Filing.append(to: &block, kind: kind, subject: key, posting: posting, texts: texts)
      }
    }
  }

  // MARK: What was filed

  /// Ranges of filings of a shard; `spilled` takes those that were set aside.
  func filings(of shard: Int, spilled: inout ByteBuffer) throws(PipelineError) -> [UnsafeRawBufferPointer] {
    spilled.removeAll()
    for worker in workers { try worker.spill?.read(shard, into: &spilled) }
    var ranges = workers.flatMap { $0.buffers.ranges(of: shard) }
    if spilled.count > 0 { ranges.append(spilled.bytes) }
    return ranges
  }

  func release(_ shard: Int) {
    for worker in workers { worker.buffers.giveBack(shard) }
  }
}
