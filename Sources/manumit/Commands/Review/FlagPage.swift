import Detection
import Reporting
import Review

/// A flag on a page of the terminal.
struct FlagPage {
  private let file: FlagFile
  private let width: Int
  private let inColor: Bool
  private let evidenceRows: Int

  init(_ file: FlagFile, width: Int, inColor: Bool, evidenceRows: Int) {
    self.file = file
    self.width = width
    self.inColor = inColor
    self.evidenceRows = evidenceRows
  }

  /// The page, section by section, with a blank line between two.
  var lines: [String] {
    let sections = [
      head, wrapped(file.head.explanation), findings("Red flags", file.indicators),
      findings("Innocent patterns", file.mitigations), evidence, relations, otherFlags, events, decisions,
      notes,
      next,
    ]
    return Array(sections.filter { !$0.isEmpty }.joined(separator: [""]))
  }

  private func wrapped(_ text: String, indent: String = "") -> [String] {
    WrappedText.lines(text, width: width, indent: indent)
  }

  private func title(_ text: String) -> String { TextStyle.strong.applied(to: text, inColor: inColor) }

  private var head: [String] {
    let head = file.head
    let who = head.subjectName.map { "\($0) (\(head.subjectIdentifier))" } ?? head.subjectIdentifier
    var lines = [title("\(head.id)  \(head.typology), score \(head.score), \(words(head.status))")]
    lines += wrapped("\(head.role.capitalizedFirst): \(who), a \(head.subjectKind)", indent: "  ").map {
      head.isPossibleVictim ? TextStyle.care.applied(to: $0, inColor: inColor) : $0
    }
    lines += wrapped(
      "\(DateText.period(head.activeFrom, head.activeTo)): \(head.amounts)".capitalizedFirst, indent: "  ")
    let age = head.ageDays == 0 ? "today" : "\(QuantityText.plural(Int64(head.ageDays), "day")) ago"
    if file.isPossibleVictimElsewhere, !head.isPossibleVictim {
      lines += wrapped(
        "  Another flag has the same subject for a possible victim, a person to protect.", indent: "  "
      )
      .map { TextStyle.care.applied(to: $0, inColor: inColor) }
    }
    var state = ["Raised \(age)"]
    if let assignee = head.assignee { state.append("assigned to \(head.isMine ? "you" : assignee)") }
    if let unit = head.unit { state.append("unit \(unit)") }
    if let snooze = file.snooze, head.snoozedUntil != nil {
      state.append("put off until \(DateText.date(snooze.until)) by \(snooze.snoozedBy): \(snooze.reason)")
    }
    if let successor = head.successor { state.append("now part of flag \(successor)") }
    return lines + wrapped(state.joined(separator: "; "), indent: "  ")
  }

  private func findings(_ heading: String, _ findings: [FlagFinding]) -> [String] {
    guard !findings.isEmpty else { return [] }
    return [title(heading)]
      + findings.flatMap { finding in
        let points = (finding.points > 0 ? "+" : "") + "\(finding.points)"
        let payments = QuantityText.plural(Int64(finding.transactionCount), "payment")
        return wrapped(
          "  \(points)  \(finding.indicator), strongest \(finding.localTime), \(payments)", indent: "      ")
          + finding.conditions.flatMap { condition in
            WrappedText.lines(
              "      \(condition.text): \(condition.observed.text)"
                + (condition.holds ? "" : ", which does not hold"),
              width: width, indent: "        ")
          }
      }
  }

  private var evidence: [String] {
    let rows = file.evidence.filter { !$0.isGathered }
    guard !rows.isEmpty else { return [] }
    var table = TextTable([
      .init("time"), .init(""), .init("amount", .right), .init("channel", sacrifice: 1),
      .init("of", narrowest: 10), .init("with", narrowest: 10), .init("by", narrowest: 8, sacrifice: 3),
      .init("place", narrowest: 8, sacrifice: 4),
      .init("memo", narrowest: 8, sacrifice: 5), .init("red flags", narrowest: 12, sacrifice: 6),
      .init("source", narrowest: 8, sacrifice: 2),
    ])
    // Who is the same on every line is the subject itself, or nobody that tells lines apart.
    let hasOneCustomer = Set(rows.map { $0.customer ?? $0.account }).count == 1
    let hasOneCounterparty = Set(rows.map(\.counterparty)).count == 1 && !hasOneCustomer
    for row in rows.prefix(evidenceRows) {
      table.add([
        .init(row.localTime), .init(row.direction == "credit" ? "in" : "out"),
        .init(row.currency.isEmpty ? "no amount" : "\(row.amount) \(row.currency)"), .init(row.channel),
        .init(hasOneCustomer ? "" : row.customer ?? row.account ?? ""),
        .init(hasOneCounterparty ? "" : row.counterparty ?? ""), .init(row.conductor ?? ""),
        .init(row.place ?? ""), .init(row.memo ?? ""),
        .init(marks(row) + row.indicators.joined(separator: ", ")), .init("\(row.file):\(row.line)"),
      ])
    }
    let left = file.evidenceCount - file.evidence.count + max(0, rows.count - evidenceRows)
    return [title("Evidence")] + table.lines(width: width, inColor: inColor)
      + (left > 0
        ? ["\(QuantityText.plural(Int64(left), "payment")) more: --evidence 0, or manumit.evidence"] : [])
  }

  private func marks(_ row: EvidenceRow) -> String {
    (row.isNew ? "new; " : "") + (row.isKnownRelationship ? "known relationship; " : "")
  }

  private var relations: [String] {
    guard !file.related.isEmpty else { return [] }
    return [title("Gathered here")]
      + file.related.flatMap { relation in
        let name = relation.name.map { "\($0) (\(relation.identifier))" } ?? relation.identifier
        let care = relation.isPossibleVictim ? ", a person who may need help" : ""
        return wrapped("  \(name)\(care): \(relation.indicators.joined(separator: ", "))", indent: "    ").map
        {
          relation.isPossibleVictim ? TextStyle.care.applied(to: $0, inColor: inColor) : $0
        }
      }
  }

  private var otherFlags: [String] {
    guard !file.otherFlags.isEmpty else { return [] }
    return [title("Other flags of the same subject")]
      + file.otherFlags.map { flag in
        "  \(flag.id.shortID)  \(flag.typology), score \(flag.score), \(words(flag.status)), "
          + "\(flag.activeFrom) to \(flag.activeTo)"
      }
  }

  private var events: [String] {
    [title("What runs did")]
      + file.events.flatMap { event in
        let changes = [(event.added, "added"), (event.removed, "removed"), (event.reversed, "taken back")]
          .filter { !$0.0.isEmpty }.map { ", \(QuantityText.plural(Int64($0.0.count), "payment")) \($0.1)" }
        return wrapped(
          "  \(minute(event.happenedAt)) \(event.kind) by run \(event.run), score \(event.score)"
            + changes.joined(), indent: "    ")
      }
  }

  private var decisions: [String] {
    guard !file.decisions.isEmpty else { return [] }
    return [title("Decisions")]
      + file.decisions.flatMap { decision in
        let move = "\(words(decision.fromStatus)) to \(words(decision.toStatus))"
        let verb = decision.needsSecond ? "proposed" : "decided"
        var lines = wrapped(
          "  \(minute(decision.decidedAt)) \(decision.decidedBy) \(verb) \(move) (\(decision.reasonCode)): "
            + decision.reason, indent: "    ")
        if let second = decision.secondOpinion {
          lines += wrapped(
            "    \(minute(second.decidedAt)) \(second.decidedBy) \(second.agrees ? "agreed" : "disagreed"): "
              + second.reason, indent: "      ")
        } else if decision.isPending {
          lines.append("    waits for a second person")
        } else if decision.outcome == "lapsed" {
          lines.append("    over before anybody agreed: the flag has changed since")
        }
        return lines
      }
  }

  private var notes: [String] {
    guard !file.notes.isEmpty else { return [] }
    return [title("Notes")]
      + file.notes.flatMap { note in
        wrapped(
          "  \(minute(note.notedAt)) \(note.notedBy): \(note.text)"
            + (note.reference.map { " [\($0)]" } ?? ""),
          indent: "    ")
      }
  }

  /// What can be done from here, as it is typed.
  private var next: [String] {
    let flag = file.head.id.shortID
    var commands = file.moves.map { move in
      (
        "manumit review decide \(flag) --to \(move.toStatus) --reason … --because …",
        move.meaning + (move.needsSecond ? "; a second person has to agree" : "")
      )
    }
    if let pending = file.pending, !pending.isMine {
      commands.insert(
        (
          "manumit review second \(flag) --agree --because …",
          "\(pending.decidedBy) proposes \(words(pending.toStatus))"
        ), at: 0)
    }
    guard !commands.isEmpty else { return [] }
    return [title("Next")] + commands.flatMap { ["  \($0.0)", "      \($0.1)"] }
  }

  private func words(_ status: String) -> String { status.replacing("_", with: " ") }

  /// `2026-03-07 23:41`, UTC.
  private func minute(_ moment: String) -> String {
    String(moment.prefix(16)).replacing("T", with: " ")
  }
}

extension String {
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
