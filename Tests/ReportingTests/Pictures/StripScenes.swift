import Ledger
import Reporting

/// Places along time, and counts by month.
extension PictureScene {
  static let strips: [PictureScene] =
    [("places-journey", journey), ("places-many", many)].compactMap { name, strip in
      strip.picture(identifier: name).map { PictureScene(name: name, picture: $0) }
    }
    + [("lines-months", months), ("lines-one", oneMonth)].compactMap { name, chart in
      chart.picture(identifier: name).map { PictureScene(name: name, picture: $0) }
    }

  private static let journey = PlacesStrip(visits: [
    .init(day: start, place: "Fulton, GA", payments: 2),
    .init(day: start.advanced(by: 2), place: "Wake, NC", payments: 1, metresFromLast: 573_000),
    .init(day: start.advanced(by: 3), place: "Henrico, VA", payments: 4, metresFromLast: 253_000),
    .init(day: start.advanced(by: 7), place: "Wake, NC", payments: 1, metresFromLast: 253_000),
    .init(day: start.advanced(by: 8), place: "Fulton, GA", payments: 12, metresFromLast: 573_000),
    .init(day: start.advanced(by: 11), place: hostile, payments: 1),
  ])

  /// More places than lanes, more moves than lines.
  private static let many = PlacesStrip(
    visits: (0..<200).map { number in
      .init(
        day: start.advanced(by: number), place: "County \(number * number % 37), TX",
        payments: 1 + number % 4,
        metresFromLast: number == 0 ? nil : Int64(number) * 1_000)
    })

  private static let months = LineChart(
    title: "Forced labor beside the sex trade", momentTitle: "Month",
    moments: (0..<18).map { "\(2025 + $0 / 12)-\($0 % 12 < 9 ? "0" : "")\($0 % 12 + 1)" },
    series: [
      .init(name: "Forced labor", counts: (0..<18).map { 3 + $0 * 7 % 11 }),
      .init(name: "The sex trade", counts: (0..<18).map { 4 + $0 * 5 % 13 }),
      .init(name: hostile, counts: (0..<18).map { _ in 9 }),
    ])

  private static let oneMonth = LineChart(
    title: "Flags", momentTitle: "Month", moments: ["2026-03"], series: [.init(name: "New", counts: [0])])
}
