import CLMDB
import Glibc

/// A return code of LMDB other than success, and the function that gave it; or a value that is not as it was written.
struct LMDBError: Error {
  let function: String
  let status: Int32
  /// The table of a value that does not have its seal.
  private let broken: CatalogueTable?

  init(_ function: String, _ status: Int32) {
    self.function = function
    self.status = status
    broken = nil
  }

  init(brokenSealOf table: CatalogueTable) {
    function = "mdb_get"
    status = MDB_CORRUPTED
    broken = table
  }

  /// Throws unless `status` is success.
  static func check(_ function: String, _ status: Int32) throws(LMDBError) {
    if status != MDB_SUCCESS { throw LMDBError(function, status) }
  }

  /// The map is too small; the caller enlarges it and tries again.
  var isMapFull: Bool { status == MDB_MAP_FULL }

  /// The same for people.
  func described(path: String) -> HistoryError {
    if let broken {
      return .damaged(
        "read the catalogue", path: path,
        reason: "an entry of table \(broken.rawValue) does not have its checksum")
    }
    let operation = "use the catalogue (\(function))"
    var error = described(operation, path: path)
    // What a failing device took of it, it may have kept.
    if function == "mdb_txn_commit", status > 0 {
      error.advice = "Look whether it is full, or failing, and run again: a run is kept whole, or not at all."
    }
    return error
  }

  private func described(_ operation: String, path: String) -> HistoryError {
    if status == EIO {
      // LMDB says so of a failing device, and of a write the device took only a part of, being full.
      return HistoryError(
        .inputOutput, operation: operation, path: path, reason: "the device did not take or give all bytes",
        advice: "Look whether it is full, or failing, and run again; nothing was changed.")
    }
    if status > 0 { return .system(operation, path: path, number: status) }
    let reason = String(cString: mdb_strerror(status))
    switch status {
    case MDB_CORRUPTED, MDB_PAGE_NOTFOUND, MDB_INVALID, MDB_PANIC, MDB_VERSION_MISMATCH:
      return .damaged(operation, path: path, reason: reason)
    default:
      return HistoryError(
        .inputOutput, operation: operation, path: path, reason: reason,
        advice: "Mend the cause and run again; nothing was changed.")
    }
  }
}
