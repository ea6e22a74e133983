import Ledger

/// The flags in the order in which a reviewer would read them, each with what is true of it.
struct Ranking {
  /// What a flag turned out to be.
  enum Verdict: Int, Comparable {
    /// On nobody who has a part, or on somebody who must not be suspected.
    case miss
    /// On a possible victim or a family that pays, and named as one: no mistake, and not what was looked for.
    case leaf
    /// On a telephone, device, address or cash machine of an operation: right, though no account.
    case link
    case hit

    static func < (left: Verdict, right: Verdict) -> Bool { left.rawValue < right.rawValue }
  }

  struct Entry {
    let subject: Subject
    var verdict: Verdict
    var score: Double
    /// The best place of any of its flags; the same for all where not every flag states one.
    var rank: Int
    var since: BusinessDay
    /// Every typology under which the subject is flagged.
    var typologies: Set<String>
  }

  let entries: [Entry]

  /// One entry for each subject: by its best place where every flag states one, else by its best score. Where nothing
  /// tells them apart the wrong one comes first, so that a scale on which everything is equal earns nothing.
  init(_ flags: [FlagRecord], _ truth: KnownTruth) {
    let isRanked = flags.allSatisfy { $0.rank != nil }
    var bySubject: [Subject: Entry] = [:]
    for flag in flags {
      let subject = truth.subject(flag.kind, flag.identifier)
      let verdict = Self.verdict(on: flag, truth.parts[subject], isLink: subject.kind == .link)
      var entry =
        bySubject[subject]
        ?? Entry(
          subject: subject, verdict: verdict, score: flag.score, rank: .max, since: flag.since, typologies: []
        )
      entry.verdict = min(entry.verdict, verdict)
      entry.score = max(entry.score, flag.score)
      if isRanked, let rank = flag.rank { entry.rank = min(entry.rank, rank) }
      entry.since = min(entry.since, flag.since)
      entry.typologies.insert(flag.typology)
      bySubject[subject] = entry
    }
    entries = bySubject.values.sorted {
      ($0.rank, -$0.score, $0.verdict.rawValue, $0.subject) < (
        $1.rank, -$1.score, $1.verdict.rawValue, $1.subject
      )
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
