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
    var offset = 0
    do throws(ISOFault) {
      while true {
        let count: Int
        do throws(IngestError) { count = try input.read(into: piece) } catch { throw ISOFault(error) }
        guard count > 0 else { break }
        offset += count
        document = try Self.feed(
          UnsafeRawBufferPointer(rebasing: piece[..<count]), document, reader, endingAt: offset)
      }
      try document.finish()
      guard reader.messages > 0 else {
        throw ISOFault(
          IngestError(
            code: .malformed, line: 1, why: "The document holds no message of ISO 20022 that is read here"))
      }
    } catch {
      guard error.isCutOff else { throw error.error }
      reader.cutOff()
      filer.contradict("line \(error.error.line ?? 1): the document ends before its end tag")
    }
  }

  /// Reads on; what follows a document's end is another.
  private static func feed(
    _ bytes: UnsafeRawBufferPointer, _ document: consuming ISODocument, _ reader: ISOReader, endingAt end: Int
  ) throws(ISOFault) -> ISODocument {
    var document = document
    var rest = bytes
    while true {
      guard let left = try document.feed(rest) else { return document }
      let line = document.line
      rest = UnsafeRawBufferPointer(rebasing: rest[(rest.count - left)...])
      document = ISODocument(reader, at: RecordPlace(line: line, byteOffset: end - left))
    }
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
      case .extraContent:
        (.malformed, "Something that is no document follows the document", "Is the file damaged?")
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

  var line: Int { parser.line }

  /// Reads on.
  ///
  /// - Returns: how many bytes are left where the document has ended and another follows; nil where it goes on.
  func feed(_ bytes: UnsafeRawBufferPointer) throws(ISOFault) -> Int? {
    do throws(XMLFault) {
      try parser.feed(bytes)
    } catch {
      if let inner = reader.fault { throw inner }
      if case .extraContent(let left) = error, left <= bytes.count,
        bytes[bytes.count - left] == UInt8(ascii: "<")
      {
        return left
      }
      throw ISOFault(error, line: parser.line)
    }
    if let inner = reader.fault { throw inner }
    return nil
  }

  /// Says that there is no more.
  func finish() throws(ISOFault) {
    do throws(XMLFault) { try parser.finish() } catch {
      throw reader.fault ?? ISOFault(error, line: parser.line)
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
