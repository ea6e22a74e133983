import Ledger
import TestSupport
import Testing

@testable import Ingest

/// Lines joined by line feeds, the last one ended.
func lines(_ all: String...) -> [UInt8] { Array((all.joined(separator: "\n") + "\n").utf8) }

@Suite struct SnifferTests {
  private func propose(_ bytes: [UInt8]) throws -> Proposal {
    try Sniffer.proposal(for: bytes, isWhole: true)
  }

  private func codes(_ proposal: Proposal) -> [String] { proposal.questions.map(\.code).sorted() }

  @Test func canonicalNamesNeedNoProfile() throws {
    let header =
      "txn_id,timestamp,amount,currency,direction,channel,account_id,customer_name,branch_state,branch_zip,"
      + "counterparty_account,counterparty_name,counterparty_country,mcc,memo"
    let proposal = try propose(
      lines(
        header, "T1,2026-03-07T23:41:09-06:00,12.50,USD,debit,wire,A1,Ann,TX,78701,C9,Bo,US,,\"rent, March\"",
        "T2,2026-03-08T10:00:00-06:00,7.00,USD,credit,cash,A1,Ann,TX,78701,,,,,",
        "T3,2026-03-08T11:00:00-06:00,9.99,USD,debit,card,A2,Cy,TX,78702,,Shop,US,5411,"))
    #expect(!proposal.needsProfile)
    #expect(proposal.questions == [])
    #expect(proposal.confidence == .high)
    #expect(proposal.columns.count == 15)
  }

  @Test func findsDelimiterPreambleDecimalCommaAndOrderOfDates() throws {
    let proposal = try propose(
      lines(
        "Kontoauszug, erstellt am 1.4.2026", "", "Konto;Buchungstag;Betrag;Währung;Verwendungszweck",
        "DE1;05.03.2026;-1.058,09;EUR;Miete; 2 Monate", "DE1;06.03.2026;12,00;EUR;\"Lohn; März\"",
        "DE1;13.03.2026;4.626,81;EUR;Miete", "DE1;14.03.2026;-8,78;EUR;Brot, Milch"))
    let profile = proposal.profile
    #expect(profile.dialect.delimiter == UInt8(ascii: ";"))
    #expect(profile.dialect.preambleLines == 2)
    #expect(profile.dialect.hasHeader)
    #expect(profile.amount.decimalMark == UInt8(ascii: ","))
    #expect(profile.time.order == .dayMonthYear)
    #expect(profile.fields[.memo] == [.column("Verwendungszweck")])
    #expect(profile.fields[.timestamp] == [.column("Buchungstag")])
    #expect(codes(proposal) == ["account"])
  }

  @Test(
    "Order of day and month comes from days above twelve, or is asked for",
    arguments: [
      (["03/04/2026", "05/06/2026", "12/12/2026"], nil),
      (["03/04/2026", "13/06/2026"], DateOrder.dayMonthYear),
      (["03/04/2026", "06/13/2026"], .monthDayYear), (["2026-03-04", "2026-06-13"], .iso),
      (["03/04/26", "28/04/26"], .dayMonthYear), (["4 Mar 2026", "5 Mar 2026"], .iso),
      (["2026/03/04", "2026/03/05"], .iso), (["13/01/2026", "01/13/2026"], nil),
    ] as [([String], DateOrder?)])
  func dateOrders(dates: [String], order: DateOrder?) throws {
    let rows = dates.map { "A,\($0),-1.50,USD" }.joined(separator: "\n")
    let proposal = try propose(lines("Account,Date,Amount,Currency", rows))
    #expect(codes(proposal).contains("date-order") == (order == nil), "\(dates)")
    #expect(proposal.profile.time.order == order ?? .iso, "\(dates)")
  }

  @Test func aTimeWithoutAZoneIsAskedFor() throws {
    let header = "Account,Timestamp,Amount,Currency"
    let without = try propose(
      lines(header, "A,2026-03-04 10:11:12,-1.50,USD", "A,2026-03-05 01:11:12,2.50,USD"))
    #expect(codes(without) == ["time-zone"])
    let with = try propose(
      lines(header, "A,2026-03-04 10:11:12Z,-1.50,USD", "A,2026-03-05 01:11:12Z,2.50,USD"))
    #expect(codes(with) == [])
    let column = try propose(
      lines("Account,Date,Time,Time Zone,Amount,Currency", "A,2026-03-04,10:11:12,-05:00,-1.50,USD"))
    #expect(codes(column) == [])
    #expect(column.profile.fields[.time] == [.column("Time")])
  }

  @Test func zonesWithSeveralMeaningsAreAskedFor() throws {
    func proposal(_ zone: String) throws -> Proposal {
      try propose(
        lines("Account,Date,Time,Time Zone,Amount,Currency", "A,2026-03-04,10:11:12,\(zone),-1.50,USD"))
    }
    #expect(codes(try proposal("PST")) == [])
    #expect(codes(try proposal("America/Chicago")) == [])
    #expect(codes(try proposal("IST")) == ["time-zone"])
  }

  @Test func decimalMarkIsAskedForWhereBothAreHonest() throws {
    let doubtful = try propose(lines("Account,Date;Amount", "A;2026-03-04;-1.234", "A;2026-03-05;5.678"))
    #expect(codes(doubtful).contains("decimal-mark"))
    let clear = try propose(lines("Date;Amount", "2026-03-04;-1.234", "2026-03-05;5.678,50"))
    #expect(!codes(clear).contains("decimal-mark"))
    #expect(clear.profile.amount.decimalMark == UInt8(ascii: ","))
  }

  // MARK: Which way money moved

  @Test func twoColumnsSayWhichWay() throws {
    let proposal = try propose(
      lines(
        "Date,Withdrawals,Deposits,Balance,Account", "2026-03-04,1.50,,10.00,A", "2026-03-05,,2.50,12.50,A"))
    #expect(proposal.profile.fields[.debitAmount] == [.column("Withdrawals")])
    #expect(proposal.profile.fields[.creditAmount] == [.column("Deposits")])
    #expect(codes(proposal) == ["currency"])
  }

  @Test func aColumnOfWordsIsFoundByWhatItHolds() throws {
    let proposal = try propose(
      lines(
        "Details,Posting Date,Description,Amount,Balance,Account", "DEBIT,03/04/2026,SHOP,1.50,10.00,A",
        "CREDIT,03/25/2026,WAGES,99.50,12.50,A"))
    #expect(proposal.profile.fields[.direction] == [.column("Details")])
    #expect(proposal.profile.fields[.memo] == [.column("Description")])
    #expect(proposal.profile.codes[.direction] == nil)
  }

  @Test func wordsOfOtherLanguagesAreExplained() throws {
    let proposal = try propose(
      lines("Account No,Date,Amount,Currency,D/K", "A,2026-03-04,1.50,EUR,D", "A,2026-03-05,1.50,EUR,K"))
    #expect(proposal.profile.codes[.direction]?["k"] == "credit")
    #expect(codes(proposal) == [])
  }

  @Test func unknownWordsAreAskedFor() throws {
    let proposal = try propose(
      lines(
        "Account,Date,Amount,Currency,Direction", "A,2026-03-04,1.50,EUR,zig", "A,2026-03-05,1.50,EUR,zag"))
    #expect(codes(proposal) == ["direction"])
    #expect(proposal.profile.fields[.direction] == nil)
  }

  @Test func aDirectionThatRepeatsTheSignIsNotAppliedTwice() throws {
    let proposal = try propose(
      lines(
        "Account,Date,Amount,Currency,Direction", "A,2026-03-04,-1.50,EUR,outflow",
        "A,2026-03-05,1.50,EUR,inflow"))
    #expect(proposal.profile.fields[.direction] == nil)
    #expect(proposal.profile.amount.sign == .negativeIsDebit)
    let decoded = try Decoded(
      lines(
        "Account,Date,Amount,Currency,Direction", "A,2026-03-04,-1.50,EUR,outflow",
        "A,2026-03-05,1.50,EUR,inflow"),
      profile: proposal.profile)
    #expect(decoded.customers.map(\.posting.direction) == [.debit, .credit])
  }

  @Test func noSignAndNoWordIsAskedFor() throws {
    let proposal = try propose(
      lines("Account,Date,Amount,Currency", "A,2026-03-04,1.50,USD", "A,2026-03-05,2.50,USD"))
    #expect(codes(proposal) == ["direction"])
    #expect(proposal.confidence == .low)
  }

  /// What most values say is settled; the damaged ones become rejections, one by one.
  @Test(
    "Damaged values raise no question",
    arguments: ["timestamp", "amount", "currency", "direction", "channel"], ["csv", "ndjson"])
  func damagedValues(field: String, format: String) throws {
    var random = SeededRandom(seed: 17)
    let names = ["account_id", "timestamp", "amount", "currency", "direction", "channel"]
    var damaged = 0
    var rows: [[String]] = []
    for row in 0..<200 {
      let day = Int.random(in: 10...28, using: &random)
      let word = Bool.random(using: &random) ? "debit" : "credit"
      var cells = ["A1", "2026-03-\(day)T10:11:12-06:00", "\(day).50", "USD", word, "cash"]
      if row % 8 == 3, let place = names.firstIndex(of: field) {
        cells[place] = "?\(UInt32.random(in: 0...9999, using: &random))x"
        damaged += 1
      }
      rows.append(cells)
    }
    let text: [String]
    if format == "csv" {
      text = [names.joined(separator: ",")] + rows.map { $0.joined(separator: ",") }
    } else {
      text = rows.map { cells in
        "{" + zip(names, cells).map { "\"\($0)\":\"\($1)\"" }.joined(separator: ",") + "}"
      }
    }
    let bytes = Array((text.joined(separator: "\n") + "\n").utf8)
    let proposal = try propose(bytes)
    #expect(proposal.questions == [])
    #expect(!proposal.needsProfile)
    let decoded = try Decoded(bytes, profile: proposal.profile)
    #expect(decoded.outcome.read.records == 200)
    #expect(decoded.outcome.rejected.records == (field == "channel" ? 0 : damaged))
  }

  @Test func payerAndPayeeMakeBothLegs() throws {
    let proposal = try propose(
      lines(
        "tran_id,orig_acct,bene_acct,tx_type,base_amt,tran_timestamp",
        "1,86,94,TRANSFER,990.71,2017-01-01T00:00:00Z", "2,94,23,TRANSFER,268.84,2017-01-01T00:00:00Z"))
    #expect(proposal.profile.legs == .both)
    #expect(proposal.profile.fields[.account] == [.column("orig_acct")])
    #expect(proposal.profile.fields[.counterpartyAccount] == [.column("bene_acct")])
    #expect(codes(proposal) == ["currency"])
  }

  @Test func twoColumnsOfOneNameArePayerAndPayee() throws {
    let proposal = try propose(
      lines(
        "Timestamp,From Bank,Account,To Bank,Account,Amount Paid,Payment Currency",
        "2022/09/01 00:08,011,8A,012,8B,10.00,US Dollar", "2022/09/01 00:21,034,8C,011,8A,18.96,Euro"))
    #expect(proposal.profile.fields[.account] == [.position(3)])
    #expect(proposal.profile.fields[.counterpartyAccount] == [.position(5)])
    #expect(proposal.profile.legs == .both)
    #expect(proposal.profile.codes[.currency] == CurrencyWords.names)
  }

  // MARK: What is no record

  @Test func theTrailerIsRecognisedByItsCount() throws {
    let rows = (1...5).map { "A|2026-03-0\($0)|-\($0).50|USD" }.joined(separator: "\n")
    let proposal = try propose(lines("Account|Date|Amount|Currency", rows, "TOTAL COUNT=5"))
    #expect(proposal.profile.dialect.trailers == [TrailerRule(prefix: "TOTAL COUNT=", countField: 1)])
    let decoded = try Decoded(
      lines("Account|Date|Amount|Currency", rows, "TOTAL COUNT=5"), profile: proposal.profile)
    #expect(decoded.outcome.read.records == 5)
    #expect(!decoded.outcome.controlsFailed)
    let fields = try propose(lines("Account|Date|Amount|Currency", rows, "T|5|17.50|"))
    #expect(fields.profile.dialect.trailers == [TrailerRule(prefix: "T", countField: 2)])
  }

  /// Ids that count from nought: the last is the number of the records before it.
  @Test(arguments: [1, 2, 9, 40])
  func theLastRecordIsNoTrailerForItsId(count: Int) throws {
    let rows = (0..<count).map { "T\($0),A\($0),2026-03-04,-1.50,USD" }.joined(separator: "\n")
    for last in ["T\(count),A,2026-03-05,-2.50,USD", "Z\(count),A,2026-03-05,-2.50,USD"] {
      let bytes = lines("txn_id,Account,Date,Amount,Currency", rows, last)
      let proposal = try propose(bytes)
      #expect(proposal.profile.dialect.trailers.isEmpty)
      #expect(try Decoded(bytes, profile: proposal.profile).outcome.accepted.records == count + 1)
    }
  }

  @Test func pendingRecordsAndBalancesAreSetAsideAndCounted() throws {
    let bytes = lines(
      "Account,Date,Amount,Currency,Status,Description", "A,2026-03-04,-1.50,USD,Completed,x",
      "A,2026-03-05,-2.50,USD,Pending,y", "A,2026-03-05,-2.50,USD,Completed,Opening Balance",
      "A,2026-03-06,3.50,USD,Completed,pending since March")
    let proposal = try propose(bytes)
    #expect(
      proposal.profile.exclusions == [
        RowExclusion(source: .column("Status"), values: ExclusionWords.unbooked),
        RowExclusion(source: .column("Description"), values: ExclusionWords.balances),
      ])
    let decoded = try Decoded(bytes, profile: proposal.profile)
    #expect(decoded.outcome.read.records == 4)
    #expect(decoded.rejections.map(\.code) == ["excluded-by-profile", "excluded-by-profile"])
  }

  /// What is set aside must not depend on what happens to stand in the sample.
  @Test func aStatusColumnExcludesWhatTheSampleDoesNotShow() throws {
    let proposal = try propose(
      lines("Account,Date,Amount,Currency,Status", "A,2026-03-04,-1.50,USD,Completed"))
    #expect(
      proposal.profile.exclusions == [
        RowExclusion(source: .column("Status"), values: ExclusionWords.unbooked)
      ])
  }

  @Test func wholeAmountsAreDoubtedUnlessTheNameSettlesThem() throws {
    let rows = ["A,2026-03-04,-150,USD", "A,2026-03-05,250,USD", "A,2026-03-06,250,USD"].joined(
      separator: "\n")
    #expect(codes(try propose(lines("Account,Date,Betrag,Currency", rows))) == ["minor-units"])
    #expect(codes(try propose(lines("Account,Date,Amount,Currency", rows))) == [])
  }

  @Test func withoutAHeaderColumnsAreFoundByContent() throws {
    let proposal = try propose(
      lines(
        "\"12/04/2009\",\"-12.07\",\"*\",\"\",\"CHECK CRD PURCHASE 12/02 STORE\"",
        "\"12/14/2009\",\"99.00\",\"*\",\"\",\"PAYROLL OF SOMEBODY\""))
    #expect(!proposal.profile.dialect.hasHeader)
    #expect(proposal.profile.fields[.timestamp] == [.position(1)])
    #expect(proposal.profile.fields[.amount] == [.position(2)])
    #expect(proposal.profile.fields[.memo] == [.position(5)])
    #expect(proposal.profile.time.order == .monthDayYear)
    #expect(codes(proposal) == ["account", "currency"])
  }

  @Test func aDateOfBirthMakesNoTransaction() {
    let error = #expect(throws: IngestError.self) {
      try propose(
        lines("Account,Birth date,Initial balance", "A,1995-07-20,10.50", "B,1990-01-02,11.50"))
    }
    #expect(error?.code == .noTransactions)
  }

  @Test func remarksBetweenRecordsAreNotShortRecords() throws {
    let proposal = try propose(
      lines(
        "BEGIN attempt", "2022/09/01 00:06,0211,-28.96,Euro", "2022/09/01 04:33,0211,-86.40,Euro",
        "END attempt", "",
        "BEGIN attempt", "2022/09/01 00:07,0211,-18.96,Euro", "2022/09/01 04:39,0211,-46.40,Euro",
        "END attempt"))
    #expect(!proposal.profile.dialect.allowsShortRows)
    #expect(proposal.profile.fields[.timestamp] == [.position(1)])
    #expect(proposal.profile.fields[.amount] == [.position(3)])
  }

  @Test func anEmptyAccountIsAskedFor() throws {
    let proposal = try propose(
      lines("Datum,Empfänger,Kontonummer,Betrag (EUR)", "2026-03-04,SHOP,,-59.99", "2026-03-05,SHOP,,-9.99"))
    #expect(codes(proposal) == ["account"])
    #expect(proposal.profile.currency == "EUR")
    #expect(proposal.profile.fields[.account] == nil)
  }

  @Test func anIdThatManyRecordsShareIsNone() throws {
    let header = "Account,Record ID,Date,Amount,Currency"
    func fields(_ rows: [String]) throws -> [FieldSource]? {
      try propose(lines(header, rows.joined(separator: "\n"))).profile.fields[.identifier]
    }
    let shared = (1...5).map { "A,77,2026-03-0\($0),-1.50,USD" }
    #expect(try fields(shared) == nil)
    let own = (1...5).map { "A,7\($0),2026-03-0\($0),-1.50,USD" }
    #expect(try fields(own) == [.column("Record ID")])
    #expect(try fields(own + own) == [.column("Record ID")])
    #expect(try fields((1...5).map { "A\($0),77,2026-03-0\($0),-1.50,USD" }) == [.column("Record ID")])
  }

  @Test func aQuoteThatNeverClosesIsNoQuote() throws {
    let proposal = try propose(
      lines(
        "Account,Date,Amount,Currency,Memo", "A,2026-03-04,-1.50,USD,pipe", "A,2026-03-05,-1.50,USD,\"3 inch")
    )
    #expect(proposal.profile.dialect.quote == nil)
  }

  @Test func windows1252IsSuspectedAndNamed() throws {
    let bytes =
      Array("Account,Date,Amount,Currency,Memo\nA,2026-03-04,-1.50,EUR,caf".utf8) + [0xE9, 0x80, 0x0A]
    let proposal = try propose(bytes)
    #expect(proposal.profile.dialect.encoding == .windows1252)
    #expect(proposal.evidence.contains { $0.contains("suspected") })
  }

  @Test func aSampleThatCutsACharacterIsStillUTF8() throws {
    let text = Array(
      "Account,Date,Amount,Currency,Memo\nA,2026-03-04,-1.50,EUR,é\nA,2026-03-04,-1.50,EUR,é".utf8)
    let proposal = try Sniffer.proposal(for: Array(text.dropLast()), isWhole: false)
    #expect(proposal.profile.dialect.encoding == .utf8)
  }

  @Test func theSameBytesGiveTheSameProposal() throws {
    let bytes = lines(
      "Account,Date,Amount,Currency,Status,Note,Details", "A,2026-03-04,-1.50,us dollar,Pending,a,b",
      "A,2026-03-05,-2.50,euro,Failed,c,d", "A,2026-03-05,-2.50,shekel,Denied,c,d")
    let first = try propose(bytes)
    for _ in 0..<10 { #expect(try propose(bytes) == first) }
    #expect(first.profile.yaml == (try Profile(yaml: first.profile.yaml)).yaml)
  }

  @Test func noBytesCrashIt() {
    var random = SeededRandom(seed: 3)
    let pool = Array("a1,;|\t\"'\n\r -+.0912/:T{}[]\u{e9}€Date,Amount\n".utf8) + [0x00, 0xFF, 0x80]
    for _ in 0..<400 {
      let bytes = (0..<Int.random(in: 0..<200, using: &random)).map { _ in
        pool[Int.random(in: 0..<pool.count, using: &random)]
      }
      do {
        _ = try Sniffer.proposal(for: bytes, isWhole: Bool.random(using: &random))
      } catch {
        #expect(!error.why.isEmpty)
      }
    }
  }
}
