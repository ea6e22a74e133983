import Foundation
import Ledger
import Testing

@testable import Ingest

/// Others' BAI2 reports: their own totals agree, and a reference parser reads the same.
@Suite(.enabled(if: samplesDirectory != nil, "MANUMIT_SAMPLES names no directory of samples"))
struct BAI2SampleTests {
  @Test func everyReportAgreesWithItsTotals() throws {
    let root = URL(fileURLWithPath: (samplesDirectory ?? "") + "/bai2")
    let walk = try #require(FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil))
    let files = walk.compactMap { $0 as? URL }.filter {
      $0.pathExtension == "txt" || $0.pathExtension == "bai2"
    }
    var (records, compared) = (0, 0)
    var unread: [String] = []
    for file in files {
      guard let decoded = try SWIFTSampleTests.decoded(file) else {
        print("\(file.lastPathComponent): no file header (01) and group header (02)")
        unread.append(file.lastPathComponent)
        continue
      }
      #expect(SWIFTSampleTests.refusals(decoded, file.lastPathComponent) == [])
      #expect(
        !decoded.outcome.controlsFailed, "\(file.lastPathComponent): \(decoded.outcome.record.controls)")
      #expect(decoded.outcome.contradiction == nil, "\(file.lastPathComponent)")
      records += decoded.outcome.accepted.records
      compared += try Self.compare(decoded, file)
    }
    print("BAI2: \(files.count) files, \(records) records, \(compared) as a reference parser reads them")
    #expect(unread == ["sample-parseError.txt"])
    #expect(records == 52)
    #expect(compared == 22)
  }

  private static func compare(_ decoded: Decoded, _ file: URL) throws -> Int {
    guard let data = try? Data(contentsOf: URL(fileURLWithPath: file.path + ".ref.json")),
      let json = try JSONSerialization.jsonObject(with: data) as? [String: Any],
      let expected = json["transactions"] as? [[String: Any]]
    else { return 0 }
    let found = decoded.customers.map { filed in
      "\(filed.posting.day) \(filed.posting.direction.name) \(filed.posting.amount) \(filed.texts[.account] ?? "") "
        + squashed(filed.texts[.memo] ?? "")
    }
    let stated = expected.map { entry in
      let text = entry["text"] as? String ?? ""
      return
        "\(entry["as_of_date"] ?? "") \(entry["type"] ?? "") \(entry["amount_minor"] ?? "") \(entry["account"] ?? "") "
        + squashed(text.hasSuffix("/") ? String(text.dropLast()) : text)
    }
    #expect(firstDifference(found, stated) == nil, "\(file.lastPathComponent)")
    return expected.count
  }

  private static func squashed(_ text: String) -> String {
    String(decoding: text.utf8.filter { $0 > 0x20 }, as: UTF8.self)
  }
}
