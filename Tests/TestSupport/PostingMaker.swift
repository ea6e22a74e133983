public import Ledger

/// Makes postings for tests with as few words as the test needs.
public enum PostingMaker {
  /// The first day of made-up activity: Monday, 2 March 2026.
  public static let firstDay = BusinessDay(ordinal: 20_514)

  /// A posting on the `day`th day (from 1) at `hour`:`minute` UTC.
  public static func posting(
    day: Int, hour: Int = 12, minute: Int = 0, cents: Int64, _ direction: Direction = .credit,
    _ channel: Channel = .cash, counterparty: String? = nil, zip: UInt32 = 0, zoneMinutes: Int = 0,
    identity: UInt64
  ) -> Posting {
    var posting = Posting()
    posting.instant = Instant(
      day: firstDay.advanced(by: day - 1), secondOfDay: hour * 3600 + minute * 60, zoneMinutes: zoneMinutes)
    posting.zoneMinutes = Int16(zoneMinutes)
    posting.amount = cents
    posting.currency = Currency.usDollar.letters
    posting.direction = direction
    posting.channel = channel
    posting.flags.insert(.timeKnown)
    posting.identity = identity
    posting.account = 1
    posting.zip = zip
    if let counterparty { posting.counterparty = StableHash.hash(counterparty) }
    return posting
  }

  /// An activity of these postings, in order.
  public static func activity(_ postings: [Posting]) -> Activity {
    var activity = Activity()
    for posting in postings.sorted(by: Posting.comesBefore) { activity.append(posting, texts: [:]) }
    return activity
  }

  /// Random postings over `days` days: few values each, so that windows, groups and ties collide.
  public static func random(_ count: Int, days: Int, using random: inout SeededRandom) -> [Posting] {
    (0..<count).map { index in
      posting(
        day: 1 + random.below(days), hour: random.below(24), minute: random.below(4) * 15,
        cents: Int64(1 + random.below(20)) * 50_000, random.chance(percent: 60) ? .credit : .debit,
        [.cash, .wire, .p2p, .atm][random.below(4)],
        counterparty: random.chance(percent: 80) ? "party \(random.below(6))" : nil,
        zip: [0, 10001, 60601, 77001, 90001][random.below(5)], zoneMinutes: -300,
        identity: UInt64(index + 1))
    }
  }
}
