@testable import Ingest
import Ledger
import TestSupport
import Testing

/// The fast decoder against the slow reader, on random dialects and contents.
@Suite struct RandomTablesTests {
  /// So many tables each; told apart by their seeds.
  private static let groups = 20
  private static let tablesOfAGroup = 50

  @Test(arguments: 0..<groups)
  func agreesWithTheSlowReader(group: Int) throws {
    for seed in (group * Self.tablesOfAGroup)..<((group + 1) * Self.tablesOfAGroup) {
      var random = SeededRandom(seed: UInt64(seed))
      let table = RandomTable(&random)
      let wanted = table.expected()
      let decoded = try Decoded(
        table.bytes, profile: table.profile, currency: "USD", chunkBytes: 1 + random.below(600),
        workers: 1 + random.below(3))
      let accepted = decoded.customers.map {
        "\($0.posting.line) \($0.texts[.account] ?? "")|\($0.texts[.memo] ?? "")|\($0.texts[.counterpartyName] ?? "")"
      }
      let rejected = decoded.rejections.map { "\($0.line)@\($0.byteOffset) \($0.code)" }
      let difference =
        firstDifference(accepted, wanted.accepted) ?? firstDifference(rejected, wanted.rejected)
      #expect(difference == nil, "seed \(seed)")
      let controls = decoded.outcome.record.controls.map { $0.prefix { $0 != ":" } }
      let lacksTrailer = !table.profile.dialect.trailers.isEmpty && wanted.trailers.isEmpty
      #expect(
        controls.map(String.init) == wanted.trailers.map { "trailer on line \($0)" }
          + (lacksTrailer ? ["Its profile says that it ends in a trailer, and there is none"] : []),
        "seed \(seed)")
      // Law 5.
      #expect(decoded.outcome.read.records == accepted.count + rejected.count, "seed \(seed)")
      #expect(decoded.outcome.accepted.minorUnits["USD"] ?? 0 == Int64(accepted.count) * 1250, "seed \(seed)")
      #expect(decoded.outcome.record.bytes == table.bytes.count, "seed \(seed)")
      for rejection in decoded.rejections {
        let place = rejection.byteOffset..<(rejection.byteOffset + rejection.raw.count)
        #expect(
          place.upperBound <= table.bytes.count && rejection.raw == Array(table.bytes[place]), "seed \(seed)")
      }
    }
  }

  @Test(arguments: 0..<30)
  func readingDoesNotDependOnChunksOrWorkers(seed: Int) throws {
    var random = SeededRandom(seed: UInt64(seed) &+ 1_000_000)
    let table = RandomTable(&random)
    let whole = try Decoded(table.bytes, profile: table.profile, currency: "USD")
    let pieces = try Decoded(
      table.bytes, profile: table.profile, currency: "USD", chunkBytes: 1 + random.below(200), workers: 3)
    #expect(firstDifference(whole.filed, pieces.filed) == nil, "seed \(seed)")
    #expect(firstDifference(whole.rejections, pieces.rejections) == nil, "seed \(seed)")
    #expect(whole.outcome.record == pieces.outcome.record, "seed \(seed)")
  }
}
