import Ledger
import Rulebook

/// One aggregate whose window slides along a subject's postings with the anchor. Each member is added and
/// removed once, however many anchors there are.
struct SlidingAggregate {
  let aggregate: Aggregate
  private let currency: Letters
  /// By instant: the order in which members leave.
  private let members: [Member]
  /// By the moment from which they belong: the order in which they come; empty where that is the order in which they
  /// leave.
  private let arrivals: [Int32]
  /// Whether each is inside, where they come in an order of their own.
  private var isInside: [Bool]
  private var arrived = 0
  private var left = 0
  /// How long after it happened a member comes, at the earliest.
  private let lag: Int64
  private var start = Int64.min
  private var end = Int64.min
  private var whole: RunningValue
  private var groups: [UInt64: RunningValue] = [:]

  init(_ aggregate: Aggregate, members: [Member], currency: Letters) {
    self.aggregate = aggregate
    self.members = members
    self.currency = currency
    whole = RunningValue(aggregate.kind)
    let lag = WindowSpan.lag(of: aggregate.window)
    self.lag = lag
    guard members.contains(where: { $0.enters != $0.instant }) else {
      arrivals = []
      isInside = []
      return
    }
    isInside = [Bool](repeating: false, count: members.count)
    arrivals = members.indices.map { Int32($0) }
      .sorted { members[Int($0)].comes(after: lag) < members[Int($1)].comes(after: lag) }
  }

  /// The value over the window that ends at the posting at `anchor`.
  mutating func value(at anchor: Int, in activity: Activity) -> Int64 {
    let posting = activity.postings[anchor]
    slide(
      from: WindowSpan.start(of: aggregate.window, at: posting), to: posting.instant.milliseconds, activity)
    guard let field = aggregate.sameAs else { return whole.value }
    let group = GroupValue.of(field, anchor, in: activity)
    return group == 0 ? 0 : (groups[group] ?? RunningValue(aggregate.kind)).value
  }

  private mutating func slide(from newStart: Int64, to newEnd: Int64, _ activity: Activity) {
    // Local days of different clocks may make a window step back; then it is filled anew.
    if newStart < start || newEnd < end { empty() }
    start = newStart
    end = newEnd
    while left < members.count, members[left].instant < start {
      if arrivals.isEmpty ? left < arrived : isInside[left] { change(left, activity, adding: false) }
      left += 1
    }
    while arrived < members.count {
      let index = arrivals.isEmpty ? arrived : Int(arrivals[arrived])
      guard members[index].comes(after: lag) <= end else { break }
      if index >= left { change(index, activity, adding: true) }
      arrived += 1
    }
  }

  private mutating func empty() {
    whole = RunningValue(aggregate.kind)
    groups = [:]
    isInside = [Bool](repeating: false, count: arrivals.count)
    arrived = 0
    left = 0
  }

  private mutating func change(_ index: Int, _ activity: Activity, adding: Bool) {
    if !arrivals.isEmpty { isInside[index] = adding }
    let position = Int(members[index].position)
    guard let field = aggregate.sameAs else {
      if adding {
        whole.add(position, activity, currency)
      } else {
        whole.remove(position, activity, currency)
      }
      return
    }
    let group = GroupValue.of(field, position, in: activity)
    guard group != 0 else { return }
    if adding {
      groups[group, default: RunningValue(aggregate.kind)].add(position, activity, currency)
    } else {
      groups[group]?.remove(position, activity, currency)
    }
  }
}
