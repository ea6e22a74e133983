import Ledger
import Rulebook

/// Builds the members of a rule's sets over one subject's postings, each set in time linear in its inputs.
struct SetBuilder {
  let activity: Activity
  /// The postings to look at, by atom: postings older than any window are left out.
  let columns: PostingColumns
  let distance: DistanceTable

  /// The members of every set, in the order of the rule's sets; each sorted by instant, then position. Nil as
  /// soon as a set has fewer than the rule cannot do without.
  func buildIfEnough(_ rule: CompiledRule) -> [[Member]]? {
    for gate in rule.gate where columns.count(of: gate.matcher) < gate.count { return nil }
    return build(rule, least: rule.least)
  }

  /// The members of every set, however few.
  func build(_ rule: CompiledRule) -> [[Member]] { build(rule, least: nil) ?? [] }

  private func build(_ rule: CompiledRule, least: [Int]?) -> [[Member]]? {
    var sets: [[Member]] = []
    sets.reserveCapacity(rule.sets.count)
    for set in rule.sets {
      if let least, let last = sets.last, last.count < least[sets.count - 1] { return nil }
      switch set {
      case .matching(let matcher): sets.append(matching(matcher))
      case .after(let own, let other, let reach, let metres, let together):
        sets.append(
          linked(sets[own], to: sets[other], reach: reach, metres: metres, together: together, forward: false)
        )
      case .before(let own, let other, let reach, let metres, let together):
        sets.append(
          linked(sets[own], to: sets[other], reach: reach, metres: metres, together: together, forward: true))
      case .following(let own, let other, let reach):
        sets.append(following(sets[own], sets[other], reach: reach))
      case .newcomers(let own, let field, let reach):
        sets.append(newcomers(sets[own], field, reach: reach))
      case .amid(let own, let least, let field, let reach):
        sets.append(
          CrowdFinder.members(of: sets[own], least: least, field: field, reach: reach, in: activity))
      }
    }
    if let least, let last = sets.last, last.count < least[sets.count - 1] { return nil }
    return sets
  }

  private func matching(_ matcher: BitMatcher) -> [Member] {
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
