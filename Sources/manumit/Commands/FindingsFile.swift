import Glibc
import Pipeline

/// The findings of a run in CSV, readable by their owner alone: they name customers.
enum FindingsFile {
  static func write(_ findings: [FindingLine], to path: String) throws {
    let text = "indicator,subject,day\n" + findings.map { $0.csv + "\n" }.sorted().joined()
    guard write(text, to: path) else {
      throw PipelineError(
        .fileFailed, reason: "The findings could not be written to \(path)",
        advice: "The run itself is kept; check the folder and its permissions")
    }
  }

  private static func write(_ text: String, to path: String) -> Bool {
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode_t(0o600))
    guard file >= 0 else { return false }
    defer { close(file) }
    // A file that was there may be open to others: it is closed to them before anything is in it.
    var status = stat()
    guard fstat(file, &status) == 0 else { return false }
    if status.st_mode & S_IFMT == S_IFREG, fchmod(file, 0o600) != 0 { return false }
    var copy = text
    return copy.withUTF8 { bytes in
      var rest = UnsafeRawBufferPointer(bytes)
      while !rest.isEmpty {
        let count = Glibc.write(file, rest.baseAddress, rest.count)
        guard count > 0 else { return false }
        rest = UnsafeRawBufferPointer(rebasing: rest[count...])
      }
      return true
    }
  }
}
