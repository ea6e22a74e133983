extension FlagStatements {
  static let evidenceCount: Statement = "SELECT count(*) FROM manumit.evidence e WHERE e.flag_id = $1"

  /// The first `$2` rows of a flag's evidence.
  static let evidence: Statement = """
    SELECT e.transaction_id, (extract(epoch FROM e.occurred_at) * 1000)::bigint,
      (extract(epoch FROM e.local_time - e.occurred_at::timestamp) / 60)::bigint,
      to_char(e.local_time, CASE WHEN e.time_known THEN 'YYYY-MM-DD HH24:MI' ELSE 'YYYY-MM-DD' END), e.time_known,
      e.direction, e.minor_units, e.currency, e.amount, e.channel, e.purpose, e.account, e.customer,
      e.counterparty_name, e.counterparty_account, e.memo, e.place, e.fields ->> 'branch_county',
      e.fields ->> 'branch_state', e.fields ->> 'branch_zip', e.conductor, e.source_transaction, e.source_file,
      e.source_line, \(.list("e.indicators")), e.is_mitigation_only, e.is_gathered,
      e.transaction_id IN (SELECT k.transaction_id FROM manumit.flag_known_payments k WHERE k.flag_id = $1)
    FROM manumit.evidence e WHERE e.flag_id = $1 ORDER BY e.occurred_at, e.transaction_id LIMIT $2
    """

  static func evidence(_ cells: inout RowCells, new: Set<String>) -> EvidenceRow {
    let id = cells.text()
    return EvidenceRow(
      id: id, instant: cells.integer(), zoneMinutes: cells.integer(), localTime: cells.text(),
      isTimeKnown: cells.boolean(), direction: cells.text(), minorUnits: cells.integer(),
      currency: cells.text(), amount: cells.text(), channel: cells.text(), purpose: cells.text(),
      account: cells.written(), customer: cells.written(), counterpartyName: cells.written(),
      counterpartyAccount: cells.written(), memo: cells.written(), place: cells.written(),
      placeCounty: cells.written(), placeState: cells.written(), placeZIP: cells.written(),
      conductor: cells.written(), sourceTransaction: cells.written(), file: cells.written() ?? "",
      line: cells.integer(), indicators: cells.names(), isMitigationOnly: cells.boolean(),
      isGathered: cells.boolean(), isKnownRelationship: cells.boolean(), isNew: new.contains(id))
  }
}
