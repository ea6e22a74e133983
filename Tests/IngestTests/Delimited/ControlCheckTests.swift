import Ledger
import Testing

@testable import Ingest

/// What a source's own trailers say of whether it is whole.
struct ControlCheckTests {
  /// Counts that trailers state, nil where one states none, and whether 30 records contradict them.
  @Test(
    arguments: [
      ([30], false), ([29], true), ([10, 20], false), ([10, 30], false), ([10, 19], true), ([nil], false),
      ([nil, 31], true), ([Int.max, Int.max, 32], true), ([Int.max, 1], true),
    ] as [([Int?], Bool)])
  func trailersCountTheWholeOrItsParts(counts: [Int?], isContradicted: Bool) {
    let trailers = counts.enumerated().map { index, count in
      TrailerReading(
        line: 40 + index, fields: ["T" + (count.map { "\($0)" } ?? "")],
        rule: TrailerRule(prefix: "T", countField: count == nil ? nil : 1))
    }
    let found = ControlCheck.contradiction(trailers, read: RecordTally(records: 30), expectsTrailer: true)
    #expect((found != nil) == isContradicted, "\(found ?? "nothing said")")
  }

  @Test func aTrailerThatIsExpectedMustBeThere() {
    let read = RecordTally(records: 30)
    #expect(ControlCheck.contradiction([], read: read, expectsTrailer: true) != nil)
    #expect(ControlCheck.contradiction([], read: read, expectsTrailer: false) == nil)
  }
}
