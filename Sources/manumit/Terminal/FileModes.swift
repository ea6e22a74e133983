import Glibc

/// Who may read what the program makes: its owner, for there are customers in it. Metrics are for a collector, often
/// another user, and are made as the operator's umask says.
enum FileModes {
  /// The umask the program was started with; asked for the first time, it is replaced by one that keeps others out.
  private static let operatorMask = umask(0o077)

  /// From here on no file or folder is made that others can read.
  static func keepPrivate() { _ = operatorMask }

  /// Gives a file to whom the operator's umask would have given it; a pipe or a device stays as it is.
  static func share(_ path: String) {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return }
    chmod(path, 0o666 & ~operatorMask)
  }
}
