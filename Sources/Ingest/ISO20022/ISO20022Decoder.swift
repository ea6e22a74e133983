import Ledger

/// Reads a source of ISO 20022 messages: one document, several after another, or documents within others.
final class ISO20022Decoder: MessageDecoder {
  /// Given to libxml2 at a time. The cache keeps it while it is parsed; what comes of a source does not depend on how it
  /// was read.
  private static let pieceBytes = 32 * 1024

  func decode(_ input: MessageInput, into filer: MessageFiler) throws(IngestError) {
    let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.pieceBytes, alignment: 16)
    defer { piece.deallocate() }
    let reader = ISOReader(filer)
    var document = ISODocument(reader, at: RecordPlace(line: 1, byteOffset: 0))
    do throws(ISOFault) {
      while true {
        let count: Int
        do throws(IngestError) { count = try input.read(into: piece) } catch { throw ISOFault(error) }
        guard count > 0 else { break }
        document = try Self.feed(
          UnsafeRawBufferPointer(rebasing: piece[..<count]), document, reader, input.byteOffset)
      }
      try document.finish()
      guard reader.messages > 0 else {
        throw ISOFault(
          IngestError(code: .malformed, why: "The document holds no message of ISO 20022 that is read here"))
      }
    } catch {
      guard error.isCutOff, reader.messages > 0 else { throw error.error }
      reader.cutOff()
      filer.contradict("line \(error.error.line ?? 1): the document ends before its end tag")
    }
  }

  /// Reads on; what follows a document's end is another.
  private static func feed(
    _ bytes: UnsafeRawBufferPointer, _ document: consuming ISODocument, _ reader: ISOReader, _ end: Int
  ) throws(ISOFault) -> ISODocument {
    var document = document
    var rest = FieldBytes(bytes)
    while !rest.isEmpty {
      if document.hasEnded {
        let (next, lines) = rest.passingWhiteSpace
        let place = RecordPlace(line: document.line + lines, byteOffset: end - next.count)
        guard !next.isEmpty else {
          document.line = place.line
          return document
        }
        document = ISODocument(reader, at: place)
        rest = next
      }
      guard let left = try document.feed(rest.buffer) else { return document }
      rest = rest.slice(rest.count - left, rest.count)
    }
    return document
  }
}

extension FieldBytes {
  /// What comes after white space of XML, and how many lines that passes.
  fileprivate var passingWhiteSpace: (rest: FieldBytes, lines: Int) {
    let rest = withoutWhiteSpaceBefore
    return (rest, slice(0, count - rest.count).buffer.count { $0 == 0x0A })
  }
}

/// Why a document cannot be read on.
struct ISOFault: Error {
  var error: IngestError
  /// Whether it is as it should be as far as it goes.
  var isCutOff = false

  init(_ error: IngestError) { self.error = error }

  init(_ fault: XMLFault, line: Int) {
    let (code, why, remedy): (IngestError.Code, String, String) =
      switch fault {
      case .documentType:
        (.documentType, "The document has a document type definition, which no message of ISO 20022 has", "")
      case .tooDeep:
        (.xmlDepth, "Elements are nested deeper than \(XMLPushParser.mostDepth)", "Is the file damaged?")
      case .cutOff: (.malformed, "The document ends before its end tag", "Was the transfer cut off?")
      case .malformed: (.malformed, "The XML is not well-formed here", "Check it with `xmllint --noout`")
      }
    error = IngestError(code: code, line: line, why: why, remedy: remedy)
    isCutOff = fault == .cutOff
  }
}

/// One document of a source, be it the whole, one of several, or within another.
struct ISODocument: ~Copyable {
  private let parser: XMLPushParser
  private unowned let reader: ISOReader

  init(_ reader: ISOReader, at place: RecordPlace) {
    self.reader = reader
    parser = XMLPushParser(names: ISOGrammar.shared.names, attribute: "Ccy", sink: reader, at: place)
  }

  /// The line it is in, or the one behind it that was reached.
  var line = 1
  /// Whether it is complete.
  private(set) var hasEnded = false

  /// Reads on.
  ///
  /// - Returns: how many of the bytes are left behind the document's end; nil where it goes on.
  mutating func feed(_ bytes: UnsafeRawBufferPointer) throws(ISOFault) -> Int? {
    let left: Int?
    do throws(XMLFault) {
      left = try parser.feed(bytes)
    } catch {
      throw reader.fault ?? ISOFault(error, line: parser.line)
    }
    if let inner = reader.fault { throw inner }
    line = parser.line
    hasEnded = left != nil
    return left
  }

  /// Says that there is no more.
  func finish() throws(ISOFault) {
    guard !hasEnded else { return }
    do throws(XMLFault) {
      try parser.finish()
    } catch {
      // Behind a document there may be comments, which are none.
      guard error == .cutOff, !parser.hasBegun, reader.messages > 0 else {
        throw reader.fault ?? ISOFault(error, line: parser.line)
      }
    }
    if let inner = reader.fault { throw inner }
  }
}

extension IngestError.Code {
  /// XML with a document type definition.
  static let documentType = Self(rawValue: "document-type")
  /// XML nested too deep.
  static let xmlDepth = Self(rawValue: "xml-depth")
}
