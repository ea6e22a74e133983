import Ledger

/// Reads files of Fedwire messages, each a record.
final class FedwireDecoder: MessageDecoder {
  /// Longest message. All fields at their widest, with the longest addenda (8,994 bytes), make half of it.
  static let messageBytes = 64 * 1024

  /// The tag with which messages begin: that of the file's first, where the system's own fields lead.
  private var firstTag = FedwireTag.senderSupplied.rawValue

  func decode(_ input: MessageInput, into filer: MessageFiler) throws(IngestError) {
    var isFirst = true
    while true {
      let window = try input.window(Self.messageBytes)
      guard let start = FedwireTag.next(in: window, from: 0) else { break }
      if isFirst, start.number < FedwireTag.senderSupplied.rawValue { firstTag = start.number }
      isFirst = false
      advance(input, window, start.offset)
      try take(input, filer)
    }
  }

  /// Takes the message that begins the window.
  private func take(_ input: MessageInput, _ filer: MessageFiler) throws(IngestError) {
    let window = try input.window(Self.messageBytes)
    let seen = UnsafeRawBufferPointer(rebasing: window.prefix(Self.messageBytes))
    let end = end(of: seen)
    let place = RecordPlace(line: input.line, byteOffset: input.byteOffset)
    guard end != nil || window.count < Self.messageBytes else {
      filer.reject(.fedwireTooLong, raw: FieldBytes(seen), at: place)
      return try skipMessage(input)
    }
    let bytes = UnsafeRawBufferPointer(rebasing: seen[..<(end ?? seen.count)])
    file(FedwireMessage(bytes), raw: FieldBytes(bytes), at: place, filer)
    advance(input, window, bytes.count)
  }

  /// Offset of the message behind the one that begins here; nil where there is none.
  private func end(of bytes: UnsafeRawBufferPointer) -> Int? {
    var hasBegun = false
    var offset = 0
    while let tag = FedwireTag.next(in: bytes, from: offset) {
      if hasBegun, tag.number == firstTag { return tag.offset }
      hasBegun = hasBegun || (tag.number >= firstTag && FedwireTag(rawValue: tag.number) != nil)
      offset = tag.offset + FedwireTag.width
    }
    return nil
  }

  /// Passes over what is left of a message that is too long.
  private func skipMessage(_ input: MessageInput) throws(IngestError) {
    var isInside = true
    while true {
      let window = try input.window(Self.messageBytes)
      var offset = isInside ? 1 : 0
      isInside = false
      while let tag = FedwireTag.next(in: window, from: offset), tag.number != firstTag {
        offset = tag.offset + FedwireTag.width
      }
      if let tag = FedwireTag.next(in: window, from: offset) { return advance(input, window, tag.offset) }
      // A tag may be cut by the window's end.
      let passed = window.count < Self.messageBytes ? window.count : window.count - FedwireTag.width
      guard passed > 0 else { return }
      advance(input, window, passed)
      if window.count < Self.messageBytes { return }
    }
  }

  private func advance(_ input: MessageInput, _ window: UnsafeRawBufferPointer, _ count: Int) {
    var lines = 0
    for index in 0..<count {
      let isPair = window[index] == 0x0A && index > 0 && window[index - 1] == 0x0D
      if (window[index] == 0x0A && !isPair) || window[index] == 0x0D { lines += 1 }
    }
    input.advance(count, lines: lines)
  }

  // MARK: One message

  private func file(
    _ message: FedwireMessage, raw: FieldBytes, at place: RecordPlace, _ filer: MessageFiler
  ) {
    if message.hasUnknownTag { return filer.reject(.fedwireTagUnknown, raw: raw, at: place) }
    if message.missing != nil { return filer.reject(.fedwireTagMissing, raw: raw, at: place) }
    filer[.identifier] = message.accountability
    filer[.timestamp] = message.day
    filer[.amount] = message.part(.amount, 0, 12)
    filer[.currency] = FieldBytes("USD")
    filer[.channel] = FieldBytes("wire")
    filer[.reference] = message.reference
    filer[.memo] = filer.join(message.remittance)
    let (payer, payee) = (message.payer(filer), message.payee(filer))
    if let reason = Self.setAside(message) {
      filer[.account] = payer.account
      filer[.counterpartyAccount] = payee.account
      return filer.reject(reason, at: place)
    }
    if message.isReversal, !message.original.isEmpty {
      filer[.recordType] = FieldBytes("reversal")
      filer[.original] = message.original
    }
    filer.filePayment(from: payer, to: payee, at: place)
  }

  /// Why it is no payment, where it is none.
  private static func setAside(_ message: FedwireMessage) -> RejectionCode? {
    if message.isTest { return .fedwireTest }
    if message.isRefused { return .fedwireRefused }
    return message.isTransfer ? nil : .fedwireNoTransfer
  }
}
