import Foundation
import Ledger
import TestSupport
import Testing

@testable import Ingest

@Suite struct ProfileReaderTests {
  @Test func readsEverythingAProfileCanSay() throws {
    let profile = try Profile(
      yaml: """
        profile: First Bank nightly
        format: csv
        dialect:
          delimiter: semicolon
          quote: none
          encoding: windows-1252
          preamble_lines: 3
          short_rows: true
          trailers:
            - {prefix: "TOTAL COUNT=", count_field: 1}
            - {prefix: T, count_field: 2, total_field: 3}
        fields:
          txn_id: TRAN_ID
          date: Datum
          time: {column: Uhrzeit}
          debit_amount: Soll
          credit_amount: Haben
          account_id: {position: 4}
          channel: TRAN_CD
          purpose: TRAN_CD
          memo: [Zweck, "Text, frei"]
          currency: {constant: EUR}
        codes:
          channel: {403: ach, "*": other}
          purpose: {403: payroll}
        time: {order: dmy, zone: Europe/Berlin}
        amount: {decimal: comma, sign: columns, rounding: yes}
        currency: EUR
        legs: one
        institution: First Bank
        exclude:
          - {column: Status, values: [Pending, ""]}
        """)
    #expect(profile.name == "First Bank nightly")
    #expect(profile.dialect.delimiter == UInt8(ascii: ";"))
    #expect(profile.dialect.quote == nil)
    #expect(profile.dialect.encoding == .windows1252)
    #expect(profile.dialect.preambleLines == 3)
    #expect(profile.dialect.allowsShortRows)
    #expect(
      profile.dialect.trailers == [
        TrailerRule(prefix: "TOTAL COUNT=", countField: 1),
        TrailerRule(prefix: "T", countField: 2, totalField: 3),
      ])
    #expect(profile.fields[.time] == [.column("Uhrzeit")])
    #expect(profile.fields[.account] == [.position(4)])
    #expect(profile.fields[.memo] == [.column("Zweck"), .column("Text, frei")])
    #expect(profile.fields[.currency] == [.constant("EUR")])
    #expect(profile.codes[.channel] == ["403": "ach", "*": "other"])
    #expect(profile.codes[.purpose] == ["403": "payroll"])
    #expect(profile.time == TimeRule(order: .dayMonthYear, zone: "Europe/Berlin"))
    #expect(
      profile.amount
        == AmountRule(decimalMark: UInt8(ascii: ","), sign: .columns, roundsSurplusDecimals: true))
    #expect(profile.currency == "EUR")
    #expect(profile.institution == "First Bank")
    #expect(profile.exclusions == [RowExclusion(source: .column("Status"), values: ["Pending", ""])])
  }

  /// One column of codes says both how money moved and what it was for.
  @Test func theInstitutionsCodesBecomeChannelAndPurpose() throws {
    let profile = try Profile(
      yaml: """
        fields: {timestamp: day, amount: amt, account_id: acct, channel: TRAN_CD, purpose: TRAN_CD}
        codes:
          channel: {403: ach, 711: wire, "*": other}
          purpose: {403: payroll}
        currency: USD
        """)
    let decoded = try Decoded(
      "acct,day,amt,TRAN_CD\nA,2026-03-04,10.00,403\nA,2026-03-05,-3.00,711\nA,2026-03-06,-3.00,999\n",
      profile: profile)
    #expect(decoded.rejections == [])
    #expect(decoded.customers.map(\.posting.channel) == [.ach, .wire, .other])
    #expect(decoded.customers.map(\.posting.purpose) == [.payroll, .unstated, .unstated])
  }

  /// The annotated example that is published shows everything and is true.
  @Test func thePublishedExampleIsReadable() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let yaml = try String(
      contentsOf: root.appendingPathComponent("Schemas/profile.example.yaml"), encoding: .utf8)
    let profile = try Profile(yaml: yaml, file: "profile.example.yaml")
    #expect(try Profile(yaml: profile.yaml) == profile)
    for key in ProfileReader.keys { #expect(yaml.contains("\n\(key):"), "\(key)") }
    for order in DateOrder.allCases { #expect(yaml.contains(order.rawValue), "\(order)") }
    for sign in AmountSign.allCases { #expect(yaml.contains(sign.rawValue), "\(sign)") }
    for encoding in TextEncoding.allCases { #expect(yaml.contains(encoding.rawValue), "\(encoding)") }
  }

  @Test func inNDJSONAWordIsAPath() throws {
    let profile = try Profile(
      yaml: """
        format: ndjson
        fields:
          timestamp: booked.at
          amount: {path: "money[0].value"}
          account_id: acct
        exclude: [{path: state.code, values: P}]
        """)
    #expect(profile.fields[.timestamp] == [.path(["booked", "at"])])
    #expect(profile.fields[.amount] == [.path(["money", "[0]", "value"])])
    #expect(profile.exclusions == [RowExclusion(source: .path(["state", "code"]), values: ["P"])])
  }

  @Test func withoutAHeaderANumberIsAPlace() throws {
    let profile = try Profile(
      yaml: """
        dialect: {header: false}
        fields: {date: 1, amount: 2, account_id: {constant: checking}}
        """)
    #expect(profile.fields[.date] == [.position(1)])
    #expect(profile.fields[.account] == [.constant("checking")])
  }

  @Test(
    "A mistake is named where it stands",
    arguments: [
      ("formt: csv", 1, 1, "profile-key", "Did you mean `format`?"),
      ("format: xml", 1, 9, "profile-value", "csv"),
      ("profile: a\nfields:\n  ammount: A", 3, 3, "profile-key", "Did you mean `amount`?"),
      ("dialect:\n  delimiter: colon", 2, 14, "profile-value", "comma"),
      ("dialect: {header: false}", 1, 10, "field-unbound", "by position"),
      ("dialect: {header: false}\nfields: {date: Datum}", 2, 16, "profile-value", "column's number"),
      ("fields: {amount: A, account_id: B}", 1, 9, "field-unbound", "timestamp"),
      ("fields: {date: A, account_id: B}", 1, 9, "field-unbound", "amount"),
      ("fields: {date: A, amount: B}", 1, 9, "field-unbound", "constant"),
      (
        "fields: {date: A, amount: B, account_id: C}\nlegs: both", 2, 7, "field-unbound",
        "counterparty_account"
      ),
      (
        "fields: {date: A, amount: B, account_id: C}\namount: {sign: direction}", 2, 9, "field-unbound",
        "direction"
      ),
      ("codes:\n  purpose: {403: payrol}", 2, 18, "profile-value", "Did you mean `payroll`?"),
      ("codes:\n  direction: {K: in}", 2, 18, "profile-value", "credit"),
      ("time: {order: day-number}", 1, 7, "profile-value", "origin"),
      ("time: {origin: 2017-01-01}", 1, 7, "profile-value", "day-number"),
      ("currency: usd", 1, 11, "profile-value", "ISO 4217"),
      ("fields:\n  memo: {column: A, position: 2}", 2, 9, "profile-value", "one of"),
      ("format: ndjson\ndialect: {delimiter: tab}", 2, 10, "profile-value", "NDJSON"),
      ("exclude: [{column: S}]", 1, 11, "profile-value", "values"),
      ("profile: a\nprofile: b", 0, 0, "profile-key", "twice"),
      ("fields: [", 0, 0, "profile-shape", "YAML"),
      ("- a", 1, 1, "profile-shape", "key: value"),
      ("", 0, 0, "profile-shape", "empty"),
    ])
  func mistakes(yaml: String, line: Int, column: Int, code: String, hint: String) throws {
    let error = try #require(throws: IngestError.self) { try Profile(yaml: yaml, file: "bank.yaml") }
    #expect(error.code.rawValue == code)
    #expect(error.source == "bank.yaml")
    #expect(error.description.contains(hint), "\(error)")
    if line > 0 {
      #expect(error.line == line, "\(error)")
      #expect(error.column == column, "\(error)")
    }
  }

  @Test func whatIsWrittenIsReadBackTheSame() throws {
    var random = SeededRandom(seed: 7)
    for round in 0..<300 {
      let profile = Self.profile(&random)
      let text = profile.yaml
      let again = try #require(
        try? Profile(yaml: text), "seed 7, round \(round) does not read back:\n\(text)")
      #expect(again == profile, "seed 7, round \(round):\n\(text)")
    }
  }

  /// A random complete profile.
  private static func profile(_ random: inout SeededRandom) -> Profile {
    let words = [
      "Datum", "a: b", "#1", "- x", "Größe", "\"q\"", "403", "yes", "null", " lead", "trail ", "tab\there",
      "{x}",
      "back\\slash", "Amount (total)", "line\nend", "'s", "*", "&a", "%", "@", "~", "0x1F", "1e3", ".",
    ]
    func below(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &random) }
    func word() -> String { words[below(words.count)] }
    var profile = Profile()
    profile.name = word()
    let isJSON = below(4) == 0
    profile.format = isJSON ? .ndjson : .delimited
    if !isJSON {
      profile.dialect.delimiter = [0x2C, 0x3B, 0x09, 0x7C][below(4)]
      profile.dialect.quote = [nil, 0x22, 0x27][below(3)]
      profile.dialect.encoding = TextEncoding.allCases[below(3)]
      profile.dialect.preambleLines = below(3)
      profile.dialect.hasHeader = below(3) > 0
      profile.dialect.allowsShortRows = below(2) > 0
      if below(2) > 0 {
        profile.dialect.trailers = [TrailerRule(prefix: word(), countField: 2, totalField: nil)]
      }
    }
    func source() -> FieldSource {
      if below(5) == 0 { return .constant(word()) }
      if isJSON { return .path(["a", "[\(below(3))]", "größe"]) }
      if profile.dialect.hasHeader && below(2) == 0 { return .column(word()) }
      return .position(1 + below(20))
    }
    for field in CanonicalField.allCases where below(3) == 0 { profile.fields[field] = [source()] }
    for field in [CanonicalField.timestamp, .amount, .account, .counterpartyAccount] {
      profile.fields[field] = [source()]
    }
    profile.fields[.memo] = (0..<(1 + below(3))).map { _ in source() }
    profile.codes[.merchantCategory] = below(2) == 0 ? nil : [word(): word()]
    profile.codes[.direction] = below(2) == 0 ? nil : [word(): "credit"]
    profile.time.order = [DateOrder.iso, .dayMonthYear, .monthDayYear, .yearMonthDay][below(4)]
    profile.time.zone = [nil, "Europe/Berlin", "+02:00"][below(3)]
    profile.amount.decimalMark = [0x2E, 0x2C][below(2)]
    profile.amount.isMinorUnits = below(2) == 0
    profile.amount.roundsSurplusDecimals = below(2) == 0
    profile.currency = [nil, "USD"][below(2)]
    profile.legs = Legs.allCases[below(2)]
    profile.institution = [nil, word()][below(2)]
    if below(2) == 0 {
      profile.exclusions = [RowExclusion(source: .position(2), values: [word(), ""])]
    }
    if isJSON { profile.exclusions = [] }
    return profile
  }
}
