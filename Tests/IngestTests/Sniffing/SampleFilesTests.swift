import Foundation
import Ledger
import Testing

@testable import Ingest

/// Others' files: none may crash, and each is read, or refused with a reason.
@Suite(.enabled(if: samplesDirectory != nil, "MANUMIT_SAMPLES names no directory of samples"))
struct SampleFilesTests {
  @Test func everyFileIsUnderstoodOrRefusedWithAReason() throws {
    var proposed = 0
    for file in try Self.files(in: ["csv", "labelled"]) {
      let bytes = try Self.content(of: file)
      do {
        let sample = Array(bytes.prefix(Sniffer.sampleBytes))
        let proposal = try Sniffer.proposal(for: sample, isWhole: sample.count == bytes.count)
        proposed += 1
        try Self.decodes(bytes, proposal, file.lastPathComponent)
      } catch let error as IngestError {
        #expect(error.code == .noTransactions, "\(file.lastPathComponent): \(error)")
        #expect(!error.remedy.isEmpty, "\(file.lastPathComponent)")
      }
    }
    #expect(proposed >= 15)
  }

  /// With a person's answers to the open questions every record is accounted for, and most are accepted.
  private static func decodes(_ bytes: [UInt8], _ proposal: Proposal, _ name: String) throws {
    var profile = proposal.profile
    for question in proposal.questions {
      switch question.code {
      case "account": profile.fields[.account] = [.constant("checking")]
      case "date-order": profile.time.order = .dayMonthYear
      case "direction": profile.amount.sign = .debit
      case "debit-credit":
        profile.fields[.creditAmount] = [.position(4)]
        profile.fields[.debitAmount] = [.position(5)]
      case "rounding": profile.amount.roundsSurplusDecimals = true
      default: break
      }
    }
    let again = try Profile(yaml: profile.yaml, file: name)
    #expect(again == profile, "\(name)")
    let decoded = try Decoded(bytes, profile: profile, timeZone: "UTC", currency: "EUR")
    let outcome = decoded.outcome
    let records = SampleRecords(
      bytes[...], delimiter: profile.dialect.delimiter, quote: profile.dialect.quote,
      encoding: profile.dialect.encoding, isWhole: true
    ).records.filter { $0.line > profile.dialect.preambleLines }.count
    let expected = records - (profile.dialect.hasHeader ? 1 : 0)
    #expect(outcome.read.records == expected, "\(name)")
    #expect(outcome.read.records == outcome.accepted.records + outcome.rejected.records, "\(name)")
    #expect(decoded.rejections.count == outcome.rejected.records, "\(name)")
    let excused = decoded.rejections.filter { $0.code == "excluded-by-profile" }.count
    #expect(
      (outcome.accepted.records + excused) * 2 > expected || expected < 5,
      "\(name): \(decoded.rejections.map { $0.code + " " + ($0.field ?? "") })")
  }

  /// The exact content of every field of these little files is known.
  @Test func everyFieldOfTheSpectrumIsExact() throws {
    var compared = 0
    for file in try Self.files(in: ["csv/csv-spectrum", "csv/csv-test-data"]) {
      let truth = file.deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("json")
        .appendingPathComponent(file.deletingPathExtension().lastPathComponent + ".json")
      guard let json = try? Data(contentsOf: truth),
        let objects = try JSONSerialization.jsonObject(with: json) as? [[String: String]]
      else { continue }
      compared += 1
      let fields: [CanonicalField] = [.memo, .conductor, .device, .phone, .employer]
      let names = objects.first?.keys.sorted() ?? []
      var profile = Profile()
      profile.fields = [
        .timestamp: [.constant("2026-01-01")], .amount: [.constant("1")], .account: [.constant("a")],
      ]
      for (field, name) in zip(fields, names) { profile.fields[field] = [.column(name)] }
      let decoded = try Decoded(
        Array(try Data(contentsOf: file)), profile: profile, timeZone: "UTC", currency: "USD")
      #expect(decoded.rejections == [], "\(file.lastPathComponent)")
      let found = decoded.customers.map { filed in
        Dictionary(
          uniqueKeysWithValues: zip(fields, names).map { ($1, filed.texts[$0.textField ?? .memo] ?? "") })
      }
      #expect(firstDifference(found, objects) == nil, "\(file.lastPathComponent)")
    }
    #expect(compared >= 3)
  }

  /// Both legs of every transfer, from a profile a person wrote.
  @Test func theSimulatedTransfersAreAllAccountedFor() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let yaml = try String(
      contentsOf: root.appendingPathComponent("Fixtures/Profiles/amlsim.yaml"), encoding: .utf8)
    let profile = try Profile(yaml: yaml, file: "amlsim.yaml")
    let source = try ByteSource(
      path: (samplesDirectory ?? "") + "/labelled/amlsim-run-here/transactions.csv.gz")
    let sink = FilingSink(policy: FilingPolicy(), fileName: "transactions.csv.gz", file: 0)
    let outcome = try SourceDecoder.decode(source, profile: profile, policy: FilingPolicy(), sinks: [sink])
    #expect(outcome.read.records == 62_615)
    #expect(outcome.accepted.records == 62_615)
    var legs: [Direction: Int] = [:]
    for bytes in (0..<SubjectKey.shardCount).flatMap({ sink.buffers.ranges(of: $0) }) {
      var offset = 0
      while offset < bytes.count {
        legs[Filing.posting(at: offset, in: bytes).direction, default: 0] += 1
        offset += Filing.length(at: offset, in: bytes)
      }
    }
    #expect(legs == [.debit: 62_615, .credit: 62_615])
  }

  /// The bytes of a file, decompressed; of large ones the beginning, up to a whole line.
  private static func content(of file: URL) throws -> [UInt8] {
    let source = try ByteSource(path: file.path)
    let bytes = try source.peek(largest)
    guard bytes.count == largest else { return bytes }
    return Array(bytes[...(bytes.lastIndex(of: 0x0A) ?? 0)])
  }

  private static let largest = 1 << 20

  private static func files(in folders: [String]) throws -> [URL] {
    var files: [URL] = []
    for folder in folders {
      let root = URL(fileURLWithPath: (samplesDirectory ?? "") + "/" + folder)
      guard let walk = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil) else {
        continue
      }
      for case let file as URL in walk where ["csv", "CSV", "xls", "gz"].contains(file.pathExtension) {
        files.append(file)
      }
    }
    return files.sorted { $0.path < $1.path }
  }
}
