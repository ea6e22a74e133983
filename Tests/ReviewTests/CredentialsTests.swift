import Testing

@testable import Review

struct CredentialsTests {
  @Test func aPasswordIsNeverPrinted() throws {
    let credentials = try Credentials(role: "maria", password: "hunter2")
    var dumped = ""
    dump(credentials, to: &dumped)
    for text in ["\(credentials)", String(reflecting: credentials), dumped] {
      #expect(text.contains("maria") && !text.contains("hunter2"), "\(text)")
    }
  }

  @Test(arguments: [("", "x"), ("maria", ""), ("ma\0ria", "x"), ("maria", "\0")])
  func bothAreNeeded(role: String, password: String) {
    let error = #expect(throws: ReviewError.self) { try Credentials(role: role, password: password) }
    #expect(error?.code == .signInRefused)
  }

  /// The server of the tests trusts whoever comes: a password proves nothing to it.
  @Test(.enabled(if: TestDatabase.isAvailable, "\(TestDatabase.skipped)"))
  func aServerThatAsksForNoPasswordIsNoProof() throws {
    try TestDatabase.withFresh { name in
      try TestDatabase.withPerson("manumit_reviewer", in: name) { person in
        let error = #expect(throws: ReviewError.self) {
          _ = try Connection(
            ConnectionSettings("dbname=\(name)"),
            as: Credentials(role: "\(name)_manumit_reviewer", password: "anything"))
        }
        #expect(error?.code == .passwordNotAsked)
      }
    }
  }
}
