import Foundation
import Ledger
import TestSupport
import Testing

@testable import Ingest

/// BAI2 reports: records over lines and lines over records, levels and their totals, directions and channels.
@Suite struct BAI2Tests {
  /// One group of one account with these transactions and trailers that agree.
  static func report(_ transactions: [String], group: String = "02,ALPHA,BETA,1,260307,2400,USD,2/") -> String
  {
    let lines = transactions.flatMap { $0.split(separator: "\n").map(String.init) }
    let sum = transactions.reduce(100) { $0 + (Int($1.split(separator: ",")[2]) ?? 0) }
    return
      (["01,ALPHA,BETA,260307,0800,1,,,2/", group, "03,4001,,010,100,,/"] + lines + [
        "49,\(sum),\(lines.count + 2)/", "98,\(sum),1,\(lines.count + 4)/", "99,\(sum),1,\(lines.count + 6)/",
      ]).joined(separator: "\n")
  }

  @Test func aTransactionIsOfItsAccountGroupAndType() throws {
    let bench = try MessageBench(
      Self.report(["16,195,123450,V,260307,1200,BREF,CREF,ORIG:ACME CORP ID:77 SND BK:CORNER BANK ID:021/"]))
    #expect(bench.format == .bai2)
    #expect(
      bench.lines == [
        "2026-03-07 credit $1,234.50 wire 4001 txn_id=BREF/195/123450/260307 counterparty_name=ACME CORP "
          + "counterparty_bank=CORNER BANK memo=ORIG:ACME CORP ID:77 SND BK:CORNER BANK ID:021 payment_reference=CREF"
      ])
    #expect(bench.decoded.outcome.controlsFailed == false)
    #expect(bench.controls.count == 5)
  }

  @Test(
    "Funds types shift what follows",
    arguments: [
      ("", "BREF"), ("0,", "BREF"), ("Z,", "BREF"), ("V,260307,1200,", "BREF"), ("V,260307,,", "BREF"),
      ("S,1,2,3,", "BREF"), ("D,2,0,60,1,40,", "BREF"), ("D,0,", "BREF"), ("v,,,", "BREF"),
    ])
  func fundsTypes(funds: String, reference: String) throws {
    let bench = try MessageBench(
      Self.report(["16,475,100,\(funds.isEmpty ? "," : funds)\(reference),1042,TEXT/"]))
    let filed = try #require(bench.decoded.customers.first)
    #expect(filed.texts[.identifier] == "BREF/475/100/260307")
    #expect(filed.texts[.reference] == "1042")
    #expect(filed.texts[.memo] == "TEXT")
    #expect(filed.posting.channel == .check)
    #expect(filed.posting.direction == .debit)
  }

  @Test func textsHoldCommasAndSlashesAndGoOn() throws {
    let full = "16,399,5,Z,,,A/B, C 12/16,500 " + String(repeating: "X", count: 50)
    #expect(full.utf8.count == 80)
    let bench = try MessageBench(
      Self.report([
        full + "\n88,YZ/", "16,399,5,Z,,,SHORT\n88,NEXT, AND\n88,LAST/", "16,399,5,,,/\n88,BEHIND/",
      ]))
    #expect(
      bench.decoded.customers.map { $0.texts[.memo] ?? "-" } == [
        "A/B, C 12/16,500 " + String(repeating: "X", count: 50) + "YZ", "SHORT NEXT, AND LAST", "BEHIND",
      ])
    #expect(!bench.decoded.outcome.controlsFailed)
  }

  @Test func severalRecordsMayShareALineAndTextsBreakWithoutCode() throws {
    let lines = Self.report([
      "16,142,5,Z,,,ONE/", "16,142,6,Z,,,TWO  \nGOES ON        /", "16,451,7,Z,,,THREE/",
    ])
    .split(separator: "\n").map(String.init)
    let joined =
      lines[0] + "   " + lines[1] + "\n" + lines[2] + " " + lines[3] + "\n"
      + lines[4...].joined(separator: "\n")
    // The line that goes on is no record of its own, but the trailers above counted it.
    let bench = try MessageBench(
      joined.replacing(",6/", with: ",5/").replacing(",8/", with: ",7/").replacing(",10/", with: ",9/"))
    #expect(bench.decoded.customers.map { $0.texts[.memo] ?? "-" } == ["ONE", "TWO GOES ON", "THREE"])
    #expect(!bench.decoded.outcome.controlsFailed, "\(bench.controls)")
  }

  /// A batch under one reference is of several payments; told again it is the same ones.
  @Test func onePaymentOfABatchIsNotAnother() throws {
    let report = Self.report(["16,455,5,Z,BATCH,,A/", "16,455,5,Z,BATCH,,B/", "16,455,6,Z,BATCH,,C/"])
    let bench = try MessageBench(report + "\n" + report)
    let once = ["BATCH/455/5/260307", "BATCH/455/5/260307/#2", "BATCH/455/6/260307"]
    #expect(bench.decoded.customers.map { $0.texts[.identifier] } == once + once)
  }

  @Test func currenciesFallBackToGroupAndDollar() throws {
    let plain = Self.report(["16,399,500,Z,,,X/"])
    for (account, group, expected) in [
      ("03,4001,KWD,", ",EUR,2/", "0.500 KWD"), ("03,4001,,", ",EUR,2/", "5.00 EUR"),
      ("03,4001,,", ",,2/", "$5.00"),
      ("03,4001,JPY,", ",,2/", "500 JPY"),
    ] {
      let text = plain.replacing("03,4001,,", with: account).replacing(",USD,2/", with: group)
      #expect(try MessageBench(text).decoded.customers.map(\.posting.money.readable) == [expected])
    }
  }

  @Test func typesWithoutADirectionAreRefusedInformationIsSetAside() throws {
    let bench = try MessageBench(
      Self.report([
        "16,890,,,,,NOTE/", "16,015,5,Z,,,X/", "16,1,5,Z,,,X/", "16,930,5,Z,,,OWN/", "16,970,6,Z,,,OWN/",
      ]))
    #expect(bench.rejections == ["4 no-money", "5 type-code-unknown", "6 type-code-unknown"])
    #expect(bench.decoded.setAside == ["no-money": 1])
    #expect(bench.decoded.customers.map(\.posting.direction) == [.credit, .debit])
  }

  @Test(arguments: [("1", 0), ("2", 1), ("3", 0), ("4", 1)])
  func deletedAndTestGroupsAreSetAside(status: String, setAside: Int) throws {
    let bench = try MessageBench(
      Self.report(["16,399,5,Z,,,X/"], group: "02,ALPHA,BETA,\(status),260307,2400,USD,2/"))
    #expect(bench.decoded.setAside["group-not-in-force"] ?? 0 == setAside)
  }

  @Test func totalsThatDifferAreSaidAndDropNothing() throws {
    let good = Self.report(["16,399,5,Z,,,X/", "16,699,6,Z,,,Y/"])
    for (old, new, what) in [
      ("49,111,4/", "49,112,4/", "account (49): total: 112 stated, 111 read: DIFFERS"),
      ("49,111,4/", "49,111,5/", "account (49): records: 5 stated, 4 read: DIFFERS"),
      ("98,111,1,6/", "98,111,2,6/", "group (98): accounts: 2 stated, 1 read: DIFFERS"),
      ("99,111,1,8/", "99,9,1,8/", "file (99): total: 9 stated, 111 read: DIFFERS"),
      ("98,111,1,6/\n", "", "trailer of the group before: none stated"),
    ] {
      let bench = try MessageBench(good.replacing(old, with: new))
      #expect(bench.decoded.outcome.controlsFailed, "\(what)")
      #expect(bench.controls.contains { $0.contains(what) }, "\(what): \(bench.controls)")
      #expect(bench.decoded.outcome.accepted.records == 2, "\(what)")
    }
    #expect(try !MessageBench(good).decoded.outcome.controlsFailed)
    let blank = try MessageBench(good.replacing("49,111,4/", with: "49,,4/"))
    #expect(blank.controls.contains { $0.contains("group (98): total: 111 stated, 0 read: DIFFERS") })
  }

  @Test func aReportWithoutItsEndContradictsItself() throws {
    let whole = Self.report(["16,399,5,Z,,,X/"])
    let cut = String(whole[..<(try #require(whole.firstRange(of: "99,")).lowerBound)])
    #expect(try MessageBench(cut).decoded.outcome.contradiction?.contains("trailer (99)") == true)
    #expect(try MessageBench(whole + "\n" + whole).decoded.outcome.contradiction == nil)
    #expect(try MessageBench(whole + "\n" + whole).decoded.outcome.accepted.records == 2)
  }

  @Test func linesWithoutACodeAreRefusedWithTheirBytes() throws {
    let bench = try MessageBench(Self.report(["16,399,5,Z,,,X/"]).replacing("49,", with: "17,what/\n49,"))
    #expect(bench.rejections == ["5 record-code-unknown"])
    #expect(bench.decoded.rejections.first.map { String(decoding: $0.raw, as: UTF8.self) } == "17,what/")
    #expect(bench.decoded.outcome.accepted.records == 1)
  }

  @Test func aRecordOfAMegabyteIsRefused() throws {
    let long = (0..<20_000).map { "88,\($0) " + String(repeating: "x", count: 50) }.joined(separator: "\n")
    let bench = try MessageBench(Self.report(["16,399,5,Z,,,X\n" + long + "/", "16,399,6,Z,,,Y/"]))
    #expect(bench.rejections == ["4 record-too-long"])
    #expect(bench.decoded.customers.map(\.posting.amount) == [6])
    #expect(!bench.decoded.outcome.controlsFailed)
  }

  @Test(
    arguments: [
      ("195", "ORIG:ANA RUIZ ID:9 BNF:US", "ANA RUIZ", ""),
      ("495", "ORIG:US ID:9 BNF:LI WEI ID:7", "LI WEI", ""),
      ("142", "ACME FARMS DES:PAYROLL ID:77 INDN:ANA RUIZ CO ID:1 PPD", "ACME FARMS", "ACME FARMS"),
      (
        "165", "ORIG CO NAME:ACME FARMS ORIG ID:9 CO ENTRY DESCR:PAYROLL SEC:PPD IND NAME:ANA", "ACME FARMS",
        "ACME FARMS"
      ),
      ("455", "ORIG CO NAME=POWER CO,ORIG ID=1,ENTRY DESCR=BILL", "POWER CO", ""), ("399", "DES:X", "", ""),
      ("399", "AMORIG:X AND RE:Y", "", ""),
    ])
  func namesInTexts(type: String, text: String, name: String, employer: String) throws {
    let bench = try MessageBench(Self.report(["16,\(type),5,Z,,,\(text)/"]))
    let filed = try #require(bench.decoded.customers.first)
    #expect(filed.texts[.counterpartyName] ?? "" == name)
    #expect(filed.texts[.employer] ?? "" == employer)
    #expect(filed.posting.purposeCode == (employer.isEmpty ? 0 : Purpose.payroll.rawValue))
    #expect(filed.texts[.memo] == text)
  }

  @Test(arguments: ["02,A/", "01,A,B/\n03,x", "01,2,3\n4,5", "00,0004,1/2/345,06/0321", "01", ""])
  func notRecognised(beginning: String) {
    #expect(SourceFormat.recognised(MessageSample(Array(beginning.utf8))) == nil)
  }

  /// Random reports, cut anywhere: what is filed is what was written, and every total agrees.
  @Test(arguments: 0..<20)
  func randomReports(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    var lines: [String] = ["01,ALPHA,BETA,260307,0800,1,,,2/"]
    var expected: [String] = []
    var total = 0
    let groups = 1 + random.below(3)
    for group in 0..<groups {
      let start = lines.count
      lines.append("02,ALPHA,BETA,1,26030\(group + 1),2400,,2/")
      var groupTotal = 0
      let accounts = 1 + random.below(3)
      for account in 0..<accounts {
        let first = lines.count
        let balance = random.below(2000) - 1000
        lines.append("03,A\(group)\(account),,010,\(balance),,,015,+\(abs(balance)),1,Z/")
        lines.append("88,100,77,,S,1,2,3/")
        var sum = balance + abs(balance) + 77
        for number in 0..<random.below(12) {
          let amount = random.below(100_000)
          let type = [142, 451, 195, 475, 399][random.below(5)]
          sum += amount
          lines.append(
            "16,\(type),\(amount),\(["", "V,260307,", "D,1,0,5", "Z"][random.below(4)]),,C\(number),T, \(number)"
          )
          if random.chance(percent: 50) { lines.append("88,MORE/") }
          expected.append(
            "2026-03-0\(group + 1) \(type < 400 ? "credit" : "debit") "
              + Money(minorUnits: Int64(amount), currency: .usDollar).readable
              + " A\(group)\(account) T, \(number)")
        }
        lines.append("49,\(sum),\(lines.count - first + 1)/")
        groupTotal += sum
      }
      lines.append("98,\(groupTotal),\(accounts),\(lines.count - start + 1)/")
      total += groupTotal
    }
    lines.append("99,\(total),\(groups),\(lines.count + 1)/")
    let text = lines.joined(separator: random.chance(percent: 50) ? "\n" : "\r\n")
    let bench = try MessageBench(text, chunkBytes: 1 + random.below(97))
    let found = bench.decoded.customers.map { filed in
      "\(filed.posting.day) \(filed.posting.direction.name) \(filed.posting.money.readable) "
        + "\(filed.texts[.account] ?? "") \((filed.texts[.memo] ?? "").replacing(" MORE", with: ""))"
    }
    #expect(firstDifference(found, expected) == nil, "seed \(seed)")
    #expect(!bench.decoded.outcome.controlsFailed, "seed \(seed): \(bench.controls)")
    #expect(bench.decoded.outcome.contradiction == nil, "seed \(seed)")
  }

  @Test(
    "A deposit and its items count once: the items where they are all of it, else the deposit",
    arguments: [
      (
        ["16,115,300,Z,D1", "16,116,100,Z,I1", "16,116,200,Z,I2", "16,399,5,Z,X"], ["I1", "I2", "X"],
        "told-in-items"
      ),
      (["16,115,300,Z,D1", "16,116,100,Z,I1"], ["D1"], "item-of-deposit"),
      (["16,451,300,Z,D1", "16,452,300,Z,I1"], ["I1"], "told-in-items"),
      (["16,116,100,Z,I1", "16,116,200,Z,I2"], ["I1", "I2"], ""),
      (["16,475,100,Z,D1", "16,116,100,Z,I1"], ["D1", "I1"], ""),
    ])
  func deposits(transactions: [String], filed: [String], setAside: String) throws {
    let bench = try MessageBench(Self.report(transactions.map { $0 + ",,/" }))
    #expect(
      bench.decoded.customers.map { String(($0.texts[.identifier] ?? "").prefix { $0 != "/" }) } == filed)
    #expect(Set(bench.decoded.rejections.map(\.code)) == (setAside.isEmpty ? [] : [setAside]))
    #expect(!bench.decoded.outcome.controlsFailed)
    #expect(bench.decoded.outcome.read.records == transactions.count)
  }

  @Test func aDepositOfVeryManyItemsIsTakenAsAWhole() throws {
    let items = (1...BAI2Deposit.mostItems + 10).map { "16,116,1,Z,I\($0),,/" }
    let bench = try MessageBench(Self.report(["16,115,\(items.count),Z,D1,,/"] + items))
    #expect(bench.decoded.customers.map(\.posting.amount) == [Int64(items.count)])
    #expect(bench.decoded.outcome.rejected.records == items.count)
  }
}
