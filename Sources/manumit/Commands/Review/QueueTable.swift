import Reporting
import Review

/// The queue as a table.
enum QueueTable {
  static func lines(_ entries: [QueueEntry], width: Int, inColor: Bool) -> [String] {
    var table = TextTable([
      .init("flag"), .init("score", .right), .init("who", narrowest: 12), .init("role", narrowest: 17),
      .init("typology", narrowest: 16), .init("status"), .init("age", .right, sacrifice: 2),
      .init("assigned to", narrowest: 6, sacrifice: 4), .init("until", sacrifice: 1),
      .init("red flags", narrowest: 20, sacrifice: 5), .init("money", narrowest: 20, sacrifice: 6),
    ])
    for entry in entries {
      table.add([
        .init(entry.id.shortID, .strong), .init("\(entry.score)"), .init(entry.who),
        .init(role(entry), needsCare(entry) ? .care : .plain), .init(entry.typology),
        .init(status(entry), entry.pendingDecision == nil ? .plain : .urgent), .init("\(entry.ageDays) d"),
        .init(entry.isMine ? "you" : entry.assignee ?? ""), .init(entry.activeTo),
        .init(entry.indicators.joined(separator: ", ")), .init(entry.amounts),
      ])
    }
    return table.lines(width: width, inColor: inColor)
  }

  private static func needsCare(_ entry: QueueEntry) -> Bool {
    entry.isPossibleVictim || entry.isPossibleVictimElsewhere
  }

  /// What must not be overlooked comes first, where nothing is cut off.
  private static func role(_ entry: QueueEntry) -> String {
    if entry.isPossibleVictim { return "person to protect" }
    return entry.isPossibleVictimElsewhere ? "possible victim elsewhere; \(entry.role)" : entry.role
  }

  private static func status(_ entry: QueueEntry) -> String {
    let status = entry.status.replacing("_", with: " ")
    if entry.pendingDecision != nil { return status + ", proposed" }
    return entry.snoozedUntil.map { "\(status), until \($0)" } ?? status
  }
}
