import Foundation
import Ledger
import Testing

@testable import Ingest

/// Others' messages, against the JSON that their authors made of them.
@Suite(.enabled(if: samplesDirectory != nil, "MANUMIT_SAMPLES names no directory of samples"))
struct FedwireSampleTests {
  @Test func everyMessageBecomesWhatItIs() throws {
    var found: [String: String] = [:]
    for file in try Self.files(ending: "txt") {
      let bench = try MessageBench(Array(try Data(contentsOf: file)), own: ["121042882", "021000021"])
      #expect(bench.decoded.outcome.read.records == 1, "\(file.lastPathComponent)")
      let reason = bench.decoded.rejections.first.map(\.code)
      if let reason { print("\(file.lastPathComponent): \(reason)") }
      found[file.lastPathComponent] = reason ?? "\(bench.decoded.outcome.accepted.minorUnits)"
    }
    let transfer = "[\"USD\": 1234567]"
    let test = "fedwire-test-message"
    #expect(
      found == [
        "02c18143db6134169736037a308d45bfa3a11427.txt": "fedwire-tag-missing",
        "bankDrawDownRequest.txt": test, "bankTransfer.txt": transfer, "customerTransferPlus.txt": transfer,
        "customerTransferPlusCOVS.txt": transfer, "depositSendersAccount.txt": test,
        "fedFundsReturned.txt": test,
        "fedFundsSold.txt": test, "fedWireMessage-BankDrawDownRequest.txt": test,
        "fedWireMessage-BankTransfer.txt": test, "fedWireMessage-CustomerCorporateDrawDownRequest.txt": test,
        "fedWireMessage-CustomerTransfer.txt": test, "fedWireMessage-CustomerTransferPlusCOVS.txt": transfer,
        "fedWireMessage-CustomerTransferPlusStructuredRemittance.txt": transfer,
        "fedWireMessage-FedAppendedTags.txt": test, "fedWireMessage-InvalidTag.txt": "fedwire-tag-unknown",
        "fedWireMessage-fiserv.txt": "[\"USD\": 22200]",
      ])
  }

  @Test func everyFieldIsThatOfTheAuthors() throws {
    var compared = 0
    for file in try Self.files(ending: "json") {
      let object = try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any]
      let truth = try #require(object?["fedWireMessage"] as? [String: Any])
      let text = try Data(contentsOf: file.deletingPathExtension().appendingPathExtension("txt"))
      text.withUnsafeBytes { bytes in
        #expect(
          Self.fields(FedwireMessage(bytes)) == Self.fields(truth), "\(file.lastPathComponent)")
      }
      compared += 1
    }
    #expect(compared == 8)
  }

  /// IMAD, type, amount, banks, both parties and remittance text.
  private static func fields(_ message: FedwireMessage) -> [String] {
    func text(_ bytes: FieldBytes) -> String { String(decoding: bytes.buffer, as: UTF8.self) }
    func party(_ tag: FedwireTag) -> [String] {
      let elements = message.elements(tag, [35, 35, 35, 35, 35]).map(text)
      return elements.first.map { [String($0.prefix(1)), String($0.dropFirst())] + elements.dropFirst() }
        ?? []
    }
    let all =
      [text(message.accountability), text(message.part(.type, 0, 4)), text(message.part(.amount, 0, 12))]
      + [text(message.part(.sender, 0, 9)), text(message.part(.receiver, 0, 9))] + party(.beneficiary)
      + party(.originator) + message.elements(.remittance, [35, 35, 35, 35]).map(text)
    return all.filter { !$0.isEmpty }
  }

  private static func fields(_ truth: [String: Any]) -> [String] {
    func value(_ path: String...) -> String {
      var here: Any? = truth
      for name in path { here = (here as? [String: Any])?[name] }
      return (here as? String) ?? ""
    }
    func party(_ name: String) -> [String] {
      let lines = ["One", "Two", "Three"].map { value(name, "personal", "address", "addressLine" + $0) }
      return [
        value(name, "personal", "identificationCode"), value(name, "personal", "identifier"),
        value(name, "personal", "name"),
      ] + lines
    }
    let imad = "inputMessageAccountabilityData"
    let all =
      [
        value(imad, "inputCycleDate") + value(imad, "inputSource") + value(imad, "inputSequenceNumber"),
        value("typeSubType", "typeCode") + value("typeSubType", "subTypeCode"), value("amount", "amount"),
        value("senderDepositoryInstitution", "senderABANumber"),
        value("receiverDepositoryInstitution", "receiverABANumber"),
      ] + party("beneficiary") + party("originator")
      + ["One", "Two", "Three", "Four"].map { value("originatorToBeneficiary", "line" + $0) }
    return all.filter { !$0.isEmpty }
  }

  private static func files(ending type: String) throws -> [URL] {
    let root = URL(fileURLWithPath: (samplesDirectory ?? "") + "/fedwire")
    let walk = try #require(FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil))
    var files: [URL] = []
    for case let file as URL in walk where file.pathExtension == type { files.append(file) }
    return files.sorted { $0.path < $1.path }
  }
}
