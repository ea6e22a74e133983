/// Hears what a file of FIN messages consists of. Lines of fields are valid during the call alone.
protocol FINReceiver: AnyObject {
  func begin(_ header: FINHeader, at place: RecordPlace)
  func take(_ field: FINField)
  /// - Parameter isWhole: whether the message had its end mark, where it must have one.
  func end(isWhole: Bool)
  /// A service message, such as the acknowledgement of the message behind it (`{177:…}{451:0}`).
  func service(_ content: [UInt8], at place: RecordPlace)
  /// Blocks that no text followed.
  func unfinished(at place: RecordPlace)
  /// The `$` between messages of an RJE file.
  func separator()
}

/// Takes lines apart into blocks, messages and fields (SWIFT User Handbook, FIN message format).
///
/// Reads messages in their blocks, several on a line, and the bare text that banks export as statements (`:20:` … `-`).
/// It holds one field.
final class FINSplitter {
  private unowned let receiver: any FINReceiver
  /// Contents of blocks seen since the last message, by number.
  private var blocks: [UInt8: [UInt8]] = [:]
  private var blocksPlace = RecordPlace(line: 1, byteOffset: 0)
  /// Content of the block that is open, and how many braces are.
  private var open: [UInt8] = []
  private var depth = 0
  /// Whether a text is being read, whether it stands in block 4, and whether it had field 20.
  private var isInText = false
  private var isBlock = false
  private var hasReference = false
  private var field: FINField?
  private var fieldBytes = 0
  /// Whether the line before held a colon alone: some banks wrap between it and the tag.
  private var hasLooseColon = false
  /// Lines of the field in hand, and of the one before, which may still be read.
  private var arenas = (MessageArena(), MessageArena())

  /// Longest block before the text. Real ones have some hundred bytes.
  private static let mostBlockBytes = 4096

  init(_ receiver: any FINReceiver) { self.receiver = receiver }

  func take(_ line: MessageLine) {
    let place = RecordPlace(line: line.number, byteOffset: line.byteOffset)
    var rest = Self.withoutControls(line.bytes)
    var isAtStart = true
    while !rest.isEmpty {
      rest = isInText ? takeText(rest, place) : takeBlocks(rest, place, isAtStart)
      isAtStart = false
    }
  }

  /// Says what was still open at the end of the source.
  func finish() {
    if isInText { endText(isWhole: !isBlock) }
    flushBlocks()
  }

  // MARK: Blocks

  /// Reads blocks up to the beginning of a text; returns what is left of the line.
  private func takeBlocks(_ line: FieldBytes, _ place: RecordPlace, _ isAtStart: Bool) -> FieldBytes {
    // A brace that was never closed does not swallow the messages behind it.
    if isAtStart, line.opens(with: "{1:") || line[0] == 0x24 { closeBlock() }
    if isAtStart, depth == 0, FINTag.leading(line) != nil {
      beginText(isBlock: blocks[0x31] != nil, place)
      return line
    }
    var index = 0
    while index < line.count {
      let byte = line[index]
      if byte == 0x7B {
        let opens = line.rest(index + 1)
        if opens.opens(with: "4:"), opens.count == 2 || opens[2] != 0x7B {
          closeBlock()
          beginText(isBlock: true, place)
          return opens.rest(2)
        }
        if depth == 0 { open.removeAll(keepingCapacity: true) } else { append(byte) }
        if depth == 0, blocks.isEmpty { blocksPlace = place }
        depth += 1
      } else if byte == 0x7D {
        if depth > 1 { append(byte) }
        if depth == 1 { closeBlock() }
        depth = max(0, depth - 1)
      } else if depth > 0 {
        append(byte)
      } else if byte == 0x24 {
        flushBlocks()
        receiver.separator()
      }
      index += 1
    }
    return .empty
  }

  private func append(_ byte: UInt8) {
    if open.count < Self.mostBlockBytes { open.append(byte) }
  }

  /// Keeps the block in hand. A second block 1 begins another message.
  private func closeBlock() {
    guard depth > 0 else { return }
    depth = 0
    guard open.count >= 2, open[1] == 0x3A else { return }
    if open[0] == 0x31 { flushBlocks() }
    blocks[open[0]] = Array(open.dropFirst(2))
    open.removeAll(keepingCapacity: true)
  }

  /// Says what blocks without a text were: a service message, or the beginning of a message that never came.
  private func flushBlocks() {
    if depth > 0 { closeBlock() }
    if let content = blocks[0x34] {
      receiver.service(content, at: blocksPlace)
    } else if blocks[0x31] != nil {
      receiver.unfinished(at: blocksPlace)
    }
    blocks.removeAll(keepingCapacity: true)
  }

  // MARK: Text

  private func beginText(isBlock: Bool, _ place: RecordPlace) {
    var start = place
    if let basic = blocks[0x31] {
      start = blocksPlace
      receiver.begin(
        FINHeader(basic: basic, application: blocks[0x32] ?? [], user: blocks[0x33] ?? []), at: start)
    } else {
      receiver.begin(FINHeader(), at: start)
    }
    blocks.removeAll(keepingCapacity: true)
    (isInText, self.isBlock, hasReference, hasLooseColon) = (true, isBlock, false, false)
  }

  private func endText(isWhole: Bool) {
    flushField()
    isInText = false
    receiver.end(isWhole: isWhole)
  }

  /// Takes a line of the text; returns what stands behind the end of the message, empty where it goes on.
  private func takeText(_ line: FieldBytes, _ place: RecordPlace) -> FieldBytes {
    if let rest = endMark(line) { return rest }
    var text = line
    var rest = FieldBytes.empty
    if isBlock, let end = Self.endWithin(line) {
      text = line.slice(0, end)
      rest = line.rest(end)
    }
    takeLine(text, place)
    return rest
  }

  /// Ends the message where the line begins with what ends one; returns what stands behind it, nil where it goes on.
  private func endMark(_ line: FieldBytes) -> FieldBytes? {
    if line.opens(with: "{1:") {
      endText(isWhole: !isBlock)
      return line
    }
    if line.opens(with: "-}") || line.reads("-") {
      endText(isWhole: true)
      return line.rest(2)
    }
    if isBlock, line.opens(with: "}{5:") || line.opens(with: "{5:") || line.opens(with: "{{5:") {
      endText(isWhole: true)
      return line
    }
    if !isBlock, line.opens(with: "-$") || line.reads("$") {
      endText(isWhole: true)
      return line.rest(line[0] == 0x24 ? 0 : 1)
    }
    return nil
  }

  /// Where `-}` ends the text in the middle of a line: before the end of the line or before another block.
  private static func endWithin(_ line: FieldBytes) -> Int? {
    var index = 1
    while let brace = line.place(of: 0x7D, from: index) {
      let next = brace + 1 < line.count ? line[brace + 1] : 0x7B
      if line[brace - 1] == 0x2D, next == 0x7B || next == 0x24 || next == 0x7D { return brace - 1 }
      index = brace + 1
    }
    return nil
  }

  private func takeLine(_ line: FieldBytes, _ place: RecordPlace) {
    let wasLoose = hasLooseColon
    hasLooseColon = false
    if let (tag, length) = FINTag.leading(line) ?? (wasLoose ? FINTag.named(line) : nil) {
      return beginField(tag, line.rest(length), place)
    }
    guard !line.trimmed.isEmpty else { return }
    if line.reads(":") {
      hasLooseColon = true
    } else {
      appendLine(line)
    }
  }

  private func beginField(_ tag: FINTag, _ line: FieldBytes, _ place: RecordPlace) {
    // Bare statements have no end mark that could be relied on: the next one begins with its reference.
    if !isBlock, tag.number > 99 || (tag.number == 20 && hasReference) {
      endText(isWhole: true)
      beginText(isBlock: false, place)
    }
    flushField()
    if tag.number == 20 { hasReference = true }
    arenas = (arenas.1, arenas.0)
    arenas.0.removeAll()
    fieldBytes = 0
    field = FINField(tag: tag, lines: [], place: place)
    appendLine(line)
  }

  private func appendLine(_ line: FieldBytes) {
    guard var taken = field else { return }
    field = nil
    fieldBytes += line.count
    if fieldBytes > FINField.mostBytes || taken.lines.count >= Self.mostLines {
      taken.isCut = true
    } else {
      taken.lines.append(arenas.0.copy(line))
    }
    field = taken
  }

  /// Lines of a field that are kept; 77T may have some hundred.
  private static let mostLines = 2048

  private func flushField() {
    guard let done = field else { return }
    field = nil
    receiver.take(done)
  }

  /// Without the control characters that transports put around lines and messages (SOH, ETX, SUB, vertical tabs).
  private static func withoutControls(_ line: FieldBytes) -> FieldBytes {
    var (low, high) = (0, line.count)
    if line.opens(with: "\u{FEFF}") { low = 3 }
    while low < high, line[low] < 0x20 { low += 1 }
    while high > low, line[high - 1] < 0x20 { high -= 1 }
    return line.slice(low, high)
  }
}
