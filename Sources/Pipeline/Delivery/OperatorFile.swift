import Glibc

/// Files for the operator beside a run: what was rejected, what was found, figures.
public enum OperatorFile {
  /// Who may read one.
  public enum Readers: UInt32, Sendable {
    /// For files that name customers.
    case owner = 0o600
    /// For figures that a collector reads, as far as the operator's umask lets it.
    case anybody = 0o666
  }

  /// Writes a file whole or not at all: beside its place, then moved there. A pipe or a device is written as it is.
  ///
  /// - Parameter what: what is lost where it fails: `The findings`.
  /// - Throws: `PipelineError` `.fileFailed`.
  public static func write(
    _ bytes: some Collection<UInt8>, for readers: Readers, to path: String, what: String, advice: String
  ) throws(PipelineError) {
    var status = stat()
    let isRegular = stat(path, &status) != 0 || status.st_mode & S_IFMT == S_IFREG
    let draft = isRegular ? path + ".new" : path
    let number = written(Array(bytes), to: draft, mode: readers.rawValue, isRegular: isRegular)
    guard number == 0, !isRegular || rename(draft, path) == 0 else {
      let reason = String(cString: strerror(number == 0 ? errno : number))
      if isRegular { unlink(draft) }
      throw PipelineError(
        .fileFailed, reason: "\(what) could not be written to \(path): \(reason)", advice: advice)
    }
  }

  /// 0, or why it could not be written.
  private static func written(_ bytes: [UInt8], to path: String, mode: mode_t, isRegular: Bool) -> Int32 {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
    guard descriptor >= 0 else { return errno }
    defer { close(descriptor) }
    // What was left there may be open to others: it is closed to them before anything is in it.
    if isRegular, mode == Readers.owner.rawValue, fchmod(descriptor, mode) != 0 { return errno }
    let number = bytes.withUnsafeBytes { WholeWrite.write($0, to: descriptor) }
    guard number == 0, isRegular else { return number }
    return fsync(descriptor) == 0 ? 0 : errno
  }
}
