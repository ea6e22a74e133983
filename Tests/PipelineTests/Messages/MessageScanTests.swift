import Foundation
import Testing

/// Files as banks exchange them, through the program: from the first look to the mended record.
@Suite(.enabled(if: BuiltProgram.path != nil, "\(BuiltProgram.skipped)"))
final class MessageScanTests {
  private let folder: String

  init() throws {
    folder = NSTemporaryDirectory() + "manumit-messages-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  private func write(_ text: String, _ name: String) throws -> String {
    let path = folder + "/" + name
    try text.write(toFile: path, atomically: false, encoding: .utf8)
    return path
  }

  private func scan(_ path: String, _ more: [String] = [], state: String = "state") throws -> (
    status: Int32, output: String, errors: String
  ) {
    try BuiltProgram.run(["scan", path, "--state", folder + "/" + state, "--no-publish"] + more)
  }

  // MARK: The files

  private static func statement(_ entries: String, closing: String = "130.00") -> String {
    """
    <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>M1</MsgId>
    <CreDtTm>2026-03-07T20:00:00Z</CreDtTm></GrpHdr><Stmt><Id>S1</Id><Acct><Id><IBAN>GB33BUKB20201555555555</IBAN></Id>
    <Ccy>GBP</Ccy></Acct><Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="GBP">100.00</Amt>
    <CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-03-07</Dt></Dt></Bal><Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp>
    <Amt Ccy="GBP">\(closing)</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-03-07</Dt></Dt></Bal>
    \(entries)</Stmt></BkToCstmrStmt></Document>
    """
  }

  private static func entry(_ amount: String, _ reference: String) -> String {
    """
    <Ntry><Amt Ccy="GBP">\(amount)</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-03-07</Dt>
    </BookgDt><AcctSvcrRef>\(reference)</AcctSvcrRef><NtryDtls><TxDtls><RltdPties><Dbtr><Pty><Nm>Zquib</Nm></Pty></Dbtr>
    </RltdPties><RmtInf><Ustrd>rent</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
    """
  }

  private static let transfer = """
    {1:F01BANKGB22AXXX0000000000}{2:O1030919260307BANKDEFFAXXX00000000002603070919N}{4:
    :20:REF1
    :23B:CRED
    :32A:260307EUR1234,56
    :50K:/DE89370400440532013000
    MAX MUSTER
    :59:/GB33BUKB20201555555555
    ANN OTHER
    :70:INVOICE 7
    :71A:SHA
    -}
    """

  private static let report = """
    01,021000021,BANK,260307,2000,1,,,2/
    02,BANK,021000021,1,260307,2000,USD,2/
    03,12345678,USD,015,50000,,/
    16,165,50000,,REF9,,PAYROLL ACME/
    49,100000,3/
    98,100000,1,5/
    99,100000,1,7/

    """

  // MARK: A batch told twice

  @Test(
    "A batch told as a sum by a statement and in parts by a notification counts once, whichever comes first")
  func aBatchToldTwice() throws {
    let sum =
      "<Ntry><Amt Ccy=\"GBP\">30.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>"
      + "<BookgDt><Dt>2026-03-07</Dt></BookgDt><AcctSvcrRef>B1</AcctSvcrRef>"
    func detail(_ amount: String, _ name: String) -> String {
      "<TxDtls><Refs><TxId>\(name)</TxId></Refs><Amt Ccy=\"GBP\">\(amount)</Amt><CdtDbtInd>CRDT</CdtDbtInd>"
        + "<RltdPties><Dbtr><Pty><Nm>\(name)</Nm></Pty></Dbtr></RltdPties></TxDtls>"
    }
    let statement = try write(
      Self.statement(sum + "<NtryDtls><Btch><NbOfTxs>2</NbOfTxs></Btch></NtryDtls></Ntry>"), "statement.xml")
    let notification = try write(
      Self.statement(sum + "<NtryDtls>\(detail("10.00", "Quoz"))\(detail("20.00", "Wexl"))</NtryDtls></Ntry>")
        .replacing("BkToCstmrStmt", with: "BkToCstmrDbtCdtNtfctn").replacing("Stmt>", with: "Ntfctn>")
        .replacing("camt.053", with: "camt.054"), "notification.xml")
    for (state, files) in [("sum", [statement, notification]), ("parts", [notification, statement])] {
      for file in files {
        let run = try scan(file, state: state)
        #expect(run.status == 0, "\(run.errors)")
        let replaces = state == "sum" && file == notification
        #expect(run.output.contains("taken back 1 payments") == replaces, "\(run.output)")
      }
    }
    let both = try scan(notification, [statement], state: "together")
    #expect(both.output.contains("taken back 1 payments"), "\(both.output)")
  }

  // MARK: Whose accounts are ours

  @Test func whoseAccountsAreOursIsAskedAndNotGuessed() throws {
    let path = try write(Self.transfer, "transfer.fin")
    let asked = try scan(path)
    #expect(asked.status == 65 && asked.errors.contains("--institution"), "\(asked.errors)")
    #expect(!asked.errors.contains("MUSTER"))
    let checked = try BuiltProgram.run(["check", path])
    #expect(checked.status == 65 && checked.output.contains("institution: "), "\(checked.output)")
    let receiver = try scan(path, ["--institution", "First Bank, BANKGB22"])
    #expect(receiver.status == 0, "\(receiver.errors)")
    #expect(receiver.output.contains("accepted   1  1,234.56 EUR"), "\(receiver.output)")
    let stranger = try scan(path, ["--institution", "OTHRUS33"], state: "other")
    #expect(stranger.output.contains("of them set aside, neither-account-ours: 1"), "\(stranger.output)")
    let profile = try write("institution: [First Bank, BANKGB22, BANKDEFF]\n", "both.yaml")
    let both = try BuiltProgram.run(["convert", path, "--institution", "First Bank,BANKGB22,BANKDEFF"])
    #expect(both.output.split(separator: "\n").count == 2, "\(both.output)\(both.errors)")
    // A profile that says only whose the records are serves any messages; one that does not say it is no answer.
    #expect(try scan(path, ["--profile", profile], state: "third").status == 0)
    let silent = try write("format: swift-mt\n", "silent.yaml")
    #expect(try scan(path, ["--profile", silent], state: "fourth").status == 65)
  }

  // MARK: The same again, in other forms

  @Test func aConvertedMessageHoldsTheSameTransactions() throws {
    let files = [
      (try write(Self.statement(Self.entry("30.00", "R1")), "statement.xml"), [String]()),
      (try write(Self.transfer, "transfer.fin"), ["--institution", "BANKGB22"]),
      (try write(Self.report, "report.bai"), []),
    ]
    for (number, (path, options)) in files.enumerated() {
      let target = folder + "/converted-\(number)"
      let converted = try BuiltProgram.run(["convert", path, "--output", target] + options)
      #expect(converted.status == 0 && converted.errors.contains("converted  1"), "\(converted.errors)")
      for (first, second) in [(path, target), (target, path)] {
        let state = "state-\(number)-\(first == path)"
        let one = try scan(first, options, state: state)
        #expect(
          one.status == 0 && one.output.contains("accepted   1 "), "\(first): \(one.output)\(one.errors)")
        let other = try scan(second, options, state: state)
        #expect(other.status == 0 && other.output.contains("duplicate  "), "\(second): \(other.errors)")
        #expect(other.output.contains("Nothing new"), "\(second): \(other.output)")
      }
    }
  }

  @Test func aFolderOfMessagesIsReadByOneProfile() throws {
    try FileManager.default.createDirectory(atPath: folder + "/inbox", withIntermediateDirectories: false)
    _ = try write(Self.statement(Self.entry("30.00", "R1")), "inbox/a")
    _ = try write(Self.transfer, "inbox/b")
    _ = try write(Self.report, "inbox/c")
    _ = try write("<html><body>a note</body></html>", "inbox/d")
    let profile = try write("institution: [First Bank, BANKGB22]\n", "ours.yaml")
    for options in [["--profile", profile], ["--institution", "First Bank,BANKGB22"]] {
      let result = try scan(folder + "/inbox", options, state: "folder-\(options[0])")
      #expect(result.status == 0, "\(result.errors)")
      #expect(
        result.output.contains("accepted   3 ") && result.output.contains("skipped    1 file"),
        "\(result.output)")
    }
  }

  // MARK: What a file says of itself

  @Test func wrongTotalsWarnOrStopAndDropNothing() throws {
    let path = try write(Self.statement(Self.entry("30.00", "R1"), closing: "131.00"), "wrong.xml")
    let warned = try scan(path, ["--controls", "warn"])
    #expect(warned.status == 0 && warned.output.contains("DIFFERS"), "\(warned.output)\(warned.errors)")
    #expect(warned.output.contains("accepted   1 "))
    #expect(try scan(path, state: "plain").status == 0, "a sum that differs is reported, and no more")
    let stopped = try scan(path, ["--controls", "stop"], state: "stopped")
    #expect(stopped.status == 65 && stopped.errors.contains("controls-differ"), "\(stopped.errors)")
    let cut = try write(String(Self.report.prefix(Self.report.utf8.count - 40)), "cut.bai")
    #expect(try scan(cut, state: "cut").status == 65)
    #expect(try scan(cut, ["--controls", "warn"], state: "cut").status == 0)
  }

  // MARK: Mending

  @Test func aRejectedEntryIsMendedAndReadAgain() throws {
    let path = try write(
      Self.statement(Self.entry("12..34", "R1") + Self.entry("30.00", "R2")), "statement.xml")
    let first = try scan(path, ["--controls", "warn"])
    #expect(first.status == 0, "\(first.errors)")
    #expect(
      first.output.contains("rejected   1") && first.output.contains("accepted   1 "), "\(first.output)")
    #expect(!(first.output + first.errors).contains("Zquib"))
    let line = try #require(first.output.split(separator: "\n").first { $0.hasPrefix("rejections ") })
    let file = String(line.dropFirst("rejections ".count))
    let text = try String(contentsOfFile: file, encoding: .utf8)
    #expect(text.contains("12..34"))
    try text.replacing("12..34", with: "12.34").write(toFile: file, atomically: false, encoding: .utf8)
    let state = ["--state", folder + "/state", "--no-publish"]
    let again = try BuiltProgram.run(["replay-rejections", file] + state)
    #expect(
      again.status == 0 && again.output.contains("accepted   1  12.34 GBP"), "\(again.output)\(again.errors)")
    // The file as the bank mends it holds nothing new then.
    let mended = try write(
      Self.statement(Self.entry("12.34", "R1") + Self.entry("30.00", "R2"), closing: "142.34"), "mended.xml")
    #expect(try scan(mended).output.contains("Nothing new"))
  }
}
