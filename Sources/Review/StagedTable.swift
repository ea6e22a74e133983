/// A table that runs write: rows are copied to a temporary table of the same shape, and from there the
/// stored rows of the owners that changed are brought up to them. Rows that are equal are left alone.
struct StagedTable {
  /// Name in schema manumit.
  let name: Statement
  /// Column that names the flag or run a row belongs to.
  let owner: Statement
  /// Primary key, the owner among it.
  let key: [Statement]
  /// The other columns.
  let values: [Statement]

  /// Columns in the order in which rows are copied.
  var columns: [Statement] { key + values }

  /// The temporary table, gone with the transaction.
  var staging: Statement { "pg_temp.stage_\(name)" }

  var create: Statement {
    "CREATE TEMPORARY TABLE stage_\(name) ON COMMIT DROP AS"
      + " SELECT \(list(columns)) FROM manumit.\(name) WITH NO DATA"
  }

  var copy: Statement { "COPY \(staging) (\(list(columns))) FROM STDIN" }

  var analyze: Statement { "ANALYZE \(staging) (\(list(key)))" }

  /// Removes the rows that the new version of their owner no longer has.
  func delete(changed: Statement) -> Statement {
    let same = key.map { "s.\($0) = t.\($0)" as Statement }.joined(separator: " AND ")
    return "DELETE FROM manumit.\(name) t USING pg_temp.\(changed) c"
      + " WHERE t.\(owner) = c.id AND NOT EXISTS (SELECT FROM \(staging) s WHERE \(same))"
  }

  /// Adds the rows that are new and amends those that differ.
  func upsert(changed: Statement) -> Statement {
    let set = values.map { "\($0) = excluded.\($0)" as Statement }.joined(separator: ", ")
    let stored = values.map { "t.\($0)" as Statement }.joined(separator: ", ")
    let incoming = values.map { "excluded.\($0)" as Statement }.joined(separator: ", ")
    return "INSERT INTO manumit.\(name) AS t (\(list(columns)))"
      + " SELECT \(list(columns, of: "s")) FROM \(staging) s JOIN pg_temp.\(changed) c ON c.id = s.\(owner)"
      + " ON CONFLICT (\(list(key))) DO UPDATE SET \(set)"
      + " WHERE ROW(\(stored)) IS DISTINCT FROM ROW(\(incoming))"
  }

  private func list(_ names: [Statement], of table: Statement? = nil) -> Statement {
    names.map { name in table.map { "\($0).\(name)" as Statement } ?? name }.joined(separator: ", ")
  }
}

extension StagedTable {
  /// The flag itself; `evidence_digest` is filled in by the server once the evidence is staged.
  static let flagged = StagedTable(
    name: "flagged", owner: "id", key: ["id"],
    values: [
      "subject_key", "subject_kind", "subject_identifier", "subject_name", "typology", "role", "score",
      "active_from", "active_to", "amounts", "transaction_count", "indicators", "mitigations",
      "related_count", "explanation", "rulebook", "content_digest", "region", "first_run", "last_run",
    ])
  static let amounts = StagedTable(
    name: "flag_amount", owner: "flag_id", key: ["flag_id", "currency"],
    values: ["credits", "debits", "in_minor_units", "out_minor_units", "amount_in", "amount_out"])
  static let findings = StagedTable(
    name: "finding", owner: "flag_id", key: ["flag_id", "kind", "position"],
    values: [
      "indicator", "day", "strongest_at", "local_time", "points", "observed", "conditions", "measures",
      "transaction_count",
    ])
  static let evidence = StagedTable(
    name: "evidence", owner: "flag_id", key: ["flag_id", "transaction_id"],
    values: [
      "occurred_at", "local_time", "time_known", "direction", "amount", "currency", "minor_units", "channel",
      "purpose", "account", "customer", "counterparty_name", "counterparty_account", "memo", "place",
      "conductor", "source_transaction", "fields", "indicators", "is_mitigation_only", "is_gathered",
      "source_file",
      "source_line",
    ])
  static let findingEvidence = StagedTable(
    name: "finding_evidence", owner: "flag_id", key: ["flag_id", "kind", "position", "transaction_id"],
    values: ["indicator", "sets"])
  static let related = StagedTable(
    name: "related_subject", owner: "flag_id", key: ["flag_id", "subject_key", "indicator"],
    values: ["subject_identifier", "subject_name", "role"])

  static let runs = StagedTable(
    name: "run", owner: "id", key: ["id"],
    values: [
      "command", "started_at", "finished_at", "program", "rulebook", "parameters", "read_records",
      "accepted_records", "duplicate_records", "rejected_records", "first_day", "last_day", "flags_new",
      "flags_extended", "flags_amended", "flags_withdrawn", "skipped_files", "content_digest",
    ])
  static let runAmounts = StagedTable(
    name: "run_amount", owner: "run_id", key: ["run_id", "fate", "currency"],
    values: ["records_without", "minor_units", "amount"])
  static let runSources = StagedTable(
    name: "run_source", owner: "run_id", key: ["run_id", "position"],
    values: ["name", "format", "bytes", "digest", "records", "controls"])
  static let runCoverage = StagedTable(
    name: "run_coverage", owner: "run_id", key: ["run_id", "indicator"],
    values: ["subjects_evaluated", "subjects_fired", "not_evaluable"])
  static let reversals = StagedTable(
    name: "reversal", owner: "run_id", key: ["transaction_id"],
    values: ["run_id", "day", "source_file", "source_line"])
  static let rejections = StagedTable(
    name: "rejection", owner: "run_id", key: ["run_id", "number"],
    values: [
      "source_file", "source_line", "byte_offset", "code", "field", "reason", "amount", "currency",
      "minor_units", "raw_text", "raw", "is_truncated",
    ])
}
