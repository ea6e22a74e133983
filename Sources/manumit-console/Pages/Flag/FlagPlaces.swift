import Ledger
import Reporting
import Review

/// Where the payments of a flag were made, one place after another, as a picture.
enum FlagPlaces {
  /// The figure; nil where fewer than two places are stated: one place needs no picture.
  static func figure(_ file: FlagFile) -> String? {
    var visits: [PlacesStrip.Visit] = []
    for row in file.evidence where !row.isGathered && !row.isMitigationOnly {
      guard let name = row.shortPlace else { continue }
      let day = Instant(milliseconds: row.instant).day(zoneMinutes: row.zoneMinutes)
      if let last = visits.last, last.place == name, last.day == day {
        visits[visits.count - 1].payments += 1
      } else {
        visits.append(PlacesStrip.Visit(day: day, place: name, payments: 1))
      }
    }
    guard Set(visits.map(\.place)).count > 1 else { return nil }
    return PlacesStrip(visits: visits).picture(identifier: "places")?.figure
  }
}
