import Simulation

/// Keeps the files of a world in memory.
struct MemorySink: WorldSink {
  /// A reference, so that the files can be read after the sink was given away.
  final class Files {
    var names: [String] = []
    var contents: [String: [UInt8]] = [:]
  }

  let files = Files()

  func start(_ path: String) {
    files.names.append(path)
    files.contents[path] = []
  }

  func write(_ bytes: UnsafeRawBufferPointer) {
    guard let path = files.names.last else { return }
    files.contents[path, default: []].append(contentsOf: bytes)
  }

  func finish() {}
}

/// A world as rows.
struct MadeWorld {
  let summary: WorldSummary
  let files: MemorySink.Files

  init(_ plan: WorldPlan) throws {
    let sink = MemorySink()
    summary = try World.make(plan, into: sink)
    files = sink.files
  }

  /// The rows of a file below the header, by column.
  func rows(_ path: String) -> [[String: String]] {
    let text = String(decoding: files.contents[path] ?? [], as: UTF8.self)
    let lines = text.split(separator: "\n").map { Self.fields(of: $0) }
    guard let header = lines.first else { return [] }
    return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(header, $0)) }
  }

  /// The rows of all exports, in the order in which they were written.
  var exports: [[String: String]] {
    files.names.filter { $0.hasPrefix("exports/") }.flatMap(rows)
  }

  private static func fields(of line: Substring) -> [String] {
    var fields = [""]
    var isQuoted = false
    for character in line {
      if character == "\"" {
        isQuoted.toggle()
      } else if character == ",", !isQuoted {
        fields.append("")
      } else {
        fields[fields.count - 1].append(character)
      }
    }
    return fields
  }
}
