/// A growing block of trivial values without bounds checks, reference counts or copy-on-write.
///
/// For the scratch space of one thread; `ByteBuffer` is its sibling between rooms.
struct GrowingBuffer<Element: BitwiseCopyable>: ~Copyable {
  /// Invariant: addresses `capacity` elements, the first `count` initialised.
  private(set) var base: UnsafeMutablePointer<Element>
  private(set) var count = 0
  private var capacity: Int

  init(capacity: Int = 64) {
    self.capacity = max(capacity, 16)
    base = .allocate(capacity: self.capacity)
  }

  deinit { base.deallocate() }

  @inline(__always)
  subscript(index: Int) -> Element {
    get {
      assert(index >= 0 && index < count)
      return base[index]
    }
    nonmutating set {
      assert(index >= 0 && index < count)
      base[index] = newValue
    }
  }

  /// Makes room for `extra` more elements. Amortised O(1).
  @inline(__always)
  mutating func reserve(_ extra: Int) {
    if count + extra > capacity { grow(to: count + extra) }
  }

  @inline(never)
  private mutating func grow(to needed: Int) {
    let larger = max(needed, capacity + capacity / 2)
    let moved = UnsafeMutablePointer<Element>.allocate(capacity: larger)
    moved.update(from: base, count: count)
    base.deallocate()
    base = moved
    capacity = larger
  }

  @inline(__always)
  mutating func append(_ element: Element) {
    reserve(1)
    base[count] = element
    count += 1
  }

  /// Counts `extra` reserved elements as in use; the caller has written them.
  @inline(__always)
  mutating func advance(by extra: Int) {
    assert(count + extra <= capacity)
    count += extra
  }

  mutating func removeAll() { count = 0 }

  /// Forgets all but the first `length`.
  mutating func truncate(to length: Int) { count = min(count, max(0, length)) }

  /// Forgets the elements that do not satisfy `isKept`.
  mutating func keep(_ isKept: (Element) -> Bool) {
    var kept = 0
    for index in 0..<count where isKept(base[index]) {
      base[kept] = base[index]
      kept += 1
    }
    count = kept
  }

  /// Becomes `length` copies of `element`.
  mutating func fill(_ element: Element, count length: Int) {
    count = 0
    reserve(length)
    base.update(repeating: element, count: length)
    count = length
  }
}

/// Copies bytes, most often few, without a call for those.
@inline(__always)
func copyShort(_ source: UnsafeRawPointer, to target: UnsafeMutableRawPointer, count: Int) {
  if count > 16 {
    target.copyMemory(from: source, byteCount: count)
  } else if count >= 8 {
    let first = source.loadUnaligned(as: UInt64.self)
    let last = source.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
    target.storeBytes(of: first, as: UInt64.self)
    target.storeBytes(of: last, toByteOffset: count - 8, as: UInt64.self)
  } else if count >= 4 {
    let first = source.loadUnaligned(as: UInt32.self)
    let last = source.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self)
    target.storeBytes(of: first, as: UInt32.self)
    target.storeBytes(of: last, toByteOffset: count - 4, as: UInt32.self)
  } else {
    for offset in 0..<count {
      target.storeBytes(
        of: source.load(fromByteOffset: offset, as: UInt8.self), toByteOffset: offset, as: UInt8.self)
    }
  }
}

extension GrowingBuffer where Element == UInt8 {
  /// Appends a copy of `source`.
  @inline(__always)
  mutating func append(contentsOf source: UnsafeRawBufferPointer) {
    guard let start = source.baseAddress, source.count > 0 else { return }
    reserve(source.count)
    UnsafeMutableRawPointer(base + count).copyMemory(from: start, byteCount: source.count)
    advance(by: source.count)
  }

  /// The bytes in use; valid until the next change.
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: count) }
}
