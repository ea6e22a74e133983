import Foundation
import Pipeline

/// The findings of a run in CSV, readable by their owner alone: they name customers.
enum FindingsFile {
  static func write(_ findings: [FindingLine], to path: String) throws {
    let text = "indicator,subject,day\n" + findings.map { $0.csv + "\n" }.sorted().joined()
    let isWritten = FileManager.default.createFile(
      atPath: path, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
    guard isWritten else {
      throw PipelineError(
        .fileFailed, reason: "The findings could not be written to \(path)",
        advice: "The run itself is kept; check the folder and its permissions")
    }
  }
}
