import Foundation
import Ingest
import Ledger

/// The rejected records of a run in a file an analyst can mend: one JSON object a line.
///
/// First a line for each source that says how it was read, then its records. The record's own text is in
/// `raw`: mend it there and give the file to `manumit replay-rejections`.
enum RejectionFile {
  /// One line of the file.
  struct Line: Codable {
    var source: String
    /// Of a source's line: its profile in YAML, and the bytes before its first record, in base 64.
    var profile: String?
    var header: String?
    /// Of a record's line.
    var line: Int?
    var byteOffset: Int?
    var code: String?
    var field: String?
    var reason: String?
    /// The record as text, or in base 64 where its bytes are not UTF-8.
    var raw: String?
    var rawBase64: String?
    /// Whether the record was too long to be kept whole; it cannot be replayed.
    var isTruncated: Bool?
  }

  /// Writes the run's rejections, readable by their owner alone; returns the path, nil where there are none.
  static func write(_ intake: Intake, run: String, in state: String) throws -> String? {
    guard !intake.rejections.isEmpty else { return nil }
    let folder = state + "/rejections"
    let path = folder + "/\(run).ndjson"
    // Where this fails so does writing the file, and says why.
    mkdir(folder, 0o700)
    try OperatorFile.write(
      try contents(intake), for: .owner, to: path, what: "The rejected records",
      advice:
        "The run itself is kept, and the records go to the rejections table; run it again to get the file")
    return path
  }

  private static func contents(_ intake: Intake) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    var data = Data()
    var described: Set<String> = []
    for rejection in intake.rejections {
      if described.insert(rejection.file).inserted, let context = intake.replayContexts[rejection.file] {
        let line = Line(
          source: rejection.file, profile: context.profile.yaml,
          header: Data(context.header).base64EncodedString())
        data += try encoder.encode(line) + [0x0A]
      }
      data += try encoder.encode(line(of: rejection)) + [0x0A]
    }
    return data
  }

  private static func line(of rejection: Rejection) -> Line {
    var line = Line(source: rejection.file)
    line.line = rejection.line
    line.byteOffset = rejection.byteOffset
    line.code = rejection.code
    line.field = rejection.field
    line.reason = rejection.reason
    line.isTruncated = rejection.isRawTruncated ? true : nil
    if let text = String(validating: rejection.raw, as: UTF8.self) {
      line.raw = text
    } else {
      line.rawBase64 = Data(rejection.raw).base64EncodedString()
    }
    return line
  }

  /// Reads a mended file: for each source the profile and bytes that hold its records again.
  static func read(_ path: String) throws -> [(name: String, profile: Profile, bytes: [UInt8])] {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw PipelineError(
        .fileFailed, reason: "\(path) could not be read", advice: "Check the path and its permissions")
    }
    var sources: [(name: String, profile: Profile, bytes: [UInt8])] = []
    for (number, text) in data.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated()
    where !text.isEmpty {
      guard let line = try? JSONDecoder().decode(Line.self, from: Data(text)) else {
        throw malformed(path, number + 1, "is not a line of a rejection file")
      }
      if let yaml = line.profile, let header = line.header.flatMap({ Data(base64Encoded: $0) }) {
        let profile = try Profile(yaml: yaml, file: path)
        sources.append((line.source, profile, Array(header)))
      } else if let index = sources.lastIndex(where: { $0.name == line.source }) {
        guard line.isTruncated != true else {
          throw malformed(
            path, number + 1, "was too long to be kept whole and cannot be replayed; remove the line")
        }
        let raw =
          line.raw.map { Array($0.utf8) }
          ?? line.rawBase64.flatMap { Data(base64Encoded: $0) }.map { Array($0) }
        guard let raw else { throw malformed(path, number + 1, "has no record in `raw`") }
        sources[index].bytes += raw + [0x0A]
      } else {
        throw malformed(path, number + 1, "comes before the line that says how its source was read")
      }
    }
    return sources
  }

  private static func malformed(_ path: String, _ line: Int, _ what: String) -> PipelineError {
    PipelineError(
      .fileFailed, reason: "\(path):\(line): this line \(what)",
      advice: "Take the file that the run wrote and change nothing but `raw`")
  }
}
