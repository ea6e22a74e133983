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
struct MadeWorld: Sendable {
  let summary: WorldSummary
  let names: [String]
  let contents: [String: [UInt8]]

  init(_ plan: WorldPlan) throws {
    let sink = MemorySink()
    summary = try World.make(plan, into: sink)
    names = sink.files.names
    contents = sink.files.contents
  }

  /// The rows of a file below the header, by column.
  func rows(_ path: String) -> [[String: String]] {
    let lines = (contents[path] ?? []).split(separator: UInt8(ascii: "\n")).map { Self.fields(of: $0) }
    guard let header = lines.first else { return [] }
    return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(header, $0)) }
  }

  func text(_ path: String) -> String { String(decoding: contents[path] ?? [], as: UTF8.self) }

  /// The rows of all exports, in the order in which they were written.
  var exports: [[String: String]] {
    names.filter { $0.hasPrefix("exports/") }.flatMap(rows)
  }

  private static func fields(of line: ArraySlice<UInt8>) -> [String] {
    var fields: [String] = []
    var field: [UInt8] = []
    var isQuoted = false
    for byte in line {
      switch byte {
      case UInt8(ascii: "\""): isQuoted.toggle()
      case UInt8(ascii: ",") where !isQuoted:
        fields.append(String(decoding: field, as: UTF8.self))
        field.removeAll(keepingCapacity: true)
      default: field.append(byte)
      }
    }
    return fields + [String(decoding: field, as: UTF8.self)]
  }
}
