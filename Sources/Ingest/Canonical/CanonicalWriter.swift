import Ledger

/// Writes postings as records with canonical names, which any later run reads without a profile.
///
/// What is written means the same when it is read again: the same identity, so that a run over both forms of a file
/// finds duplicates. One belongs to one thread.
public final class CanonicalWriter {
  private let form: CanonicalForm
  /// What has been written and not taken.
  private var buffer = ByteBuffer(capacity: 1 << 20)
  private var isFirst = true

  /// The columns of CSV, in this order; of NDJSON the keys that have a value.
  static let columns: [CanonicalField] = [
    .identifier, .recordType, .original, .status, .timestamp, .timeZone, .amount, .currency, .direction,
    .channel, .purpose,
    .account, .customer, .customerName, .homeZip, .counterpartyAccount, .counterpartyName, .counterpartyBank,
    .counterpartyAddress, .counterpartyPhone, .counterpartyState, .counterpartyCountry, .memo, .reference,
    .merchantCategory, .balance, .branch, .state, .zip, .county, .conductor, .device, .phone, .employer,
    .institution,
  ]

  public init(_ form: CanonicalForm) {
    self.form = form
    guard form == .csv else { return }
    buffer.append(string: Self.columns.map(\.rawValue).joined(separator: ",") + "\n")
  }

  /// Hands what was written to `take` and forgets it.
  public func drain(_ take: (UnsafeRawBufferPointer) -> Void) {
    take(buffer.bytes)
    buffer.removeAll()
  }

  // MARK: One record

  /// Writes the binder's draft.
  func write(_ binder: RecordBinder) {
    if form == .ndjson { buffer.append(UInt8(ascii: "{")) }
    isFirst = true
    for column in Self.columns { write(column, binder) }
    if form == .ndjson { buffer.append(UInt8(ascii: "}")) }
    buffer.append(UInt8(ascii: "\n"))
  }

  private func write(_ field: CanonicalField, _ binder: RecordBinder) {
    if let text = field.textField {
      let isStated = binder.posting.textMask & text.bit != 0
      return put(field, isStated ? binder.texts[Int(text.rawValue)] : .empty)
    }
    switch field {
    case .original: put(field, binder.recordType == .posting ? .empty : binder.original)
    case .institution: put(field, binder.institutionText)
    default:
      var value = Self.value(field, binder)
      value.withUTF8 { put(field, FieldBytes(UnsafeRawBufferPointer($0))) }
    }
  }

  /// The text of a field that the posting holds as a number; empty where it is not stated.
  private static func value(_ field: CanonicalField, _ binder: RecordBinder) -> String {
    let posting = binder.posting
    switch field {
    case .recordType: return binder.recordType == .posting ? "" : String(describing: binder.recordType)
    case .status: return binder.status == .booked ? "" : binder.status.rawValue
    case .timestamp:
      return posting.flags.contains(.timeKnown)
        ? posting.instant.exactText(zoneMinutes: Int(posting.zoneMinutes)) : posting.day.description
    // Of a date alone the zone says where its midnight stands among other times.
    case .timeZone: return posting.flags.contains(.timeKnown) ? "" : zone(Int(posting.zoneMinutes))
    case .amount: return posting.money.decimal
    case .currency: return posting.currency.description
    case .direction: return posting.direction.name
    case .channel: return posting.channel == .other ? "" : posting.channel.name
    case .purpose: return posting.purpose == .unstated ? "" : posting.purpose.name
    case .homeZip: return digits(posting.homeZip, 5)
    case .counterpartyState: return letters(posting.counterpartyState)
    case .counterpartyCountry: return letters(posting.counterpartyCountry)
    case .merchantCategory: return digits(UInt32(posting.merchantCategory), 4)
    case .balance:
      let money = Money(minorUnits: posting.balance, currency: Currency(letters: posting.currency))
      return posting.flags.contains(.balanceKnown) ? money.decimal : ""
    case .state: return letters(posting.state)
    case .zip: return digits(posting.zip, 5)
    case .county: return digits(posting.county, 5)
    default: return ""
    }
  }

  private static func zone(_ minutes: Int) -> String {
    minutes == 0 ? "" : String(Instant(milliseconds: 0).text(zoneMinutes: minutes).suffix(6))
  }

  private static func letters(_ letters: Letters) -> String { letters == .none ? "" : letters.description }

  private static func digits(_ number: UInt32, _ width: Int) -> String {
    guard number != 0 else { return "" }
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }

  // MARK: One value

  private func put(_ field: CanonicalField, _ value: FieldBytes) {
    if form == .csv { return putCell(value) }
    guard !value.isEmpty else { return }
    if !isFirst { buffer.append(UInt8(ascii: ",")) }
    isFirst = false
    buffer.append(UInt8(ascii: "\""))
    buffer.append(string: field.rawValue)
    buffer.append(string: "\":\"")
    JSONEscapes.appendEscaped(value.buffer, to: &buffer)
    buffer.append(UInt8(ascii: "\""))
  }

  private func putCell(_ value: FieldBytes) {
    if !isFirst { buffer.append(UInt8(ascii: ",")) }
    isFirst = false
    let needsQuotes = value.buffer.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }
    guard needsQuotes else { return buffer.append(contentsOf: value.buffer) }
    buffer.append(UInt8(ascii: "\""))
    for byte in value.buffer {
      if byte == 0x22 { buffer.append(byte) }
      buffer.append(byte)
    }
    buffer.append(UInt8(ascii: "\""))
  }
}

extension ByteBuffer {
  /// Appends a text.
  mutating func append(string: String) {
    var string = string
    string.withUTF8 { append(contentsOf: UnsafeRawBufferPointer($0)) }
  }
}
