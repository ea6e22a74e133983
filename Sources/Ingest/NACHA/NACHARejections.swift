/// Why entries of an ACH file are not accepted, or are no payments.
extension RejectionCode {
  static let achRecordUnknown = RejectionCode(
    "ach-record-unknown", "A record of an ACH file begins with 1, 5, 6, 7, 8 or 9.")
  static let achOutsideBatch = RejectionCode(
    "ach-entry-outside-batch",
    "No batch header stands before this entry, so nothing says who sent it and when.")
  static let achOutsideEntry = RejectionCode(
    "ach-addenda-outside-entry", "This addenda record follows no entry it could belong to.")
  static let achTransactionCode = RejectionCode(
    "ach-transaction-code", "The transaction code of the entry is none of the standard.")
  static let achAmountNotZero = RejectionCode(
    "ach-amount-not-zero", "Its transaction code is that of entries of zero dollars, and it has an amount.")

  static let prenote = RejectionCode(
    "ach-prenote", "It tries whether an account can be reached (prenote); no money moved.", isSetAside: true)
  static let zeroDollar = RejectionCode(
    "ach-zero-dollar", "It is an entry of zero dollars, sent for what its addenda say.", isSetAside: true)
  static let notificationOfChange = RejectionCode(
    "ach-notification-of-change", "It tells of a changed account (notification of change); no money moved.",
    isSetAside: true)
  static let acknowledgement = RejectionCode(
    "ach-acknowledgement", "It acknowledges a payment that was made before.", isSetAside: true)
  static let enrolment = RejectionCode(
    "ach-enrolment", "It enrols an account for payments of an agency; no money moved.", isSetAside: true)
  static let deathNotice = RejectionCode(
    "ach-death-notice", "It tells a bank of a death; no money moved.", isSetAside: true)
  static let accountingAdvice = RejectionCode(
    "ach-accounting-advice", "It is an operator's advice of sums to a bank, no payment.", isSetAside: true)
}
