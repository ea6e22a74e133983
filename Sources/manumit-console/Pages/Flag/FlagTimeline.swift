import Ledger
import Reporting
import Review

/// When the money of a flag moved, as a picture.
enum FlagTimeline {
  /// The figure; nil where nothing was paid. Made of escaped text alone, and put into the page as it is.
  static func figure(_ file: FlagFile, _ titles: RuleTitles) -> String? {
    let findings = file.findings
    var users: [String: Set<Int>] = [:]
    for (number, finding) in findings.enumerated() {
      for transaction in finding.transactions { users[transaction.id, default: []].insert(number) }
    }
    let payments = file.evidence.compactMap { row in payment(row, users[row.id] ?? []) }
    let lanes = findings.map { finding in
      Timeline.Finding(
        title: titles[finding.indicator], isInnocent: finding.isMitigation,
        strongest: BusinessDay(finding.localTime.prefix(10)))
    }
    return Timeline(payments: payments, findings: lanes).picture(identifier: "timeline")?.figure
  }

  private static func payment(_ row: EvidenceRow, _ findings: Set<Int>) -> Timeline.Payment? {
    guard !row.isGathered, let currency = Currency(row.currency) else { return nil }
    let local = row.instant / 1_000 + Int64(row.zoneMinutes) * 60
    let second = Int(((local % secondsOfDay) + secondsOfDay) % secondsOfDay)
    return Timeline.Payment(
      day: Instant(milliseconds: row.instant).day(zoneMinutes: row.zoneMinutes),
      secondOfDay: row.isTimeKnown ? second : nil, isIn: row.direction == "credit",
      money: Money(minorUnits: row.minorUnits, currency: currency), place: row.shortPlace,
      findings: findings)
  }

  private static let secondsOfDay: Int64 = 86_400
}
