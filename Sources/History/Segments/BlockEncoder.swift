import Ledger

/// Writes the postings of one subject after another, each as a block: identities first, then rows.
///
/// Identities stand apart and uncompressed, because recognising a duplicate needs nothing else.
struct BlockEncoder: ~Copyable {
  /// All blocks of a shard, one after another.
  var output = GrowingBuffer<UInt8>(capacity: 1 << 16)
  private var dictionary = BlockDictionary()
  private var previous = Posting()
  /// For each stream, the number of the value it had last; -1 before it had any.
  private var latest = GrowingBuffer<Int>(capacity: RowStream.count)
  /// Where the last identifier lies in `identifier`.
  private var identifier = GrowingBuffer<UInt8>(capacity: TextField.maximumBytes)
  /// One hash, where its bytes can be pointed at.
  private var hashBytes = GrowingBuffer<UInt64>()
  private var blockStart = 0
  private var identityOffset = 0

  /// The largest row without its texts: mask, twelve varints at most, two hashes, channel and purpose.
  private static let largestRow = 256
  /// The largest token before a text.
  private static let largestToken = 8

  init() { hashBytes.append(0) }

  /// Begins the block of a subject with `count` postings.
  mutating func begin(count: Int) {
    blockStart = output.count
    identityOffset = blockStart
    output.reserve(count * 8)
    output.advance(by: count * 8)
    dictionary.begin()
    previous = Posting()
    latest.fill(-1, count: RowStream.count)
    identifier.removeAll()
  }

  /// Ends the block; where it lies in `output`.
  func finish() -> Range<Int> { blockStart..<output.count }

  /// Adds the next posting. `texts` is in the form of `PostingText`.
  mutating func append(_ posting: Posting, texts: UnsafeRawBufferPointer) {
    UnsafeMutableRawPointer(output.base + identityOffset).storeBytes(of: posting.identity, as: UInt64.self)
    identityOffset += 8
    output.reserve(BlockEncoder.largestRow + texts.count + TextField.count * BlockEncoder.largestToken)
    let start = output.base + output.count
    var place = start
    writeFields(of: posting, to: &place)
    writeTexts(texts, mask: posting.textMask, to: &place)
    output.advance(by: place - start)
    previous = posting
  }

  private mutating func writeFields(of posting: Posting, to place: inout UnsafeMutablePointer<UInt8>) {
    let maskPlace = place
    place += RowChanges.size
    var changes = RowChanges()
    let elapsed = posting.instant.milliseconds &- previous.instant.milliseconds
    if elapsed % 1000 == 0 {
      changes.insert(.wholeSeconds)
      Varint.write(Varint.zigzag(elapsed / 1000), to: &place)
    } else {
      Varint.write(Varint.zigzag(elapsed), to: &place)
    }
    Varint.write(Varint.zigzag(posting.amount), to: &place)
    Varint.write(Varint.zigzag(Int64(posting.line) - Int64(previous.line)), to: &place)
    if posting.balance != previous.balance {
      changes.insert(.balance)
      Varint.write(Varint.zigzag(posting.balance &- previous.balance), to: &place)
    }
    if posting.counterparty != previous.counterparty {
      changes.insert(.counterparty)
      writeHash(posting.counterparty, stream: RowStream.counterparty, to: &place)
    }
    if posting.account != previous.account {
      changes.insert(.account)
      writeHash(posting.account, stream: RowStream.account, to: &place)
    }
    writeNumber(UInt64(posting.zip), UInt64(previous.zip), .zip, &changes, &place)
    writeNumber(UInt64(posting.county), UInt64(previous.county), .county, &changes, &place)
    writeNumber(UInt64(posting.homeZip), UInt64(previous.homeZip), .homeZip, &changes, &place)
    writeNumber(UInt64(posting.file), UInt64(previous.file), .file, &changes, &place)
    writeNumber(posting.currency.wide, previous.currency.wide, .currency, &changes, &place)
    writeNumber(posting.state.wide, previous.state.wide, .state, &changes, &place)
    writeNumber(
      posting.counterpartyState.wide, previous.counterpartyState.wide, .counterpartyState, &changes, &place)
    writeNumber(
      posting.counterpartyCountry.wide, previous.counterpartyCountry.wide, .counterpartyCountry, &changes,
      &place)
    writeNumber(
      Varint.zigzag(Int64(posting.zoneMinutes)), Varint.zigzag(Int64(previous.zoneMinutes)), .zone, &changes,
      &place)
    writeNumber(
      UInt64(posting.merchantCategory), UInt64(previous.merchantCategory), .merchantCategory, &changes, &place
    )
    writeNumber(UInt64(posting.textMask), UInt64(previous.textMask), .textMask, &changes, &place)
    writeNumber(UInt64(posting.channelCode), UInt64(previous.channelCode), .channel, &changes, &place)
    writeNumber(UInt64(posting.purposeCode), UInt64(previous.purposeCode), .purpose, &changes, &place)
    writeNumber(UInt64(posting.flags.rawValue), UInt64(previous.flags.rawValue), .flags, &changes, &place)
    maskPlace[0] = UInt8(truncatingIfNeeded: changes.rawValue)
    maskPlace[1] = UInt8(truncatingIfNeeded: changes.rawValue >> 8)
    maskPlace[2] = UInt8(truncatingIfNeeded: changes.rawValue >> 16)
  }

  @inline(__always)
  private func writeNumber(
    _ number: UInt64, _ before: UInt64, _ change: RowChanges, _ changes: inout RowChanges,
    _ place: inout UnsafeMutablePointer<UInt8>
  ) {
    guard number != before else { return }
    changes.insert(change)
    Varint.write(number, to: &place)
  }

  @inline(__always)
  private mutating func writeHash(
    _ hash: UInt64, stream: Int, to place: inout UnsafeMutablePointer<UInt8>
  ) {
    hashBytes[0] = hash
    writeValue(UnsafeRawBufferPointer(start: hashBytes.base, count: 8), stream: stream, to: &place)
  }

  private mutating func writeTexts(
    _ texts: UnsafeRawBufferPointer, mask: UInt16, to place: inout UnsafeMutablePointer<UInt8>
  ) {
    var rest = mask
    var offset = 0
    while rest != 0 {
      let length = Int(texts.loadUnaligned(fromByteOffset: offset, as: UInt16.self))
      let text = UnsafeRawBufferPointer(rebasing: texts[(offset + 2)..<(offset + 2 + length)])
      let stream = rest.trailingZeroBitCount
      if stream == RowStream.identifier {
        writeIdentifier(text, to: &place)
      } else {
        writeValue(text, stream: stream, to: &place)
      }
      offset += 2 + length
      rest &= rest - 1
    }
  }

  /// A value: the number of an earlier one, even; or its length, odd, and its bytes.
  @inline(__always)
  private mutating func writeValue(
    _ value: UnsafeRawBufferPointer, stream: Int, to place: inout UnsafeMutablePointer<UInt8>
  ) {
    let block = UnsafePointer(output.base + blockStart)
    let last = latest[stream]
    if last >= 0, dictionary.holds(value, at: last, in: block) {
      return Varint.write(UInt64(last) << 1, to: &place)
    }
    let token = UInt64(value.count) << 1 | 1
    let tokenSize = token < 0x80 ? 1 : token < 0x4000 ? 2 : 3
    let offset = UnsafePointer(place) - block + tokenSize
    let next = dictionary.nextIndex
    if let found = dictionary.find(value, orAddAt: offset, in: block) {
      latest[stream] = found
      return Varint.write(UInt64(found) << 1, to: &place)
    }
    latest[stream] = next
    Varint.write(token, to: &place)
    if let start = value.baseAddress { copyShort(start, to: place, count: value.count) }
    place += value.count
  }

  /// An id: how many bytes it shares with the beginning of the one before, how many follow, and those.
  private mutating func writeIdentifier(
    _ text: UnsafeRawBufferPointer, to place: inout UnsafeMutablePointer<UInt8>
  ) {
    let most = min(text.count, identifier.count)
    var shared = 0
    while shared < most, text[shared] == identifier[shared] { shared += 1 }
    Varint.write(UInt64(shared), to: &place)
    Varint.write(UInt64(text.count - shared), to: &place)
    identifier.removeAll()
    guard let start = text.baseAddress, text.count > 0 else { return }
    copyShort(start + shared, to: place, count: text.count - shared)
    place += text.count - shared
    identifier.reserve(text.count)
    copyShort(start, to: identifier.base, count: text.count)
    identifier.advance(by: text.count)
  }
}

extension Letters {
  /// The packed letters as a number to be written.
  @inline(__always)
  var wide: UInt64 { UInt64(rawValue) }
}
