/// A posting filed under one subject, as it travels from a decoder to the store: header, posting, texts.
///
/// Layout, native byte order, no padding between parts:
/// `UInt32` whole length · `UInt8` subject kind · 3 reserved · `SubjectKey` (16) · `Posting` (90) · texts.
/// One posting may be filed several times, once for each of its subjects.
public enum Filing {
  /// Bytes before the posting.
  public static let headerSize = 24
  /// Bytes before the texts.
  public static let textStart = headerSize + MemoryLayout<Posting>.size

  /// Appends one filing and returns where it begins. `texts` is in the form of `PostingText`.
  @inlinable
  @discardableResult
  public static func append(
    to buffer: inout ByteBuffer, kind: SubjectKind, subject: SubjectKey, posting: Posting,
    texts: UnsafeRawBufferPointer
  ) -> Int {
    let start = buffer.count
    let length = textStart + texts.count
    buffer.reserve(length)
    buffer.append(UInt32(length))
    buffer.append(UInt32(kind.rawValue))
    buffer.append(subject.high)
    buffer.append(subject.low)
    buffer.append(posting)
    buffer.append(contentsOf: texts)
    return start
  }

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

  /// The posting of the filing at `offset`.
  @inlinable
  public static func posting(at offset: Int, in bytes: UnsafeRawBufferPointer) -> Posting {
    bytes.loadUnaligned(fromByteOffset: offset + headerSize, as: Posting.self)
  }

  /// The texts of the filing at `offset`.
  @inlinable
  public static func texts(at offset: Int, in bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(
      rebasing: bytes[(offset + textStart)..<(offset + length(at: offset, in: bytes))])
  }
}
