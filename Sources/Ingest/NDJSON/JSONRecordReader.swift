import Ledger

/// Reads one line of NDJSON into the slots of a binder, without making strings or floating-point numbers.
///
/// Checks the whole line against RFC 8259, also the parts nobody reads. Numbers arrive as the digits that
/// were written, an exponent being written out exactly. Slots point into the line or into the reader's own
/// buffer and are valid until the next `read` or until the line's memory goes.
struct JSONRecordReader: ~Copyable {
  /// Invariant: addresses `slotCount` initialised elements until `deinit`.
  let slots: UnsafeMutablePointer<FieldBytes>
  let slotCount: Int
  private let tree: PathTree
  /// Unescaped texts of the current line.
  ///
  /// Room for all of them is made before the first, so none moves.
  private var unescaped = ByteBuffer(capacity: 4096)
  private var base = UnsafeRawPointer(bitPattern: 1).unsafelyUnwrapped
  private var end = 0
  private var position = 0
  private var record: UInt64 = 0

  init(paths: [[String]]) {
    tree = PathTree(paths: paths)
    slotCount = paths.count
    slots = .allocate(capacity: max(1, paths.count))
    slots.initialize(repeating: .empty, count: max(1, paths.count))
  }

  deinit { slots.deallocate() }

  /// Reads `line`, which holds no line end.
  ///
  /// On a fault the slots are not to be used.
  mutating func read(_ line: UnsafeRawBufferPointer) throws(JSONFault) {
    guard let start = line.baseAddress, line.count > 0 else { throw JSONFault(kind: .malformed) }
    base = start
    end = line.count
    position = 0
    record &+= 1
    for slot in 0..<slotCount { slots[slot] = .empty }
    unescaped.removeAll()
    // An unescaped text is never longer than it was written; a number may grow by its exponent.
    unescaped.reserve(line.count + slotCount * (JSONLimits.exponent + 2))
    skipSpace()
    switch peek() {
    case UInt8(ascii: "{"): try object(node: 0, depth: 1)
    case UInt8(ascii: "["): throw JSONFault(kind: .array)
    default: throw JSONFault(kind: .notAnObject)
    }
    skipSpace()
    if position != end { throw JSONFault(kind: .trailing) }
  }

  // MARK: Structure

  /// The byte at the position; 0, which no JSON has outside strings, past the end.
  @inline(__always)
  private func peek() -> UInt8 { position < end ? base.load(fromByteOffset: position, as: UInt8.self) : 0 }

  @inline(__always)
  private mutating func skipSpace() {
    while position < end {
      let byte = base.load(fromByteOffset: position, as: UInt8.self)
      guard byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A else { return }
      position += 1
    }
  }

  private mutating func object(node: Int, depth: Int) throws(JSONFault) {
    if depth > JSONLimits.depth { throw JSONFault(kind: .tooDeep) }
    position += 1
    skipSpace()
    if peek() == UInt8(ascii: "}") {
      position += 1
      return
    }
    while true {
      guard peek() == UInt8(ascii: "\"") else { throw JSONFault(kind: .malformed) }
      let key = try string()
      let child = node < 0 ? -1 : try find(key, under: node)
      skipSpace()
      guard peek() == UInt8(ascii: ":") else { throw JSONFault(kind: .malformed) }
      position += 1
      skipSpace()
      try value(node: child, depth: depth)
      skipSpace()
      let next = peek()
      position += 1
      if next == UInt8(ascii: "}") { return }
      guard next == UInt8(ascii: ",") else { throw JSONFault(kind: .malformed) }
      skipSpace()
    }
  }

  private mutating func array(node: Int, depth: Int) throws(JSONFault) {
    if depth > JSONLimits.depth { throw JSONFault(kind: .tooDeep) }
    position += 1
    skipSpace()
    if peek() == UInt8(ascii: "]") {
      position += 1
      return
    }
    var index = 0
    while true {
      try value(node: node < 0 ? -1 : tree.child(of: node, index: index), depth: depth)
      index += 1
      skipSpace()
      let next = peek()
      position += 1
      if next == UInt8(ascii: "]") { return }
      guard next == UInt8(ascii: ",") else { throw JSONFault(kind: .malformed) }
      skipSpace()
    }
  }

  private mutating func value(node: Int, depth: Int) throws(JSONFault) {
    let slot = node < 0 ? -1 : tree.nodes[node].slot
    switch peek() {
    case UInt8(ascii: "\""):
      let text = try string()
      if slot >= 0 { slots[slot] = try plain(text, slot: slot) }
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      if slot >= 0, tree.nodes[node].childCount == 0 { throw JSONFault(kind: .notScalar, slot: slot) }
      if peek() == UInt8(ascii: "{") {
        try object(node: node, depth: depth + 1)
      } else {
        try array(node: node, depth: depth + 1)
      }
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      let number = try number()
      if slot >= 0 { slots[slot] = try plain(number, slot: slot) }
    case UInt8(ascii: "t"): try literal("true", slot)
    case UInt8(ascii: "f"): try literal("false", slot)
    case UInt8(ascii: "n"): try literal("null", -1)
    default: throw JSONFault(kind: .malformed)
    }
  }

  private mutating func literal(_ word: StaticString, _ slot: Int) throws(JSONFault) {
    let count = word.utf8CodeUnitCount
    guard position + count <= end else { throw JSONFault(kind: .malformed) }
    for offset in 0..<count
    where base.load(fromByteOffset: position + offset, as: UInt8.self) != word.utf8Start[offset] {
      throw JSONFault(kind: .malformed)
    }
    if slot >= 0 { slots[slot] = FieldBytes(start: base + position, count: count) }
    position += count
  }

  /// The node of a key; notices a key that is met twice.
  @inline(__always)
  private mutating func find(_ key: JSONText, under node: Int) throws(JSONFault) -> Int {
    var bytes = key.bytes
    let mark = unescaped.count
    if key.hasEscapes {
      // A key that is no text is the name of nothing that is read.
      guard let text = try? unescape(key.bytes, slot: -1) else {
        unescaped.truncate(to: mark)
        return -1
      }
      bytes = text
    }
    let child = tree.child(of: node, key: bytes.start, count: bytes.count)
    unescaped.truncate(to: mark)
    if child >= 0 {
      if tree.nodes[child].lastMet == record {
        throw JSONFault(kind: .duplicateKey, slot: tree.nodes[child].slot)
      }
      tree.nodes[child].lastMet = record
    }
    return child
  }

  // MARK: Strings

  /// Reads the string that begins here and checks its escapes, control characters and encoding.
  @inline(__always)
  private mutating func string() throws(JSONFault) -> JSONText {
    let base = self.base
    let end = self.end
    let start = position + 1
    var at = start
    var hasEscapes = false
    var seen: UInt64 = 0
    while true {
      at = Self.plainEnd(base, from: at, to: end, seen: &seen)
      guard at < end else { throw JSONFault(kind: .malformed) }
      let byte = base.load(fromByteOffset: at, as: UInt8.self)
      if byte == UInt8(ascii: "\"") { break }
      guard byte == UInt8(ascii: "\\") else { throw JSONFault(kind: .malformed) }
      hasEscapes = true
      position = at
      try skipEscape()
      at = position
    }
    position = at + 1
    let bytes = FieldBytes(start: base + start, count: at - start)
    if seen & JSONWord.highBits != 0, UTF8Validation.firstInvalid(bytes.buffer, from: 0) != nil {
      throw JSONFault(kind: .invalidUTF8)
    }
    return JSONText(bytes: bytes, hasEscapes: hasEscapes)
  }

  /// The next quote, backslash or control character, or `end`; gathers in `seen` the bits of what is passed.
  @inline(__always)
  private static func plainEnd(_ base: UnsafeRawPointer, from start: Int, to end: Int, seen: inout UInt64)
    -> Int
  {
    var at = start
    while at + 8 <= end {
      let word = base.loadUnaligned(fromByteOffset: at, as: UInt64.self)
      let special = JSONWord.special(word)
      if special != 0 {
        let place = special.trailingZeroBitCount / 8
        // Only what lies before the special byte belongs to the text.
        seen |= word & ((1 << UInt64(place * 8)) - 1)
        return at + place
      }
      seen |= word
      at += 8
    }
    while at < end {
      let byte = base.load(fromByteOffset: at, as: UInt8.self)
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20 { return at }
      seen |= UInt64(byte)
      at += 1
    }
    return end
  }

  private mutating func skipEscape() throws(JSONFault) {
    position += 1
    switch peek() {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      position += 1
    case UInt8(ascii: "u"):
      guard position + 5 <= end else { throw JSONFault(kind: .malformed) }
      for offset in 1...4
      where hexadecimalValue(base.load(fromByteOffset: position + offset, as: UInt8.self)) == nil {
        throw JSONFault(kind: .malformed)
      }
      position += 5
    default: throw JSONFault(kind: .malformed)
    }
  }

  /// The bytes of a text as a slot takes them.
  private mutating func plain(_ text: JSONText, slot: Int) throws(JSONFault) -> FieldBytes {
    text.hasEscapes ? try unescape(text.bytes, slot: slot) : text.bytes
  }

  /// Writes a text with its escapes replaced into the buffer.
  private mutating func unescape(_ text: FieldBytes, slot: Int) throws(JSONFault) -> FieldBytes {
    let start = unescaped.count
    try JSONEscapes.append(text.buffer, to: &unescaped, slot: slot)
    guard unescaped.count > start, let own = unescaped.bytes.baseAddress else { return .empty }
    return FieldBytes(start: own + start, count: unescaped.count - start)
  }

  // MARK: Numbers

  /// Reads the number that begins here, by the grammar of RFC 8259.
  @inline(__always)
  private mutating func number() throws(JSONFault) -> JSONNumber {
    let start = position
    if peek() == UInt8(ascii: "-") { position += 1 }
    let leading = peek()
    let whole = digits()
    guard whole > 0, leading != UInt8(ascii: "0") || whole == 1 else { throw JSONFault(kind: .malformed) }
    if peek() == UInt8(ascii: ".") {
      position += 1
      guard digits() > 0 else { throw JSONFault(kind: .malformed) }
    }
    let mantissa = position - start
    if peek() | 0x20 == UInt8(ascii: "e") {
      position += 1
      if peek() == UInt8(ascii: "+") || peek() == UInt8(ascii: "-") { position += 1 }
      guard digits() > 0 else { throw JSONFault(kind: .malformed) }
    }
    return JSONNumber(
      bytes: FieldBytes(start: base + start, count: position - start), mantissaCount: mantissa)
  }

  @inline(__always)
  private mutating func digits() -> Int {
    let start = position
    var at = start
    while at < end, base.load(fromByteOffset: at, as: UInt8.self) &- UInt8(ascii: "0") <= 9 { at += 1 }
    position = at
    return at - start
  }

  private mutating func plain(_ number: JSONNumber, slot: Int) throws(JSONFault) -> FieldBytes {
    guard number.mantissaCount < number.bytes.count else { return number.bytes }
    let start = unescaped.count
    try number.appendPlain(to: &unescaped, slot: slot)
    guard let own = unescaped.bytes.baseAddress else { return .empty }
    return FieldBytes(start: own + start, count: unescaped.count - start)
  }
}
