import Ledger

/// Field 61 taken apart (SWIFT User Handbook, MT940, field 61):
/// `YYMMDD[MMDD](C|D|RC|RD|EC|ED)[funds code]amount(type of four)reference[//bank's reference]` and, on the next line,
/// details.
struct StatementLine {
  var valueDate = FieldBytes.empty
  /// Month and day alone; empty where the bank does not state it.
  var entryDate = FieldBytes.empty
  var direction = Direction.credit
  /// Whether the bank only expects it (MT942, marks EC and ED).
  var isExpected = false
  var amount = FieldBytes.empty
  /// `NTRF`, `FMSC`, `S103`, or whatever a bank puts in its place.
  var type = FieldBytes.empty
  var reference = FieldBytes.empty
  var bankReference = FieldBytes.empty
  var details = FieldBytes.empty
  /// Whether the details stood behind a padded reference, where Dutch banks put the name of the other side.
  var namesOther = false

  /// - Parameter text: lines of the field with a line feed between them.
  /// - Returns: nil where date, mark and amount are not there.
  init?(_ text: FieldBytes) {
    guard text.count > 8, text.hasDigits(0..<6) else { return nil }
    valueDate = text.slice(0, 6)
    var index = 6
    if text.hasDigits(6..<10) {
      entryDate = text.slice(6, 10)
      index = 10
    }
    guard let marked = takeMark(text, from: index) else { return nil }
    index = marked
    // The funds code is the third letter of the currency; some banks wrap behind it.
    if index < text.count, text[index] &- 0x41 < 26 { index += 1 }
    if index < text.count, text[index] == 0x0A { index += 1 }
    let start = index
    while index < text.count, text[index] &- 0x30 < 10 || text[index] == 0x2C || text[index] == 0x2E {
      index += 1
    }
    guard index > start else { return nil }
    amount = text.slice(start, index)
    takeReferences(text.rest(index))
  }

  /// Reads the mark; returns where it ends. A reversal of a credit is money out, of a debit money in.
  private mutating func takeMark(_ text: FieldBytes, from start: Int) -> Int? {
    var index = start
    guard index + 1 < text.count else { return nil }
    var isReversal = false
    let isPrefixed = text[index + 1] == 0x43 || text[index + 1] == 0x44
    if isPrefixed, text[index] == 0x52 || text[index] == 0x45 {
      isReversal = text[index] == 0x52
      isExpected = text[index] == 0x45
      index += 1
    }
    switch text[index] {
    case 0x43: direction = isReversal ? .debit : .credit
    case 0x44: direction = isReversal ? .credit : .debit
    default: return nil
    }
    return index + 1
  }

  private mutating func takeReferences(_ text: FieldBytes) {
    let end = text.place(of: 0x0A) ?? text.count
    let line = text.slice(0, end)
    details = text.rest(end + 1)
    guard line.count >= 4 else { return type = line }
    type = line.slice(0, 4)
    let references = line.rest(4)
    if let slashes = references.place(of: "//") {
      reference = references.slice(0, slashes).trimmed
      takeBankReference(references.rest(slashes + 2).trimmed)
      return
    }
    // A name behind a reference that was padded to its sixteen characters.
    if references.count > Self.longestReference, references[Self.longestReference - 1] == 0x20 {
      reference = references.slice(0, Self.longestReference).trimmed
      guard details.isEmpty else { return }
      details = references.rest(Self.longestReference).trimmed
      namesOther = true
    } else {
      reference = references.trimmed
    }
  }

  /// Some banks write details on the same line, behind the reference and a blank.
  private mutating func takeBankReference(_ text: FieldBytes) {
    guard text.count > Self.longestReference, details.isEmpty, let blank = text.place(of: 0x20) else {
      return bankReference = text
    }
    bankReference = text.slice(0, blank)
    details = text.rest(blank + 1)
  }

  private static let longestReference = 16

  /// When it was booked, as ISO 8601 has it: the entry date in the year that brings it nearest to the value date, else
  /// the value date. Interest is dated 30 February where months have thirty days: then the last of the month is meant.
  ///
  /// - Returns: nil where no calendar has the date.
  var bookingDate: BusinessDay? {
    let year = Self.number(valueDate, 0) + (valueDate[0] >= 0x38 ? 1900 : 2000)
    guard let value = Self.day(year, Self.number(valueDate, 2), Self.number(valueDate, 4)) else { return nil }
    guard !entryDate.isEmpty else { return value }
    let (month, day) = (Self.number(entryDate, 0), Self.number(entryDate, 2))
    let candidates = (-1...1).compactMap { BusinessDay(year: year + $0, month: month, day: day) }
    return candidates.min { abs($0.ordinal - value.ordinal) < abs($1.ordinal - value.ordinal) }
  }

  private static func number(_ digits: FieldBytes, _ start: Int) -> Int {
    Int(digits[start] &- 0x30) * 10 + Int(digits[start + 1] &- 0x30)
  }

  private static func day(_ year: Int, _ month: Int, _ day: Int) -> BusinessDay? {
    guard (1...12).contains(month), (1...31).contains(day) else { return nil }
    return BusinessDay(
      year: year, month: month, day: min(day, BusinessDay.daysInMonth(year: year, month: month)))
  }
}
