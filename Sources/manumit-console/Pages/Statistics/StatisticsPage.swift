import Hummingbird
import Reporting
import Review

/// What was flagged and what came of it: by typology, month and region, and forced labor beside the sex trade.
struct StatisticsPage: Page {
  static let template = Template.statistics
  let title = "Statistics"
  let section: Section? = .statistics

  let refreshedAt: String?
  let typologies: String?
  let months: String?
  let regions: String?
  let beside: String?
  let isEmpty: Bool

  /// Months of a chart: two years, which is what people compare.
  private static let shownMonths = 24
  /// Regions of a chart; the others are one bar.
  private static let shownRegions = 15

  /// Answers `GET /statistics`.
  static func answer(_ request: Request, _ context: SignedInContext) async throws -> Response {
    let statistics = try await context.session.connection.use { connection throws(ReviewError) in
      try connection.statistics()
    }
    return StatisticsPage(statistics).response(session: context.session)
  }

  init(_ statistics: ReviewStatistics) {
    refreshedAt = statistics.refreshedAt.map(moment)
    // What nobody has done yet would fill the page with zeros.
    let measures: [(name: String, count: KeyPath<TypologyMonth, Int>)] = [
      ("flagged", \.flags), ("reviewed", \.reviewed), ("right", \.productive),
      ("people to protect", \.possibleVictims),
    ].filter { measure in
      measure.name == "flagged" || statistics.months.contains { $0[keyPath: measure.count] > 0 }
    }
    let series = measures.map(\.name)
    func rows(_ groups: [String: [TypologyMonth]]) -> [CountBars.Row] {
      groups.map { name, months in
        CountBars.Row(
          name: name,
          counts: measures.map { measure in months.reduce(0) { $0 + $1[keyPath: measure.count] } })
      }
    }
    func first(_ rows: [CountBars.Row]) -> [CountBars.Row] {
      rows.sorted { ($1.counts[0], $0.name) < ($0.counts[0], $1.name) }
    }
    let all = statistics.months
    isEmpty = all.isEmpty
    typologies =
      CountBars(
        title: "Flags by what they look like", series: series,
        rows: first(rows(Dictionary(grouping: all) { spoken($0.typology) }))
      ).picture(identifier: "typologies")?.figure
    months =
      CountBars(
        title: "Flags by the month in which they began", series: series,
        rows: rows(Dictionary(grouping: all, by: \.month)).sorted { $0.name > $1.name }.prefix(
          Self.shownMonths
        ).map(\.self)
      ).picture(identifier: "months")?.figure
    let places = first(rows(Dictionary(grouping: all) { $0.region ?? "no place stated" }))
    let others = places.dropFirst(Self.shownRegions)
    let rest =
      others.isEmpty
      ? []
      : [
        CountBars.Row(
          name: "\(others.count) others",
          counts: series.indices.map { number in others.reduce(0) { $0 + $1.counts[number] } })
      ]
    regions =
      CountBars(
        title: "Flags by region", series: series, rows: Array(places.prefix(Self.shownRegions)) + rest
      ).picture(identifier: "regions")?.figure
    // Oldest first, as time runs.
    let pairs = statistics.forcedLaborBesideSex.prefix(Self.shownMonths).reversed()
    beside =
      LineChart(
        title: "Forced labor beside the sex trade", momentTitle: "Month", moments: pairs.map(\.month),
        series: [
          LineChart.Series(name: "forced labor", counts: pairs.map(\.laborFlags)),
          LineChart.Series(name: "sex trade", counts: pairs.map(\.sexFlags)),
        ]
      ).picture(identifier: "beside")?.figure
  }
}
