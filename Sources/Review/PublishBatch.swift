import Detection
import History
import Ledger

/// Outbox entries reduced to what must hold when all of them are delivered, as rows.
///
/// Of several versions of a flag the last counts: a batch delivered again must not walk the stored flag
/// back through its past.
struct PublishBatch: ~Copyable {
  private(set) var flags = FlagRows()
  private(set) var runs = RunRows()
  private(set) var withdrawals = CopyRows()

  init(_ entries: [OutboxEntry]) {
    var lastFlag: [String: Int] = [:]
    var lastWithdrawal: [String: Int] = [:]
    var lastRun: [String: Int] = [:]
    var seen: Set<RejectionNumber> = []
    for (index, entry) in entries.enumerated() {
      switch entry {
      case .flag(let flag, _):
        lastFlag[flag.id] = index
        lastWithdrawal[flag.id] = nil
      case .withdrawal(let flag, _, _): lastWithdrawal[flag] = index
      case .run(let record): lastRun[record.id] = index
      case .rejections: break
      }
    }
    for (index, entry) in entries.enumerated() {
      switch entry {
      case .flag(let flag, let run):
        if lastFlag[flag.id] == index { flags.add(flag, run: run) }
      case .withdrawal(let flag, let successor, let run):
        guard lastWithdrawal[flag] == index else { break }
        withdrawals.text(flag)
        withdrawals.text(run)
        withdrawals.text(successor)
        withdrawals.endRow()
      case .run(let record):
        if lastRun[record.id] == index { runs.add(record) }
      case .rejections(let run, let first, let list):
        for (offset, rejection) in list.enumerated()
        where seen.insert(RejectionNumber(run: run, number: first + offset)).inserted {
          runs.add(rejection, number: first + offset, run: run)
        }
      }
    }
  }

  private struct RejectionNumber: Hashable {
    var run: String
    var number: Int
  }
}
