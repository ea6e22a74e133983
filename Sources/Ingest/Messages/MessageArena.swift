import Ledger

/// Memory for the texts of one record that are not in the input as they are needed; nothing in it ever moves.
final class MessageArena {
  @exclusivity(unchecked) private var blocks: [UnsafeMutableRawBufferPointer]
  /// Block in use, and bytes used of it.
  @exclusivity(unchecked) private var block = 0
  @exclusivity(unchecked) private var used = 0
  /// Enough for nearly every record.
  private static let blockBytes = 64 * 1024

  init() { blocks = [.allocate(byteCount: Self.blockBytes, alignment: 16)] }

  deinit { for block in blocks { block.deallocate() } }

  /// Forgets everything. What an extraordinary record needed is given back.
  func removeAll() {
    guard block > 0 || used > 0 else { return }
    (block, used) = (0, 0)
    while blocks.count > 1 { blocks.removeLast().deallocate() }
  }

  func copy(_ bytes: FieldBytes) -> FieldBytes {
    guard !bytes.isEmpty else { return .empty }
    let target = room(bytes.count)
    target.copyMemory(from: bytes.start, byteCount: bytes.count)
    return FieldBytes(start: target, count: bytes.count)
  }

  func text(_ text: String) -> FieldBytes {
    var text = text
    return text.withUTF8 { copy(FieldBytes(UnsafeRawBufferPointer($0))) }
  }

  /// The parts that say anything, without blanks around them, with `separator` between them.
  func join(_ parts: some Sequence<FieldBytes>, _ separator: UInt8) -> FieldBytes {
    let said = parts.map(\.trimmed).filter { !$0.isEmpty }
    guard said.count > 1 else { return said.first ?? .empty }
    let count = said.reduce(said.count - 1) { $0 + $1.count }
    let target = room(count)
    var offset = 0
    for part in said {
      if offset > 0 {
        target.storeBytes(of: separator, toByteOffset: offset, as: UInt8.self)
        offset += 1
      }
      (target + offset).copyMemory(from: part.start, byteCount: part.count)
      offset += part.count
    }
    return FieldBytes(start: target, count: count)
  }

  /// A Latin-1 text as UTF-8.
  func transcoded(_ bytes: FieldBytes) -> FieldBytes {
    let target = room(bytes.count * Transcoder.mostGrowth)
    return FieldBytes(start: target, count: Transcoder.utf8(bytes, .windows1252, to: target))
  }

  private func room(_ count: Int) -> UnsafeMutableRawPointer {
    if used + count > blocks[block].count {
      blocks.append(.allocate(byteCount: max(count, Self.blockBytes), alignment: 16))
      (block, used) = (blocks.count - 1, 0)
    }
    defer { used += count }
    guard let base = blocks[block].baseAddress else { fatalError("an allocated block has an address") }
    return base + used
  }
}
