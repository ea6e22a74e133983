import Ledger

/// The flags in the order in which a reviewer would read them, each with what is true of it.
struct Ranking {
  /// What a flag turned out to be.
  enum Verdict: Int, Comparable {
    /// On nobody who has a part, or on somebody who must not be suspected.
    case miss
    /// On a possible victim or a family that pays, and named as one: no mistake, and not what was looked for.
    case leaf
    /// On a telephone, device or address of an operation: right, though no account.
    case link
    case hit

    static func < (left: Verdict, right: Verdict) -> Bool { left.rawValue < right.rawValue }
  }

  struct Entry {
    let subject: Subject
    let verdict: Verdict
    let score: Double
    /// The best place of any of its flags with that score; the last where none is given.
    let rank: Int
    let since: BusinessDay
    /// Every typology under which the subject is flagged.
    var typologies: Set<String>
  }

  let entries: [Entry]

  /// One entry for each subject, by its best score and, where scores are equal, by the place that was stated.
  /// Where nothing tells them apart the wrong one comes first, so that a scale on which everything is equal
  /// earns nothing.
  init(_ flags: [FlagRecord], _ truth: KnownTruth) {
    var bySubject: [Subject: Entry] = [:]
    for flag in flags {
      let subject = truth.subject(flag.kind, flag.identifier)
      let verdict = Self.verdict(on: flag, truth.parts[subject], isLink: subject.kind == .link)
      let rank = flag.rank ?? .max
      guard let before = bySubject[subject] else {
        bySubject[subject] = Entry(
          subject: subject, verdict: verdict, score: flag.score, rank: rank, since: flag.since,
          typologies: [flag.typology])
        continue
      }
      let isBetter = (before.score, rank) < (flag.score, before.rank)
      bySubject[subject] = Entry(
        subject: subject, verdict: min(before.verdict, verdict), score: max(before.score, flag.score),
        rank: isBetter ? rank : before.rank,
        since: min(before.since, flag.since), typologies: before.typologies.union([flag.typology]))
    }
    entries = bySubject.values.sorted {
      ($1.score, $0.rank, $0.verdict.rawValue, $0.subject)
        < ($0.score, $1.rank, $1.verdict.rawValue, $1.subject)
    }
  }

  private static func verdict(on flag: FlagRecord, _ part: KnownTruth.Part?, isLink: Bool) -> Verdict {
    guard let part else { return .miss }
    if part.isFlaggable { return isLink ? .link : .hit }
    return flag.namesVictim ? .leaf : .miss
  }

  /// The mean, over all that should be found, of the precision at the place where each is found; what is not
  /// found counts as nought. Leaves and links stand aside.
  func averagePrecision(wanted: Int) -> Double {
    guard wanted > 0 else { return 0 }
    var hits = 0
    var judged = 0
    var sum = 0.0
    for entry in entries where entry.verdict == .hit || entry.verdict == .miss {
      judged += 1
      guard entry.verdict == .hit else { continue }
      hits += 1
      sum += Double(hits) / Double(judged)
    }
    return sum / Double(wanted)
  }
}
