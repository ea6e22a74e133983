/// A transaction (record 16) taken apart: type, amount, funds type and what belongs to it, bank's reference, customer's
/// reference, text.
struct BAI2Transaction {
  let record: BAI2Record
  let type: [UInt8]
  /// Three digits; 0 for anything else.
  let code: Int
  let amount: [UInt8]
  let bankReference: [UInt8]
  let customerReference: [UInt8]
  private let end: BAI2Record.Cursor

  init(_ record: BAI2Record) {
    var cursor = BAI2Record.Cursor()
    self.record = record
    type = record.next(&cursor) ?? []
    amount = record.next(&cursor) ?? []
    record.skipFunds(record.next(&cursor) ?? [], &cursor)
    bankReference = record.next(&cursor) ?? []
    customerReference = record.next(&cursor) ?? []
    code = type.count == 3 ? BAI2Record.number(type).map(Int.init) ?? 0 : 0
    end = cursor
  }

  var text: [UInt8] { record.text(from: end) }
}
