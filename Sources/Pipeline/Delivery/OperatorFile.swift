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

  /// Writes a file for its owner, piece by piece, whole or not at all: `body` is given what writes a piece.
  ///
  /// - Throws: `PipelineError` `.fileFailed` where it cannot be made, or what `body` throws; there is no new file then.
  public static func stream<Result>(
    to path: String, what: String,
    _ body: (@escaping @Sendable (UnsafeRawBufferPointer) -> CInt) throws -> Result
  ) throws -> Result {
    var status = stat()
    let isRegular = stat(path, &status) != 0 || status.st_mode & S_IFMT == S_IFREG
    let draft = isRegular ? path + ".new" : path
    let descriptor = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, Readers.owner.rawValue)
    guard descriptor >= 0 else { throw failure(errno, path, what) }
    defer { close(descriptor) }
    do {
      if isRegular, fchmod(descriptor, Readers.owner.rawValue) != 0 { throw failure(errno, path, what) }
      let result = try body { WholeWrite.write($0, to: descriptor) }
      guard !isRegular || (fsync(descriptor) == 0 && rename(draft, path) == 0) else {
        throw failure(errno, path, what)
      }
      return result
    } catch {
      if isRegular { unlink(draft) }
      throw error
    }
  }

  private static func failure(_ number: Int32, _ path: String, _ what: String) -> PipelineError {
    PipelineError(
      .fileFailed, reason: "\(what) could not be written to \(path): \(String(cString: strerror(number)))",
      advice: "Check the folder, its room and its permissions")
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
