@testable import Ingest
import Ledger
import Testing

@Suite struct FilingTests {
  private let header =
    "txn_id,timestamp,amount,currency,direction,channel,account_id,customer_name,branch_state,branch_zip,"
    + "counterparty_account,counterparty_name,counterparty_country,mcc,memo\n"

  private func policy(_ change: (inout FilingPolicy) -> Void = { _ in }) -> FilingPolicy {
    var policy = FilingPolicy()
    policy.institution = "First Bank"
    change(&policy)
    return policy
  }

  private let institution = StableHash.hash("First Bank")

  @Test func everyCanonicalFieldArrives() throws {
    let row =
      "TX1,2024-12-31T19:00:00-05:00,273.26,USD,debit,wire,AC28,Olena Costa,OH,43271,XB13,Linda Smith,"
      + "MX,5411,\"rent, ref \"\"7\"\"\"\n"
    let decoded = try Decoded(header + row, policy: policy())
    let filed = try #require(decoded.filed.first)
    let posting = filed.posting
    #expect(decoded.filed.count == 1)
    #expect(posting.instant.text(zoneMinutes: -300) == "2024-12-31T19:00:00-05:00")
    #expect(posting.zoneMinutes == -300)
    #expect(posting.money == Money(minorUnits: 27326, currency: .usDollar))
    #expect(posting.direction == .debit)
    #expect(posting.channel == .wire)
    #expect(posting.state == Letters("OH"))
    #expect(posting.zip == 43271)
    #expect(posting.counterpartyCountry == Letters("MX"))
    #expect(posting.merchantCategory == 5411)
    #expect(posting.file == 7)
    #expect(posting.line == 2)
    #expect(posting.flags == [.debit, .timeKnown, .countsRecord])
    #expect(
      filed.texts == [
        .identifier: "TX1", .account: "AC28", .customerName: "Olena Costa", .counterpartyAccount: "XB13",
        .counterpartyName: "Linda Smith", .memo: "rent, ref \"7\"",
      ])
    let key = SubjectKey(kind: .customer, institution: institution, identifier: "AC28")
    #expect(filed.subject == key)
    #expect(posting.account == key.high)
    #expect(
      posting.counterparty
        == SubjectKey(kind: .counterparty, institution: 0, identifier: "XB13").high)
    let identity = Array("TX1".utf8).withUnsafeBytes {
      PostingIdentity.of(account: posting.account, identifier: $0)
    }
    #expect(posting.identity == identity)
    #expect(decoded.fields == posting.fields)
    #expect(decoded.outcome.read == RecordTally(records: 1, minorUnits: ["USD": 27326]))
  }

  @Test func aPostalCodeTellsWhatTheRecordDoesNot() throws {
    let text =
      "account_id,amount,timestamp,currency,direction,branch_zip,branch_state,branch_county\n"
      + ["78501,,", "78501,NM,35013", "10001,,", ",,"].map { "A1,5,2026-03-02T00:00:00Z,USD,credit,\($0)\n" }
      .joined()
    let codes = PostalCodes([78501: .init(county: 48215, state: Letters("TX") ?? .none)])
    func places(_ wanted: FieldSet) throws -> [String] {
      let policy = policy {
        $0.postalCodes = codes
        $0.placesWanted = wanted
      }
      return try Decoded(text, policy: policy).filed.map { "\($0.posting.state) \($0.posting.county)" }
    }
    #expect(try places([.county, .state]) == ["TX 48215", "NM 35013", " 0", " 0"])
    #expect(try places(.state) == ["TX 0", "NM 35013", " 0", " 0"])
    #expect(try places(.county) == [" 48215", "NM 35013", " 0", " 0"])
    #expect(try places([]) == [" 0", "NM 35013", " 0", " 0"])
    let decoded = try Decoded(
      text,
      policy: policy {
        $0.postalCodes = codes; $0.placesWanted = .county
      })
    #expect(decoded.fields.isSuperset(of: .county))
  }

  @Test func subjectsAreCustomerCounterpartyAndLinks() throws {
    let text =
      "account_id,customer_id,amount,timestamp,currency,direction,channel,counterparty_name,device,phone\n"
      + "A1,C9,1.00,2026-03-07,USD,debit,p2p,Bo,D1,D1\nA1,C9,1.00,2026-03-07,USD,credit,p2p,Bo,,\n"
    let bit = UInt32(Direction.debit.rawValue) * 16 + UInt32(Channel.p2p.rawValue)
    let decoded = try Decoded(
      text,
      policy: policy {
        $0.counterpartyClasses = 1 << bit
        $0.links = [
          LinkFiling(field: .device, classes: 1 << bit), LinkFiling(field: .phone, classes: 1 << bit),
          LinkFiling(field: .employer, classes: 0), LinkFiling(field: .email, classes: 1 << bit),
        ]
      })
    let first = decoded.filed.filter { $0.posting.line == 2 }
    let subjects = first.map { "\($0.kind) \($0.subject)" }
    func key(_ kind: SubjectKind, _ identifier: String) -> String {
      let owner = kind == .customer ? institution : 0
      return "\(kind) \(SubjectKey(kind: kind, institution: owner, identifier: identifier))"
    }
    #expect(
      Set(subjects) == [
        key(.customer, "C9"), key(.counterparty, "Bo"), key(.link, "device:D1"), key(.link, "phone:D1"),
      ])
    #expect(first.map { $0.posting.flags.contains(.countsRecord) } == [true, false, false, false])
    #expect(decoded.filed.filter { $0.posting.line == 3 }.map(\.kind) == [.customer])
  }

  @Test func recordsWithoutIdsAreKnownByTheirContent() throws {
    let head = "account_id,amount,timestamp,currency,memo\n"
    let decoded = try Decoded(
      head + "A1,1.00,2026-03-07,USD,x\nA1,1.00,2026-03-07,USD,x\nA1,1.00,2026-03-07,USD,y\n")
    let postings = decoded.customers.map(\.posting)
    #expect(postings.allSatisfy { $0.flags.contains(.contentIdentity) })
    #expect(postings[0].identity == postings[1].identity)
    #expect(postings[0].identity != postings[2].identity)
  }

  @Test func aTransferIsSeenFromBothSides() throws {
    var profile = Profile()
    profile.legs = .both
    profile.fields = [
      .identifier: [.column("tran_id")], .account: [.column("orig_acct")],
      .counterpartyAccount: [.column("bene_acct")], .amount: [.column("base_amt")],
      .timestamp: [.column("tran_timestamp")], .currency: [.constant("USD")],
      .customerName: [.constant("Payer")],
    ]
    let text =
      "tran_id,orig_acct,bene_acct,tx_type,base_amt,tran_timestamp\n"
      + "1,8686,894,TRANSFER,990.71,2017-01-01T00:00:00Z\n2,8686,,TRANSFER,1.00,2017-01-01T00:00:00Z\n"
    let decoded = try Decoded(text, profile: profile, policy: policy())
    #expect(decoded.outcome.read == RecordTally(records: 2, minorUnits: ["USD": 99171]))
    let legs = decoded.filed.filter { $0.posting.line == 2 }.sorted {
      $0.posting.flags.contains(.debit) && !$1.posting.flags.contains(.debit)
    }
    #expect(legs.count == 2)
    #expect(legs.map(\.posting.direction) == [.debit, .credit])
    #expect(legs.map { $0.posting.flags.contains(.countsRecord) } == [true, false])
    #expect(legs.map { $0.texts[.account] } == ["8686", "894"])
    #expect(legs.map { $0.texts[.counterpartyAccount] } == ["894", "8686"])
    #expect(legs.map { $0.texts[.customerName] } == ["Payer", nil])
    #expect(legs.map { $0.texts[.counterpartyName] } == [nil, "Payer"])
    #expect(
      legs.map(\.subject)
        == ["8686", "894"].map { SubjectKey(kind: .customer, institution: institution, identifier: $0) })
    #expect(legs[0].posting.identity != legs[1].posting.identity)
    #expect(decoded.filed.filter { $0.posting.line == 3 }.count == 1)
    #expect(decoded.oddities[.oneLegMissing] == 1)
  }

  @Test func directionComesFromColumnSignOrTwoColumns() throws {
    func directions(_ text: String, _ change: (inout Profile) -> Void = { _ in }) throws -> [String] {
      var profile = Profile()
      profile.currency = "USD"
      change(&profile)
      let decoded = try Decoded(text, profile: profile)
      let accepted = decoded.customers.map {
        ($0.posting.line, "\($0.posting.direction.name) \($0.posting.amount)")
      }
      let rejected = decoded.rejections.map { (UInt32($0.line), $0.code) }
      return (accepted + rejected).sorted { $0.0 < $1.0 }.map(\.1)
    }
    let head = "account_id,timestamp,amount"
    #expect(
      try directions(head + "\nA,2026-03-07,5\nA,2026-03-07,-5\n") == ["credit 500", "debit 500"])
    #expect(
      try directions(head + "\nA,2026-03-07,5\nA,2026-03-07,-5\n") { $0.amount.sign = .negativeIsCredit }
        == ["debit 500", "credit 500"])
    #expect(
      try directions(
        head
          + ",direction\nA,2026-03-07,5,CR\nA,2026-03-07,5,D\nA,2026-03-07,-5,D\nA,2026-03-07,5,?\nA,2026-03-07,5,\n"
      )
        == ["credit 500", "debit 500", "credit 500", "direction-unreadable", "field-missing"])
    #expect(
      try directions(head + ",direction\nA,2026-03-07,5,Bevétel\nA,2026-03-07,5,x\n") {
        $0.codes = [.direction: ["Bevétel": "credit", "*": "debit"]]
      } == ["credit 500", "debit 500"])
    #expect(
      try directions(
        head + ",direction,channel\nA,2026-03-07,5,,cash_deposit\nA,2026-03-07,5,,Cash Withdrawal\n")
        == ["credit 500", "debit 500"])
    #expect(
      try directions(
        "account_id,timestamp,debit_amount,credit_amount\nA,2026-03-07,5,\nA,2026-03-07,,6\nA,2026-03-07,0.00,7\n"
          + "A,2026-03-07,8,0.00\nA,2026-03-07,-9,\nA,2026-03-07,1,2\nA,2026-03-07,,\n")
        == [
          "debit 500", "credit 600", "credit 700", "debit 800", "debit 900", "amount-twice", "field-missing",
        ])
  }

  @Test func wordsOfChannelsAndPurposesAreUnderstood() throws {
    var profile = Profile()
    profile.currency = "USD"
    profile.fields = [
      .account: [.column("a")], .amount: [.column("b")], .timestamp: [.column("c")],
      .channel: [.column("code")], .purpose: [.column("code")],
    ]
    profile.codes = [
      .channel: ["403": "ach", "501": "cash_deposit"], .purpose: ["403": "payroll", "*": "unstated"],
    ]
    let words = ["403", "501", "Zelle", "ATM_WITHDRAWAL", "wire transfer", "pigeon", ""]
    let decoded = try Decoded(
      "a,b,c,code\n" + words.map { "A,1,2026-03-07,\($0)\n" }.joined(), profile: profile)
    #expect(
      decoded.customers.map(\.posting.channel) == [.ach, .cash, .p2p, .atm, .wire, .other, .other])
    #expect(decoded.customers.map(\.posting.purpose.name).prefix(2) == ["payroll", "unstated"])
    #expect(decoded.oddities == [.channelUnknown: 1])
  }

  @Test func currencyIsThatOfTheValueTheFieldTheProfileOrTheRun() throws {
    let head = "account_id,timestamp,amount,currency\n"
    let rows =
      "A,2026-03-07,5,EUR\nA,2026-03-07,5 GBP,\nA,2026-03-07,5,\nA,2026-03-07,5 GBP,EUR\nA,2026-03-07,5,E\n"
      + "A,2026-03-07,5 JPY,\n"
    let decoded = try Decoded(head + rows, currency: "USD")
    #expect(
      decoded.customers.map { $0.posting.money.readable } == ["5.00 EUR", "5.00 GBP", "$5.00", "5 JPY"])
    #expect(decoded.rejections.map(\.code) == ["currency-contradicted", "currency-unreadable"])
    let unknown = try Decoded(head + rows)
    #expect(unknown.rejections.map(\.code).first == "currency-missing")
    #expect(unknown.customers.map { $0.posting.amount } == [500, 500, 5])
  }

  @Test func factsThatCannotBeReadAreOdditiesNotRejections() throws {
    let head =
      "account_id,timestamp,amount,currency,branch_state,branch_zip,branch_county,home_zip,mcc,"
      + "counterparty_country,balance\n"
    let rows =
      "A,2026-03-07,5,USD,TX,78520-1234,48061,02138,5411,USA,-12.50\n"
      + "A,2026-03-07,5,USD,Tejas,K1A 0B6,TX/Cameron,?,54x1,Narnia,lots\n"
    let decoded = try Decoded(head + rows)
    let first = try #require(decoded.customers.first?.posting)
    #expect(first.zip == 78520)
    #expect(first.county == 48061)
    #expect(first.homeZip == 2138)
    #expect(first.counterpartyCountry == Letters("US"))
    #expect(first.balance == -1250)
    #expect(first.flags.contains(.balanceKnown))
    let second = try #require(decoded.customers.last?.posting)
    #expect(second.zip == 0 && second.county == 0 && second.merchantCategory == 0)
    #expect(!second.flags.contains(.balanceKnown))
    #expect(decoded.oddities.count == 7)
    #expect(decoded.rejections.isEmpty)
  }

  @Test func placesMayBeWrittenOut() throws {
    let decoded = try Decoded(
      "account_id,timestamp,amount,currency,branch_state,counterparty_country\n"
        + "A,2026-03-07,5,USD,new york,MEX\nA,2026-03-07,5,USD,District of Columbia,hnd\nA,2026-03-07,5,USD,tx,us\n"
    )
    #expect(decoded.customers.map(\.posting.state.description) == ["NY", "DC", "TX"])
    #expect(decoded.customers.map(\.posting.counterpartyCountry.description) == ["MX", "HN", "US"])
    #expect(decoded.oddities.isEmpty)
  }

  @Test func datesBeyondWhatIsBelievedAreRejections() throws {
    let text =
      "account_id,timestamp,amount,currency\nA,2025-12-31,5,USD\nA,2026-01-01,5,USD\n"
      + "A,2026-03-07,5,USD\nA,2026-03-08,5,USD\n"
    let decoded = try Decoded(
      text,
      policy: policy {
        $0.earliestDay = BusinessDay("2026-01-01")
        $0.latestDay = BusinessDay("2026-03-07")
      })
    #expect(decoded.rejections.map(\.code) == ["older-than-remembered", "dated-in-future"])
    #expect(decoded.customers.map { $0.posting.day.description } == ["2026-01-01", "2026-03-07"])
    #expect(decoded.outcome.rejected.minorUnits == ["USD": 1000])
  }

  @Test func severalSourcesAndExclusions() throws {
    var profile = Profile()
    profile.currency = "USD"
    profile.institution = "Second Bank"
    profile.fields = [
      .account: [.column("iban"), .column("bban")], .amount: [.column("b")], .timestamp: [.column("c")],
      .memo: [.column("d"), .column("e")],
    ]
    profile.exclusions = [RowExclusion(source: .column("status"), values: ["Pending", ""])]
    let text =
      "iban,bban,b,c,d,e,status\nI,B,1,2026-03-07,x,y,done\n,B,1,2026-03-07,,y,done\n"
      + "I,B,1,2026-03-07,x,y,PENDING\nI,B,1,2026-03-07,x,y,\n,,1,2026-03-07,x,y,done\n"
    let decoded = try Decoded(text, profile: profile, policy: policy())
    #expect(decoded.customers.map { $0.texts[.account] } == ["I", "B"])
    #expect(decoded.customers.map { $0.texts[.memo] } == ["x y", "y"])
    #expect(
      decoded.rejections.map(\.code) == ["excluded-by-profile", "excluded-by-profile", "field-missing"])
    #expect(
      decoded.customers.first?.subject
        == SubjectKey(
          kind: .customer, institution: StableHash.hash("Second Bank"), identifier: "I"))
  }

  @Test func longTextsAreCutBetweenCharacters() throws {
    let memo = String(repeating: "x", count: TextField.maximumBytes - 1) + "語語"
    let decoded = try Decoded("account_id,timestamp,amount,currency,memo\nA,2026-03-07,5,USD,\(memo)\n")
    #expect(
      decoded.customers.first?.texts[.memo] == String(repeating: "x", count: TextField.maximumBytes - 1))
    #expect(decoded.oddities == [.textCut: 1])
  }

  @Test func sumsBeyondMeasureDoNotTrap() throws {
    let row = "A,2026-03-07,10000000000000.00,USD\n"
    let decoded = try Decoded(
      "account_id,timestamp,amount,currency\n" + String(repeating: row, count: 10_000), workers: 3)
    #expect(decoded.outcome.read.records == 10_000)
    #expect(decoded.outcome.read.minorUnits["USD"] == .max)
  }
}
