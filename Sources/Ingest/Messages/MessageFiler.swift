import Ledger

/// Takes what a message says, field by field, and files it as a transaction of ours.
///
/// A decoder states the fields of a record (`self[.amount] = …`) and calls `file`; both the values and what `copy` and
/// `text` made stay valid until then. Values are as the format writes them: `MessageFormat.amount` says how amounts are.
final class MessageFiler {
  let sink: FilingSink
  let own: OwnInstitution
  /// Whether times without a zone of their own are those of a zone the run or the profile states.
  let hasStandingZone: Bool
  private let binder: RecordBinder
  /// Invariant: `CanonicalField.count` initialised elements, in the order of `allCases`.
  private let slots: UnsafeMutablePointer<FieldBytes>
  /// The fields of the record in hand that are not empty, a bit each by their places; those that became empty may be among
  /// them.
  @exclusivity(unchecked) private var stated: UInt64 = 0
  /// Whether all that is stated of the record in hand is known to be ASCII without NUL, so that nobody need look again.
  @exclusivity(unchecked) var isPlain = false
  private let arena = MessageArena()
  @exclusivity(unchecked) private(set) var controls = ControlTotals()
  /// Why the source cannot be all that was sent, by its own words; nil where nothing says so.
  private(set) var contradiction: String?
  @exclusivity(unchecked) private var oddities: UInt32 = 0

  init(sink: FilingSink, plan: BindingPlan, policy: FilingPolicy, own: OwnInstitution) {
    self.sink = sink
    self.own = own
    hasStandingZone = plan.zone != nil
    binder = RecordBinder(plan: plan, policy: policy)
    slots = .allocate(capacity: CanonicalField.count)
    slots.initialize(repeating: .empty, count: CanonicalField.count)
  }

  deinit { slots.deallocate() }

  // MARK: Stating

  /// The value of a field of the record in hand.
  subscript(field: CanonicalField) -> FieldBytes {
    @inline(__always) get { slots[field.place] }
    @inline(__always) set {
      slots[field.place] = newValue
      if !newValue.isEmpty { stated |= 1 << UInt64(field.place) }
    }
  }

  /// The bytes where they stay until the record is filed, whatever becomes of the input's window.
  func copy(_ bytes: FieldBytes) -> FieldBytes { arena.copy(bytes) }

  /// A text that stays until the record is filed.
  func text(_ text: String) -> FieldBytes { arena.text(text) }

  /// The parts that say anything, with `separator` between them.
  func join(_ parts: some Sequence<FieldBytes>, with separator: UInt8 = 0x20) -> FieldBytes {
    arena.join(parts, separator)
  }

  /// States when it happened, from an ISO 8601 date or date and time. A time that no zone belongs to is left out: the
  /// date is certain, the instant is not.
  func stateMoment(_ stamp: FieldBytes) {
    let text = stamp.trimmed
    guard text.count > 10, !hasStandingZone, !Self.hasZone(text) else {
      self[.timestamp] = text
      return
    }
    self[.timestamp] = text.slice(0, 10)
    note(.timeWithoutZone)
  }

  /// Whether a time ends in `Z` or in an offset.
  private static func hasZone(_ text: FieldBytes) -> Bool {
    if text[text.count - 1] | 0x20 == 0x7A { return true }
    for index in 11..<text.count where text[index] == 0x2B || text[index] == 0x2D { return true }
    return false
  }

  /// Notes what was odd about the record in hand, should it be accepted.
  func note(_ oddity: Oddity) { oddities |= oddity.bit }

  // MARK: Finishing

  /// Files the record in hand, or rejects it where its fields do not make a transaction; then nothing is stated.
  ///
  /// - Parameters:
  ///   - countsRecord: false for the second posting of one record.
  ///   - isLast: false where another posting of the same record follows: what was stated stays.
  func file(at place: RecordPlace, countsRecord: Bool = true, isLast: Bool = true) {
    if let fault = makeText() {
      if countsRecord { reject(fault, nil, at: place) }
    } else if let fault = binder.bind(slots) {
      if countsRecord { reject(fault, binder, at: place) }
    } else {
      binder.oddities |= oddities
      sink.file(binder, line: place.line, countsRecord: countsRecord)
    }
    if isLast { clear() }
  }

  /// Counts the record in hand as read and rejected; its fields, as stated, are what can be mended.
  func reject(_ code: RejectionCode, field: CanonicalField? = nil, at place: RecordPlace) {
    reject(BindingFault(code, field), nil, at: place)
    clear()
  }

  /// Counts bytes that could not be taken apart into fields as a rejected record.
  func reject(_ code: RejectionCode, raw: FieldBytes, at place: RecordPlace) {
    sink.reject(code: code, line: place.line, byteOffset: place.byteOffset, raw: raw.buffer)
    clear()
  }

  /// `binder` is given where it has looked at this very record: it may know the amount.
  private func reject(_ fault: BindingFault, _ binder: RecordBinder?, at place: RecordPlace) {
    // Of records nothing is wrong with some are kept to be looked at, and their texts are made for no more.
    guard !fault.code.isSetAside || sink.recordsSetAside < IngestLimits.heldSetAside else {
      let nothing = UnsafeRawBufferPointer(start: nil, count: 0)
      return sink.reject(fault, binder: binder, line: place.line, byteOffset: place.byteOffset, raw: nothing)
    }
    MessageJSON.object(of: slots) {
      sink.reject(fault, binder: binder, line: place.line, byteOffset: place.byteOffset, raw: $0)
    }
  }

  private func clear() {
    var rest = stated
    while rest != 0 {
      slots[rest.trailingZeroBitCount] = .empty
      rest &= rest - 1
    }
    (stated, oddities, isPlain) = (0, 0, false)
    arena.removeAll()
  }

  /// Makes every text UTF-8: what is not is taken for Latin-1, as old mainframes write it.
  private func makeText() -> BindingFault? {
    var rest = isPlain ? 0 : stated
    while rest != 0 {
      let place = rest.trailingZeroBitCount
      rest &= rest - 1
      let bytes = slots[place].buffer
      guard let bad = UTF8Validation.firstInvalid(bytes, from: 0) else { continue }
      guard bytes[bad] != 0, !bytes.contains(0) else {
        return BindingFault(.nulByte, CanonicalField.allCases[place])
      }
      slots[place] = arena.transcoded(slots[place])
      note(.otherEncoding)
    }
    return nil
  }

  // MARK: What the source says of itself

  /// Compares a total the source states with what was read.
  func control(_ total: ControlTotal) { controls.add(total) }

  /// Compares a number the source states with what was read, for formats with totals by the million.
  func control(_ what: @autoclosure () -> String, stated: Int, found: Int) {
    controls.add(agrees: stated == found) {
      ControlTotal(what: what(), stated: String(stated), found: String(found))
    }
  }

  /// Says that the source cannot be all that was sent; the first such reason is kept.
  func contradict(_ why: String) { contradiction = contradiction ?? why }
}
