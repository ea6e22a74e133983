/// Why Fedwire messages are not accepted, or are no payments.
extension RejectionCode {
  static let fedwireTagUnknown = RejectionCode(
    "fedwire-tag-unknown", "The message has a tag that the format does not know.")
  static let fedwireTagMissing = RejectionCode(
    "fedwire-tag-missing",
    "The message lacks one of {1500}, {1510}, {2000}, {3100}, {3400} and {3600}, which every message has.")
  static let fedwireTooLong = RejectionCode(
    "fedwire-message-too-long", "The message is longer than \(FedwireDecoder.messageBytes) bytes.")

  static let fedwireTest = RejectionCode(
    "fedwire-test-message", "It is marked as a test ({1500}).", isSetAside: true)
  static let fedwireNoTransfer = RejectionCode(
    "fedwire-no-transfer",
    "By its type it is a request, a refusal, an adjustment or a service message, and moves no money.",
    isSetAside: true)
  static let fedwireRefused = RejectionCode(
    "fedwire-refused", "The Fedwire system refused it ({1100}, {1130}).", isSetAside: true)
}
