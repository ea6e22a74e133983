import Ledger

/// Reads blocks back: postings with their texts, in the form a `Filing` has after its header.
struct BlockDecoder: ~Copyable {
  /// Decoded postings: 90 bytes of `Posting`, then its texts, one after another.
  var output = GrowingBuffer<UInt8>(capacity: 1 << 14)
  /// Where each decoded posting begins in `output`.
  var starts = GrowingBuffer<Int>(capacity: 256)

  struct Value: BitwiseCopyable {
    var start: UnsafePointer<UInt8>
    var length: Int
  }

  private var values = GrowingBuffer<Value>(capacity: 1024)
  private var identifier = GrowingBuffer<UInt8>(capacity: TextField.maximumBytes)

  /// Bytes of a posting in `output`, before its texts.
  static let postingSize = MemoryLayout<Posting>.size

  /// Forgets what was decoded and keeps the room.
  mutating func removeAll() {
    output.removeAll()
    starts.removeAll()
  }

  /// The decoded posting at `index`, its texts behind it. Valid until the next change.
  @inline(__always)
  func pointer(at index: Int) -> UnsafeRawPointer { UnsafeRawPointer(output.base + starts[index]) }

  /// Bytes of the texts of the decoded posting at `index`.
  @inline(__always)
  func textLength(at index: Int) -> Int {
    let end = index + 1 < starts.count ? starts[index + 1] : output.count
    return end - starts[index] - BlockDecoder.postingSize
  }

  /// Decodes a block of `count` postings, leaving out those before `floor`. False where the block makes no
  /// sense; what was decoded of it is then worth nothing.
  mutating func decode(_ block: UnsafeRawBufferPointer, count: Int, floor: BusinessDay?) -> Bool {
    guard let start = block.baseAddress?.assumingMemoryBound(to: UInt8.self), block.count / 8 >= count else {
      return false
    }
    values.removeAll()
    identifier.removeAll()
    var reader = BlockReader(start + count * 8, count: block.count - count * 8)
    var posting = Posting()
    for index in 0..<count {
      readFields(of: &posting, from: &reader)
      posting.identity = UnsafeRawPointer(start).loadUnaligned(fromByteOffset: index * 8, as: UInt64.self)
      let place = output.count
      output.reserve(BlockDecoder.postingSize)
      output.advance(by: BlockDecoder.postingSize)
      readTexts(mask: posting.textMask, from: &reader)
      if reader.overran { return false }
      UnsafeMutableRawPointer(output.base + place).storeBytes(of: posting, as: Posting.self)
      if let floor, posting.day < floor {
        output.truncate(to: place)
      } else {
        starts.append(place)
      }
    }
    return reader.isAtEnd
  }

  private mutating func readFields(of posting: inout Posting, from reader: inout BlockReader) {
    let low = UInt32(reader.byte())
    let middle = UInt32(reader.byte())
    let changes = RowChanges(rawValue: low | middle << 8 | UInt32(reader.byte()) << 16)
    let elapsed = Varint.unzigzag(reader.varint())
    posting.instant.milliseconds &+= changes.contains(.wholeSeconds) ? elapsed &* 1000 : elapsed
    posting.amount = Varint.unzigzag(reader.varint())
    posting.line = UInt32(truncatingIfNeeded: Int64(posting.line) &+ Varint.unzigzag(reader.varint()))
    if changes.contains(.balance) { posting.balance &+= Varint.unzigzag(reader.varint()) }
    if changes.contains(.counterparty) { posting.counterparty = readHash(from: &reader) }
    if changes.contains(.account) { posting.account = readHash(from: &reader) }
    if changes.contains(.zip) { posting.zip = UInt32(truncatingIfNeeded: reader.varint()) }
    if changes.contains(.county) { posting.county = UInt32(truncatingIfNeeded: reader.varint()) }
    if changes.contains(.homeZip) { posting.homeZip = UInt32(truncatingIfNeeded: reader.varint()) }
    if changes.contains(.file) { posting.file = UInt32(truncatingIfNeeded: reader.varint()) }
    if changes.contains(.currency) { posting.currency = Letters(wide: reader.varint()) }
    if changes.contains(.state) { posting.state = Letters(wide: reader.varint()) }
    if changes.contains(.counterpartyState) { posting.counterpartyState = Letters(wide: reader.varint()) }
    if changes.contains(.counterpartyCountry) { posting.counterpartyCountry = Letters(wide: reader.varint()) }
    if changes.contains(.zone) {
      posting.zoneMinutes = Int16(truncatingIfNeeded: Varint.unzigzag(reader.varint()))
    }
    if changes.contains(.merchantCategory) {
      posting.merchantCategory = UInt16(truncatingIfNeeded: reader.varint())
    }
    if changes.contains(.textMask) { posting.textMask = UInt16(truncatingIfNeeded: reader.varint()) }
    if changes.contains(.channel) { posting.channelCode = UInt8(truncatingIfNeeded: reader.varint()) }
    if changes.contains(.purpose) { posting.purposeCode = UInt8(truncatingIfNeeded: reader.varint()) }
    if changes.contains(.flags) {
      posting.flags = PostingFlags(rawValue: UInt16(truncatingIfNeeded: reader.varint()))
    }
  }

  private mutating func readHash(from reader: inout BlockReader) -> UInt64 {
    guard let value = readValue(from: &reader), value.length == 8 else {
      _ = reader.take(-1)
      return 0
    }
    return UnsafeRawPointer(value.start).loadUnaligned(as: UInt64.self)
  }

  @inline(__always)
  private mutating func readValue(from reader: inout BlockReader) -> Value? {
    let token = reader.varint()
    if token & 1 == 0 {
      let index = Int(truncatingIfNeeded: token >> 1)
      if index >= 0, index < values.count { return values[index] }
      _ = reader.take(-1)
      return nil
    }
    let length = Int(truncatingIfNeeded: token >> 1)
    guard let start = reader.take(length) else { return nil }
    let value = Value(start: start, length: length)
    values.append(value)
    return value
  }

  private mutating func readTexts(mask: UInt16, from reader: inout BlockReader) {
    var rest = mask
    while rest != 0 {
      if rest.trailingZeroBitCount == RowStream.identifier {
        readIdentifier(from: &reader)
        appendText(UnsafePointer(identifier.base), length: identifier.count)
      } else if let value = readValue(from: &reader) {
        appendText(value.start, length: value.length)
      }
      if reader.overran { return }
      rest &= rest - 1
    }
  }

  private mutating func readIdentifier(from reader: inout BlockReader) {
    let shared = Int(truncatingIfNeeded: reader.varint())
    let length = Int(truncatingIfNeeded: reader.varint())
    guard shared >= 0, shared <= identifier.count, let start = reader.take(length) else {
      _ = reader.take(-1)
      return
    }
    identifier.truncate(to: shared)
    identifier.reserve(length)
    copyShort(start, to: identifier.base + shared, count: length)
    identifier.advance(by: length)
  }

  @inline(__always)
  private mutating func appendText(_ start: UnsafePointer<UInt8>, length: Int) {
    output.reserve(2 + length)
    let place = output.base + output.count
    UnsafeMutableRawPointer(place).storeBytes(of: UInt16(truncatingIfNeeded: length), as: UInt16.self)
    copyShort(start, to: place + 2, count: length)
    output.advance(by: 2 + length)
  }
}

extension Letters {
  /// The inverse of `wide`.
  @inline(__always)
  init(wide: UInt64) { self.init(rawValue: UInt16(truncatingIfNeeded: wide)) }
}
