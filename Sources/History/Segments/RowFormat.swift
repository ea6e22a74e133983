import Ledger

/// How one posting is written within a subject's block: what changed since the subject's posting before.
///
/// A subject's postings are alike (same account, currency, home, branch, payees), so a row is three bytes of
/// `RowChanges`, then instant, amount and line, then the fields whose bit is set in the order of the bits,
/// then a token for each text. The first row is written against an empty posting.
struct RowChanges: OptionSet {
  let rawValue: UInt32

  /// The difference in time is in whole seconds and written so.
  static let wholeSeconds = RowChanges(rawValue: 1)
  static let balance = RowChanges(rawValue: 1 << 1)
  static let counterparty = RowChanges(rawValue: 1 << 2)
  static let account = RowChanges(rawValue: 1 << 3)
  static let zip = RowChanges(rawValue: 1 << 4)
  static let county = RowChanges(rawValue: 1 << 5)
  static let homeZip = RowChanges(rawValue: 1 << 6)
  static let file = RowChanges(rawValue: 1 << 7)
  static let currency = RowChanges(rawValue: 1 << 8)
  static let state = RowChanges(rawValue: 1 << 9)
  static let counterpartyState = RowChanges(rawValue: 1 << 10)
  static let counterpartyCountry = RowChanges(rawValue: 1 << 11)
  static let zone = RowChanges(rawValue: 1 << 12)
  static let merchantCategory = RowChanges(rawValue: 1 << 13)
  static let textMask = RowChanges(rawValue: 1 << 14)
  static let channel = RowChanges(rawValue: 1 << 15)
  static let purpose = RowChanges(rawValue: 1 << 16)
  static let flags = RowChanges(rawValue: 1 << 17)

  /// Bytes of a mask on disk.
  static let size = 3
}

/// The streams that share a block's dictionary: one for each text, and one for each 64-bit hash.
enum RowStream {
  static let counterparty = TextField.count
  static let account = TextField.count + 1
  static let count = TextField.count + 2

  /// Every record's own id is new: looking it up would be wasted. It is written as what it does not share
  /// with the beginning of the id before.
  static let identifier = Int(TextField.identifier.rawValue)
}
