import Foundation
import Ledger
import Testing

@testable import Ingest

/// Messages others wrote: each is read, or refused with a reason, and says what others found in it.
@Suite(.enabled(if: samplesDirectory != nil, "MANUMIT_SAMPLES names no directory of samples"))
struct ISO20022SampleTests {
  @Test func everyFileIsReadOrRefusedForAReason() throws {
    var refused: Set<String> = []
    var (files, records, faulty) = (0, 0, Set<String>())
    for file in try Self.files(["xml", "txt", ""]) {
      let name = file.lastPathComponent
      let bytes = Array(try Data(contentsOf: file))
      do {
        let bench = try MessageBench(bytes, including: Set(BookingStatus.allCases))
        let outcome = bench.decoded.outcome
        files += 1
        records += outcome.read.records
        // Some payments name no accounts.
        if bench.decoded.rejections.contains(where: { $0.field != "account_id" }) { faulty.insert(name) }
        #expect(outcome.read.records == outcome.accepted.records + outcome.rejected.records, "\(name)")
        #expect(outcome.contradiction == nil, "\(name)")
        let payments = try Self.count("CdtTrfTxInf|DrctDbtTxInf|TxInf", in: bytes)
        let entries = try Self.count("Ntry", in: bytes)
        #expect(payments + entries <= outcome.read.records, "\(name)")
        #expect(entries > 0 || payments == outcome.read.records, "\(name)")
        // In pieces it says the same.
        #expect(
          try MessageBench(bytes, including: Set(BookingStatus.allCases), chunkBytes: 100).lines
            == bench.lines)
      } catch let error as IngestError {
        refused.insert(name)
        print("refused: \(name): \(Self.reason(bytes, error))")
      }
    }
    print("ISO 20022 samples: \(files) files read, \(records) records, \(refused.count) files refused")
    #expect(files >= 160)
    #expect(faulty == Self.faulty)
    #expect(refused == Self.refused)
  }

  private static func reason(_ bytes: [UInt8], _ error: IngestError) -> String {
    guard error.code == .formatNotRead else { return "\(error)" }
    do throws(IngestError) {
      _ = try Sniffer.proposal(for: bytes, isWhole: true)
      return "recognised as something else"
    } catch { return "\(error)" }
  }

  private static func count(_ names: String, in bytes: [UInt8]) throws -> Int {
    let pattern = try Regex("<([A-Za-z0-9]+:)?(\(names))[ >]")
    return String(decoding: bytes, as: UTF8.self).matches(of: pattern).count
  }

  /// Records of these are rejected: an amount of letters, a template, a date of letters.
  private static let faulty: Set<String> = [
    "camt053_garbled_amount.xml", "camt.053.001.14-statement.xml", "pain_001_ach_credit.xml",
  ]

  /// None of these is a message that is read: statuses, investigations, remittance advice, headers, damaged files.
  private static let refused: Set<String> = [
    "invalid_file1", "invalid_file2", "invalid_pain_v11.xml", "pain002-epo_p_0_0_0_2018031510491259.xml",
    "pain002-epo_p_0_0_0_2018032614401842.xml",
    "pain002-epo_p_ch2909000000250094239_1109800799_0_2018032612092784.xml", "valid_acmt_v03.xml",
    "valid_auth_v02.xml", "valid_camt_v09.xml", "valid_pacs_v11.xml", "valid_reda_v01.xml",
    "valid_remt_v04.xml",
    "sample-pain007.xml", "app_to_mqsq.xml", "header-with-signature.xml",
    "samplemsg.002.001.08-SplmtryData_no_prefix.xml", "samplemsg.002.001.08-SplmtryData_removed.xml",
    "samplemsg.002.001.08-SplmtryData_with_namespace.xml", "samplemsg.002.001.08-invalidElement.xml",
    "samplemsg.002.001.08.txt", "mx_sample_bah.xml", "mx_sample_payload.xml", "seev.031.002.09.xml",
    "invalid.xml",
    "pain_002_credit_accepted.xml", "pain_002_debit_accepted.xml", "pain_002_v3_payment_accepted.xml",
    "pain_002_v3_payment_reject.xml", "admi004-ping.xml", "fednow-sample-message-admi002.xml",
    "fednow-sample-message-admi998.xml", "fednow-sample-message-outgoing-pacs002.xml", "fednow_incoming.xml",
    "head_001.xml", "camt026.xml", "camt029.xml", "camt035.xml", "pacs002.ACTC.xml", "pacs002.RJCT.xml",
    "pain014.ACTC.xml", "pain014.RJCT.xml", "remt001.xml",
  ]

  // MARK: What others found

  @Test("Orders say what the same orders say as JSON")
  func orders() throws {
    var compared = 0
    for truth in try Self.files(["json"]) where truth.lastPathComponent.hasSuffix(".iso.json") {
      let file = truth.path.replacing(".iso.json", with: ".xml")
      let bench = try MessageBench(
        Array(try Data(contentsOf: URL(fileURLWithPath: file))), including: [.instructed])
      let document = try Self.json(truth)["Document"] as? [String: Any]
      let message = document?["CstmrCdtTrfInitn"] as? [String: Any]
      var expected: [[String]] = []
      for order in message?["PmtInf"] as? [[String: Any]] ?? [] {
        for payment in order["CdtTrfTxInf"] as? [[String: Any]] ?? [] {
          let amount = Self.at(payment, "Amt", "InstdAmt") as? [String: Any]
          let written = Self.at(payment, "RmtInf", "Ustrd") as? [String] ?? []
          expected.append([
            (Self.at(order, "ReqdExctnDt", "DtTm") as? String).map { String($0.prefix(10)) }
              ?? Self.at(order, "ReqdExctnDt", "Dt") as? String ?? order["ReqdExctnDt"] as? String ?? "",
            Self.plain(amount?["amt"]), amount?["Ccy"] as? String ?? "",
            Self.at(payment, "Cdtr", "Nm") as? String ?? "",
            Self.at(payment, "PmtId", "EndToEndId") as? String ?? "",
            Self.at(order, "Dbtr", "Nm") as? String ?? "", written.joined(separator: " "),
          ])
        }
      }
      let found = bench.decoded.customers.map { filed in
        [
          "\(filed.posting.day)", Self.plain(filed.posting.money.decimal),
          filed.posting.money.currency.description,
          filed.texts[.counterpartyName] ?? "", filed.texts[.reference] ?? "",
          filed.texts[.customerName] ?? "",
          filed.texts[.memo] ?? "",
        ]
      }
      #expect(
        expected.map { Array($0.dropLast()) } == found.map { Array($0.dropLast()) },
        "\(truth.lastPathComponent)")
      for (wanted, given) in zip(expected, found) {
        #expect(given.last?.hasPrefix(wanted.last ?? "") == true, "\(truth.lastPathComponent)")
      }
      #expect(!bench.decoded.outcome.controlsFailed, "\(truth.lastPathComponent)")
      compared += expected.count
    }
    print("ISO 20022 samples: \(compared) orders compared with JSON")
    #expect(compared >= 40)
  }

  @Test("Entries say what another reader found in them")
  func entries() throws {
    var compared = 0
    for truth in try Self.files(["json"]) where truth.path.contains("genkgo") {
      let file = truth.deletingPathExtension().appendingPathExtension("xml")
      let bench = try MessageBench(Array(try Data(contentsOf: file)), including: Set(BookingStatus.allCases))
      var entries: [[String: Any]] = []
      Self.collect("DTO\\Entry", in: try Self.json(truth), into: &entries)
      #expect(bench.decoded.customers.count == entries.count, "\(truth.lastPathComponent)")
      for (entry, filed) in zip(entries, bench.decoded.customers) {
        let amount = (Self.at(entry, "getAmount", "getAmount") as? String).flatMap(Int64.init)
        let signed = filed.posting.direction == .credit ? filed.posting.amount : -filed.posting.amount
        #expect(signed == amount, "\(truth.lastPathComponent)")
        if let day = Self.at(entry, "getBookingDate", "0") as? String {
          #expect("\(filed.posting.day)" == day.prefix(10), "\(truth.lastPathComponent)")
        }
        var parties: [[String: Any]] = []
        Self.collect("DTO\\RelatedParty", in: entry, into: &parties)
        let names = parties.compactMap { Self.at($0, "getRelatedPartyType", "getName") as? String }
        if let name = filed.texts[.counterpartyName] {
          #expect(names.contains(name) || name.count <= 11, "\(truth.lastPathComponent)")
        }
        compared += 1
      }
    }
    print("ISO 20022 samples: \(compared) entries compared with another reader")
    #expect(compared >= 14)
  }

  @Test func aStatementSaysWhatItSaysAsJSON() throws {
    let truth = try #require(
      Self.files(["json"]).first { $0.lastPathComponent == "camt_053_us_v2_sample.json" })
    let bench = try MessageBench(
      Array(try Data(contentsOf: truth.deletingPathExtension().appendingPathExtension("xml"))))
    let message = Self.at(try Self.json(truth), "Document", "BkToCstmrStmt") as? [String: Any]
    let statement = (message?["Stmt"] as? [[String: Any]])?.first
    let expected = (statement?["Ntry"] as? [[String: Any]] ?? []).map { entry in
      let direction = entry["CdtDbtInd"] as? String == "CRDT" ? "credit" : "debit"
      return direction + " " + Self.plain(Self.at(entry, "Amt", "#text"))
    }
    #expect(expected.count == 15)
    #expect(
      bench.decoded.customers.map { "\($0.posting.direction) \(Self.plain($0.posting.money.decimal))" }
        == expected)
  }

  // MARK: Reading them

  private static func files(_ extensions: [String]) throws -> [URL] {
    let folders = ["camt", "pacs008", "pain", "iso20022-mixed"]
    return folders.flatMap { folder -> [URL] in
      let root = URL(fileURLWithPath: (samplesDirectory ?? "") + "/" + folder)
      guard
        let walk = FileManager.default.enumerator(at: root, includingPropertiesForKeys: [.isRegularFileKey])
      else {
        return []
      }
      return walk.compactMap { $0 as? URL }.filter { file in
        extensions.contains(file.pathExtension)
          && (try? file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile) == true
      }
    }.sorted { $0.path < $1.path }
  }

  private static func json(_ file: URL) throws -> [String: Any] {
    try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any] ?? [:]
  }

  private static func at(_ object: [String: Any], _ keys: String...) -> Any? {
    keys.reduce(object as Any?) { ($0 as? [String: Any])?[$1] }
  }

  /// Without zeros that say nothing.
  private static func plain(_ amount: Any?) -> String {
    let text = amount.map { "\($0)" } ?? ""
    guard text.contains(".") else { return text }
    var rest = text[...]
    while rest.last == "0" { rest.removeLast() }
    if rest.last == "." { rest.removeLast() }
    return String(rest)
  }

  /// Objects of a class of the other reader, outermost alone.
  private static func collect(_ name: String, in value: Any, into found: inout [[String: Any]]) {
    if let object = value as? [String: Any] {
      if (object["__CLASS__"] as? String)?.hasSuffix(name) == true { return found.append(object) }
      for key in object.keys.sorted() {
        if let below = object[key] { collect(name, in: below, into: &found) }
      }
    } else if let list = value as? [Any] {
      for below in list { collect(name, in: below, into: &found) }
    }
  }
}
