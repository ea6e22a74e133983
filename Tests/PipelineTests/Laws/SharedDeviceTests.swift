import Detection
import Foundation
import Ledger
import Reporting
import Rulebook
import TestSupport
import Testing

@testable import Pipeline

/// The shipped rule about links, from a file with devices to a flag: of the device, by its own name, and only
/// where a sign of another family is found at it.
@Suite struct SharedDeviceTests {
  /// A second sign at a device, as an institution would add it in a folder of its own.
  private static let pooled = """
    indicator: MY-POOLED-PAYEE
    title: Customers of one device pay one payee
    about: link
    link: device
    typologies: [sex-trafficking]
    family: pooled-payee
    strength: elevated
    role: controller
    sources: [the institution's own]
    parameters:
      window: {default: 30 days}
      customers: {default: 4}
    sets:
      payments: debit and device stated and counterparty stated
    at: payments
    when:
      - distinct customer of payments in window with same counterparty >= customers
    innocent: [a club that collects]
    """

  private func scan(_ rows: [String], with own: String? = nil) throws -> (ScanReport, TestState) {
    let mine = FileManager.default.temporaryDirectory.appending(path: "manumit-rules-\(UUID())").path
    try FileManager.default.createDirectory(atPath: mine, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: mine) }
    // The one shipped rule, with the lists and typologies: others about devices would speak up too.
    for part in ["indicators/SEX-DEVICE-SHARED.yaml", "reference", "typologies"] {
      let copy = mine + "/" + (part.split(separator: "/").last ?? "")
      try FileManager.default.copyItem(atPath: Rulebook.shippedDirectory + "/" + part, toPath: copy)
    }
    try own?.write(toFile: mine + "/own.yaml", atomically: false, encoding: .utf8)
    let state = try TestState(try Rulebook.load(directories: [mine]))
    let path = state.directory + "/devices.csv"
    try (Self.header + rows.joined()).write(toFile: path, atomically: false, encoding: .utf8)
    var options = state.options()
    options.paths = [path]
    return (try Scan(options, store: try Scan.openState(options)).run(), state)
  }

  @Test func aloneTheDeviceIsFoundAndNotFlagged() throws {
    let (report, state) = try scan(Self.shared)
    let found = Set(report.findings.filter { $0.indicator == "SEX-DEVICE-SHARED" }.map(\.subject))
    #expect(found == ["DEV-7"])
    #expect(try state.flags().isEmpty)
  }

  @Test func withASecondFamilyTheDeviceIsFlaggedByItsName() throws {
    let (report, state) = try scan(Self.shared, with: Self.pooled)
    let flag = try #require(try state.flags().first)
    #expect(try state.flags().count == 1, "neither customers nor the payee are flagged")
    #expect(flag.subjectKind == "link")
    #expect(flag.subjectIdentifier == "DEV-7")
    #expect(flag.subjectName == nil, "a device has no name, least of all a customer's")
    #expect(flag.role == "controller")
    #expect(Set(flag.findings.map(\.indicator)) == ["SEX-DEVICE-SHARED", "MY-POOLED-PAYEE"])
    #expect(!flag.explanation.contains("Cara"), "\(flag.explanation)")
    for finding in flag.findings {
      for measure in finding.measures {
        #expect(MeasureAudit.recompute(measure, from: finding.evidence) == measure.value.value)
      }
    }
    #expect(report.run.coverage.contains { $0.indicator == "SEX-DEVICE-SHARED" && $0.subjectsFired == 1 })
  }

  @Test func householdsAndOwnDevicesStaySilent() throws {
    let household = (1...20).map { Self.row($0, customer: $0 % 3, device: "DEV-3", payee: "SHOP") }
    let own = (1...20).map { Self.row($0, customer: 10 + $0 % 8, device: "DEV-1\($0 % 8)", payee: "CLUB") }
    let (report, state) = try scan(household + own, with: Self.pooled)
    #expect(!report.findings.contains { $0.indicator == "SEX-DEVICE-SHARED" })
    #expect(try state.flags().isEmpty)
  }

  @Test func withoutDevicesItIsNotEvaluable() throws {
    let rows = (1...8).map { Self.row($0, customer: $0, device: "", payee: "HUB") }
    let (report, _) = try scan(rows)
    let coverage = try #require(report.run.coverage.first { $0.indicator == "SEX-DEVICE-SHARED" })
    #expect(coverage.notEvaluable.keys.contains { $0.contains("device") })
  }

  private static let header =
    "txn_id,timestamp,amount,currency,direction,channel,account_id,customer_id,customer_name,"
    + "counterparty_account,counterparty_name,device,phone\n"

  /// Five customers with phones of their own, one device, one payee.
  private static let shared = (1...15).map {
    row($0, customer: $0 % 5, device: "DEV-7", payee: "POOL")
  }

  private static func row(_ number: Int, customer: Int, device: String, payee: String) -> String {
    let day = "2026-03-\(number < 9 ? "0" : "")\(number + 1)"
    return
      "T\(customer)-\(number),\(day)T20:\(10 + number):00-06:00,\(150 + number).00,USD,debit,p2p,A\(customer),C\(customer),"
      + "Cara No\(customer),\(payee),\(payee) account,\(device),555010\(customer)\n"
  }
}
