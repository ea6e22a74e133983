import History
import Ledger

/// What a state remembers of its own runs: how many there were, and which facts their records stated.
struct RunSettings {
  /// Facts that any accepted record has stated.
  var stated = FieldSet()
  private var runs: UInt64 = 0
  /// The earliest day of any accepted record: whether anything was forgotten since.
  private(set) var firstDay: BusinessDay?

  private static let key = Array("runs and facts stated".utf8)
  private static let firstDayKey = Array("first day".utf8)

  /// - Throws: `HistoryError` where the state cannot be read, `PipelineError` where it says nothing sensible.
  init(in store: HistoryStore) throws {
    guard let bytes = try store.get(.settings, key: Self.key) else { return }
    // Twelve bytes: written when there were no more than 32 facts.
    guard bytes.count == 16 || bytes.count == 12 else {
      throw PipelineError(
        .stateUnreadable, reason: "What the state remembers of its own runs is not of this version",
        advice: "Use the program that wrote it, or scan the archived exports into a new state")
    }
    runs = bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    stated = FieldSet(rawValue: bytes.dropFirst(8).reduce(0) { $0 << 8 | UInt64($1) })
    let day = try store.get(.settings, key: Self.firstDayKey).flatMap {
      String(validating: $0, as: UTF8.self)
    }
    // A state of an older program does not say: what its segments hold is all there is to go by.
    firstDay = try day.flatMap { BusinessDay($0) } ?? store.statistics.firstDay
  }

  /// The first day that can be assessed again as it was: all of them while nothing is forgotten.
  func firstDayToAssess(in store: HistoryStore) -> BusinessDay {
    guard let floor = store.floor, let horizon = store.horizon, let first = firstDay else {
      return BusinessDay(ordinal: 0)
    }
    return first >= floor ? first.advanced(by: -1) : horizon
  }

  mutating func note(firstDay day: BusinessDay?) {
    guard let day else { return }
    firstDay = firstDay.map { min($0, day) } ?? day
  }

  /// An id that a repeated run gets again: of its number, its rulebook and what it read. A run that was
  /// killed left nothing, so the run that repeats it has its number (law 4).
  mutating func nextRunID(_ record: RunRecord) -> String {
    runs += 1
    let sources = record.sources.map { "\($0.name) \($0.digest)" }.joined(separator: "\n")
    return hexadecimal(StableHash.hash("\(runs)\n\(record.command)\n\(record.rulebook)\n\(sources)"))
  }

  func stage(in night: Night) {
    var bytes = (0..<8).map { UInt8(truncatingIfNeeded: runs >> UInt64(56 - 8 * $0)) }
    bytes += (0..<8).map { UInt8(truncatingIfNeeded: stated.rawValue >> UInt64(56 - 8 * $0)) }
    night.put(.settings, key: Self.key, value: bytes)
    if let firstDay {
      night.put(.settings, key: Self.firstDayKey, value: Array(firstDay.description.utf8))
    }
  }
}
