import Ledger

/// How often an identifier came before, in bounded memory: two honest payments may bear one reference, and are told
/// apart by which they are.
///
/// An identifier that comes again after thousands of others may count from one again.
struct RepeatCounter {
  private static let places = 1 << 14
  private var slots: [(key: UInt64, count: Int)] = []

  mutating func removeAll() { slots.removeAll(keepingCapacity: true) }

  /// The how-manieth it is, from 1.
  mutating func number(of identifier: FieldBytes) -> Int {
    if slots.isEmpty { slots = Array(repeating: (0, 0), count: Self.places) }
    let key = StableHash.hash(identifier.buffer, seed: 0)
    let place = Int(truncatingIfNeeded: key) & (Self.places - 1)
    slots[place] = slots[place].key == key ? (key, slots[place].count + 1) : (key, 1)
    return slots[place].count
  }
}
