import CLibXML2
import Ledger

/// What a streaming reader of XML tells as it goes; everything it hands over is valid during the call alone.
protocol XMLSink: AnyObject {
  /// An element begins. `name` is its number in the table of names, 0 where it is not in it; prefixes and namespaces do
  /// not matter. `value` is that of the one attribute that is looked for, empty where the element has none.
  func begin(_ name: UInt16, value: FieldBytes, at cursor: XMLCursor)
  /// Part of the text of the element begun last, entities resolved.
  func text(_ part: FieldBytes, at cursor: XMLCursor)
  /// The element begun last, and not ended, ends.
  func end(at cursor: XMLCursor)
}

/// Why XML cannot be read any further.
enum XMLFault: Error, Equatable {
  /// A document type definition, by which a small file can grow without bound or ask for others.
  case documentType
  /// Elements nested deeper than `XMLPushParser.mostDepth`.
  case tooDeep
  /// It ends before it is complete.
  case cutOff
  /// Not well-formed.
  case malformed
}

/// Reads XML in pieces, however they were cut: libxml2's SAX2 push interface, which builds no tree. Reading the
/// same statement with `xmlTextReader` takes twice the time.
///
/// Document types are refused, entities are those of XML itself, nothing is fetched, and libxml2's own limits stand:
/// 10 MB for a tag, a comment or an attribute.
struct XMLPushParser: ~Copyable {
  /// Deepest nesting. The messages of ISO 20022 reach some twenty, their envelopes add a few.
  static let mostDepth = 64

  private let context: xmlParserCtxtPtr
  private let cursor: XMLCursor

  /// - Parameters:
  ///   - names: the names that have numbers, from 1.
  ///   - attribute: the attribute whose value is handed over.
  ///   - place: where the document begins in its source.
  init(names: [String], attribute: String, sink: any XMLSink, at place: RecordPlace) {
    _ = Self.library
    cursor = XMLCursor(sink, at: place)
    var handler = XMLCursor.handler
    guard
      let made = xmlCreatePushParserCtxt(
        &handler, Unmanaged.passUnretained(cursor).toOpaque(), nil, 0, nil)
    else { fatalError("libxml2 cannot allocate a parser") }
    context = made
    xmlCtxtUseOptions(context, Int32(XML_PARSE_NONET.rawValue))
    cursor.learn(names, attribute: attribute, of: context)
  }

  deinit { xmlFreeParserCtxt(context) }

  /// Initialised once, before threads may meet in it.
  private static let library: Void = xmlInitParser()

  /// Reads on.
  ///
  /// - Returns: how many of the bytes are left after the document's end; nil where it goes on. Nothing more may be fed then.
  func feed(_ bytes: UnsafeRawBufferPointer) throws(XMLFault) -> Int? {
    cursor.fed += bytes.count
    xmlParseChunk(context, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count), 0)
    // Where another encoding was converted, bytes read are not those fed.
    if cursor.fault == nil, let left = cursor.leftAtEnd,
      context.pointee.input?.pointee.buf?.pointee.encoder == nil
    {
      return min(left, bytes.count)
    }
    try check()
    return nil
  }

  /// Says that there is no more.
  func finish() throws(XMLFault) {
    xmlParseChunk(context, nil, 0, 1)
    // What was well-formed as far as it went, and is not at the very end, goes on elsewhere; within a character at most.
    let isAtEnd = cursor.leftAtEnd == nil && cursor.unread < 4
    do throws(XMLFault) { try check() } catch { throw error == .malformed && isAtEnd ? .cutOff : error }
  }

  private func check() throws(XMLFault) {
    if let fault = cursor.fault { throw fault }
    guard context.pointee.wellFormed != 0 else { throw .malformed }
  }

  /// The line it is in.
  var line: Int { cursor.line }
  /// Whether an element has begun.
  var hasBegun: Bool { cursor.hasBegun }
}

/// What libxml2 calls, and where that goes; says where the parser is. Owned by the parser, which outlives every call.
final class XMLCursor {
  private unowned let sink: any XMLSink
  /// Where the document begins.
  private let start: RecordPlace
  /// Bytes the parser was given.
  fileprivate(set) var fed = 0
  private var context: xmlParserCtxtPtr?
  fileprivate private(set) var fault: XMLFault?
  private var depth = 0
  fileprivate private(set) var hasBegun = false
  /// Bytes fed and not read when the document ended; nil before.
  fileprivate private(set) var leftAtEnd: Int?
  /// The line it ended in.
  private var lastLine = 0
  /// Names by the address at which libxml2 keeps them: it keeps each once. A power of two, at most half full.
  private var addresses: [UnsafePointer<xmlChar>?] = []
  private var numbers: [UInt16] = []
  private var shift: UInt64 = 0
  private var attribute: UnsafePointer<xmlChar>?

  fileprivate init(_ sink: any XMLSink, at start: RecordPlace) {
    self.sink = sink
    self.start = start
  }

  fileprivate func learn(_ names: [String], attribute: String, of context: xmlParserCtxtPtr) {
    self.context = context
    self.attribute = xmlDictLookup(context.pointee.dict, attribute, -1)
    var bits: UInt64 = 1
    while 1 << bits < names.count * 2 { bits += 1 }
    shift = 64 - bits
    addresses = Array(repeating: nil, count: 1 << bits)
    numbers = Array(repeating: 0, count: 1 << bits)
    for (index, name) in names.enumerated() {
      guard let address = xmlDictLookup(context.pointee.dict, name, -1) else { continue }
      let place = place(of: address)
      addresses[place] = address
      numbers[place] = UInt16(index + 1)
    }
  }

  /// Where an address is kept, or would be.
  private func place(of address: UnsafePointer<xmlChar>) -> Int {
    var place = Int((UInt64(UInt(bitPattern: address)) &* 0x9E37_79B9_7F4A_7C15) >> shift)
    while let held = addresses[place], held != address { place = (place + 1) & (addresses.count - 1) }
    return place
  }

  /// The line of what was read last.
  var line: Int {
    leftAtEnd == nil ? start.line - 1 + Int(context?.pointee.input?.pointee.line ?? 1) : lastLine
  }

  /// Where the tag read last begins.
  var place: RecordPlace {
    guard let input = context?.pointee.input?.pointee, var tag = input.cur, let base = input.base else {
      return start
    }
    while tag > base, tag.pointee != UInt8(ascii: "<") { tag -= 1 }
    return RecordPlace(line: line, byteOffset: start.byteOffset + max(0, fed - (input.end - tag)))
  }

  /// Bytes fed and not read.
  fileprivate var unread: Int {
    guard let input = context?.pointee.input?.pointee else { return 0 }
    return input.end - input.cur
  }

  private func stop(_ fault: XMLFault) {
    self.fault = self.fault ?? fault
    xmlStopParser(context)
  }

  private func begin(
    _ name: UnsafePointer<xmlChar>?, _ count: Int32,
    _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
  ) {
    guard let name, fault == nil else { return }
    depth += 1
    hasBegun = true
    guard depth <= XMLPushParser.mostDepth else { return stop(.tooDeep) }
    sink.begin(numbers[place(of: name)], value: count > 0 ? value(Int(count), attributes) : .empty, at: self)
  }

  /// The value of the attribute looked for. libxml2 gives five addresses for each: local name, prefix, namespace,
  /// beginning and end of the value.
  private func value(_ count: Int, _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?) -> FieldBytes
  {
    guard let attributes else { return .empty }
    for index in 0..<count where attributes[index * 5] == attribute {
      guard let start = attributes[index * 5 + 3], let end = attributes[index * 5 + 4] else { break }
      return FieldBytes(UnsafeRawBufferPointer(start: start, count: end - start))
    }
    return .empty
  }

  private func end() {
    guard fault == nil else { return }
    depth -= 1
    if depth == 0 { (lastLine, leftAtEnd) = (line, unread) }
    sink.end(at: self)
  }

  private func text(_ start: UnsafePointer<xmlChar>?, _ count: Int32) {
    guard let start, count > 0, fault == nil else { return }
    sink.text(FieldBytes(start: start, count: Int(count)), at: self)
  }

  private static func cursor(_ data: UnsafeMutableRawPointer?) -> XMLCursor? {
    data.map { Unmanaged<XMLCursor>.fromOpaque($0).takeUnretainedValue() }
  }

  fileprivate static var handler: xmlSAXHandler {
    var handler = xmlSAXHandler()
    handler.initialized = UInt32(XML_SAX2_MAGIC)
    handler.startElementNs = { data, name, _, _, _, _, count, _, attributes in
      XMLCursor.cursor(data)?.begin(name, count, attributes)
    }
    handler.endElementNs = { data, _, _, _ in XMLCursor.cursor(data)?.end() }
    handler.characters = { data, start, count in XMLCursor.cursor(data)?.text(start, count) }
    handler.ignorableWhitespace = handler.characters
    handler.cdataBlock = { data, start, count in XMLCursor.cursor(data)?.text(start, count) }
    handler.internalSubset = { data, _, _, _ in XMLCursor.cursor(data)?.stop(.documentType) }
    return handler
  }
}
