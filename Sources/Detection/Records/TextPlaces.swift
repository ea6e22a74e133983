import Ledger

/// Where each text of a record was written first, found by its bytes in the record itself: nothing is held twice.
struct TextPlaces {
  /// A text of the record.
  private struct Entry {
    var hash: UInt64
    var start: Int
    var count: Int
  }

  /// In the order in which they were written.
  private var entries: [Entry] = []
  /// Open addressing: numbers of entries plus one; 0 is empty. Its count is a power of two.
  private var slots = [UInt32](repeating: 0, count: 64)

  /// How the text was numbered, from 1; nil where it is new to the record.
  func place(of text: UnsafeRawBufferPointer, _ hash: UInt64, in record: [UInt8]) -> Int? {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != 0 {
      let number = Int(slots[slot])
      let entry = entries[number - 1]
      if entry.hash == hash, entry.count == text.count,
        record[entry.start..<(entry.start + entry.count)].elementsEqual(text)
      {
        return number
      }
      slot = (slot + 1) & mask
    }
    return nil
  }

  /// Numbers a text that begins at `start` of the record and is new to it.
  mutating func note(_ hash: UInt64, start: Int, count: Int) {
    entries.append(Entry(hash: hash, start: start, count: count))
    if entries.count * 2 > slots.count { enlarge() } else { enter(entries.count) }
  }

  private mutating func enter(_ number: Int) {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: entries[number - 1].hash) & mask
    while slots[slot] != 0 { slot = (slot + 1) & mask }
    slots[slot] = UInt32(number)
  }

  private mutating func enlarge() {
    slots = [UInt32](repeating: 0, count: slots.count * 2)
    for number in 1...entries.count { enter(number) }
  }
}
