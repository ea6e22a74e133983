import Reporting
import Review

/// The queue as a table.
enum QueueTable {
  static func lines(_ entries: [QueueEntry], width: Int, inColor: Bool) -> [String] {
    var table = TextTable([
      .init("flag"), .init("score", .right), .init("who", narrowest: 12), .init("role", narrowest: 17),
      .init("typology", narrowest: 12), .init("status"), .init("age", .right, sacrifice: 2),
      .init("assigned to", narrowest: 6, sacrifice: 4), .init("until", sacrifice: 1),
      .init("red flags", narrowest: 14, sacrifice: 5), .init("money", narrowest: 14, sacrifice: 6),
    ])
    for entry in entries {
      table.add([
        .init(entry.id.shortID, .strong), .init("\(entry.score)"), .init(entry.who),
        .init(role(entry), entry.isPossibleVictim ? .care : .plain), .init(entry.typology),
        .init(status(entry), entry.pendingDecision == nil ? .plain : .urgent), .init("\(entry.ageDays) d"),
        .init(entry.isMine ? "you" : entry.assignee ?? ""), .init(entry.activeTo),
        .init(entry.indicators.joined(separator: ", ")), .init(entry.amounts),
      ])
    }
    return table.lines(width: width, inColor: inColor)
  }

  /// The longest that is never cut is that of somebody to protect.
  private static func role(_ entry: QueueEntry) -> String {
    entry.isPossibleVictim ? "person to protect" : entry.role
  }

  private static func status(_ entry: QueueEntry) -> String {
    let status = entry.status.replacing("_", with: " ")
    if entry.pendingDecision != nil { return status + ", proposed" }
    return entry.snoozedUntil.map { "\(status), until \($0)" } ?? status
  }
}
