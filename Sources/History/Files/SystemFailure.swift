import Glibc

extension HistoryError {
  /// The error of a failed system call. Takes `errno` by default, so call it before anything else.
  static func system(_ operation: String, path: String, number: Int32 = errno) -> HistoryError {
    let reason = String(cString: strerror(number)).lowercased()
    switch number {
    case ENOSPC, EDQUOT, EFBIG:
      return HistoryError(
        .diskFull, operation: operation, path: path, reason: reason,
        advice: "Free space on the device of the state directory and run again; nothing was changed.")
    case EACCES, EPERM, EROFS:
      return HistoryError(
        .notPermitted, operation: operation, path: path, reason: reason,
        advice: "Run as the user who owns the state directory, or give --state a directory you may write.")
    case EIO:
      return HistoryError(
        .inputOutput, operation: operation, path: path, reason: reason,
        advice: "Check the device; restore the state directory from a backup if it is failing.")
    default:
      return HistoryError(
        .inputOutput, operation: operation, path: path, reason: reason,
        advice: "Mend the cause and run again; nothing was changed.")
    }
  }
}
