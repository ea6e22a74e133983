import Glibc
import Pipeline
import Synchronization

/// Standard output, written line by line: what was printed is out, however the program ends, and it is noticed when
/// nobody takes it.
enum StandardOutput {
  /// Why writing failed first; 0 while it did not.
  private static let failure = Mutex<Int32>(0)

  /// Prints a line. After a failure nothing more is tried: the output has a hole then, and `check` says so.
  static func print(_ line: String) {
    failure.withLock { failure in
      guard failure == 0 else { return }
      var bytes = line + "\n"
      bytes.withUTF8 { failure = WholeWrite.write(UnsafeRawBufferPointer($0), to: STDOUT_FILENO) }
    }
  }

  /// - Throws: `PipelineError` `.outputFailed` where not all that was printed arrived.
  static func check() throws(PipelineError) {
    let number = failure.withLock { $0 }
    guard number != 0 else { return }
    throw PipelineError(
      .outputFailed,
      reason: "Not everything could be written to standard output: \(String(cString: strerror(number)))",
      advice: "A run that was made is kept all the same; look where standard output leads")
  }
}
