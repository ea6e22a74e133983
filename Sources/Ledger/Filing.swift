/// A posting filed under one subject, as it travels from a decoder to the store: header, posting, texts.
///
/// Layout, native byte order, no padding between parts:
/// `UInt32` whole length · `UInt8` subject kind · `UInt8` where the texts begin · `UInt16` parts present ·
/// `SubjectKey` (16) · the posting's parts · texts.
///
/// A night's filings are written, kept, set aside and read again: every byte of them is moved several times.
/// So a posting is filed without what it does not state and without what its subject already says; `Posting`
/// itself, ninety bytes, is put together again when it is read. One posting may be filed several times, once for
/// each of its subjects.
public enum Filing {
  /// Bytes before the posting.
  public static let headerSize = 24
  /// The most a filing takes besides its texts.
  public static let maximumSizeWithoutTexts = headerSize + MemoryLayout<Posting>.size
  /// The part of a posting that is filed as it lies in memory: from the currency to the flags.
  @usableFromInline static let tailSize = 18
  /// Where that part begins within a posting.
  @usableFromInline static let tailOffset = MemoryLayout<Posting>.size - tailSize

  /// Which parts of a posting are filed beside those that always are.
  @usableFromInline
  struct Parts: OptionSet, Sendable, BitwiseCopyable {
    @usableFromInline let rawValue: UInt16
    @inlinable init(rawValue: UInt16) { self.rawValue = rawValue }

    /// The amount takes eight bytes, not four.
    @usableFromInline static let wideAmount = Parts(rawValue: 1)
    /// Absent where the subject's key begins with the counterparty's hash, or there is none.
    @usableFromInline static let counterparty = Parts(rawValue: 1 << 1)
    /// The subject's key begins with the counterparty's hash.
    @usableFromInline static let counterpartyIsSubject = Parts(rawValue: 1 << 2)
    /// Absent where the subject's key begins with the account's hash.
    @usableFromInline static let account = Parts(rawValue: 1 << 3)
    @usableFromInline static let balance = Parts(rawValue: 1 << 4)
    @usableFromInline static let zip = Parts(rawValue: 1 << 5)
    @usableFromInline static let county = Parts(rawValue: 1 << 6)
    @usableFromInline static let homeZip = Parts(rawValue: 1 << 7)
  }

  /// Appends one filing. `texts` is in the form of `PostingText`; where they lie is not filed
  /// (`Posting.textOffset`).
  @inlinable
  public static func append(
    to buffer: inout ByteBuffer, kind: SubjectKind, subject: SubjectKey, posting: Posting,
    texts: UnsafeRawBufferPointer
  ) {
    buffer.reserve(maximumSizeWithoutTexts + texts.count)
    let start = buffer.end
    var place = start + headerSize
    let parts = write(posting, subject: subject, at: &place)
    let textStart = place - start
    let length = textStart + texts.count
    start.storeBytes(of: UInt32(truncatingIfNeeded: length), as: UInt32.self)
    start.storeBytes(of: kind.rawValue, toByteOffset: 4, as: UInt8.self)
    start.storeBytes(of: UInt8(truncatingIfNeeded: textStart), toByteOffset: 5, as: UInt8.self)
    start.storeBytes(of: parts.rawValue, toByteOffset: 6, as: UInt16.self)
    start.storeBytes(of: subject.high, toByteOffset: 8, as: UInt64.self)
    start.storeBytes(of: subject.low, toByteOffset: 16, as: UInt64.self)
    if let first = texts.baseAddress { place.copyMemory(from: first, byteCount: texts.count) }
    buffer.advance(by: length)
  }

  @inlinable @inline(__always)
  static func write(
    _ posting: Posting, subject: SubjectKey, at place: inout UnsafeMutableRawPointer
  ) -> Parts {
    var parts = Parts()
    put(posting.instant.milliseconds, at: &place)
    put(posting.identity, at: &place)
    put(posting.line, at: &place)
    put(posting.file, at: &place)
    withUnsafeBytes(of: posting) { bytes in
      if let base = bytes.baseAddress { place.copyMemory(from: base + tailOffset, byteCount: tailSize) }
    }
    place += tailSize
    if let amount = Int32(exactly: posting.amount) {
      put(amount, at: &place)
    } else {
      parts.insert(.wideAmount)
      put(posting.amount, at: &place)
    }
    if posting.counterparty == subject.high {
      parts.insert(.counterpartyIsSubject)
    } else {
      put(posting.counterparty, unless: 0, .counterparty, &parts, at: &place)
    }
    put(posting.account, unless: subject.high, .account, &parts, at: &place)
    put(posting.balance, unless: 0, .balance, &parts, at: &place)
    put(posting.zip, unless: 0, .zip, &parts, at: &place)
    put(posting.county, unless: 0, .county, &parts, at: &place)
    put(posting.homeZip, unless: 0, .homeZip, &parts, at: &place)
    return parts
  }

  @inlinable @inline(__always)
  static func put<Value: BitwiseCopyable>(_ value: Value, at place: inout UnsafeMutableRawPointer) {
    place.storeBytes(of: value, as: Value.self)
    place += MemoryLayout<Value>.size
  }

  @inlinable @inline(__always)
  static func put<Value: BitwiseCopyable & Equatable>(
    _ value: Value, unless usual: Value, _ part: Parts, _ parts: inout Parts,
    at place: inout UnsafeMutableRawPointer
  ) {
    guard value != usual else { return }
    parts.insert(part)
    put(value, at: &place)
  }

  // MARK: Reading

  /// The whole length of the filing at `offset`.
  @inlinable
  public static func length(at offset: Int, in bytes: UnsafeRawBufferPointer) -> Int {
    Int(bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
  }

  /// The kind of subject of the filing at `offset`.
  @inlinable
  public static func kind(at offset: Int, in bytes: UnsafeRawBufferPointer) -> SubjectKind {
    SubjectKind(rawValue: bytes.load(fromByteOffset: offset + 4, as: UInt8.self)) ?? .customer
  }

  /// The subject of the filing at `offset`.
  @inlinable
  public static func subject(at offset: Int, in bytes: UnsafeRawBufferPointer) -> SubjectKey {
    SubjectKey(
      high: bytes.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self),
      low: bytes.loadUnaligned(fromByteOffset: offset + 16, as: UInt64.self))
  }

  /// The identity of the posting of the filing at `offset`.
  @inlinable
  public static func identity(at offset: Int, in bytes: UnsafeRawBufferPointer) -> UInt64 {
    bytes.loadUnaligned(fromByteOffset: offset + headerSize + MemoryLayout<Instant>.size, as: UInt64.self)
  }

  /// The posting of the filing at `offset`.
  @inlinable
  public static func posting(at offset: Int, in bytes: UnsafeRawBufferPointer) -> Posting {
    var posting = Posting()
    unpack(UnsafeRawPointer(bytes.baseAddress! + offset), into: &posting)
    return posting
  }

  /// The texts of the filing at `offset`.
  @inlinable
  public static func texts(at offset: Int, in bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    texts(of: UnsafeRawPointer(bytes.baseAddress! + offset))
  }

  /// The texts of the filing that begins at `filing`.
  @inlinable @inline(__always)
  public static func texts(of filing: UnsafeRawPointer) -> UnsafeRawBufferPointer {
    let start = Int(filing.load(fromByteOffset: 5, as: UInt8.self))
    let length = Int(filing.loadUnaligned(as: UInt32.self))
    return UnsafeRawBufferPointer(start: filing + start, count: length - start)
  }

  /// Puts the posting of the filing that begins at `filing` together again, in memory that may hold anything;
  /// its `textOffset` is 0.
  ///
  /// Each part is stored where it stays: a value that is built in pieces and then moved as a whole waits for
  /// each piece to reach the cache.
  @inlinable @inline(__always)
  public static func unpack(_ filing: UnsafeRawPointer, into posting: UnsafeMutablePointer<Posting>) {
    let parts = Parts(rawValue: filing.loadUnaligned(fromByteOffset: 6, as: UInt16.self))
    let subject = filing.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
    var place = filing + headerSize
    posting.pointee.instant = Instant(milliseconds: take(at: &place))
    posting.pointee.identity = take(at: &place)
    posting.pointee.line = take(at: &place)
    posting.pointee.file = take(at: &place)
    UnsafeMutableRawPointer(posting).advanced(by: tailOffset).copyMemory(from: place, byteCount: tailSize)
    place += tailSize
    if parts.contains(.wideAmount) {
      posting.pointee.amount = take(at: &place)
    } else {
      posting.pointee.amount = Int64(take(at: &place) as Int32)
    }
    if parts.contains(.counterparty) {
      posting.pointee.counterparty = take(at: &place)
    } else {
      posting.pointee.counterparty = parts.contains(.counterpartyIsSubject) ? subject : 0
    }
    posting.pointee.account = parts.contains(.account) ? take(at: &place) : subject
    posting.pointee.balance = parts.contains(.balance) ? take(at: &place) : 0
    posting.pointee.zip = parts.contains(.zip) ? take(at: &place) : 0
    posting.pointee.county = parts.contains(.county) ? take(at: &place) : 0
    posting.pointee.homeZip = parts.contains(.homeZip) ? take(at: &place) : 0
    posting.pointee.textOffset = 0
  }

  @inlinable @inline(__always)
  static func take<Value: BitwiseCopyable>(at place: inout UnsafeRawPointer) -> Value {
    defer { place += MemoryLayout<Value>.size }
    return place.loadUnaligned(as: Value.self)
  }
}
