/// What messages are read as, by their type (SWIFT User Handbook, message reference guides).
enum MessageFamily {
  case customerTransfer
  case bankTransfer
  case transferRequest
  case statement
  /// A payment message that is not read.
  case unread
  /// No payment at all: queries, confirmations of what statements tell, balances.
  case other

  init(_ type: Int) {
    switch type {
    case 103: self = .customerTransfer
    case 200, 202, 205: self = .bankTransfer
    case 101: self = .transferRequest
    case 940, 942, 950: self = .statement
    // Several transfers in one, direct debits, cheques and notices of them.
    case 102, 104, 107, 110, 201, 203, 204: self = .unread
    default: self = .other
    }
  }

  /// Whether a message of this type names the banks of a payment.
  static func isTransfer(_ type: Int?) -> Bool {
    guard let type else { return false }
    switch MessageFamily(type) {
    case .customerTransfer, .bankTransfer, .transferRequest: return true
    case .statement, .unread, .other: return false
    }
  }
}

/// Reads the fields of one message.
protocol FINMessageReader: AnyObject {
  func take(_ field: FINField, into filer: MessageFiler)
  /// - Parameter isWhole: whether the message had its end mark.
  func end(isWhole: Bool, into filer: MessageFiler)
}

/// Reads a file of FIN messages, one after the other.
final class SWIFTDecoder: MessageDecoder, FINReceiver {
  private var filer: MessageFiler?
  private var reader: (any FINMessageReader)?
  private var header = FINHeader()
  private var place = RecordPlace(line: 1, byteOffset: 0)
  /// The acknowledgement before the message in hand, and whether the network refused it.
  private var acknowledgement: (isRefusal: Bool, place: RecordPlace)?
  private var isRefused = false
  /// Of a message without blocks, what came before its fields told its type.
  private var early = FINMessage()
  /// What the last statement ended with, for the next page of it.
  private var lastPage: StatementPage?

  func decode(_ input: MessageInput, into filer: MessageFiler) throws(IngestError) {
    self.filer = filer
    let splitter = FINSplitter(self)
    while let line = try input.nextLine() { splitter.take(line) }
    splitter.finish()
    separator()
    if let lastPage, lastPage.isCut {
      filer.contradict(
        "line \(lastPage.line): the last statement has no closing balance; the file may be cut off")
    }
  }

  // MARK: FINReceiver

  func begin(_ header: FINHeader, at place: RecordPlace) {
    isRefused = acknowledgement?.isRefusal ?? false
    acknowledgement = nil
    self.header = header
    self.place = place
    early = FINMessage()
    guard let type = header.type, !isRefused, header.isFinancial else {
      reader = nil
      return
    }
    reader = makeReader(MessageFamily(type))
  }

  func take(_ field: FINField) {
    guard let filer else { return }
    if let reader { return reader.take(field, into: filer) }
    guard header.type == nil, !isRefused else { return }
    // Without blocks the fields have to tell what it is.
    if let family = Self.family(by: field.tag), let chosen = makeReader(family) {
      reader = chosen
      for one in early.fields { chosen.take(one, into: filer) }
      chosen.take(field, into: filer)
    } else {
      early.take(field)
    }
  }

  func end(isWhole: Bool) {
    guard let filer else { return }
    if let reader {
      reader.end(isWhole: isWhole, into: filer)
      if let statement = reader as? StatementReader { lastPage = statement.page }
    } else if isRefused {
      filer.reject(.notAccepted, at: place)
    } else if !header.isFinancial {
      filer.reject(.serviceMessage, at: place)
    } else if let type = header.type {
      if case .unread = MessageFamily(type) {
        filer.reject(.messageTypeNotRead, at: place)
      } else {
        filer.reject(.notAPayment, at: place)
      }
    } else if !early.fields.isEmpty {
      filer.reject(.notAPayment, at: place)
    }
    reader = nil
  }

  func service(_ content: [UInt8], at place: RecordPlace) {
    separator()
    let answer = FINHeader.field("451", in: content)
    acknowledgement = (answer.elementsEqual("1".utf8), place)
  }

  func unfinished(at place: RecordPlace) {
    acknowledgement = nil
    filer?.reject(.messageUnfinished, at: place)
  }

  /// An acknowledgement that no message follows stands for itself.
  func separator() {
    guard let alone = acknowledgement else { return }
    acknowledgement = nil
    filer?.reject(.serviceMessage, at: alone.place)
  }

  // MARK: Readers

  private func makeReader(_ family: MessageFamily) -> (any FINMessageReader)? {
    switch family {
    case .customerTransfer: TransferReader(header, at: place, isBetweenBanks: false)
    case .bankTransfer: TransferReader(header, at: place, isBetweenBanks: true)
    case .transferRequest: RequestReader(header, at: place)
    case .statement: StatementReader(after: lastPage)
    case .unread, .other: nil
    }
  }

  /// What a message without blocks is, by the first field that only one family has.
  private static func family(by tag: FINTag) -> MessageFamily? {
    switch tag.number {
    case 25, 60, 61, 62, 34, 86, 0: .statement
    case 28: tag.option == UInt8(ascii: "D") ? .transferRequest : .statement
    case 23, 50, 59, 70: .customerTransfer
    case 58: .bankTransfer
    default: nil
    }
  }
}
