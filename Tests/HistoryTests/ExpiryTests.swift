import Foundation
import Ledger
import Testing

@testable import History

@Suite struct ExpiryTests {
  private static let start = BusinessDay(ordinal: 20_000)

  /// Ten customers with a posting each on a day; the identity counts days.
  private func night(_ day: Int) -> [Record] {
    (0..<10).map { customer in
      var posting = Posting()
      posting.instant = Instant(
        day: Self.start.advanced(by: day), secondOfDay: 3600 * customer, zoneMinutes: 0)
      posting.identity = UInt64(day) * 10 + UInt64(customer)
      posting.flags = .countsRecord
      let key = SubjectKey(kind: .customer, institution: 1, identifier: "\(customer)")
      return Record(kind: .customer, key: key, posting: posting, texts: []).at(file: day + 1, line: customer)
    }
  }

  @Test func aYearOfNightsStaysBoundedAndRemembersItsWindow() throws {
    let directory = try TemporaryDirectory()
    let store = try HistoryStore(directory: directory.state)
    var most = 0
    for day in 0..<365 {
      try store.run(night(day))
      let statistics = try store.statistics
      most = max(most, statistics.postings)
      #expect(statistics.segments <= 3 * CommitPlan.segmentsPerLevel, "day \(day)")
      let files = try FileManager.default.contentsOfDirectory(atPath: directory.state + "/segments")
      #expect(files.count == statistics.segments, "day \(day)")
      guard day % 30 == 4 || day > 355 else { continue }
      let expected = (max(0, day - store.options.retentionDays)...day).map { Self.start.advanced(by: $0) }
      for activity in try store.everything().values {
        #expect(activity.postings.map(\.day) == expected, "day \(day)")
      }
    }
    // What is remembered, and what waits in a full level to be merged away.
    #expect(most < 2 * 10 * (store.options.retentionDays + 64))
    #expect(store.lastDay == Self.start.advanced(by: 364))
    #expect(store.horizon == Self.start.advanced(by: 334))
  }

  @Test func tonightSeesTheWindowAndNothingBefore() throws {
    let directory = try TemporaryDirectory()
    var options = HistoryOptions()
    options.latenessDays = 2
    options.windowDays = 3
    let store = try HistoryStore(directory: directory.state, options: options)
    for day in 0..<40 {
      try store.run(night(day)) { merged in
        // The floor is that of the night before, so that it does not depend on what comes tonight.
        let expected = (max(0, day - 6)...day).map { Self.start.advanced(by: $0) }
        #expect(merged.activity.postings.map(\.day) == expected, "day \(day)")
        #expect(merged.firstChangedDay == Self.start.advanced(by: day), "day \(day)")
      }
    }
    #expect(try store.statistics.segments < CommitPlan.segmentsPerLevel)
  }

  @Test func aLongGapForgetsEverything() throws {
    let directory = try TemporaryDirectory()
    let store = try HistoryStore(directory: directory.state)
    for day in [0, 1, 500] { try store.run(night(day)) }
    #expect(try store.statistics.segments == 1)
    #expect(try store.everything().values.allSatisfy { $0.postings.count == 1 })
  }

  /// A return may be booked under an earlier date than what it returns: the later of the two dates decides how long both
  /// are remembered, whichever of them comes first.
  @Test(arguments: [true, false])
  func whatWasTakenBackStaysSoForAsLongAsItIsRemembered(reversalComesFirst: Bool) throws {
    let directory = try TemporaryDirectory()
    var options = HistoryOptions()
    options.latenessDays = 6
    options.windowDays = 6
    let store = try HistoryStore(directory: directory.state, options: options)
    let original = night(5)[0]
    let reversal = Reversal(
      identity: original.posting.identity, customer: original.key, day: Self.start.advanced(by: 1), file: 1,
      line: 1)
    try store.run(night(0))
    let takeBack = {
      let night = try store.beginNight()
      _ = night.takeBack([reversal])
      night.touch(.customer, original.key)
      _ = try night.merge([])
      try night.commit()
    }
    if reversalComesFirst { try takeBack() }
    try store.run([original])
    if !reversalComesFirst { try takeBack() }
    // The last day on which the original is remembered, and one more.
    for day in 6...18 {
      try store.run([night(day)[1]])
      let counted = try store.activity(.customer, original.key)?.postings.map(\.identity) ?? []
      #expect(!counted.contains(original.posting.identity), "day \(day)")
    }
    let kept = try store.catalogue.read { view throws(LMDBError) in try view.count(.reversals) }
    #expect(kept == 0, "forgotten with the original")
  }

  @Test func mergingSegmentsDropsWhatGaveWay() throws {
    let directory = try TemporaryDirectory()
    let store = try HistoryStore(directory: directory.state)
    let nights = CommitPlan.segmentsPerLevel
    for day in 0..<nights {
      // The first customer's posting is told anew every night; whichever telling stays, one does.
      var records = night(day)
      records[0].posting.identity = 7
      try store.run(records)
    }
    #expect(try store.statistics.segments == 1)
    #expect(try store.statistics.postings == 9 * nights + 1)
    #expect(try store.activity(.customer, night(0)[0].key)?.postings.count == 1)
  }
}
