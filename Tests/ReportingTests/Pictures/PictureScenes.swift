import Ledger
import Reporting
import TestSupport

/// Pictures of invented people, each kept beside the tests as a file that can be looked at.
struct PictureScene: Sendable, CustomStringConvertible {
  var name: String
  var picture: Picture

  var description: String { name }

  static let all: [PictureScene] = timelines + flows + networks + counts + strips

  /// What somebody might write in a memo or take as a name.
  static let hostile =
    "\"><script>alert('1')</script><style>*{}</style>&amp;\u{202E}\u{0}\u{1B}[2J ]]><!-- é 日本 \u{1F469}\u{200D}\u{1F4BB}"

  static let timelines: [PictureScene] = [
    scene("timeline-one", one), scene("timeline-fortnight", fortnight), scene("timeline-dense", dense),
    scene("timeline-years", years),
  ].compactMap { $0 }

  private static func scene(_ name: String, _ timeline: Timeline) -> PictureScene? {
    timeline.picture(identifier: name).map { PictureScene(name: name, picture: $0) }
  }

  static let start = BusinessDay(ordinal: 20_514)  // 2 March 2026, a Monday

  static func dollars(_ cents: Int64) -> Money { Money(minorUnits: cents, currency: .usDollar) }

  private static let one = Timeline(
    payments: [
      .init(
        day: start, secondOfDay: 23 * 3600 + 41 * 60, isIn: true, money: dollars(290_000),
        place: "Fulton, GA",
        findings: [0])
    ],
    findings: [.init(title: "Cash from several people", strongest: start)])

  /// Cash in from three states, sent on within a day or two.
  private static let fortnight: Timeline = {
    let cash: [(Int, Int, Int64, String)] = [
      (0, 10, 290_000, "Fulton, GA"), (1, 23, 240_000, "Fulton, GA"), (2, 16, 300_000, "Wake, NC"),
      (3, 9, 250_000, "Henrico, VA"), (7, 2, 180_000, "Wake, NC"), (8, 23, 420_000, "Fulton, GA"),
      (9, 22, 310_000, "Fulton, GA"), (11, 5, 95_000, "Webb, TX"),
    ]
    let sent: [(Int, Int, Int64)] = [(1, 11, 280_000), (3, 15, 520_000), (9, 9, 600_000), (12, 10, 700_000)]
    return Timeline(
      payments: cash.map {
        .init(
          day: start.advanced(by: $0.0), secondOfDay: $0.1 * 3600, isIn: true, money: dollars($0.2),
          place: $0.3,
          findings: $0.1 >= 22 || $0.1 < 6 ? [0, 1] : [0])
      }
        + sent.map {
          .init(
            day: start.advanced(by: $0.0), secondOfDay: $0.1 * 3600, isIn: false, money: dollars($0.2),
            findings: [2])
        },
      findings: [
        .init(title: "Cash from several people in several places", strongest: start.advanced(by: 3)),
        .init(title: "Cash late in the evening or at night", strongest: start.advanced(by: 9)),
        .init(title: "Money leaves within two days of coming in", strongest: start.advanced(by: 9)),
        .init(title: "Payday remittance to family", isInnocent: true, strongest: start.advanced(by: 12)),
      ])
  }()

  private static let dense = random(seed: 7, payments: 2_000, days: 90)

  /// Two currencies, many findings, and text that would break a careless writer.
  private static let years: Timeline = {
    var timeline = random(seed: 8, payments: 400, days: 900)
    for index in timeline.payments.indices where index % 5 == 0 {
      timeline.payments[index].money = Money(
        minorUnits: Int64(index) * 1_000, currency: Currency("JPY") ?? .usDollar)
    }
    timeline.findings += (0..<14).map { .init(title: "\(hostile) \($0)") }
    return timeline
  }()

  /// Payments from nowhere in particular, the same for the same seed.
  static func random(seed: UInt64, payments: Int, days: Int) -> Timeline {
    var random = SeededRandom(seed: seed)
    let places = ["Fulton, GA", "Wake, NC", "Harris, TX", hostile]
    return Timeline(
      payments: (0..<payments).map { _ in
        let day = start.advanced(by: random.below(days))
        return .init(
          day: day, secondOfDay: random.chance(percent: 80) ? random.below(86_400) : nil,
          isIn: random.chance(percent: 60), money: dollars(Int64(1 + random.below(500_000))),
          place: random.chance(percent: 70) ? places[min(random.below(5), random.below(5)) % 4] : nil,
          findings: random.chance(percent: 20) ? [random.below(4)] : [])
      },
      findings: [
        .init(title: "Many payers, none of whom stays", strongest: start.advanced(by: days / 2)),
        .init(title: "Payments in the small hours", strongest: start.advanced(by: days / 3)),
        .init(title: "A very long title of a finding that nobody could fit into a lane of a picture"),
        .init(title: "Family support", isInnocent: true),
      ])
  }
}
