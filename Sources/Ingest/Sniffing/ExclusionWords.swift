/// Words by which exports mark lines that are no booked payments.
///
/// Where one of them is met all are set aside, so that what is excluded does not depend on which of them
/// stood near the beginning of a file.
enum ExclusionWords {
  /// Of a status.
  static let unbooked: [String] = [
    "canceled", "cancelled", "declined", "denied", "expired", "failed", "pending", "processing", "scheduled",
  ]

  /// Of a narrative, as the whole of it.
  static let balances: [String] = [
    "anfangssaldo", "balance forward", "beginning balance", "beginsaldo", "closing balance", "eindsaldo",
    "ending balance", "endsaldo", "opening balance", "turnover",
  ]

  /// Names of columns that hold a status, normalised.
  static let statusNames: Set<String> = [
    "status", "transactionstatus", "paymentstatus", "postingstatus", "bookingstatus", "txnstatus",
    "transtatus",
  ]
}
