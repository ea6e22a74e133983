import Ledger
import Rulebook

/// Builds the members of a rule's sets over one subject's postings, each set in time linear in its inputs.
struct SetBuilder {
  let activity: Activity
  /// The postings to look at, by atom: postings older than any window are left out.
  let columns: PostingColumns
  let distance: DistanceTable

  /// The members of every set, in the order of the rule's sets; each sorted by instant, then position. Nil as
  /// soon as it is plain that the rule cannot hold.
  func buildIfEnough(_ rule: CompiledRule) -> [[Member]]? {
    var open = OpenWays(rule)
    // Counted before anything is built: most rules that are looked at end here.
    for index in rule.sets.indices {
      guard case .matching(let matcher) = rule.sets[index],
        open.contains(where: { rule.least(of: index, inWay: $0) > 0 })
      else { continue }
      let count = columns.count(of: matcher)
      open.keep { rule.least(of: index, inWay: $0) <= count }
      guard !open.isEmpty else { return nil }
    }
    var sets: [[Member]] = []
    sets.reserveCapacity(rule.sets.count)
    for index in rule.sets.indices {
      let members = members(of: rule.sets[index], sets)
      open.keep { way in
        rule.least(of: index, inWay: way) <= members.count
          && rule.ways[way].floors.allSatisfy {
            $0.set != index || $0.isReached(by: members, in: activity, currency: rule.currency)
          }
      }
      guard !open.isEmpty else { return nil }
      sets.append(members)
    }
    open.keep { way in rule.ways[way].ceilings.allSatisfy { $0.isReached(by: sets) } }
    return open.isEmpty ? nil : sets
  }

  /// The members of every set, however few.
  func build(_ rule: CompiledRule) -> [[Member]] {
    rule.sets.reduce(into: []) { sets, set in sets.append(members(of: set, sets)) }
  }

  /// The members of a set, with those of the sets before it.
  private func members(of set: CompiledRule.Members, _ sets: [[Member]]) -> [Member] {
    switch set {
    case .matching(let matcher): matching(matcher)
    case .after(let own, let other, let reach, let metres, let together):
      linked(sets[own], to: sets[other], reach: reach, metres: metres, together: together, forward: false)
    case .before(let own, let other, let reach, let metres, let together):
      linked(sets[own], to: sets[other], reach: reach, metres: metres, together: together, forward: true)
    case .following(let own, let other, let reach): following(sets[own], sets[other], reach: reach)
    case .newcomers(let own, let field, let reach): newcomers(sets[own], field, reach: reach)
    case .amid(let own, let least, let field, let reach):
      CrowdFinder.members(of: sets[own], least: least, field: field, reach: reach, in: activity)
    }
  }

  private func matching(_ matcher: ColumnMatcher) -> [Member] {
    var members: [Member] = []
    activity.postings.withUnsafeBufferPointer { postings in
      columns.forEachWord(of: matcher) { first, word in
        var rest = word
        if members.isEmpty { members.reserveCapacity(rest.nonzeroBitCount) }
        while rest != 0 {
          let position = first + rest.trailingZeroBitCount
          let instant = postings[position].instant.milliseconds
          members.append(Member(position: Int32(position), instant: instant, enters: instant))
          rest &= rest - 1
        }
      }
    }
    return members
  }

  /// Members of `own` with a member of `other` within reach on one side: earlier, or (forward) later.
  ///
  /// Walks both in time order and keeps, for each key and place, the nearest instant of `other` seen.
  private func linked(
    _ own: [Member], to other: [Member], reach: Int64, metres: Int64?, together: GroupField?, forward: Bool
  ) -> [Member] {
    var seen = NearestInstants(tracksPlaces: metres != nil)
    var members: [Member] = []
    var next = 0
    let sign: Int64 = forward ? -1 : 1
    let others = forward ? other.reversed() : other
    for member in forward ? own.reversed() : own {
      while next < others.count, (member.instant - others[next].instant) * sign >= 0 {
        note(others[next], in: &seen, together)
        next += 1
      }
      let key = together.map { GroupValue.of($0, Int(member.position), in: activity) } ?? 1
      guard key != 0 else { continue }
      let place = activity.postings[Int(member.position)].zip
      let nearest = seen.nearest(key: key, excluding: member.position, latest: !forward) { otherPlace in
        guard let metres else { return true }
        return distance.metres(from: place, to: otherPlace).map { $0 >= metres } ?? false
      }
      guard let nearest, (member.instant - nearest) * sign <= reach else { continue }
      var linked = member
      if forward { linked.enters = max(member.enters, nearest) }
      members.append(linked)
    }
    if forward { members.reverse() }
    return members
  }

  private func note(_ member: Member, in seen: inout NearestInstants, _ together: GroupField?) {
    let key = together.map { GroupValue.of($0, Int(member.position), in: activity) } ?? 1
    guard key != 0 else { return }
    seen.note(member, key: key, place: activity.postings[Int(member.position)].zip)
  }

  private func following(_ own: [Member], _ other: [Member], reach: Int64) -> [Member] {
    var members: [Member] = []
    var next = 0
    var last: Member?
    for (index, member) in own.enumerated() {
      while next < other.count, other[next].position < member.position {
        last = other[next]
        next += 1
      }
      guard let turn = last, member.instant - turn.instant <= reach else { continue }
      if index > 0, own[index - 1].position > turn.position { continue }
      members.append(member)
    }
    return members
  }

  private func newcomers(_ own: [Member], _ field: GroupField, reach: Int64) -> [Member] {
    var lastSeen: [UInt64: Int64] = [:]
    var members: [Member] = []
    for member in own {
      let value = GroupValue.of(field, Int(member.position), in: activity)
      guard value != 0 else { continue }
      let earlier = lastSeen.updateValue(member.instant, forKey: value)
      if let earlier, member.instant - earlier <= reach { continue }
      members.append(member)
    }
    return members
  }
}

/// The ways of a rule that may still hold, a bit each.
private struct OpenWays {
  private let count: Int
  private var bits: UInt32

  init(_ rule: CompiledRule) {
    count = rule.ways.count
    bits = UInt32((UInt64(1) << UInt64(count)) - 1)
  }

  var isEmpty: Bool { bits == 0 }

  /// Whether `body` says yes of any.
  @inline(__always)
  func contains(where body: (Int) -> Bool) -> Bool {
    for way in 0..<count where bits >> UInt32(way) & 1 != 0 && body(way) { return true }
    return false
  }

  /// Forgets the ways for which `body` says no.
  @inline(__always)
  mutating func keep(_ body: (Int) -> Bool) {
    for way in 0..<count where bits >> UInt32(way) & 1 != 0 && !body(way) { bits &= ~(1 << UInt32(way)) }
  }
}
