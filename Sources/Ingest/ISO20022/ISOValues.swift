import Ledger

/// The values of one level of a message: header, group, entry or detail. Reused from record to record.
final class ISOValues {
  /// Invariant: `ISOField.count` initialised elements; those not among `stated` are empty.
  private let spans: UnsafeMutablePointer<(offset: Int32, count: Int32)>
  @exclusivity(unchecked) private var stated: [UInt8] = []
  @exclusivity(unchecked) private var memory: UnsafeMutableRawBufferPointer
  @exclusivity(unchecked) private var used = 0

  /// Longest value that is kept; a posting keeps `TextField.maximumBytes` of a text, and says that it was cut.
  static let mostBytes = 4 * TextField.maximumBytes
  /// Most that is kept of one level: every field is bounded, and there are many.
  private static let mostMemory = 64 * 1024
  /// Enough for nearly every record.
  private static let firstBytes = 2048

  init() {
    spans = .allocate(capacity: ISOField.count)
    spans.initialize(repeating: (0, 0), count: ISOField.count)
    memory = .allocate(byteCount: Self.firstBytes, alignment: 16)
  }

  deinit {
    spans.deallocate()
    memory.deallocate()
  }

  /// The value, without white space around it; valid until the next change.
  @inline(__always)
  subscript(field: ISOField) -> FieldBytes {
    let span = spans[Int(field.rawValue)]
    guard span.count > 0, let base = memory.baseAddress else { return .empty }
    return FieldBytes(start: base + Int(span.offset), count: Int(span.count))
  }

  func removeAll() {
    for field in stated { spans[Int(field)] = (0, 0) }
    stated.removeAll(keepingCapacity: true)
    used = 0
  }

  /// Forgets a field alone.
  func remove(_ field: ISOField) { spans[Int(field.rawValue)] = (0, 0) }

  /// Keeps a value; what was stated before stays before it, with `separator` between, or alone where there is none.
  func state(_ field: ISOField, _ value: FieldBytes, separator: UInt8?) {
    let held = spans[Int(field.rawValue)]
    guard used + Int(held.count) + value.count < Self.mostMemory else { return }
    guard held.count > 0 else {
      stated.append(field.rawValue)
      let offset = used
      append(value.buffer.prefix(Self.mostBytes))
      spans[Int(field.rawValue)] = (Int32(offset), Int32(used - offset))
      return
    }
    guard let separator, Int(held.count) + value.count < Self.mostBytes else { return }
    let offset = Int(held.offset) + Int(held.count) == used ? Int(held.offset) : used
    if offset == used {
      reserve(Int(held.count))
      append(memory[Int(held.offset)..<(Int(held.offset) + Int(held.count))])
    }
    append(CollectionOfOne(separator))
    append(value.buffer[...])
    spans[Int(field.rawValue)] = (Int32(offset), Int32(used - offset))
  }

  private func append(_ bytes: some Collection<UInt8>) {
    reserve(bytes.count)
    UnsafeMutableRawBufferPointer(rebasing: memory[used...]).copyBytes(from: bytes)
    used += bytes.count
  }

  private func reserve(_ count: Int) {
    guard used + count > memory.count else { return }
    let larger = UnsafeMutableRawBufferPointer.allocate(
      byteCount: max(memory.count * 2, used + count), alignment: 16)
    larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: memory[..<used]))
    memory.deallocate()
    memory = larger
  }
}
