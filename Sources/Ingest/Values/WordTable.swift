import Ledger

/// Small words to small numbers, without regard to ASCII case; built once, read for every record.
///
/// Words are compared by a 64-bit hash of their bytes: with some hundred words a wrong match has a chance
/// near 10^-16.
struct WordTable: Sendable {
  /// Invariant: both of the same power-of-two length; key 0 marks a free place.
  private var keys: [UInt64]
  private var values: [UInt16]
  private var used = 0

  init() {
    keys = Array(repeating: 0, count: 16)
    values = Array(repeating: 0, count: 16)
  }

  /// Whether there are no words.
  var isEmpty: Bool { used == 0 }

  /// Enters a word; a later entry of the same word replaces the earlier.
  mutating func set(_ word: String, _ value: UInt16) {
    let bytes = Array(word.utf8)
    set(key: bytes.withUnsafeBytes { Self.key(FieldBytes($0).trimmed) }, value)
  }

  /// Enters a word given by its key.
  mutating func set(key: UInt64, _ value: UInt16) {
    if used * 2 >= keys.count { grow() }
    var place = Int(truncatingIfNeeded: key) & (keys.count - 1)
    while keys[place] != 0, keys[place] != key { place = (place + 1) & (keys.count - 1) }
    if keys[place] == 0 { used += 1 }
    keys[place] = key
    values[place] = value
  }

  private mutating func grow() {
    let old = (keys, values)
    keys = Array(repeating: 0, count: old.0.count * 2)
    values = Array(repeating: 0, count: keys.count)
    used = 0
    for (index, key) in old.0.enumerated() where key != 0 { set(key: key, old.1[index]) }
  }

  /// The number of the word with this key; nil where it is not in the table.
  @inline(__always)
  func value(key: UInt64) -> UInt16? {
    keys.withUnsafeBufferPointer { keys in
      var place = Int(truncatingIfNeeded: key) & (keys.count - 1)
      while true {
        let held = keys[place]
        if held == key { return values[place] }
        if held == 0 { return nil }
        place = (place + 1) & (keys.count - 1)
      }
    }
  }

  /// The key of a word: its bytes with ASCII letters folded to one case. Never 0.
  @inline(__always)
  static func key(_ word: FieldBytes) -> UInt64 {
    var state = UInt64(truncatingIfNeeded: word.count) &+ 1
    var index = 0
    while index + 8 <= word.count {
      let eight = word.start.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      state = StableHash.mix((eight | 0x2020_2020_2020_2020) ^ 0xE703_7ED1_A0B4_28DB, state)
      state ^= 0xA076_1D64_78BD_642F
      index += 8
    }
    var last: UInt64 = 0
    while index < word.count {
      last = last << 8 | UInt64(word[index] | 0x20)
      index += 1
    }
    return StableHash.mix(last ^ 0xE703_7ED1_A0B4_28DB, state ^ 0xA076_1D64_78BD_642F) | 1
  }
}

/// What was last asked of a `WordTable`: exports repeat a handful of words, and a look-up in the table costs
/// reference counting that a look here does not.
final class WordMemo {
  private struct Entry: BitwiseCopyable {
    var key: UInt64
    var value: UInt16
    var isKnown: Bool
  }

  /// A power of two, larger than the vocabulary of most exports.
  private static let size = 64
  private let entries: UnsafeMutablePointer<Entry>
  private let table: WordTable
  private let fallback: UInt16?

  /// - Parameter fallback: the number of every word that is not in the table.
  init(_ table: WordTable, fallback: UInt16?) {
    self.table = table
    self.fallback = fallback
    entries = .allocate(capacity: Self.size)
    entries.initialize(repeating: Entry(key: 0, value: 0, isKnown: false), count: Self.size)
  }

  deinit { entries.deallocate() }

  /// The number of a word; nil where it is not in the table and nothing stands for every other.
  @inline(__always)
  func value(_ word: FieldBytes) -> UInt16? {
    let key = WordTable.key(word)
    let place = Int(truncatingIfNeeded: key >> 32) & (Self.size - 1)
    let entry = entries[place]
    if entry.key == key { return entry.isKnown ? entry.value : nil }
    return lookUp(key, place)
  }

  @inline(never)
  private func lookUp(_ key: UInt64, _ place: Int) -> UInt16? {
    let found = table.value(key: key) ?? fallback
    entries[place] = Entry(key: key, value: found ?? 0, isKnown: found != nil)
    return found
  }
}
