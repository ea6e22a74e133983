import Ledger
import Testing

@testable import Ingest

/// Returns take back what they name, and nothing else.
@Suite struct NACHAReturnTests {
  private static let forwardTrace = "121042880000009"
  private static let returnTrace = "231380100000044"
  private static let dishonorTrace = "121042880000077"

  /// A payment of 75 dollars, as its file brings it.
  private static func forward(_ code: String) -> MessageBench.Filing {
    var file = ACHFile()
    file.batch("PPD")
    file.entry(code, 7500, trace: forwardTrace)
    return .init(file)
  }

  /// Its return: the account's bank is now the one that sends.
  private static func returned(
    _ code: String, effective: String = "261121", original: String = forwardTrace, reason: String = "R03"
  ) -> MessageBench.Filing {
    var file = ACHFile(created: "261124")
    file.batch("PPD", effective: effective, odfi: "23138010")
    file.entry(code, 7500, addenda: true, trace: returnTrace, routing: "121042882")
    file.returned(reason, original: original, info: "NO ACCOUNT")
    return .init(file)
  }

  @Test(arguments: [("22", "21"), ("27", "26"), ("32", "31"), ("37", "36"), ("27", "27")])
  func aReturnTakesBackWhatItNames(_ codes: (String, String)) throws {
    for own in [["231380104"], ["121042882"], ["231380104", "121042882"]] {
      let payment = try Self.forward(codes.0).bench(own)
      let back = try Self.returned(codes.1).bench(own)
      #expect(back.rejections == [])
      #expect(back.decoded.customers.count == payment.decoded.customers.count)
      for (original, record) in zip(payment.decoded.customers, back.decoded.customers) {
        #expect(record.posting.flags.contains(.takesBack))
        #expect(record.posting.counterparty == original.posting.identity, "\(own) \(codes)")
        #expect(record.subject == original.subject)
        #expect(record.posting.day.description == "2026-11-24")
      }
    }
  }

  @Test func whatNamesNothingIsABookingOfItsOwn() throws {
    let undated = try Self.returned("26", effective: "000000").bench(["231380104"])
    let untraced = try Self.returned("26", original: "000000000000000").bench(["231380104"])
    var file = ACHFile(created: "261124")
    file.batch("PPD", odfi: "23138010")
    file.entry("21", 7500, trace: Self.returnTrace, routing: "121042882")
    let without = try MessageBench.Filing(file).bench(["231380104"])
    for (bench, direction) in [(undated, Direction.credit), (untraced, .credit), (without, .debit)] {
      let posting = try #require(bench.decoded.customers.first?.posting)
      #expect(!posting.flags.contains(.takesBack))
      #expect(posting.direction == direction && posting.amount == 7500)
      #expect(posting.day.description == "2026-11-24")
    }
  }

  @Test func aReturnThatIsRefusedMovesMoneyAgain() throws {
    var file = ACHFile(created: "261126")
    file.batch("PPD")
    file.entry("26", 7500, addenda: true, trace: Self.dishonorTrace)
    file.returned("R69", original: Self.forwardTrace, info: "   " + Self.returnTrace + "32803 01  ")
    let dishonored = try MessageBench.Filing(file).bench(["231380104"])
    let again = try #require(dishonored.decoded.customers.first?.posting)
    #expect(!again.flags.contains(.takesBack) && again.direction == .debit)

    var contest = ACHFile(created: "261128")
    contest.batch("PPD", odfi: "23138010")
    contest.entry("26", 7500, addenda: true, trace: "231380100000099", routing: "121042882")
    contest.raw(
      "799R73" + Self.forwardTrace + "261121" + "23138010" + "325" + Self.returnTrace + "32803"
        + Self.dishonorTrace
        + "33069 " + "231380100000099")
    let contested = try MessageBench.Filing(contest).bench(["231380104"])
    #expect(contested.decoded.customers.first?.posting.counterparty == again.identity, "\(contested.lines)")
  }

  @Test func aReturnMayLeaveTheBanksWhereTheyWere() throws {
    var file = ACHFile(created: "261124")
    file.batch("PPD")
    file.entry("26", 7500, addenda: true, trace: Self.returnTrace)
    file.returned("R03", original: Self.forwardTrace)
    for own in [["231380104"], ["121042882"]] {
      let payment = try #require(Self.forward("27").bench(own).decoded.customers.first)
      let back = try #require(MessageBench.Filing(file).bench(own).decoded.customers.first)
      #expect(back.posting.counterparty == payment.posting.identity, "\(own)")
    }
  }

  @Test func aReversalNamesNothingAndIsAPayment() throws {
    var file = ACHFile()
    file.batch("PPD", "REVERSAL")
    file.entry("27", 7500, trace: "121042880000011")
    let posting = try #require(
      MessageBench.Filing(file).bench(["231380104"]).decoded.customers.first?.posting)
    #expect(!posting.flags.contains(.takesBack) && posting.direction == .debit)
  }

  @Test func whatTheStandardTellsApartIsNotTakenForOne() throws {
    func identity(_ change: (inout ACHFile) -> Void) throws -> UInt64 {
      var file = ACHFile()
      change(&file)
      return try #require(
        MessageBench.Filing(file).bench(["231380104"]).decoded.customers.first?.posting.identity)
    }
    func file(id: String = "1123456789", effective: String = "261121", cents: Int = 7500) throws -> UInt64 {
      try identity {
        $0.batch("PPD", id: id, effective: effective)
        $0.entry("22", cents)
      }
    }
    let all = [
      try file(), try file(id: "1999999999"), try file(effective: "261123"), try file(cents: 7501),
    ]
    #expect(Set(all).count == all.count)
    #expect(try file() == all[0])
  }
}

extension MessageBench {
  /// A file yet to be read.
  struct Filing {
    var text: String
    init(_ file: ACHFile) { text = file.whole() }

    func bench(_ own: [String]) throws -> MessageBench { try MessageBench(text, own: own) }
  }
}
