import Ledger

/// What a batch header (record 5) says of all entries behind it.
///
/// Of IAT batches (and of corrections to them) columns 5-40 and 64-69 differ: currencies and countries instead of names.
final class NACHABatch {
  let line: Int
  let entryClass: EntryClass?
  let layout: EntryLayout
  /// Whether addenda 10 to 16 name both sides.
  let isInternational: Bool
  let companyName: FieldBytes
  let companyID: FieldBytes
  /// Company entry description: `PAYROLL`, `REVERSAL` …
  let description: FieldBytes
  /// The bank that sent the batch: the originator's, of returns the receiver's.
  let sender: FieldBytes
  /// Effective entry date as it is written, six digits; empty where there is none.
  let effective: FieldBytes
  let number: FieldBytes
  let creditPurpose: FieldBytes
  let debitPurpose: FieldBytes

  /// - Parameter record: kept for as long as the batch lasts.
  init(_ record: NACHARecord, line: Int) {
    self.line = line
    entryClass = Self.entryClass(record.columns(51, 53))
    let name = record.columns(5, 20).trimmed
    isInternational = entryClass == .international || (entryClass == .correction && name.reads("IATCOR"))
    layout = EntryLayout.of(isInternational ? .international : entryClass)
    companyName = isInternational ? .empty : name
    companyID = record.columns(41, 50).trimmed
    description = record.columns(54, 63).trimmed
    let date = record.columns(70, 75)
    effective = NACHADay.isDate(date) ? date : .empty
    sender = record.columns(80, 87).trimmed
    number = record.columns(88, 94).trimmed
    creditPurpose = NACHAPurpose.ofCredit(description, company: companyName, entryClass)
    debitPurpose = NACHAPurpose.ofDebit(description)
  }

  private static func entryClass(_ code: FieldBytes) -> EntryClass? {
    EntryClass(rawValue: String(decoding: code.buffer, as: UTF8.self))
  }

  /// For control totals: the number as digits, else nothing.
  var numberText: String { number.number.map(String.init) ?? "without a number" }
}

/// Dates of ACH files: six digits, YYMMDD.
enum NACHADay {
  static func isDate(_ digits: FieldBytes) -> Bool { day(digits) != nil }

  /// The date as ISO 8601 writes it; nil for what is none, as blanks and zeros.
  static func text(_ digits: FieldBytes) -> String? { day(digits)?.description }

  private static func day(_ digits: FieldBytes) -> BusinessDay? {
    guard digits.count == 6, let number = digits.number else { return nil }
    let year = number / 10_000
    let century = year <= DateParser.lastYearOfThisCentury ? 2000 : 1900
    return BusinessDay(year: century + year, month: number / 100 % 100, day: number % 100)
  }
}
