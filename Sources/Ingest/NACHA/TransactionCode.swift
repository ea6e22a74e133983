import Ledger

/// Transaction code of an entry (columns 2-3): whose kind of account, and what is done to it.
///
/// The first digit is the account: 2 demand, 3 savings, 4 general ledger, 5 loan; 8 of accounting advices.
struct TransactionCode: BitwiseCopyable {
  enum Kind {
    /// A payment.
    case live
    /// A payment or a correction returned, by its class and addenda.
    case returned
    case prenote
    case zeroDollar
    case advice
  }

  let kind: Kind
  /// Whether money goes to the receiver; of returns whether it had.
  let isCredit: Bool

  /// nil for what is no transaction code.
  init?(_ columns: FieldBytes) {
    guard columns.count == 2 else { return nil }
    let (account, action) = (columns[0] &- 0x30, columns[1] &- 0x30)
    switch (account, action) {
    case (2...5, 1): (kind, isCredit) = (.returned, true)
    case (2...5, 2): (kind, isCredit) = (.live, true)
    case (2...5, 3): (kind, isCredit) = (.prenote, true)
    case (2...5, 4): (kind, isCredit) = (.zeroDollar, true)
    // Loans have but one debit: what takes a credit back.
    case (5, 5): (kind, isCredit) = (.live, false)
    case (2...5, 6): (kind, isCredit) = (.returned, false)
    case (2...5, 7): (kind, isCredit) = (.live, false)
    case (2...5, 8): (kind, isCredit) = (.prenote, false)
    case (2...5, 9): (kind, isCredit) = (.zeroDollar, false)
    case (8, 1...8): (kind, isCredit) = (.advice, action % 2 == 1)
    default: return nil
    }
  }
}
