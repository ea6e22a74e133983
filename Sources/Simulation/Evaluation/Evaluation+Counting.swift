import Ledger

extension Evaluation {
  /// Which operations are found, when, and under which name.
  mutating func countOperations(_ ranking: Ranking, _ truth: KnownTruth) {
    var firstDays: [Int: BusinessDay] = [:]
    var atBudget: Set<Int> = []
    var named: Set<Int> = []
    for (place, entry) in ranking.entries.enumerated() where entry.verdict == .hit || entry.verdict == .link {
      guard let part = truth.parts[entry.subject] else { continue }
      firstDays[part.operation] = min(firstDays[part.operation] ?? entry.since, entry.since)
      if place < budget { atBudget.insert(part.operation) }
      if entry.typologies.contains(truth.operations[part.operation].typology) { named.insert(part.operation) }
    }
    var days: [Int] = []
    for (index, operation) in truth.operations.enumerated() {
      let first = firstDays[index]
      Self.add(first != nil, to: &byTypology[operation.typology, default: Share(count: 0, total: 0)])
      Self.add(
        named.contains(index), to: &byTypologyNamed[operation.typology, default: Share(count: 0, total: 0)])
      Self.add(first != nil, to: &byDifficulty[operation.difficulty, default: Share(count: 0, total: 0)])
      if let first { days.append(max(0, Int(first.ordinal - operation.firstDay.ordinal))) }
    }
    operations = Share(count: firstDays.count, total: truth.operations.count)
    operationsAtBudget = Share(count: atBudget.count, total: truth.operations.count)
    medianDaysToDetection = Self.median(days)
  }

  /// Flags on those to whom money gathers against flags on those from whom it comes.
  mutating func countLayers(_ ranking: Ranking, _ truth: KnownTruth) {
    for entry in ranking.entries {
      guard let part = truth.parts[entry.subject] else { continue }
      if part.isHub && part.isFlaggable { hubFlags += 1 } else { leafFlags += 1 }
    }
  }

  /// The innocent, by the group they belong to.
  mutating func countLookalikes(_ ranking: Ranking, _ truth: KnownTruth) {
    for (group, size) in truth.groupSizes { lookalikes[group] = Share(count: 0, total: size) }
    for entry in ranking.entries where entry.verdict == .miss {
      if let group = truth.groups[entry.subject] {
        lookalikes[group]?.count += 1
      } else if truth.parts[entry.subject] == nil {
        otherFalse += 1
      }
    }
  }

  /// Flags that must never be, one for each subject.
  mutating func countNeverEvents(_ flags: [FlagRecord], _ truth: KnownTruth) {
    for event in NeverEvent.allCases { neverEvents[event] = 0 }
    var seen: Set<Subject> = []
    for flag in flags where !flag.namesVictim {
      let subject = truth.subject(flag.kind, flag.identifier)
      guard seen.insert(subject).inserted else { continue }
      let role = truth.parts[subject]?.role
      if role == MemberRole.possibleVictim.rawValue { neverEvents[.victimSuspected, default: 0] += 1 }
      if role == MemberRole.kin.rawValue { neverEvents[.kinSuspected, default: 0] += 1 }
      if truth.minors.contains(subject) { neverEvents[.minorSuspected, default: 0] += 1 }
    }
  }

  /// The victims whom somebody would be led to.
  mutating func countVictims(_ flags: [FlagRecord], _ truth: KnownTruth) {
    var named: Set<Subject> = []
    for flag in flags {
      if flag.namesVictim { named.insert(truth.subject(flag.kind, flag.identifier)) }
      for victim in flag.victims { named.insert(truth.subject("customer", victim)) }
    }
    let victims = truth.parts.filter { $0.value.role == MemberRole.possibleVictim.rawValue }.keys
    victimsNamed = Share(count: victims.count { named.contains($0) }, total: victims.count)
  }

  private static func add(_ isFound: Bool, to share: inout Share) {
    share.total += 1
    if isFound { share.count += 1 }
  }

  /// The middle, or between the two middle ones; nil of none.
  static func median(_ values: [Int]) -> Double? {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? Double(sorted[middle]) : Double(sorted[middle - 1] + sorted[middle]) / 2
  }
}
