import Ledger
import Rulebook

/// One rule tried over one subject's postings: finds, for each day, the moment at which it was strongest.
struct RuleRun {
  let compiled: CompiledRule
  let activity: Activity
  let sets: [[Member]]
  private var sliding: [SlidingAggregate]
  private let peers: PeerGroup

  /// A moment that looks back to an earlier one tries at most so many, the earliest first: a burst of
  /// deposits makes many nearly equal earlier moments, and the first few decide.
  static let maximumFirstMoments = 64

  init(_ compiled: CompiledRule, activity: Activity, sets: [[Member]]) {
    self.compiled = compiled
    self.activity = activity
    self.sets = sets
    peers = compiled.rule.peers.isEmpty ? PeerGroup() : PeerGroup(activity.facts)
    sliding = compiled.aggregates.map {
      SlidingAggregate($0, members: sets[$0.set], currency: compiled.currency)
    }
  }

  /// A day on which the test held.
  struct Day {
    var day: BusinessDay
    /// The moment at which it was strongest.
    var moment: Moment
  }

  /// The strongest moment of each day from `firstDay` on, of a mitigation of the first in each calendar month; ties go
  /// to the earliest. In order of days.
  mutating func strongestMoments(from firstDay: BusinessDay) -> [Day] {
    let firsts = firstOccurrences(from: firstDay)
    if compiled.rule.first != nil, firsts.isEmpty { return [] }
    var best: [BusinessDay: Moment] = [:]
    var firstInReach = 0
    var reader = reader()
    for position in anchors(compiled.anchors) where activity.postings[position].day >= firstDay {
      let instant = activity.postings[position].instant.milliseconds
      if let first = compiled.rule.first {
        while firstInReach < firsts.count, firsts[firstInReach].instant < instant - first.milliseconds {
          firstInReach += 1
        }
      }
      guard let moment = tried(at: position, firsts[firstInReach...], &reader) else { continue }
      let day = activity.postings[position].day
      if let known = best[day], known.excess >= moment.excess { continue }
      best[day] = moment
    }
    let days = best.sorted { $0.key < $1.key }.map { Day(day: $0.key, moment: $0.value) }
    return compiled.rule.kind == .mitigation ? Self.firstOfMonths(days) : days
  }

  /// Of an innocent pattern the first day of each calendar month on which it held.
  ///
  /// It lowers whatever lies within the window of a typology before and after it, always by the same: with one a month
  /// nothing between the first and the last is left out, and whoever is paid weekly and pays rent is told so once.
  private static func firstOfMonths(_ days: [Day]) -> [Day] {
    var month: (Int, Int) = (0, 0)
    return days.filter { day in
      let civil = day.day.civil
      defer { month = (civil.year, civil.month) }
      return month != (civil.year, civil.month)
    }
  }

  /// The moment at `position`, if the test holds there.
  private mutating func tried(
    at position: Int, _ firsts: ArraySlice<FirstOccurrence>, _ reader: inout ConditionReader
  ) -> Moment? {
    reader.day = activity.postings[position].day
    for index in compiled.mainAggregates where compiled.aggregates[index].window != .sinceFirst {
      reader.aggregates[index] = sliding[index].value(at: position, in: activity)
    }
    let test = compiled.rule.test
    guard compiled.rule.first != nil else {
      return reader.holds(test)
        ? Moment(position: position, first: nil, excess: reader.excess(of: test)) : nil
    }
    let instant = activity.postings[position].instant.milliseconds
    var best: Moment?
    for first in firsts.prefix(Self.maximumFirstMoments) {
      guard first.instant <= instant else { break }
      reader.kept = first.kept
      for index in compiled.mainAggregates where compiled.aggregates[index].window == .sinceFirst {
        reader.aggregates[index] = scanned(index, anchor: position, from: first.instant)
      }
      guard reader.holds(test) else { continue }
      let excess = reader.excess(of: test)
      if let known = best, known.excess >= excess { continue }
      best = Moment(position: position, first: first, excess: excess)
    }
    return best
  }

  /// The earlier moments at which the `first` test held, in order.
  mutating func firstOccurrences(from firstDay: BusinessDay) -> [FirstOccurrence] {
    guard let first = compiled.rule.first else { return [] }
    let earliest =
      Instant(day: firstDay.advanced(by: -1), secondOfDay: 0, zoneMinutes: 0).milliseconds
      - first.milliseconds
    var found: [FirstOccurrence] = []
    var reader = reader()
    for position in anchors([first.anchor]) {
      let instant = activity.postings[position].instant.milliseconds
      guard instant >= earliest else { continue }
      reader.day = activity.postings[position].day
      for index in compiled.firstAggregates {
        reader.aggregates[index] = sliding[index].value(at: position, in: activity)
      }
      guard reader.holds(first.test) else { continue }
      let kept = first.kept.map { Int64(clamping: reader.value($0.value)) }
      found.append(FirstOccurrence(position: position, instant: instant, kept: kept))
    }
    return found
  }

  /// A reader that knows the peers and no aggregate yet, for one moment after another; its day and its aggregates
  /// are those of the latest.
  func reader() -> ConditionReader {
    ConditionReader(
      compiled: compiled, aggregates: [Int64](repeating: 0, count: compiled.aggregates.count),
      peers: peers)
  }

  /// The positions of the members of these sets, in order, each once. A member that came to belong later is no
  /// moment: whether the rule is tried there would depend on what followed.
  private func anchors(_ indices: [Int]) -> [Int] {
    if indices.count == 1 { return settled(indices[0]) }
    return Set(indices.lazy.flatMap { settled($0) }).sorted()
  }

  private func settled(_ set: Int) -> [Int] {
    sets[set].lazy.filter { $0.enters <= $0.instant }.map { Int($0.position) }
  }

  // MARK: For near misses

  /// Every posting at which the test is tried, in order.
  func moments() -> [Int] { anchors(compiled.anchors) }

  /// Every posting that may be the earlier moment, in order.
  func moments(of first: FirstMoment) -> [Int] { anchors([first.anchor]) }

  /// The values of what the test reads at a posting that follows the earlier moment, if it looks back to one.
  mutating func values(at position: Int, after first: FirstOccurrence?) -> ConditionReader {
    var reader = values(of: compiled.mainAggregates, at: position)
    reader.kept = first?.kept ?? []
    for index in compiled.mainAggregates where compiled.aggregates[index].window == .sinceFirst {
      reader.aggregates[index] = first.map { scanned(index, anchor: position, from: $0.instant) } ?? 0
    }
    return reader
  }

  /// The values of these aggregates at a posting; what is reckoned since an earlier moment is left at zero.
  mutating func values(of indices: [Int], at position: Int) -> ConditionReader {
    var reader = reader()
    reader.day = activity.postings[position].day
    for index in indices where compiled.aggregates[index].window != .sinceFirst {
      reader.aggregates[index] = sliding[index].value(at: position, in: activity)
    }
    return reader
  }

  // MARK: The plain way, for evidence

  /// The positions an aggregate reads at an anchor, in order.
  func positions(_ index: Int, anchor: Int, from start: Int64) -> [Int] {
    let aggregate = compiled.aggregates[index]
    let end = activity.postings[anchor].instant.milliseconds
    let group = aggregate.sameAs.map { GroupValue.of($0, anchor, in: activity) }
    if group == 0 { return [] }
    let members = sets[aggregate.set]
    let last = end - WindowSpan.lag(of: aggregate.window)
    var result: [Int] = []
    var low = Member.firstIndex(in: members, notBefore: start)
    while low < members.count, members[low].instant <= last {
      let position = Int(members[low].position)
      let isInGroup =
        aggregate.sameAs.map { GroupValue.of($0, position, in: activity) == group } ?? true
      if members[low].enters <= end, isInGroup { result.append(position) }
      low += 1
    }
    return result
  }

  private func scanned(_ index: Int, anchor: Int, from start: Int64) -> Int64 {
    AggregateScan.value(
      of: compiled.aggregates[index].kind, over: positions(index, anchor: anchor, from: start),
      in: activity, currency: compiled.currency)
  }
}

extension Member {
  /// The first index whose instant is not before `start`; members are in order of instant.
  static func firstIndex(in members: [Member], notBefore start: Int64) -> Int {
    var low = 0
    var high = members.count
    while low < high {
      let middle = (low + high) / 2
      if members[middle].instant < start { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
