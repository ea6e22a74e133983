/// A string told apart by its bytes: `String` takes a letter with its accent and the two written one behind
/// the other for the same, and evidence must come back as its source wrote it.
struct ExactText: Hashable {
  private let text: String

  init(_ text: String) { self.text = text }

  static func == (left: ExactText, right: ExactText) -> Bool {
    guard left.text.utf8.count == right.text.utf8.count else { return false }
    var first = left.text
    var second = right.text
    return first.withUTF8 { one in
      second.withUTF8 { other in
        areEqual(UnsafeRawBufferPointer(one), UnsafeRawBufferPointer(other))
      }
    }
  }

  /// Whether buffers of one length hold the same bytes; eight at a time, as most strings are compared once
  /// for each time they are written.
  private static func areEqual(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
    var offset = 0
    while left.count - offset >= 8 {
      guard
        left.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
          == right.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      else { return false }
      offset += 8
    }
    while offset < left.count {
      guard left[offset] == right[offset] else { return false }
      offset += 1
    }
    return true
  }

  func hash(into hasher: inout Hasher) {
    var copy = text
    copy.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}
