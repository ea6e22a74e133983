import Testing

/// A rule with something wrong, and what is said of it.
struct ComplaintCase: CustomTestStringConvertible, Sendable {
  let title: String
  let body: String
  let head: String
  let expected: String

  init(_ title: String, _ body: String, head: String = Probe.head, expected: String) {
    self.title = title
    self.body = body
    self.head = head.hasSuffix("\n") ? head : head + "\n"
    self.expected = expected
  }

  var testDescription: String { title }

  func complaint() -> String { Probe.complaint(body, head: head) }
}
