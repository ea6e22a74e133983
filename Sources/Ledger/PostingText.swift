/// A posting's texts as they lie in memory: for each bit of the text mask, lowest first, a two-byte
/// length and that many bytes of UTF-8.
public enum PostingText {
  /// The bytes of one text within `bytes`, which begin at the posting's own texts; nil if it has none.
  @inlinable
  public static func find(_ field: TextField, mask: UInt16, in bytes: UnsafeRawBufferPointer)
    -> UnsafeRawBufferPointer?
  {
    guard mask & field.bit != 0 else { return nil }
    var offset = 0
    var earlier = mask & (field.bit - 1)
    while earlier != 0 {
      offset += 2 + Int(bytes.loadUnaligned(fromByteOffset: offset, as: UInt16.self))
      earlier &= earlier - 1
    }
    let length = Int(bytes.loadUnaligned(fromByteOffset: offset, as: UInt16.self))
    return UnsafeRawBufferPointer(rebasing: bytes[(offset + 2)..<(offset + 2 + length)])
  }

  /// How many bytes the texts of `mask` take, lengths included.
  @inlinable
  public static func byteCount(mask: UInt16, in bytes: UnsafeRawBufferPointer) -> Int {
    var offset = 0
    var rest = mask
    while rest != 0 {
      offset += 2 + Int(bytes.loadUnaligned(fromByteOffset: offset, as: UInt16.self))
      rest &= rest - 1
    }
    return offset
  }
}
