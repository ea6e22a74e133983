import Detection
public import History
import Ledger

/// Reads a whole state: its checksums, and whether what was derived can be understood.
public struct StateInspection {
  private let store: HistoryStore

  public init(of store: HistoryStore) { self.store = store }

  /// - Throws: `HistoryError` only where nothing can be read at all; damage is in what it returns.
  public func run() throws -> StateCheck {
    var check = store.check()
    guard check.damage.isEmpty else { return check }
    var unreadable: [String: Int] = [:]
    try store.scan(.findings) { _, value in
      note(.findings, in: &unreadable) { _ = try SubjectState(decoding: Array(value)) }
      return true
    }
    try store.scan(.gathered) { _, value in
      note(.gathered, in: &unreadable) { _ = try [GatheredFinding](record: Array(value)) }
      return true
    }
    for (table, count) in unreadable.sorted(by: { $0.key < $1.key }) {
      check.damage.append(
        HistoryError(
          .damaged, operation: "read the catalogue",
          reason: "\(count) of the entries of table \(table) cannot be understood",
          advice: "Use the program that wrote them, or restore the state from a backup."))
    }
    return check
  }

  private func note(_ table: HistoryTable, in unreadable: inout [String: Int], _ read: () throws -> Void) {
    do { try read() } catch { unreadable[table.rawValue, default: 0] += 1 }
  }
}
