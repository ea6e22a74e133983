import Detection
import History
import Ledger
import Ledger

/// Outbox entries reduced to what must hold when all of them are delivered, as rows.
///
/// Of several versions of a flag the last counts: a batch delivered again must not walk the stored flag
/// back through its past.
struct PublishBatch: ~Copyable {
  let flags: FlagRows
  private(set) var runs = RunRows()
  private(set) var withdrawals = CopyRows()
  let reversals: CopyRows

  init(_ entries: [OutboxEntry]) {
    let index = EntryIndex(entries)
    var seen: Set<RejectionNumber> = []
    var takenBack: Set<String> = []
    var reversals = CopyRows()
    var versions: [FlagRows.Version] = []
    for (position, entry) in entries.enumerated() {
      switch entry {
      case .flag(let flag, _):
        guard let history = index.flags[flag.id], history.last == position else { break }
        versions.append(.init(flag: flag, firstRun: history.firstRun, lastRun: history.lastRun))
      case .withdrawal(let flag, let successor, let run):
        guard index.withdrawals[flag] == position else { break }
        withdrawals.text(flag)
        withdrawals.text(run)
        withdrawals.text(successor)
        withdrawals.endRow()
      case .run(let record):
        if index.runs[record.id] == position { runs.add(record) }
      case .reversals(let run, let list):
        for reversal in list where takenBack.insert(reversal.transaction).inserted {
          Self.add(reversal, run: run, to: &reversals)
        }
      case .rejections(let run, let first, let list):
        for (offset, rejection) in list.enumerated()
        where seen.insert(RejectionNumber(run: run, number: first + offset)).inserted {
          runs.add(rejection, number: first + offset, run: run)
        }
      }
    }
    flags = FlagRows(versions)
    self.reversals = reversals
  }

  private static func add(_ reversal: ReversalRecord, run: String, to reversals: inout CopyRows) {
    reversals.text(reversal.transaction)
    reversals.text(run)
    reversals.text(reversal.day)
    reversals.text(reversal.file)
    reversals.integer(reversal.line)
    reversals.endRow()
  }

  private struct RejectionNumber: Hashable {
    var run: String
    var number: Int
  }
}

/// Which entries of a batch count, by their positions.
private struct EntryIndex {
  struct FlagHistory {
    var firstRun: String
    /// Run of the first of the versions equal to the last: the one that changed it.
    var lastRun: String
    var last: Int
  }

  var flags: [String: FlagHistory] = [:]
  /// Withdrawals that no later version of the flag revokes.
  var withdrawals: [String: Int] = [:]
  var runs: [String: Int] = [:]

  init(_ entries: [OutboxEntry]) {
    for (position, entry) in entries.enumerated() {
      switch entry {
      case .flag(let flag, let run):
        withdrawals[flag.id] = nil
        guard let earlier = flags[flag.id] else {
          flags[flag.id] = FlagHistory(firstRun: run, lastRun: run, last: position)
          break
        }
        if case .flag(let previous, _) = entries[earlier.last], previous != flag {
          flags[flag.id]?.lastRun = run
        }
        flags[flag.id]?.last = position
      case .withdrawal(let flag, _, _): withdrawals[flag] = position
      case .run(let record): runs[record.id] = position
      case .rejections, .reversals: break
      }
    }
  }
}
