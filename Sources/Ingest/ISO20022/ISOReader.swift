import Ledger

/// Files what belongs together in messages of one family; told of it as it begins and ends.
protocol ISOProcessor: AnyObject {
  func begin(_ action: ISOAction, at place: RecordPlace)
  func end(_ action: ISOAction)
  /// The document ends here, amid things.
  func cutOff()
}

/// The values of the levels of the message in hand, shared by who reads them and who files them.
final class ISOMessageValues {
  var message = ISOMessage.statement
  let header = ISOValues()
  let group = ISOValues()
  var record = ISOValues()
  var detail = ISOValues()

  @inline(__always)
  subscript(level: ISOLevel) -> ISOValues {
    switch level {
    case .header: header
    case .group: group
    case .record: record
    case .detail: detail
    }
  }
}

/// Walks the tree of paths as elements begin and end, and keeps the values of those that mean something.
final class ISOReader: XMLSink {
  private let values = ISOMessageValues()
  private let grammar = ISOGrammar.shared
  private let statements: StatementFiler
  private let payments: PaymentFiler
  private var processor: any ISOProcessor
  /// Places of the elements that are open; what lies below one that means nothing is counted alone.
  private var path: [UInt16] = [ISOGrammar.outside]
  private var skipped = 0
  /// The text of the element begun last.
  private let text: UnsafeMutableRawPointer
  private var textCount = 0
  /// Documents in the text of others that are being read, outermost first; of how many an event is being handled now.
  private var inner: [InnerDocument] = []
  private var feeding = 0
  /// Why nothing more can be read.
  private(set) var fault: ISOFault?
  /// Messages that began.
  private(set) var messages = 0

  /// Documents within documents. One is in use: an envelope that carries a message as text.
  private static let mostInner = 3

  init(_ filer: MessageFiler) {
    statements = StatementFiler(filer, values)
    payments = PaymentFiler(filer, values)
    processor = payments
    text = .allocate(byteCount: ISOValues.mostBytes, alignment: 16)
  }

  deinit { text.deallocate() }

  // MARK: Elements

  func begin(_ name: UInt16, value: FieldBytes, at cursor: XMLCursor) {
    if inner.count > feeding { finishInner() }
    textCount = 0
    guard skipped == 0 else {
      skipped += 1
      return
    }
    let above = path[path.count - 1]
    var place = grammar.child(of: above, name)
    if place == ISOGrammar.nowhere {
      // Envelopes are passed through; within a message what is not known is not looked at.
      guard above == ISOGrammar.outside else {
        skipped = 1
        return
      }
      place = ISOGrammar.outside
    }
    path.append(place)
    let node = grammar.nodes[Int(place)]
    if node.action != .none { begin(node, at: cursor.place) }
    if node.currency != .none, !value.isEmpty {
      values[node.level].state(node.currency, value, separator: nil)
    }
  }

  private func begin(_ node: ISOGrammar.Node, at place: RecordPlace) {
    switch node.action {
    case .none: return
    case .message:
      messages += 1
      values.message = node.message
      values.header.removeAll()
      values.group.removeAll()
      processor = node.message.isStatement ? statements : payments
    case .group: values.group.removeAll()
    case .record: values.record.removeAll()
    case .balance: values.detail.removeAll()
    case .detail: break
    }
    processor.begin(node.action, at: place)
    if node.action == .detail { values.detail.removeAll() }
  }

  func end(at cursor: XMLCursor) {
    if inner.count > feeding { finishInner() }
    guard skipped == 0 else {
      skipped -= 1
      return
    }
    let node = grammar.nodes[Int(path.removeLast())]
    if node.field != .none, textCount > 0 { keepText(node) }
    textCount = 0
    if node.action != .none { processor.end(node.action) }
  }

  private func keepText(_ node: ISOGrammar.Node) {
    let value = FieldBytes(start: text, count: textCount).withoutWhiteSpace
    if !value.isEmpty { values[node.level].state(node.field, value, separator: node.separator) }
  }

  // MARK: Text

  func text(_ part: FieldBytes, at cursor: XMLCursor) {
    guard fault == nil else { return }
    // What the inner document passes over is part of it all the same.
    if inner.count > feeding { return feedInner(part) }
    guard skipped == 0 else { return }
    let place = path[path.count - 1]
    if place == ISOGrammar.outside {
      beginInner(part, at: cursor)
    } else if grammar.nodes[Int(place)].field != .none {
      let count = min(part.count, ISOValues.mostBytes - textCount)
      (text + textCount).copyMemory(from: part.start, byteCount: count)
      textCount += count
    }
  }

  // MARK: Documents in text

  /// A document that stands in the text of another, escaped or in CDATA.
  private final class InnerDocument {
    private(set) var document: ISODocument
    /// Messages and elements when it began.
    let messages: Int
    let depth: Int
    /// Whether it was no document after all.
    var isNone = false

    init(_ document: consuming ISODocument, messages: Int, depth: Int) {
      self.document = document
      (self.messages, self.depth) = (messages, depth)
    }

    func feed(_ bytes: UnsafeRawBufferPointer) throws(ISOFault) {
      // Whatever stands behind the document is not one.
      if !document.hasEnded { _ = try document.feed(bytes) }
    }
  }

  private func beginInner(_ part: FieldBytes, at cursor: XMLCursor) {
    let rest = part.withoutWhiteSpaceBefore
    guard !rest.isEmpty, rest[0] == UInt8(ascii: "<"), feeding < Self.mostInner else { return }
    let document = ISODocument(self, at: RecordPlace(line: cursor.line, byteOffset: cursor.place.byteOffset))
    inner.append(InnerDocument(document, messages: messages, depth: path.count))
    feedInner(rest)
  }

  private func feedInner(_ part: FieldBytes) {
    handleInner { held throws(ISOFault) in try held.feed(part.buffer) }
  }

  private func finishInner() {
    handleInner { held throws(ISOFault) in try held.document.finish() }
    inner.removeLast()
  }

  /// Lets the innermost document read; what is no XML and held no message is plain text.
  private func handleInner(_ read: (InnerDocument) throws(ISOFault) -> Void) {
    let held = inner[feeding]
    guard !held.isNone, fault == nil else { return }
    feeding += 1
    defer { feeding -= 1 }
    do throws(ISOFault) {
      try read(held)
    } catch {
      held.isNone = true
      guard messages == held.messages, error.error.code == .malformed else {
        fault = fault ?? ISOFault(error.error)
        return
      }
      while inner.count > feeding { inner.removeLast() }
      path.removeLast(path.count - held.depth)
      skipped = 0
    }
  }

  /// The document ends here, amid things.
  func cutOff() { if messages > 0, path.count > 1 { processor.cutOff() } }
}

extension FieldBytes {
  /// Without white space of XML at its beginning.
  var withoutWhiteSpaceBefore: FieldBytes {
    var low = 0
    while low < count, Self.isWhiteSpace(self[low]) { low += 1 }
    return slice(low, count)
  }

  /// Without white space of XML at either end.
  var withoutWhiteSpace: FieldBytes {
    let rest = withoutWhiteSpaceBefore
    var high = rest.count
    while high > 0, Self.isWhiteSpace(rest[high - 1]) { high -= 1 }
    return rest.slice(0, high)
  }

  private static func isWhiteSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }
}
