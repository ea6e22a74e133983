import Ledger

/// A transaction and the items that follow it: a deposit told once as a whole and once by what it was made of.
///
/// One of the two is filed. The items tell more, but only where they are the whole deposit is it known that nothing is
/// missing from them.
struct BAI2Deposit {
  let whole: BAI2Transaction
  private(set) var items: [BAI2Transaction] = []
  private var itemSum: Int64 = 0

  /// Items held of one deposit; one of more is taken as a whole.
  static let mostItems = 4096

  init(_ whole: BAI2Transaction) { self.whole = whole }

  /// Whether the transaction is an item of this deposit.
  func has(_ transaction: BAI2Transaction) -> Bool {
    BAI2TypeCodes.isItem(transaction.code) && !BAI2TypeCodes.isItem(whole.code)
      && BAI2TypeCodes.direction(transaction.code) == BAI2TypeCodes.direction(whole.code)
  }

  mutating func append(_ item: BAI2Transaction) {
    items.append(item)
    let (sum, isBeyond) = itemSum.addingReportingOverflow(BAI2Record.number(item.amount) ?? 0)
    itemSum = isBeyond ? .max : sum
  }

  /// Whether the items make up the deposit.
  var isToldInItems: Bool {
    !items.isEmpty && items.count < Self.mostItems && BAI2Record.number(whole.amount) == itemSum
  }
}
