/// The bytes of one field of a record, where they lie; valid no longer than the record.
public struct FieldBytes: BitwiseCopyable {
  /// First byte; meaningful only where `count` is positive.
  public var start: UnsafeRawPointer
  /// How many bytes.
  public var count: Int

  @inlinable @inline(__always)
  public init(start: UnsafeRawPointer, count: Int) {
    self.start = start
    self.count = count
  }

  @inlinable
  public init(_ bytes: UnsafeRawBufferPointer) {
    guard let base = bytes.baseAddress, bytes.count > 0 else {
      self = .empty
      return
    }
    start = base
    count = bytes.count
  }

  /// No bytes: the field is absent or states nothing.
  @inlinable
  public static var empty: FieldBytes {
    // Never dereferenced, for its count is zero; any fixed address serves, and no allocation is needed.
    FieldBytes(start: UnsafeRawPointer(bitPattern: 1).unsafelyUnwrapped, count: 0)
  }

  /// Whether there is nothing.
  @inlinable
  public var isEmpty: Bool { count == 0 }

  /// The bytes as a buffer.
  @inlinable @inline(__always)
  public var buffer: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: start, count: count) }

  /// The byte at `index`, unchecked.
  @inlinable @inline(__always)
  public subscript(index: Int) -> UInt8 { start.load(fromByteOffset: index, as: UInt8.self) }

  /// A part of it.
  @inlinable @inline(__always)
  public func slice(_ from: Int, _ to: Int) -> FieldBytes {
    FieldBytes(start: start + from, count: to - from)
  }

  /// Without ASCII spaces and tabs at either end.
  @inlinable
  public var trimmed: FieldBytes {
    var low = 0
    var high = count
    while low < high, self[low] == 0x20 || self[low] == 0x09 { low += 1 }
    while high > low, self[high - 1] == 0x20 || self[high - 1] == 0x09 { high -= 1 }
    return slice(low, high)
  }
}
