public import Detection
public import Ledger

/// Something PostgreSQL does not yet have. Delivering an entry twice does what delivering it once does.
public enum OutboxEntry: Codable, Hashable, Sendable {
  /// A flag as it stands after the run of this id: insert it, or bring the stored one up to it.
  case flag(Flag, run: String)
  /// A flag that no longer follows from the transactions: its evidence was corrected, or its episode is now
  /// part of the flag `successor`.
  case withdrawal(flag: String, successor: String?, run: String)
  /// A finished run with its coverage.
  case run(RunRecord)
  /// Payments that records of a run took back.
  case reversals(run: String, [ReversalRecord])
  /// Rejected records of a run; `index` numbers them within the run from `first`.
  case rejections(run: String, first: Int, [Rejection])
}
