import Foundation
import History
import Ingest
import Ledger
import TestSupport
import Testing

@testable import Pipeline

/// Files that nobody should send, each beside an export in order: refused by its code and nothing kept, or read with the
/// bad records told by line and code, and every record accounted for.
@Suite struct HostileFileTests {
  private static let good = RandomExport(20, days: 5, seed: 91).rows

  private func scan(_ state: TestState, _ paths: [String]) throws -> ScanReport {
    var options = state.options()
    options.paths = paths
    options.timeZone = "UTC"
    options.rejectionLimit = .share(basisPoints: 10_000)
    return try Scan(options, store: try Scan.openState(options)).run()
  }

  @Test(arguments: HostileFile.all)
  func isReadOrRefusedAsItSays(file: HostileFile) throws {
    let state = try TestState(try SensitiveRules.rulebook())
    let path = state.directory + "/hostile"
    try Data(file.make()).write(to: URL(filePath: path))
    let good = try state.write(Self.good, to: "good.csv")
    switch file.outcome {
    case .refused(let code):
      let error = #expect(throws: IngestError.self) { try scan(state, [good, path]) }
      #expect(error?.code.rawValue == code, "\(String(describing: error))")
      #expect(error?.source == path)
      #expect(error?.why.isEmpty == false)
      #expect(try Scan.openState(state.options()).statistics.postings == 0, "nothing is kept")
      if Self.firstOfTheirCodes.contains(file.name) {
        try expectFolder(state, code, good: good, path: path)
      }
    case .read(let records, let rejections):
      let run = try scan(state, [good, path]).run
      #expect(run.read.records == Self.good.count + records)
      #expect(run.accepted.records == Self.good.count + records - rejections.count)
      #expect(run.rejected.records == rejections.count)
      var sum = run.accepted
      sum.add(run.duplicate)
      sum.add(run.rejected)
      #expect(sum == run.read)
      #expect(try rejected(state) == rejections)
    }
  }

  /// Whichever way a file is refused, its folder is read in the same way.
  private static let firstOfTheirCodes = Set(
    Dictionary(grouping: HostileFile.all) { "\($0.outcome)" }.values.compactMap(\.first?.name))

  /// Named by its folder, a file that plainly holds no transactions is passed over, any other stops the run too.
  private func expectFolder(_ state: TestState, _ code: String, good: String, path: String) throws {
    let folder = state.directory + "/night"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for file in [good, path] {
      try FileManager.default.moveItem(
        atPath: file, toPath: folder + "/" + (file as NSString).lastPathComponent)
    }
    if ["source-empty", "no-transactions", "not-text", "format-not-read"].contains(code) {
      let run = try scan(state, [folder]).run
      #expect(run.accepted.records == Self.good.count)
      #expect(run.skipped.map(\.code) == [code])
    } else {
      #expect(throws: IngestError.self) { try scan(state, [folder]) }
      #expect(try Scan.openState(state.options()).statistics.postings == 0, "nothing is kept")
    }
  }

  /// Line and code of each rejection that waits for PostgreSQL.
  private func rejected(_ state: TestState) throws -> [String] {
    try state.outbox().flatMap { entry -> [String] in
      guard case .rejections(_, _, let rejections) = entry else { return [] }
      return rejections.map { "\($0.line) \($0.code)" }
    }
  }
}
