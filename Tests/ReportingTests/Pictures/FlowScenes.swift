import Ledger
import Reporting
import TestSupport

/// Money flows, networks and counts of invented people, each kept beside the tests as a file that can be looked at.
extension PictureScene {
  static let flows: [PictureScene] = [
    flow("flow-funnel", funnel), flow("flow-crowd", crowd(seed: 9, parties: 60)),
    flow(
      "flow-hostile",
      MoneyFlow(
        subject: hostile, isSubjectPossibleVictim: true, currency: .usDollar,
        streams: [.init(name: hostile, isIn: true, total: 1, payments: 1, isPossibleVictim: true)])),
  ].compactMap { $0 }

  static let networks: [PictureScene] = [
    network("network-hub", hub(leaves: 5)), network("network-crowd", hub(leaves: 60)),
  ].compactMap { $0 }

  static let counts: [PictureScene] = [
    bars(
      "counts-typologies",
      CountBars(
        title: "Flags by what they look like", series: ["flagged", "reviewed", "right"],
        rows: [
          .init(name: "human smuggling", counts: [1_204, 310, 120]),
          .init(name: "labor trafficking", counts: [88, 60, 31]),
          .init(name: hostile, counts: [3, 0, 0]),
        ])),
    bars(
      "counts-one", CountBars(title: "One", series: ["flags"], rows: [.init(name: "2026-03", counts: [0])])),
  ].compactMap { $0 }

  private static func flow(_ name: String, _ flow: MoneyFlow) -> PictureScene? {
    flow.picture(identifier: name).map { PictureScene(name: name, picture: $0) }
  }

  private static func network(_ name: String, _ network: NetworkColumns) -> PictureScene? {
    network.picture(identifier: name).map { PictureScene(name: name, picture: $0) }
  }

  private static func bars(_ name: String, _ bars: CountBars) -> PictureScene? {
    bars.picture(identifier: name).map { PictureScene(name: name, picture: $0) }
  }

  /// Cash from several people, and most of it on to one.
  private static let funnel = MoneyFlow(
    subject: "Jordan Example", isSubjectPossibleVictim: false, currency: .usDollar,
    streams: [
      .init(name: "cash", isIn: true, total: 1_860_000, payments: 9),
      .init(name: "Ana Worker", isIn: true, total: 120_000, payments: 4, isPossibleVictim: true),
      .init(name: "Li Worker", isIn: true, total: 90_000, payments: 3, isPossibleVictim: true),
      .init(name: "R. Collector", isIn: false, total: 1_700_000, payments: 5),
      .init(name: "Grocer", isIn: false, total: 4_000, payments: 2),
    ])

  static func crowd(seed: UInt64, parties: Int) -> MoneyFlow {
    var random = SeededRandom(seed: seed)
    return MoneyFlow(
      subject: "A crowd's account", isSubjectPossibleVictim: false, currency: .usDollar,
      streams: (0..<parties).map {
        .init(
          name: "Party \($0)", isIn: random.chance(percent: 70), total: Int128(1 + random.below(900_000)),
          payments: 1 + random.below(9), isPossibleVictim: random.chance(percent: 20))
      })
  }

  /// Leaves at a hub, and a hub behind it.
  static func hub(leaves: Int) -> NetworkColumns {
    let nodes =
      [NetworkColumns.Node(key: "h", name: "Hub", distance: 0, isPossibleVictim: false, isFlagged: true)]
      + (0..<leaves).map {
        .init(
          key: "l\($0)", name: "Leaf \($0) \(hostile)", distance: 1, isPossibleVictim: $0 % 2 == 0,
          isFlagged: false)
      } + [.init(key: "b", name: "Behind", distance: 2, isPossibleVictim: false, isFlagged: true)]
    return NetworkColumns(
      nodes: nodes,
      links: (0..<leaves).map { .init(from: "l\($0)", to: "h") } + [.init(from: "l0", to: "b")])
  }
}
