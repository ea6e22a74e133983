/// The statements that read the queue. A filter that is not set is NULL, and the planner leaves it out.
struct QueueStatements {
  let filter: QueueFilter
  var pageNumber: Int { max(1, filter.page) }
  var pageSize: Int { min(max(1, filter.pageSize), QueueFilter.longestPage) }
  var offset: Int { (pageNumber - 1) * pageSize }

  /// Of every statement; a page has two more, how many rows to read and how many to pass over.
  let parameters: [String?]

  init(_ filter: QueueFilter) {
    self.filter = filter
    var person: String?
    if case .person(let name) = filter.assignee { person = name }
    parameters = [
      filter.text.flatMap { $0.isEmpty ? nil : $0 }, filter.typology, filter.role, filter.status,
      filter.indicator, person, filter.unit, filter.minimumScore.map { "\($0)" },
    ]
  }

  /// Flags in an order that an index has.
  func page(in order: Statement) -> Statement {
    Self.shown(
      "SELECT f.* FROM manumit.flagged f WHERE \(conditions("f")) ORDER BY \(order) LIMIT $9 OFFSET $10",
      order)
  }

  /// What is shown of rows is asked only once it is known which: else it would be of those passed over too.
  private static func shown(_ rows: Statement, _ order: Statement) -> Statement {
    "SELECT \(columns) FROM (\(rows)) f ORDER BY \(order)"
  }

  /// In the order of reading: those that no other flag of the same subject precedes, or those that one does.
  func page(ofFirst isFirst: Bool) -> Statement {
    Self.shown(
      """
      SELECT f.* FROM manumit.flagged f WHERE \(conditions("f")) AND \(isFirst ? Self.isFirst : Self.isLater) \
      \(earlier)) ORDER BY \(Self.readingOrder) LIMIT $9 OFFSET $10
      """, Self.readingOrder)
  }

  /// How many flags are the first of their subject.
  var countOfFirst: Statement {
    "SELECT count(*) FROM manumit.flagged f WHERE \(conditions("f")) AND \(Self.isFirst) \(earlier))"
  }

  private static let isFirst: Statement = "NOT EXISTS ("
  private static let isLater: Statement = "EXISTS ("

  private var earlier: Statement {
    """
    SELECT FROM manumit.flagged e WHERE e.subject_key = f.subject_key AND \(conditions("e"))
      AND (e.score, e.related_count, cardinality(e.indicators), -cardinality(e.mitigations), e.active_to)
        >= (f.score, f.related_count, cardinality(f.indicators), -cardinality(f.mitigations), f.active_to)
      AND ((e.score, e.related_count, cardinality(e.indicators), -cardinality(e.mitigations), e.active_to)
        > (f.score, f.related_count, cardinality(f.indicators), -cardinality(f.mitigations), f.active_to)
        OR e.id < f.id)
    """
  }

  /// How many flags the filter lets through, as far as anybody wants to know.
  var count: Statement {
    // One more than is told apart.
    "SELECT count(*) FROM (SELECT FROM manumit.flagged f WHERE \(conditions("f")) LIMIT 1001) counted"
  }

  /// Whether the filter asks for nothing that `manumit.flag_count` does not tell apart.
  var isCounted: Bool {
    filter.indicator == nil && filter.assignee == nil && filter.minimumScore == nil && !filter.isPending
      && parameters[0] == nil
  }

  /// The same number, exact and without looking at each flag.
  var knownCount: Statement {
    """
    SELECT coalesce(sum(f.flags), 0) FROM manumit.flag_count f
    WHERE $1::text IS NULL AND ($2::text IS NULL OR f.typology = $2) AND ($3::text IS NULL OR f.role = $3)
      AND ($4::text IS NULL OR f.status = $4) AND $5::text IS NULL AND $6::text IS NULL
      AND ($7::text IS NULL OR f.unit = $7) AND $8::text IS NULL \(filter.status == nil ? Self.andOpen : "") \
      \(filter.includesSnoozed ? "" : Self.andAwake)
    """
  }

  private static let andOpen: Statement = "AND \(isOpen("f"))"
  private static let andAwake: Statement = "AND \(isAwake("f"))"

  private static func isAwake(_ flag: Statement) -> Statement {
    "(\(flag).snoozed_until IS NULL OR \(flag).snoozed_until <= manumit.today())"
  }

  /// That of the index flagged_queue.
  static let readingOrder: Statement = """
    f.score DESC, f.related_count DESC, cardinality(f.indicators) DESC, cardinality(f.mitigations), f.active_to DESC, f.id
    """

  static func isOpen(_ flag: Statement) -> Statement {
    "\(flag).status IN ('new', 'reopened', 'in_review', 'escalated', 'report_drafted')"
  }

  /// Each parameter is named even where it is not set: the server wants to know the type of every one.
  private func conditions(_ flag: Statement) -> Statement {
    var parts: [Statement] = [
      parameters[0] == nil ? "$1::text IS NULL" : "\(flag).id IN (\(Self.found))",
      "($2::text IS NULL OR \(flag).typology = $2)", "($3::text IS NULL OR \(flag).role = $3)",
      "($4::text IS NULL OR \(flag).status = $4)", "($5::text IS NULL OR $5 = ANY (\(flag).indicators))",
      "($6::text IS NULL OR \(flag).assignee = $6)", "($7::text IS NULL OR \(flag).unit = $7)",
      "($8::integer IS NULL OR \(flag).score >= $8)",
    ]
    if filter.status == nil { parts.append(Self.isOpen(flag)) }
    if !filter.includesSnoozed { parts.append(Self.isAwake(flag)) }
    if filter.isPending { parts.append("\(flag).pending_decision IS NOT NULL") }
    switch filter.assignee {
    case .me: parts.append("\(flag).assignee = session_user::text")
    case .nobody: parts.append("\(flag).assignee IS NULL")
    case .person, nil: break
    }
    return parts.joined(separator: " AND ")
  }

  /// By the words of the subject's name and identifier, or by the beginning of a flag's id.
  private static let found: Statement = """
    SELECT manumit.find_flags($1) UNION ALL
      SELECT g.id FROM manumit.flagged g
      WHERE length($1) >= 6 AND g.id >= lower($1) AND g.id <= rpad(lower($1), 32, 'f')
    """
}

/// What a line of the queue shows.
extension QueueStatements {
  static let columns: Statement = """
    f.id, f.score, f.status, f.role, EXISTS (SELECT FROM manumit.flagged o WHERE o.subject_key = f.subject_key
      AND o.id <> f.id AND o.role = 'possible_victim' AND o.status <> 'withdrawn'),
    f.typology, f.subject_key, f.subject_kind,
    coalesce(f.subject_name, f.subject_identifier), f.subject_identifier, f.active_from, f.active_to, f.amounts,
    f.transaction_count, \(.list("f.indicators")), \(.list("f.mitigations")), f.related_count,
    \(.moment("f.first_flagged_at")), \(.moment("f.changed_at")), \(ageInDays), f.assignee,
    coalesce(f.assignee = session_user::text, false),
    CASE WHEN f.snoozed_until > manumit.today() THEN f.snoozed_until END, f.pending_decision, f.unit
    """

  static let ageInDays: Statement = "manumit.today() - f.first_flagged_at::date"

  static func entry(_ cells: inout RowCells) -> QueueEntry {
    let (id, score, status, role) = (cells.text(), cells.integer() as Int, cells.text(), cells.text())
    return QueueEntry(
      id: id, score: score, status: status, role: roleInWords(role), roleCode: role,
      isPossibleVictimElsewhere: cells.boolean(), typology: cells.text(),
      subjectKey: cells.text(), subjectKind: cells.text(), who: cells.written() ?? "",
      subjectIdentifier: cells.written() ?? "", activeFrom: cells.text(), activeTo: cells.text(),
      amounts: cells.text(), transactionCount: cells.integer(), indicators: cells.names(),
      mitigations: cells.names(), relatedCount: cells.integer(), firstFlaggedAt: cells.text(),
      changedAt: cells.text(), ageDays: cells.integer(), assignee: cells.optional(), isMine: cells.boolean(),
      snoozedUntil: cells.optional(), pendingDecision: cells.optionalInteger(), unit: cells.optional())
  }

  static let counts: Statement = """
    SELECT f.status, f.typology, f.role_code, f.is_snoozed, f.is_overdue, sum(f.flags)
    FROM manumit.queue_count f WHERE \(isOpen("f")) GROUP BY 1, 2, 3, 4, 5
    """

  /// Flags of whoever is signed in, and of anybody.
  static let assigned: Statement = """
    SELECT count(*) FILTER (WHERE f.assignee = session_user::text), count(*)
    FROM manumit.flagged f WHERE f.assignee IS NOT NULL AND \(isOpen("f"))
    """

  /// Proposals, and those of other people.
  static let pending: Statement = """
    SELECT count(*), count(*) FILTER (WHERE d.decided_by <> session_user::text)
    FROM manumit.flagged f JOIN manumit.decision d ON d.id = f.pending_decision
    WHERE f.pending_decision IS NOT NULL
    """
}

/// Words for a role, as `manumit.queue` has them: nobody is called what nobody has found.
func roleInWords(_ code: String) -> String {
  switch code {
  case "possible_victim": "possible victim: a person to protect"
  case "unknown": "part unknown"
  default: "suspected \(code)"
  }
}
