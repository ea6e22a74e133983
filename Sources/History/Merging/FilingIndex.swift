import Ledger

/// Groups a shard's filings by subject without sorting them: one pass counts, one pass deals them out.
///
/// Within a subject the filings keep the order in which they came, which is nearly that of time.
struct FilingIndex: ~Copyable {
  /// A subject and its share of `grouped`.
  struct Group: BitwiseCopyable {
    var slot: SubjectSlot
    var count: UInt32
    /// Where its filings begin in `grouped`; while dealing, where the next one goes.
    var start: UInt32
  }

  private(set) var groups = GrowingBuffer<Group>(capacity: 8192)
  /// Numbers of groups in the order of their slots.
  private(set) var order = GrowingBuffer<UInt32>(capacity: 8192)
  /// Filings, those of one group side by side.
  private(set) var grouped = GrowingBuffer<UnsafeRawPointer>(capacity: 1 << 16)
  private var filings = GrowingBuffer<UnsafeRawPointer>(capacity: 1 << 16)
  private var memberships = GrowingBuffer<UInt32>(capacity: 1 << 16)
  /// Open addressing; upper half a part of the hash, lower half the group's number plus one, 0 empty.
  private var table = GrowingBuffer<UInt64>()
  private static let tagMask: UInt64 = 0xFFFF_FFFF_0000_0000

  /// What was loaded by `fetch`, so that the loads are not left out.
  private var fetched: UInt64 = 0

  init() { table.fill(0, count: 1 << 14) }

  /// Indexes the filings of `ranges`, which must stay where they are while the index is used, and subjects for
  /// which there may be none.
  mutating func build(_ ranges: [UnsafeRawBufferPointer], touched: Set<SubjectSlot> = []) {
    groups.removeAll()
    order.removeAll()
    filings.removeAll()
    memberships.removeAll()
    table.fill(0, count: table.count)
    for range in ranges { count(range) }
    for slot in touched { _ = group(of: slot, adding: 0) }
    sortGroups()
    deal()
  }

  /// Brings the filings of a group near the processor while it is busy with the group before.
  ///
  /// They lie scattered over the shard. Loads that nothing waits for overlap; when each is met only as it is unpacked,
  /// the processor waits for one after another.
  @inline(__always)
  mutating func fetch(_ position: Int) {
    guard position < order.count else { return }
    let group = groups[Int(order[position])]
    let first = Int(group.start)
    for index in first..<(first + Int(group.count)) {
      let filing = grouped[index]
      fetched ^= filing.loadUnaligned(as: UInt64.self)
      fetched ^= filing.loadUnaligned(fromByteOffset: Filing.headerSize + 32, as: UInt64.self)
    }
  }

  private mutating func count(_ range: UnsafeRawBufferPointer) {
    guard let start = range.baseAddress else { return }
    var offset = 0
    while offset < range.count {
      let filing = start + offset
      let length = Int(filing.loadUnaligned(as: UInt32.self))
      precondition(
        length > Filing.headerSize && offset + length <= range.count, "a filing's length must be right")
      let slot = SubjectSlot(
        high: filing.loadUnaligned(fromByteOffset: 8, as: UInt64.self),
        low: filing.loadUnaligned(fromByteOffset: 16, as: UInt64.self),
        kind: filing.load(fromByteOffset: 4, as: UInt8.self))
      filings.append(filing)
      memberships.append(group(of: slot, adding: 1))
      offset += length
    }
  }

  @inline(__always)
  private mutating func group(of slot: SubjectSlot, adding count: UInt32) -> UInt32 {
    let hash = StableHash.mix(slot.low ^ UInt64(slot.kind), slot.high | 1)
    let mask = table.count - 1
    let tag = hash & FilingIndex.tagMask
    var position = Int(truncatingIfNeeded: hash) & mask
    while true {
      let found = table[position]
      if found == 0 { break }
      if found & FilingIndex.tagMask == tag {
        let number = UInt32(truncatingIfNeeded: found) - 1
        let group = groups.base + Int(number)
        if group.pointee.slot == slot {
          group.pointee.count += count
          return number
        }
      }
      position = (position + 1) & mask
    }
    let number = UInt32(groups.count)
    groups.append(Group(slot: slot, count: count, start: 0))
    table[position] = tag | UInt64(number + 1)
    if groups.count * 2 > table.count { enlarge() }
    return number
  }

  private mutating func enlarge() {
    table.fill(0, count: table.count * 2)
    let mask = table.count - 1
    for number in 0..<groups.count {
      let slot = groups[number].slot
      let hash = StableHash.mix(slot.low ^ UInt64(slot.kind), slot.high | 1)
      var position = Int(truncatingIfNeeded: hash) & mask
      while table[position] != 0 { position = (position + 1) & mask }
      table[position] = hash & FilingIndex.tagMask | UInt64(number + 1)
    }
  }

  private mutating func sortGroups() {
    order.reserve(groups.count)
    for number in 0..<groups.count { order.append(UInt32(number)) }
    let all = groups.base
    var numbers = UnsafeMutableBufferPointer(start: order.base, count: order.count)
    numbers.sort {
      all[Int($0)].slot < all[Int($1)].slot
    }
  }

  private mutating func deal() {
    var next: UInt32 = 0
    for position in 0..<order.count {
      let group = groups.base + Int(order[position])
      group.pointee.start = next
      next += group.pointee.count
    }
    grouped.removeAll()
    grouped.reserve(filings.count)
    grouped.advance(by: filings.count)
    for index in 0..<filings.count {
      let group = groups.base + Int(memberships[index])
      grouped[Int(group.pointee.start)] = filings[index]
      group.pointee.start += 1
    }
    for number in 0..<groups.count { groups.base[number].start -= groups[number].count }
  }
}
