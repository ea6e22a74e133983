import Testing

@testable import Review

struct ServerFaultTests {
  @Test(arguments: [
    ("08006", ReviewError.Code.unreachable), ("57P01", .unreachable), ("28P01", .signInRefused),
    ("3D000", .signInRefused), ("42P01", .notMigrated), ("3F000", .notMigrated), ("42501", .forbidden),
    ("22P02", .dataRefused), ("23505", .dataRefused), ("40001", .conflict), ("40P01", .conflict),
    ("53100", .serverLimit), ("55P03", .conflict), ("57014", .conflict), ("25P03", .unreachable),
    ("MN002", .decisionRefused), ("MN003", .changedSinceRead),
    ("MN004", .moveNotAllowed), ("MN005", .secondPersonNeeded), ("MN006", .notOpened),
    ("MN007", .termRefused), ("XX000", .failed), ("42601", .failed),
  ])
  func aStateHasItsCode(state: String, code: ReviewError.Code) {
    #expect(ServerFault.code(sqlState: state) == code)
  }

  /// What our own functions refuse is said in their words, and nothing but another deed helps.
  @Test(arguments: ["MN002", "MN003", "MN004", "MN005", "MN006", "MN007"])
  func whatReviewingRefusesIsToldInItsOwnWords(state: String) {
    let fault = ServerFault(sqlState: state, message: "open the flag first", table: nil, constraint: nil)
    let error = fault.error(place: "Deciding")
    #expect(error.isRefusal && !error.isWorthRetrying && error.reason == "open the flag first")
    #expect(!error.advice.contains("Report it"))
  }

  @Test func onlyWhatPassesIsWorthRetrying() {
    let worth = ["08006", "40001", "53300"], useless = ["23505", "42P01", "42501", "28P01"]
    for state in worth + useless {
      let fault = ServerFault(sqlState: state, message: "", table: nil, constraint: nil)
      #expect(fault.error(place: "x").isWorthRetrying == worth.contains(state), "\(state)")
    }
  }

  @Test func messagesThatMayQuoteDataAreDropped() {
    let quoting = "invalid input syntax for type integer: \"Maria Smith 4,200.00\""
    for state in ["22P02", "23505", "21000", "P0001", "XX000", "HV000"] {
      let bare = ServerFault(sqlState: state, message: quoting, table: nil, constraint: nil)
      let named = ServerFault(
        sqlState: state, message: quoting, table: "evidence", constraint: "evidence_pkey")
      for error in [bare.error(place: "Publishing"), named.error(place: "Publishing")] {
        #expect(!error.description.contains("Maria"))
        #expect(error.description.contains(state))
      }
      #expect(
        named.error(place: "Publishing").description.contains("constraint evidence_pkey of table evidence"))
    }
  }
}
