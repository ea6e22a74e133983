import Detection

/// How entries of the outbox are written. Flags are most of it, each with all its evidence, and are kept as
/// records; the few others as JSON. The first byte tells which.
extension Catalogue {
  private enum OutboxForm {
    static let flag: UInt8 = 1
    static let json: UInt8 = 2
  }

  static func encode(outbox entry: OutboxEntry) throws(HistoryError) -> [UInt8] {
    guard case .flag(let flag, let run) = entry else {
      return [OutboxForm.json] + (try encode(entry, operation: "queue for PostgreSQL"))
    }
    var writer = RecordWriter()
    writer.write(run)
    writer.write(flag)
    return [OutboxForm.flag] + writer.bytes
  }

  static func decode(outbox bytes: [UInt8]) throws(HistoryError) -> OutboxEntry {
    switch bytes.first {
    case OutboxForm.json: return try decode(OutboxEntry.self, from: bytes.dropFirst(), table: .outbox)
    case OutboxForm.flag:
      do throws(RecordError) { return try flagEntry(Array(bytes.dropFirst())) } catch {
        throw unreadable(.outbox)
      }
    default: throw unreadable(.outbox)
    }
  }

  private static func flagEntry(_ record: [UInt8]) throws(RecordError) -> OutboxEntry {
    var reader = try RecordReader(record)
    let run = try reader.text()
    let flag: Flag = try reader.value()
    try reader.finish()
    return .flag(flag, run: run)
  }
}
