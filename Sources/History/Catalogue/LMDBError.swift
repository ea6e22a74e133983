import CLMDB
import Glibc

/// A return code of LMDB other than success, and the function that gave it.
struct LMDBError: Error {
  let function: String
  let status: Int32

  init(_ function: String, _ status: Int32) {
    self.function = function
    self.status = status
  }

  /// Throws unless `status` is success.
  static func check(_ function: String, _ status: Int32) throws(LMDBError) {
    if status != MDB_SUCCESS { throw LMDBError(function, status) }
  }

  /// The map is too small; the caller enlarges it and tries again.
  var isMapFull: Bool { status == MDB_MAP_FULL }

  /// The same for people.
  func described(path: String) -> HistoryError {
    let operation = "use the catalogue (\(function))"
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
