import History
import Ledger

/// Adds to an activity what the customer file knows and the records do not state: the customer's facts, and in
/// each posting whose account is known the customer's key and name.
///
/// A function of the activity and the register, so whether the file or the postings came first makes no
/// difference (laws 1 and 2). What a record states itself stays as it is.
struct ActivityCompletion: Sendable {
  let register: CustomerRegister

  func completed(_ activity: Activity) throws(HistoryError) -> Activity {
    var activity = activity
    switch activity.kind {
    case .customer: activity.facts = try register.record(of: activity.subject)?.facts
    case .link: activity.facts = try linkingFact(activity)
    case .counterparty: break
    }
    try addCustomers(to: &activity)
    return activity
  }

  // MARK: Facts

  /// Of a link that only the customer file states, the one fact by which its customers are linked.
  private func linkingFact(_ activity: Activity) throws(HistoryError) -> CustomerFacts? {
    guard LinkField.of(activity) == nil else { return nil }
    for position in activity.postings.indices {
      guard let customer = try customer(of: position, in: activity) else { continue }
      for field in LinkField.allCases {
        guard let value = field.value(in: customer.facts), field.key(of: value) == activity.subject else {
          continue
        }
        switch field {
        case .address: return CustomerFacts(address: value)
        case .email: return CustomerFacts(email: value)
        case .phone: return CustomerFacts(phone: value)
        case .employer: return CustomerFacts(employer: value)
        default: return nil
        }
      }
    }
    return nil
  }

  /// Whose posting it is, as far as the customer file knows.
  private func customer(of position: Int, in activity: Activity) throws(HistoryError) -> CustomerRecord? {
    guard let number = number(of: position, in: activity) else { return nil }
    return try register.record(of: register.index.key(of: number))
  }

  private func number(of position: Int, in activity: Activity) -> Int? {
    let posting = activity.postings[position]
    guard posting.textMask & TextField.customer.bit != 0 else {
      return register.index.customer(ofAccount: posting.account)
    }
    return activity.withText(.customer, at: position) { bytes in
      bytes.flatMap { register.customer(named: $0) }
    }
  }

  // MARK: Texts

  private static let added = TextField.customer.bit | TextField.customerName.bit

  private func addCustomers(to activity: inout Activity) throws(HistoryError) {
    guard let first = activity.postings.firstIndex(where: { $0.textMask & Self.added != Self.added }) else {
      return
    }
    var names: [Int: CustomerRecord?] = [:]
    // Copied from the first posting on that gains something.
    var texts: [UInt8] = []
    var postings: [Posting] = []
    for position in first..<activity.postings.count {
      let addition = try addition(to: position, of: activity, &names)
      if postings.isEmpty {
        guard addition != .nothing else { continue }
        postings = activity.postings
        texts.reserveCapacity(activity.texts.count + activity.texts.count / 4)
        texts.append(contentsOf: activity.texts[..<Int(postings[position].textOffset)])
      }
      let start = Int(postings[position].textOffset)
      let mask = postings[position].textMask
      postings[position].textOffset = UInt32(clamping: texts.count)
      activity.texts.withUnsafeBytes { all in
        let own = UnsafeRawBufferPointer(rebasing: all[start...])
        postings[position].textMask = Self.append(own, mask, addition, to: &texts)
      }
    }
    guard !postings.isEmpty else { return }
    activity.postings = postings
    activity.texts = texts
  }

  /// What a posting gains.
  private struct Addition: Equatable {
    var identifier: String?
    var name: String?

    static let nothing = Addition()
  }

  private func addition(
    to position: Int, of activity: Activity, _ names: inout [Int: CustomerRecord?]
  ) throws(HistoryError) -> Addition {
    let mask = activity.postings[position].textMask
    guard mask & Self.added != Self.added, let number = number(of: position, in: activity) else {
      return .nothing
    }
    if names[number] == nil {
      names.updateValue(try register.record(of: register.index.key(of: number)), forKey: number)
    }
    guard let record = names[number] ?? nil else { return .nothing }
    return Addition(
      identifier: mask & TextField.customer.bit == 0 ? record.identifier : nil,
      name: mask & TextField.customerName.bit == 0 ? record.facts.name : nil)
  }

  /// Appends a posting's texts with the additions in their places; returns its new mask.
  private static func append(
    _ own: UnsafeRawBufferPointer, _ mask: UInt16, _ addition: Addition, to texts: inout [UInt8]
  ) -> UInt16 {
    let length = PostingText.byteCount(mask: mask, in: own)
    guard addition != .nothing else {
      texts.append(contentsOf: own[..<length])
      return mask
    }
    // Only the source's own id and the account stand before them.
    let before = PostingText.byteCount(mask: mask & (TextField.customer.bit - 1), in: own)
    texts.append(contentsOf: own[..<before])
    var rest = before
    var mask = mask
    for (field, text) in [(TextField.customer, addition.identifier), (.customerName, addition.name)] {
      if let text {
        let bytes = Array(text.utf8.prefix(TextField.maximumBytes))
        texts.append(UInt8(truncatingIfNeeded: bytes.count))
        texts.append(UInt8(truncatingIfNeeded: bytes.count >> 8))
        texts.append(contentsOf: bytes)
        mask |= field.bit
      } else if mask & field.bit != 0 {
        let size = 2 + Int(own.loadUnaligned(fromByteOffset: rest, as: UInt16.self))
        texts.append(contentsOf: own[rest..<(rest + size)])
        rest += size
      }
    }
    texts.append(contentsOf: own[rest..<length])
    return mask
  }
}
