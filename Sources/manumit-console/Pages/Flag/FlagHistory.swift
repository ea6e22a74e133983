import Review

/// What happened to a flag, by runs and by people, last first.
struct FlagHistory: Sendable {
  let entries: [Entry]
  let readings: [Fact]
  /// What the last run did to it, in a sentence.
  let lastChange: String?

  /// Something that happened.
  struct Entry: Sendable {
    let stamp: String
    let when: String
    let who: String
    let what: String
    let words: String?
  }

  init(_ file: FlagFile) {
    let all =
      file.events.map(Self.entry) + file.decisions.flatMap(Self.entries) + file.notes.map(Self.entry)
      + file.assignments.map(Self.entry)
    entries = all.sorted { ($1.stamp, $0.what) < ($0.stamp, $1.what) }
    readings = file.readings.reversed().map {
      Fact(name: moment($0.readAt), value: "\($0.readBy), \($0.via)")
    }
    lastChange = file.events.last.map { "\(moment($0.happenedAt)): \(Self.words($0))" }
  }

  private static func entry(_ event: FlagEvent) -> Entry {
    Entry(
      stamp: event.happenedAt, when: moment(event.happenedAt), who: "run \(event.run.prefix(8))",
      what: words(event),
      words: event.successor.map { "Its episode is now part of flag \($0.prefix(8))." })
  }

  /// What a run did.
  private static func words(_ event: FlagEvent) -> String {
    let kind =
      switch event.kind {
      case "created": "first flagged"
      case "extended": "more evidence came"
      case "amended": "changed"
      case "reopened": "reopened by new evidence"
      case "withdrawn": "withdrawn: it follows from the payments no longer"
      case "restored": "follows from the payments again"
      default: event.kind
      }
    let parts = [
      (event.added.count, "added"), (event.removed.count, "gone"), (event.reversed.count, "taken back"),
    ].filter { $0.0 > 0 }.map { "\(grouped($0.0)) \($0.1)" }
    return kind + (parts.isEmpty ? "" : " (payments: \(parts.joined(separator: ", ")))")
      + ", score \(event.score)"
  }

  private static func entries(_ decision: Decision) -> [Entry] {
    let verb = decision.needsSecond ? "proposed" : "decided"
    let outcome = decision.outcome == "lapsed" ? "; it lapsed before a second person spoke" : ""
    let first = Entry(
      stamp: decision.decidedAt, when: moment(decision.decidedAt), who: decision.decidedBy,
      what: "\(verb) \(spoken(decision.toStatus)), \(spoken(decision.reasonCode))\(outcome)",
      words: decision.reason)
    guard let second = decision.secondOpinion else { return [first] }
    return [
      first,
      Entry(
        stamp: second.decidedAt, when: moment(second.decidedAt), who: second.decidedBy,
        what: second.agrees ? "agreed to \(spoken(decision.toStatus))" : "did not agree", words: second.reason
      ),
    ]
  }

  private static func entry(_ note: FlagNote) -> Entry {
    Entry(
      stamp: note.notedAt, when: moment(note.notedAt), who: note.notedBy, what: "noted",
      words: note.text + (note.reference.map { "\n\($0)" } ?? ""))
  }

  private static func entry(_ assignment: Assignment) -> Entry {
    Entry(
      stamp: assignment.assignedAt, when: moment(assignment.assignedAt), who: assignment.assignedBy,
      what: assignment.assignee.map { "gave it to \($0)" } ?? "gave it back", words: assignment.reason)
  }
}
