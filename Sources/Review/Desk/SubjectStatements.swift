/// The statements that read subjects, and what their rows are read as. `$1` is a subject's key, or an array of them.
enum SubjectStatements {
  static let place = "Reading the subject"

  static let flags: Statement = """
    SELECT \(QueueStatements.columns) FROM manumit.flagged f WHERE f.subject_key = $1
    ORDER BY NOT \(QueueStatements.isOpen("f")), f.status = 'withdrawn', \(QueueStatements.readingOrder)
    """

  static let relations: Statement = """
    SELECT n.direction, n.neighbour_key, n.neighbour_identifier, n.neighbour_name, n.neighbour_role, n.flag_id,
      n.typology, n.indicator
    FROM manumit.subject_neighbour n WHERE n.subject_key = $1 AND n.status <> 'withdrawn'
    ORDER BY n.neighbour_role <> 'possible_victim', n.neighbour_identifier, n.neighbour_key, n.flag_id, n.indicator
    """

  static func relation(_ cells: inout RowCells) -> (direction: String, relation: SubjectRelation) {
    let direction = cells.text()
    let relation = SubjectRelation(
      subjectKey: cells.text(), identifier: cells.written() ?? "", name: cells.written(),
      roleCode: cells.text(), flag: cells.text(), typology: cells.text(), indicator: cells.text())
    return (direction, relation)
  }

  /// Links of the subjects of `$1`, at most `$2`: one row for each two subjects.
  static let links: Statement = """
    SELECT r.subject_key, f.subject_key, string_agg(DISTINCT f.id, E'\\n'), string_agg(DISTINCT r.indicator, E'\\n')
    FROM manumit.related_subject r JOIN manumit.flagged f ON f.id = r.flag_id
    WHERE f.status <> 'withdrawn' AND r.subject_key <> f.subject_key
      AND (r.subject_key = ANY ($1::text[]) OR f.subject_key = ANY ($1::text[]))
    GROUP BY r.subject_key, f.subject_key
    ORDER BY bool_or(r.role = 'possible_victim') DESC, max(f.score) DESC, r.subject_key, f.subject_key LIMIT $2
    """

  static func link(_ cells: inout RowCells) -> NeighbourLink {
    NeighbourLink(from: cells.text(), to: cells.text(), flags: cells.names(), indicators: cells.names())
  }

  /// Who the subjects of `$1` are: whatever else is known of somebody, one who may be a victim is called that and nothing
  /// else, and one who is gathered alone has no part.
  static let subjects: Statement = """
    SELECT known.subject_key, max(known.kind), max(known.identifier), max(known.name),
      CASE WHEN bool_or(known.role = 'possible_victim') THEN 'possible_victim'
        ELSE (array_agg(known.role ORDER BY known.is_own DESC, known.score DESC, known.role))[1] END
    FROM (
      SELECT f.subject_key, f.subject_kind, f.subject_identifier, f.subject_name, f.role, true, f.score
      FROM manumit.flagged f WHERE f.subject_key = ANY ($1::text[]) AND f.status <> 'withdrawn'
      UNION ALL
      SELECT r.subject_key, NULL, r.subject_identifier, r.subject_name, r.role, false, 0
      FROM manumit.related_subject r JOIN manumit.flagged f ON f.id = r.flag_id
      WHERE r.subject_key = ANY ($1::text[]) AND f.status <> 'withdrawn'
    ) known (subject_key, kind, identifier, name, role, is_own, score)
    GROUP BY known.subject_key
    """

  static func subject(
    _ cells: inout RowCells
  ) -> (key: String, kind: String?, identifier: String, name: String?, roleCode: String) {
    (cells.text(), cells.optional(), cells.written() ?? "", cells.written(), cells.text())
  }

  /// Flags of the subjects of `$1`, each beside its subject.
  static let mentions: Statement = """
    SELECT f.subject_key, \(FlagStatements.mentionColumns) FROM manumit.flagged f
    WHERE f.subject_key = ANY ($1::text[]) AND f.status <> 'withdrawn' ORDER BY f.score DESC, f.id
    """
}
