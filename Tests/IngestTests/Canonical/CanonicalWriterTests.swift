import Ledger
import TestSupport
import Testing

@testable import Ingest

/// What is converted means the same when it is read again.
@Suite struct CanonicalWriterTests {
  /// Records as the writer's form of them.
  private func converted(
    _ text: String, to form: CanonicalForm, profile: Profile = Profile(), timeZone: String? = nil,
    including included: Set<BookingStatus> = []
  ) throws -> String {
    let writer = CanonicalWriter(form)
    let sink = FilingSink(policy: FilingPolicy(), writer: writer)
    var settings = DecodeSettings(timeZone: timeZone)
    settings.included = included
    _ = try SourceDecoder.decode(
      try ByteSource(bytes: Array(text.utf8), name: "test"), profile: profile, policy: FilingPolicy(),
      settings: settings, sinks: [sink])
    var bytes: [UInt8] = []
    writer.drain { bytes += $0 }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// What was filed, without where it stood.
  private func meaning(_ decoded: Decoded) -> [Decoded.Filed] {
    decoded.customers.map { filed in
      var filed = filed
      filed.posting.line = 0
      filed.posting.textOffset = 0
      return filed
    }.sorted { "\($0)" < "\($1)" }
  }

  private func read(_ text: String, _ form: CanonicalForm) throws -> Decoded {
    var profile = Profile()
    profile.format = form == .ndjson ? .ndjson : .delimited
    return try Decoded(text, profile: profile)
  }

  private static let header =
    "txn_id,record_type,original_id,timestamp,amount,currency,direction,channel,purpose,account_id,customer_id,"
    + "customer_name,home_zip,counterparty_account,counterparty_name,counterparty_country,counterparty_state,memo,mcc,"
    + "balance,branch_id,branch_state,branch_zip,branch_county,institution\n"

  private static func row(_ number: Int, _ random: inout SeededRandom) -> String {
    func maybe(_ texts: [String]) -> String {
      random.chance(percent: 40) ? "" : texts[random.below(texts.count)]
    }
    let day = 10 + random.below(18)
    let clock = ["", "T09:05:07Z", "T23:59:59.120-06:00", "T00:00:00+05:30"][random.below(4)]
    let currency = ["USD", "JPY", "KWD"][random.below(3)]
    let amount =
      currency == "JPY" ? "\(random.below(90_000))" : "\(random.below(9000)).\(10 + random.below(90))"
    let memos = ["rent", "\"a, \"\"b\"\"\"", "caf\u{e9} \u{1F600}", "=1+1", "back\\slash", "\"two\nlines\""]
    let isReversal = random.chance(percent: 10)
    return [
      random.chance(percent: 70) ? "T\(number)" : "", isReversal ? "reversal" : "", isReversal ? "T0" : "",
      "2026-03-\(day)\(clock)", amount, currency, ["credit", "debit"][random.below(2)],
      maybe(["wire", "cash", "p2p", "xyz"]), maybe(["payroll", "rent"]), "A\(random.below(5))",
      maybe(["C1"]), maybe(["Ana Diaz", "\"Smith, Jo\""]), maybe(["01234"]), maybe(["X9"]),
      maybe(["L\u{f3}pez"]), maybe(["MX"]), maybe(["TX"]), maybe(memos), maybe(["0742", "5411"]),
      maybe(["-12.50", "3"]), maybe(["B7"]), maybe(["TX"]), maybe(["00501", "78501"]), maybe(["01001"]),
      maybe(["Other Bank"]),
    ].joined(separator: ",") + "\n"
  }

  @Test(arguments: CanonicalForm.allCases)
  func randomRecordsMeanTheSame(form: CanonicalForm) throws {
    for seed in 0..<40 {
      var random = SeededRandom(seed: UInt64(seed))
      let text = Self.header + (0..<60).map { Self.row($0, &random) }.joined()
      let first = try Decoded(text)
      let again = try read(try converted(text, to: form), form)
      #expect(first.customers.count > 40)
      #expect(again.rejections.isEmpty, "seed \(seed)")
      let difference = firstDifference(meaning(first), meaning(again))
      #expect(difference == nil, "seed \(seed): \(difference ?? "")")
    }
  }

  @Test func aDateAloneKeepsItsMidnight() throws {
    let text = "account_id,amount,timestamp,currency,direction\nA,5,2026-03-07,USD,credit\n"
    let written = try converted(text, to: .ndjson, timeZone: "America/Chicago")
    #expect(written.contains("\"timestamp\":\"2026-03-07\",\"time_zone\":\"-06:00\""))
    let first = try Decoded(text, timeZone: "America/Chicago")
    #expect(meaning(first) == meaning(try read(written, .ndjson)))
  }

  @Test func bothSidesOfATransferAreWritten() throws {
    var profile = Profile()
    profile.legs = .both
    let text =
      "account_id,counterparty_account,amount,timestamp,currency\nA,B,5.00,2026-03-07T10:00:00Z,USD\n"
    let written = try converted(text, to: .csv, profile: profile)
    #expect(written.split(separator: "\n").count == 3)
    #expect(meaning(try read(written, .csv)).map(\.texts[.account]) == ["A", "B"])
  }

  @Test func whatIsNotBookedSaysSo() throws {
    let text =
      "account_id,amount,timestamp,currency,direction,booking_status\nA,5,2026-03-07,USD,credit,pending\n"
    #expect(try Decoded(text).setAside == ["not-booked-pending": 1])
    #expect(try Decoded(Array(text.utf8), including: [.pending]).customers.count == 1)
    let written = try converted(text, to: .ndjson, including: Set(BookingStatus.allCases))
    #expect(written.contains("\"booking_status\":\"pending\""))
    #expect(try read(written, .ndjson).setAside == ["not-booked-pending": 1])
  }

  /// Objects need not be alike: what the first thousands do not say, a later one may.
  @Test func aNameThatOccursLateIsRead() throws {
    let plain = (0..<4000).map { number in
      "{\"txn_id\":\"T\(number)\",\"account_id\":\"A\",\"amount\":\"5.00\",\"currency\":\"USD\",\"direction\":\"credit\","
        + "\"timestamp\":\"2026-03-07\"}\n"
    }.joined()
    #expect(plain.utf8.count > Sniffer.sampleBytes)
    let late =
      "{\"txn_id\":\"P\",\"account_id\":\"A\",\"amount\":\"5.00\",\"currency\":\"USD\",\"direction\":\"credit\","
      + "\"timestamp\":\"2026-03-07\",\"booking_status\":\"pending\",\"memo\":\"x\"}\n"
      + "{\"txn_id\":\"R\",\"account_id\":\"A\",\"amount\":\"5.00\",\"currency\":\"USD\",\"direction\":\"credit\","
      + "\"timestamp\":\"2026-03-07\",\"record_type\":\"reversal\",\"original_id\":\"T7\"}\n"
    let bytes = Array((plain + late).utf8)
    let proposal = try Sniffer.proposal(for: Array(bytes.prefix(Sniffer.sampleBytes)), isWhole: false)
    let decoded = try Decoded(bytes, profile: proposal.profile)
    #expect(decoded.setAside == ["not-booked-pending": 1])
    #expect(decoded.customers.filter { $0.posting.flags.contains(.takesBack) }.count == 1)
  }
}
