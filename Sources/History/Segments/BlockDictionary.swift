import Glibc
import Ledger

/// The values already written in a block, so that each is written once: where they stand in the output.
///
/// Open addressing by hash; slots carry the number of the block they belong to, so that beginning a new block
/// forgets all of them at no cost.
struct BlockDictionary: ~Copyable {
  struct Value: BitwiseCopyable {
    var offset: UInt32
    var length: UInt32
    var hash: UInt64
  }

  struct Slot: BitwiseCopyable {
    var block: UInt32
    var value: UInt32
  }

  private var values = GrowingBuffer<Value>(capacity: 1024)
  private var slots = GrowingBuffer<Slot>()
  private var block: UInt32 = 0

  init() { slots.fill(Slot(block: 0, value: 0), count: 4096) }

  /// Forgets every value.
  mutating func begin() {
    values.removeAll()
    if block == .max {
      slots.fill(Slot(block: 0, value: 0), count: slots.count)
      block = 0
    }
    block += 1
  }

  /// Whether value `index` says `bytes`.
  @inline(__always)
  func holds(_ bytes: UnsafeRawBufferPointer, at index: Int, in block: UnsafePointer<UInt8>) -> Bool {
    let value = values[index]
    guard Int(value.length) == bytes.count, let start = bytes.baseAddress else {
      return bytes.isEmpty && value.length == 0
    }
    return memcmp(block + Int(value.offset), start, bytes.count) == 0
  }

  /// The number of the value that says `bytes`; nil, and room taken for it at `offset`, where there is none.
  @inline(__always)
  mutating func find(
    _ bytes: UnsafeRawBufferPointer, orAddAt offset: Int, in start: UnsafePointer<UInt8>
  ) -> Int? {
    let hash = StableHash.hash(bytes, seed: 0)
    let mask = slots.count - 1
    var position = Int(truncatingIfNeeded: hash) & mask
    while slots[position].block == block {
      let index = Int(slots[position].value)
      if values[index].hash == hash, holds(bytes, at: index, in: start) { return index }
      position = (position + 1) & mask
    }
    slots[position] = Slot(block: block, value: UInt32(values.count))
    values.append(Value(offset: UInt32(offset), length: UInt32(bytes.count), hash: hash))
    if values.count * 2 > slots.count { enlarge() }
    return nil
  }

  /// The number the next value will have.
  var nextIndex: Int { values.count }

  private mutating func enlarge() {
    slots.fill(Slot(block: 0, value: 0), count: slots.count * 2)
    let mask = slots.count - 1
    for index in 0..<values.count {
      var position = Int(truncatingIfNeeded: values[index].hash) & mask
      while slots[position].block == block { position = (position + 1) & mask }
      slots[position] = Slot(block: block, value: UInt32(index))
    }
  }
}
