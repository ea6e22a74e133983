/// A growing block of bytes, owned by whoever holds it.
///
/// Appending does no bounds checks beyond capacity and no reference counting; that is why it exists.
public struct ByteBuffer: ~Copyable {
  /// Invariant: `base` addresses `capacity` bytes, of which the first `count` are initialised.
  @usableFromInline var base: UnsafeMutableRawPointer
  /// Bytes it can hold without growing.
  public private(set) var capacity: Int
  /// Bytes in use.
  public var count: Int { @inlinable get { used } }
  @usableFromInline var used = 0

  public init(capacity: Int = 4096) {
    self.capacity = max(capacity, 64)
    base = UnsafeMutableRawPointer.allocate(byteCount: self.capacity, alignment: 16)
  }

  deinit { base.deallocate() }

  /// The bytes in use; valid until the next change.
  @inlinable
  public var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: used) }

  /// The bytes in use, to be changed in place; valid until the next change of size.
  @inlinable
  public var mutableBytes: UnsafeMutableRawBufferPointer {
    UnsafeMutableRawBufferPointer(start: base, count: used)
  }

  /// Makes room for `extra` more bytes. Amortised O(1).
  @inlinable @inline(__always)
  public mutating func reserve(_ extra: Int) {
    if used + extra > capacity { grow(used + extra) }
  }

  @usableFromInline @inline(never)
  mutating func grow(_ needed: Int) {
    let larger = max(needed, capacity + capacity / 2)
    let moved = UnsafeMutableRawPointer.allocate(byteCount: larger, alignment: 16)
    moved.copyMemory(from: base, byteCount: used)
    base.deallocate()
    base = moved
    capacity = larger
  }

  /// Appends the bytes of a trivial value.
  @inlinable @inline(__always)
  public mutating func append<Value: BitwiseCopyable>(_ value: Value) {
    reserve(MemoryLayout<Value>.size)
    base.storeBytes(of: value, toByteOffset: used, as: Value.self)
    used += MemoryLayout<Value>.size
  }

  /// Appends a copy of `source`.
  @inlinable @inline(__always)
  public mutating func append(contentsOf source: UnsafeRawBufferPointer) {
    guard let start = source.baseAddress, source.count > 0 else { return }
    reserve(source.count)
    (base + used).copyMemory(from: start, byteCount: source.count)
    used += source.count
  }

  /// Where the next byte goes; room beyond it is what `reserve` made.
  @inlinable
  public var end: UnsafeMutableRawPointer { base + used }

  /// Counts `length` reserved bytes as in use; the caller has written them.
  @inlinable
  public mutating func advance(by length: Int) {
    assert(used + length <= capacity)
    used += length
  }

  /// Forgets what it holds and keeps the room.
  @inlinable
  public mutating func removeAll() { used = 0 }

  /// Cuts back to `length` bytes, at most those in use.
  @inlinable
  public mutating func truncate(to length: Int) { used = min(used, max(0, length)) }
}

extension ByteBuffer {
  /// Makes the buffer longer by `length` bytes, to be written through `mutableBytes`.
  public mutating func appendUninitialised(_ length: Int) {
    reserve(length)
    used += length
  }
}
