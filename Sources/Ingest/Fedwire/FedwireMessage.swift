import Ledger

/// One message taken apart into its fields; valid as long as its bytes.
struct FedwireMessage {
  private var fields: [(tag: FedwireTag, value: FieldBytes)] = []
  /// Whether it has a tag the format does not know.
  private(set) var hasUnknownTag = false

  init(_ bytes: UnsafeRawBufferPointer) {
    var found = FedwireTag.next(in: bytes, from: 0)
    while let (offset, number) = found {
      let start = offset + FedwireTag.width
      found = FedwireTag.next(in: bytes, from: start)
      let value = UnsafeRawBufferPointer(rebasing: bytes[start..<(found?.offset ?? bytes.count)])
      if let tag = FedwireTag(rawValue: number) {
        fields.append((tag, Self.withoutLineEnd(FieldBytes(value))))
      } else {
        hasUnknownTag = true
      }
    }
  }

  private static func withoutLineEnd(_ value: FieldBytes) -> FieldBytes {
    var end = value.count
    while end > 0, value[end - 1] == 0x0A || value[end - 1] == 0x0D { end -= 1 }
    return value.slice(0, end)
  }

  /// The value of a field; nil where the message does not have it.
  subscript(tag: FedwireTag) -> FieldBytes? { fields.first { $0.tag == tag }?.value }

  /// The bytes of a field from `low` to before `high`; fewer where it is shorter.
  func part(_ tag: FedwireTag, _ low: Int, _ high: Int) -> FieldBytes {
    guard let value = self[tag] else { return .empty }
    return value.slice(min(low, value.count), min(high, value.count))
  }

  /// The elements of a field by their widths: each ends with an asterisk, or at its width.
  func elements(_ tag: FedwireTag, _ widths: [Int]) -> [FieldBytes] {
    guard let value = self[tag] else { return [] }
    var elements: [FieldBytes] = []
    var offset = 0
    for width in widths where offset < value.count {
      let most = min(value.count, offset + width)
      var end = offset
      while end < most, value[end] != Self.asterisk { end += 1 }
      elements.append(value.slice(offset, end).trimmed)
      offset = end < value.count && value[end] == Self.asterisk ? end + 1 : end
    }
    return elements
  }

  private static let asterisk = UInt8(ascii: "*")

  /// Those that every message must have; the first it does not.
  var missing: FedwireTag? {
    [.senderSupplied, .type, .amount, .sender, .receiver, .businessFunction].first { self[$0] == nil }
  }

  // MARK: What it is

  /// Column 11 of the sender's own field: T for a test, P for production.
  var isTest: Bool { part(.senderSupplied, 10, 11).reads("T") }

  /// Whether the system says it refused it: an error, or status 3 in its disposition.
  var isRefused: Bool { self[.fault]?.trimmed.isEmpty == false || part(.disposition, 4, 5).reads("3") }

  /// Columns 3 and 4 of its type.
  var subtype: FieldBytes { part(.type, 2, 4) }

  /// Whether money moves: transfers, reversals, and payments that honour a request for credit. Requests, refusals,
  /// adjustments and service messages move none.
  var isTransfer: Bool { subtype.reads("00") || subtype.reads("32") || isReversal }

  /// Whether it gives an earlier transfer back, of the same day (02) or of an earlier one (08).
  var isReversal: Bool { subtype.reads("02") || subtype.reads("08") }

  /// What makes it the same message everywhere (IMAD): date, source, sequence number.
  var accountability: FieldBytes { part(.inputAccountability, 0, 22).trimmed }

  /// The IMAD of the message it gives back; empty where the field holds anything else.
  var original: FieldBytes {
    let previous = part(.previousMessage, 0, 22).trimmed
    let isAccountability =
      previous.count == 22 && previous.slice(0, 8).number != nil && previous.slice(16, 22).number != nil
    return isAccountability ? previous : .empty
  }

  /// Date of the funds day, eight digits: of its input, else of its output.
  var day: FieldBytes {
    self[.inputAccountability] == nil ? part(.outputAccountability, 0, 8) : part(.inputAccountability, 0, 8)
  }

  /// All remittance text, in order.
  var remittance: [FieldBytes] {
    elements(.remittance, [35, 35, 35, 35]) + elements(.coverRemittance, [5, 35, 35, 35, 35]).dropFirst()
      + [part(.unstructuredAddenda, 4, .max)] + elements(.remittanceText, [140, 140, 140])
  }

  /// Reference for the beneficiary, else end-to-end identification, else the sender's own.
  var reference: FieldBytes {
    let endToEnd = elements(.paymentNotification, [1 + 2048, 140, 35, 35, 35, 35])
    let all = [
      elements(.beneficiaryReference, [16]).first, endToEnd.count == 6 ? endToEnd[5] : nil,
      elements(.senderReference, [16]).first,
    ]
    return all.compactMap(\.self).first { !$0.isEmpty } ?? .empty
  }
}
