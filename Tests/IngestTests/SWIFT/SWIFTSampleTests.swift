import Foundation
import Ledger
import Testing

@testable import Ingest

/// Others' messages and statements, against what others read of them.
@Suite(.enabled(if: samplesDirectory != nil, "MANUMIT_SAMPLES names no directory of samples"))
struct SWIFTSampleTests {
  private static func files(_ folder: String, _ extensions: Set<String>) throws -> [URL] {
    let root = URL(fileURLWithPath: (samplesDirectory ?? "") + "/" + folder)
    let walk = try #require(FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil))
    return walk.compactMap { $0 as? URL }.filter { extensions.contains($0.pathExtension) }.sorted {
      $0.path < $1.path
    }
  }

  /// A file as a run reads it; nil where it is no message file. Some are fragments without a currency.
  static func decoded(_ file: URL) throws -> Decoded? {
    let bytes = [UInt8](try Data(contentsOf: file))
    guard let format = SourceFormat.recognised(MessageSample(bytes.prefix(Sniffer.sampleBytes))) else {
      return nil
    }
    var profile = Profile()
    profile.format = format
    let decoded = try Decoded(bytes, profile: profile, including: Set(BookingStatus.allCases))
    let outcome = decoded.outcome
    #expect(
      outcome.read.records == outcome.accepted.records + outcome.rejected.records, "\(file.lastPathComponent)"
    )
    #expect(decoded.rejections.count == outcome.rejected.records, "\(file.lastPathComponent)")
    return decoded
  }

  /// What of a file is refused, not counting what is set aside.
  static func refusals(_ decoded: Decoded, _ name: String) -> [String] {
    decoded.rejections.filter { decoded.setAside[$0.code] == nil }.map { rejection in
      print("\(name): line \(rejection.line) \(rejection.code) \(rejection.field ?? ""): \(rejection.reason)")
      return "\(name) \(rejection.code)"
    }
  }

  private static func squashed(_ text: String) -> String {
    String(decoding: text.utf8.filter { $0 > 0x20 }, as: UTF8.self)
  }

  // MARK: Every file

  @Test func everyFileIsReadOrRefusedWithAReason() throws {
    var (read, records) = (0, 0)
    var refused: Set<String> = []
    for file in try Self.files("mt103", ["fin", "rje", "txt"]) + Self.files("mt940", ["sta", "fin"]) {
      let decoded = try #require(try Self.decoded(file), "\(file.lastPathComponent) is not recognised")
      read += 1
      records += decoded.outcome.accepted.records
      refused.formUnion(Self.refusals(decoded, file.lastPathComponent))
    }
    print("SWIFT: \(read) files, \(records) records accepted, of \(refused.count) files something refused")
    #expect(read == 131)
    #expect(records == 224)
    #expect(refused.symmetricDifference(Self.refused) == [])
  }

  /// Messages that their authors' tests cut to a few fields or gave no account, types that are not read, and amounts and
  /// dates that cannot be.
  private static let refused: Set<String> = [
    "MT103-out-ack.rje field-missing",
    "mt103__AbstractMTTest_43.fin field-missing",
    "mt103__ConversionServiceTest_22.fin field-missing",
    "mt103__GeneralAPITest_01.fin field-missing",
    "mt103__MtSwiftMessageTest_26.fin field-missing",
    "mt103__MtSwiftMessageTest_27.fin field-missing",
    "mt103__MtSwiftMessageTest_28.fin field-missing",
    "mt103__MurMessageComparatorTest_48.fin field-missing",
    "mt103__SwiftMessageComparatorTest_52.fin field-missing",
    "mt103__SwiftMessageComparatorTest_53.fin field-missing",
    "mt103__SwiftMessageComparatorTest_54.fin field-missing",
    "mt103__SwiftMessageTest_34.fin field-missing",
    "mt103__SwiftMessageTest_35.fin field-missing",
    "mt103__SwiftMessageUtilsTest_36.fin field-missing",
    "mt103__SwiftMessageUtilsTest_38.fin field-missing",
    "mt103__SwiftMessageUtilsTest_39.fin message-unfinished",
    "mt103__SwiftMessageUtilsTest_40.fin field-missing",
    "mt103__SwiftParserConsumeTagTest_10.fin field-missing",
    "mt103__finMessage_p_2_1_2_B_A.fin field-missing",
    "mt103__finMessage_p_2_3_1_b_A_D.fin field-missing",
    "mt107__finMessage_00311_mt107_A_B.fin message-type-not-read",
    "mt110__finMessage_10711_mt110_A_B.fin message-type-not-read",
    "mt202__SwiftMessageTest_09.fin field-missing",
    "mt202__SwiftParserTest_07.fin message-unfinished",
    "mt204__finMessage_01011_mt204_A_B.fin message-type-not-read",
    "mt204__finMessage_01011_mt204_C_D.fin message-type-not-read",
    "mt940__IssueGh148Test_02.fin amount-decimals",
    "mt940__JapaneseCharactersTest_03.fin date-impossible",
    "sample_JPchar.txt date-impossible",
    "sparkassen.sta currency-missing",
  ]

  // MARK: Transfers against ISO 20022

  /// The content of the first element of this local name.
  private static func element(_ name: String, in xml: Substring?) -> Substring? {
    guard let xml else { return nil }
    var rest = xml
    while let open = rest.firstIndex(of: "<") {
      rest = rest[rest.index(after: open)...]
      let tag = rest.prefix { $0 != ">" && !$0.isWhitespace && $0 != "/" }
      guard tag.split(separator: ":").last.map(String.init) == name, !tag.isEmpty else { continue }
      guard let start = rest.firstIndex(of: ">") else { return nil }
      let content = rest[rest.index(after: start)...]
      return content.range(of: "</\(tag)>").map { content[..<$0.lowerBound] }
    }
    return nil
  }

  private static func value(_ path: String, in xml: Substring) -> String? {
    var found: Substring? = xml
    for name in path.split(separator: "/") { found = element(String(name), in: found) }
    return found.map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }.flatMap {
      $0 == "NOTPROVIDED" ? nil : $0
    }
  }

  @Test func transfersSayWhatTheirTwinsSay() throws {
    var compared = 0
    for file in try Self.files("mt103", ["fin"]) {
      let twin = file.deletingPathExtension().appendingPathExtension("expected.xml")
      guard let text = try? String(contentsOf: twin, encoding: .utf8), let decoded = try Self.decoded(file),
        let xml = Self.element("CdtTrfTxInf", in: text[...]), let filed = decoded.customers.first,
        !filed.posting.flags.contains(.takesBack)
      else { continue }
      compared += 1
      let name = file.lastPathComponent
      let isPayer = filed.posting.direction == .debit
      let money = try #require(Self.value("IntrBkSttlmAmt", in: xml))
      #expect(Decimal(string: filed.posting.money.decimal) == Decimal(string: money), "\(name)")
      #expect("\(filed.posting.day)" == Self.value("IntrBkSttlmDt", in: xml), "\(name)")
      #expect(filed.texts[.identifier] == Self.value("PmtId/UETR", in: xml), "\(name)")
      let (own, other) = isPayer ? ("Dbtr", "Cdtr") : ("Cdtr", "Dbtr")
      for (side, field, account) in [
        (own, TextField.customerName, TextField.account), (other, .counterpartyName, .counterpartyAccount),
      ] {
        let bic = Self.value("\(side)/FinInstnId/BICFI", in: xml)
        #expect(filed.texts[field] == Self.value("\(side)/Nm", in: xml) ?? bic, "\(name) \(side)")
        let number = Self.element("\(side)Acct", in: xml).map { account in
          Self.squashed(account.split(separator: "<").map { $0.drop { $0 != ">" }.dropFirst() }.joined())
        }
        #expect(filed.texts[account] == (number == "NOTPROVIDED" ? bic : number ?? bic), "\(name) \(side)")
      }
      let memo = Self.squashed(filed.texts[.memo] ?? "")
      if let remittance = Self.value("RmtInf/Ustrd", in: xml) {
        // Instructions for the beneficiary are text without their code.
        let plain = remittance.hasPrefix("/BNF/") ? String(remittance.dropFirst(5)) : remittance
        #expect(memo == Self.squashed(plain), "\(name)")
      }
      if let reference = Self.value("PmtId/EndToEndId", in: xml) {
        #expect(filed.texts[.reference] == reference, "\(name)")
      }
    }
    print("SWIFT: \(compared) transfers say what their ISO 20022 twins say")
    #expect(compared >= 14)
  }

  // MARK: Statements

  @Test func statementsSayWhatTheirTwinsSay() throws {
    var compared = 0
    for file in try Self.files("mt103", ["fin"]) where file.lastPathComponent.hasPrefix("mt9") {
      let twin = file.deletingPathExtension().appendingPathExtension("expected.xml")
      guard let text = try? String(contentsOf: twin, encoding: .utf8), let decoded = try Self.decoded(file)
      else {
        continue
      }
      var entries = text.components(separatedBy: "Ntry>").filter {
        $0.contains(":Amt ") && $0.contains("TxDtls")
      }
      entries = entries.map { $0[...].description }
      guard !decoded.customers.isEmpty else { continue }
      #expect(entries.count == decoded.customers.count, "\(file.lastPathComponent)")
      for (entry, filed) in zip(entries, decoded.customers) {
        compared += 1
        let xml = entry[...]
        #expect(
          Decimal(string: filed.posting.money.decimal)
            == Self.value("Amt", in: xml).flatMap { Decimal(string: $0) })
        #expect((filed.posting.direction == .credit ? "CRDT" : "DBIT") == Self.value("CdtDbtInd", in: xml))
        #expect("\(filed.posting.day)" == Self.value("ValDt/Dt", in: xml), "\(file.lastPathComponent)")
      }
    }
    print("SWIFT: \(compared) statement entries say what their ISO 20022 twins say")
    #expect(compared == 14)
  }

  /// Amount and date of each transaction in the expectation of the Python project: `YYYY-MM-DD amount`.
  ///
  /// It leaves reversals the sign of what they reverse; the balances of its files say otherwise.
  private static func expectation(_ file: URL) throws -> [(value: String, entry: String?, amount: Decimal)] {
    let text = try String(contentsOf: file, encoding: .utf8)
    return text.components(separatedBy: "models.Transaction\n").dropFirst().compactMap { item in
      guard
        let decimal = item.range(of: "decimal.Decimal ['").map({ item[$0.upperBound...].prefix { $0 != "'" } }
        ),
        let amount = Decimal(string: String(decimal)), let value = day("    date:", in: item)
      else { return nil }
      let isReversal = item.contains("\n    status: R")
      return (value, day("    entry_date:", in: item), isReversal ? -amount : amount)
    }
  }

  /// A pickled date: two bytes of the year, month, day.
  private static func day(_ key: String, in item: String) -> String? {
    guard let place = item.range(of: "\n" + key) else { return nil }
    let lines = item[place.upperBound...].split(separator: "\n").prefix(3)
    guard let packed = lines.last?.trimmingCharacters(in: .whitespaces),
      let bytes = Data(base64Encoded: packed),
      bytes.count == 4
    else { return nil }
    return BusinessDay(year: Int(bytes[0]) << 8 | Int(bytes[1]), month: Int(bytes[2]), day: Int(bytes[3]))?
      .description
  }

  @Test func statementsHaveTheAmountsAndDatesTheirAuthorsExpect() throws {
    var (files, transactions) = (0, 0)
    for file in try Self.files("mt940", ["sta"]) {
      guard let expected = try? Self.expectation(file.deletingPathExtension().appendingPathExtension("yml")),
        let decoded = try Self.decoded(file), file.lastPathComponent != "sparkassen.sta"
      else { continue }
      files += 1
      transactions += expected.count
      let found = decoded.customers.map { filed in
        let amount = Decimal(string: filed.posting.money.decimal) ?? 0
        return "\(filed.posting.day) \(filed.posting.direction == .debit ? -amount : amount)"
      }
      #expect(
        firstDifference(found, expected.map { "\($0.entry ?? $0.value) \($0.amount)" }) == nil,
        "\(file.lastPathComponent)")
    }
    print("SWIFT: \(transactions) transactions of \(files) statements as their authors expect")
    #expect(transactions == 148)
  }

  @Test func statementsHaveTheTextsAReferenceParserReads() throws {
    var (names, texts) = (0, 0)
    for file in try Self.files("mt940", ["sta", "fin"]) {
      guard let data = try? Data(contentsOf: URL(fileURLWithPath: file.path + ".ref.json")),
        let json = try JSONSerialization.jsonObject(with: data) as? [String: Any],
        let expected = json["transactions"] as? [[String: Any]], let decoded = try Self.decoded(file),
        decoded.customers.count == expected.count
      else { continue }
      for (filed, reference) in zip(decoded.customers, expected) {
        let place = "\(file.lastPathComponent), line \(filed.posting.line)"
        func text(_ key: String) -> String { Self.squashed(reference[key] as? String ?? "") }
        let memo = Self.squashed(filed.texts[.memo] ?? "")
        for key in ["purpose", "additional_purpose"] where reference["transaction_code"] is String {
          let isKeyed = text(key).contains("MTLG:") || text(key).contains("ABWA")
          if !text(key).isEmpty, !isKeyed {
            texts += 1
            #expect(memo.contains(text(key)), "\(place): \(key)")
          }
        }
        // The reference parser takes account and name as one where the account is a IBAN.
        guard let name = reference["applicant_name"] as? String else { continue }
        names += 1
        let own = (filed.texts[.counterpartyAccount] ?? "") + (filed.texts[.counterpartyName] ?? "")
        #expect(Self.squashed(own).hasSuffix(Self.squashed(name)), "\(place): name")
      }
    }
    print("SWIFT: \(texts) remittance texts and \(names) names as a reference parser reads them")
    #expect(texts == 59)
    #expect(names == 60)
  }
}
