/// A table that is filled once and read for as long as its owner lives, without reference counting.
///
/// Reading an array held by a class costs a retain and a release each time; in a loop over every posting
/// that is more than the reading. Whoever makes a table frees it, once, when nobody can read it any more.
public struct FixedTable<Element: BitwiseCopyable & Sendable>: BitwiseCopyable, @unchecked Sendable {
  /// Invariant: addresses `count` initialised elements until `free`.
  @usableFromInline let base: UnsafeMutablePointer<Element>
  /// How many elements there are.
  public let count: Int

  public init(_ elements: some Collection<Element>) {
    count = elements.count
    base = .allocate(capacity: Swift.max(count, 1))
    for (index, element) in elements.enumerated() { (base + index).initialize(to: element) }
  }

  /// Gives the memory back; the table must not be read afterwards.
  public func free() { base.deallocate() }

  @inlinable
  public subscript(index: Int) -> Element {
    precondition(index >= 0 && index < count, "index outside the table")
    return base[index]
  }
}
