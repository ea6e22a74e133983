import Ledger

/// What an entry is beside its class: a payment, the return of one, what contests that return, or no payment at all.
struct NACHAForm {
  let isCredit: Bool
  /// Trace number of what it is about, where it names one.
  private(set) var originalTrace: FieldBytes?
  /// Whether what it names can be found: it names it, and carries its date.
  let namesOriginal: Bool
  /// Whether the receiver's bank sent it, and the originator's is what the entry calls the receiving one. So returns go, but
  /// some programs leave the banks where they were; the return names the receiver's.
  private(set) var isFromReceiver = false
  private let stage: Stage
  private let code: TransactionCode?
  private let entryClass: EntryClass?
  private let isZero: Bool

  private enum Stage {
    case forward
    /// The receiver's bank sends the payment back.
    case returned
    /// The originator's bank refuses the return: the payment stands.
    case dishonored
    /// The receiver's bank insists on its return.
    case contested
  }

  /// - Parameter returned: its addenda record 99, if it has one.
  init(
    _ entry: NACHARecord, _ code: TransactionCode?, _ amount: FieldBytes, _ batch: NACHABatch,
    returned: NACHARecord
  ) {
    self.code = code
    isCredit = code?.isCredit ?? false
    entryClass = batch.entryClass
    isZero = amount.trimmed.isAll(UInt8(ascii: "0"))
    guard returned.type != 0 else {
      stage = code?.kind == .returned ? .returned : .forward
      (originalTrace, namesOriginal, isFromReceiver) = (nil, false, stage == .returned)
      return
    }
    // R61 to R70 are reasons to dishonour a return, R71 to R77 to contest that.
    let reason = returned.columns(5, 6).number ?? 0
    stage = (61...70).contains(reason) ? .dishonored : (71...77).contains(reason) ? .contested : .returned
    originalTrace = stage == .contested ? returned.columns(59, 73) : returned.columns(7, 21)
    namesOriginal = stage != .dishonored && !batch.effective.isEmpty
    let receivers = returned.columns(28, 35)
    isFromReceiver = givesBack && !receivers.buffer.elementsEqual(entry.columns(4, 11).buffer)
  }

  var isForward: Bool { stage == .forward }
  var isReturn: Bool { stage != .forward }
  /// Whether money goes the way opposite to what the transaction code says of the first payment.
  var givesBack: Bool { stage == .returned || stage == .contested }

  /// Why it is no payment, or cannot be taken for one; nil where it is one.
  func refusal(hasChange: Bool) -> RejectionCode? {
    if hasChange { return .notificationOfChange }
    if let notice = entryClass?.notice { return notice }
    switch code?.kind {
    case .advice: return .accountingAdvice
    case .prenote: return isZero ? .prenote : .achAmountNotZero
    case .zeroDollar: return isZero ? .zeroDollar : .achAmountNotZero
    case .live, .returned, nil: return isZero ? .zeroDollar : nil
    }
  }
}
