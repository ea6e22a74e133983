import Dispatch
import Ledger
import Synchronization

/// The shards of a piece of work, handed out to several workers: whoever is ready takes the next.
final class ShardQueue: Sendable {
  private let taken = Atomic<Int>(0)

  /// A shard that nobody took yet; nil where none is left, or a worker has failed.
  func next() -> Int? {
    let shard = taken.add(1, ordering: .relaxed).oldValue
    return shard < SubjectKey.shardCount ? shard : nil
  }

  private func close() { taken.store(SubjectKey.shardCount, ordering: .relaxed) }

  /// Lets every worker take shards until none is left; the first failure of any ends it after the shards that are begun.
  ///
  /// - Parameter work: what one worker does, by its number from 0, with shards it takes itself: what it needs for all of
  ///   them it makes once.
  static func drain(
    workers: Int, _ work: @Sendable (_ worker: Int, _ shards: ShardQueue) throws -> Void
  ) throws {
    let shards = ShardQueue()
    let failure = Mutex<(any Error)?>(nil)
    DispatchQueue.concurrentPerform(iterations: workers) { worker in
      do {
        try work(worker, shards)
      } catch {
        failure.withLock { $0 = $0 ?? error }
        shards.close()
      }
    }
    if let error = failure.withLock({ $0 }) { throw error }
  }
}
