import Ledger

/// How the value of one field is fetched from the slots of a record.
struct FieldRoute: BitwiseCopyable {
  /// The one slot that feeds it; `nothing` or `composed` otherwise.
  var slot: Int
  /// Index among the composed routes.
  var composed: Int

  static let nothing = -1
  static let composed = -2

  /// A field that is bound to nothing.
  static let unbound = FieldRoute(slot: nothing, composed: 0)

  /// Whether it is fed by anything.
  var isBound: Bool { slot != FieldRoute.nothing }
}

/// The value of a field that is more than the bytes of one slot: a constant, several slots, mapped codes.
///
/// Owns the memory of what it composes; a value stays valid until the route is asked again.
final class ComposedRoute {
  private let slots: [Int]
  private let joins: Bool
  private let words: WordTable
  private let replacements: [FieldBytes]
  private let fallback: FieldBytes?
  private let constant: FieldBytes?
  private let scratch: UnsafeMutableRawPointer
  private let owned: [UnsafeMutableRawPointer]

  /// Room for a joined text; a posting keeps at most `TextField.maximumBytes` of it.
  private static let scratchBytes = 2 * TextField.maximumBytes

  init(slots: [Int], joins: Bool, constant: [UInt8]?, codes: [String: String]) {
    self.slots = slots
    self.joins = joins
    var owned: [UnsafeMutableRawPointer] = []
    func keep(_ bytes: [UInt8]) -> FieldBytes {
      guard !bytes.isEmpty else { return .empty }
      let memory = UnsafeMutableRawPointer.allocate(byteCount: bytes.count, alignment: 16)
      bytes.withUnsafeBytes { memory.copyMemory(from: $0.baseAddress.unsafelyUnwrapped, byteCount: $0.count) }
      owned.append(memory)
      return FieldBytes(start: UnsafeRawPointer(memory), count: bytes.count)
    }
    self.constant = constant.map(keep)
    var words = WordTable()
    var replacements: [FieldBytes] = []
    for (word, meaning) in codes where word != "*" {
      words.set(word, UInt16(truncatingIfNeeded: replacements.count))
      replacements.append(keep(Array(meaning.utf8)))
    }
    self.words = words
    self.replacements = replacements
    fallback = codes["*"].map { keep(Array($0.utf8)) }
    scratch = .allocate(byteCount: Self.scratchBytes, alignment: 16)
    self.owned = owned
  }

  deinit {
    scratch.deallocate()
    for memory in owned { memory.deallocate() }
  }

  /// The field's value in a record.
  func value(_ record: UnsafePointer<FieldBytes>) -> FieldBytes {
    var found = joins && slots.count > 1 ? joined(record) : firstStated(record)
    if found.isEmpty, let constant { found = constant }
    guard !found.isEmpty else { return found }
    if !words.isEmpty, let index = words.value(key: WordTable.key(found)) { return replacements[Int(index)] }
    return fallback ?? found
  }

  private func firstStated(_ record: UnsafePointer<FieldBytes>) -> FieldBytes {
    for slot in slots {
      let value = record[slot].trimmed
      if !value.isEmpty { return value }
    }
    return .empty
  }

  private func joined(_ record: UnsafePointer<FieldBytes>) -> FieldBytes {
    var length = 0
    for slot in slots {
      let value = record[slot].trimmed
      guard !value.isEmpty, length + 1 < Self.scratchBytes else { continue }
      if length > 0 {
        scratch.storeBytes(of: 0x20, toByteOffset: length, as: UInt8.self)
        length += 1
      }
      let taken = min(value.count, Self.scratchBytes - length)
      (scratch + length).copyMemory(from: value.start, byteCount: taken)
      length += taken
    }
    return FieldBytes(start: UnsafeRawPointer(scratch), count: length)
  }
}
