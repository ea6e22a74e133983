/// Whether money has moved by what a record tells: only what is booked is assessed, unless a run asks for more.
public enum BookingStatus: String, CaseIterable, Sendable, Codable {
  case booked
  /// Announced by the bank, and may yet be withdrawn.
  case pending
  /// Ordered by the customer (pain.001, pain.008, MT101); the booking, if any, comes in another message.
  case instructed
  /// For information only.
  case information
}

extension RejectionCode {
  /// A payment that has not been booked.
  static func notBooked(_ status: BookingStatus) -> RejectionCode {
    RejectionCode(
      "not-booked-\(status.rawValue)",
      "It is \(status.rawValue) and no booked transaction; --include \(status.rawValue) takes it for one.",
      isSetAside: true)
  }

  static let statusUnknown = RejectionCode(
    "booking-status-unknown", "The booking status is none of booked, pending, instructed and information.")
  /// Neither of a payment's banks is the institution's own.
  static let neitherOurs = RejectionCode(
    "neither-account-ours",
    "Neither bank of this payment is the institution's own (--institution), so no account of it is ours.",
    isSetAside: true)
}
