/// Requests for transfer (MT101): a customer's orders, each of which a booking in another message may follow.
final class RequestReader: FINMessageReader {
  private let header: FINHeader
  private let place: RecordPlace
  /// What holds for all orders, and the order in hand.
  private var common = FINMessage()
  private var order = FINMessage()

  init(_ header: FINHeader, at place: RecordPlace) {
    self.header = header
    self.place = place
  }

  func take(_ field: FINField, into filer: MessageFiler) {
    // Field 21 begins an order; 21R and 21F are references of the whole and of an exchange.
    if field.tag == FINTag(21) { flush(filer, isWhole: true) }
    if order.isEmpty, field.tag != FINTag(21) { common.take(field) } else { order.take(field) }
  }

  func end(isWhole: Bool, into filer: MessageFiler) {
    if order.isEmpty { return filer.reject(isWhole ? .notAPayment : .messageUnfinished, at: place) }
    flush(filer, isWhole: isWhole)
  }

  private func flush(_ filer: MessageFiler, isWhole: Bool) {
    guard let first = order.fields.first else { return }
    defer { order.removeAll() }
    filer[.status] = FieldBytes("instructed")
    filer[.channel] = FieldBytes("wire")
    filer[.timestamp] = filer.date(field(30)?.first.trimmed ?? .empty)
    if let amount = order.first(32, UInt8(ascii: "B"))?.first.trimmed, amount.count > 3 {
      filer[.currency] = filer.copy(amount.slice(0, 3))
      filer[.amount] = filer.copy(amount.rest(3))
    }
    stateTexts(first, filer)
    guard isWhole, !order.isCut else {
      return filer.reject(order.isCut ? .recordTooLong : .messageUnfinished, at: first.place)
    }
    let payerBank = PartyField(field(52)).bank
    let payeeBank = PartyField(order.first(57)).bank
    filer.filePayment(
      from: payer.side(at: payerBank.isEmpty ? filer.keep(header.receiver) : payerBank, filer),
      to: PartyField(order.first(59)).side(
        at: payeeBank.isEmpty ? filer.keep(header.receiver) : payeeBank, filer),
      at: first.place)
  }

  private func stateTexts(_ first: FINField, _ filer: MessageFiler) {
    var reference = FieldBytes.empty
    if let remittance = order.first(70) {
      reference = TransferReader.reference(in: remittance)
      filer[.memo] = filer.keep(FINText.unwrapped(remittance.lines, width: FINText.narrowLine))
    }
    let own = first.first.trimmed
    if reference.isEmpty { reference = own }
    if !FINText.isPlaceholder(reference) { filer[.reference] = filer.copy(reference) }
    let message = common.first(20)?.first.trimmed ?? .empty
    guard !message.isEmpty, !FINText.isPlaceholder(own) else { return }
    filer[.identifier] = filer.keep(
      Array(message.buffer) + [0x2F] + Array(own.buffer) + [0x2F] + Array(filer[.timestamp].buffer))
  }

  /// A field of the order, else of all orders.
  private func field(_ number: Int) -> FINField? { order.first(number) ?? common.first(number) }

  /// The ordering customer (50F, G, H); the instructing party (50C, L) orders for another.
  private var payer: PartyField {
    let isOrdering: (FINField) -> Bool = {
      $0.tag.number == 50 && $0.tag.option != UInt8(ascii: "C") && $0.tag.option != UInt8(ascii: "L")
    }
    return PartyField(order.fields.first(where: isOrdering) ?? common.fields.first(where: isOrdering))
  }
}
