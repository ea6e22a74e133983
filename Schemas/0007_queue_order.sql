-- The order of reading: score, more people attached, more different red flags, fewer innocent patterns, later
-- activity, ID. `manumit flags` prints in the same order, the best flag of every subject before its others; whoever
-- reads to a budget does so too.

DROP INDEX manumit.flagged_queue;
CREATE INDEX flagged_queue ON manumit.flagged (score DESC, related_count DESC, cardinality(indicators) DESC,
    cardinality(mitigations), active_to DESC, id)
  WHERE status IN ('new', 'reopened', 'in_review', 'escalated', 'report_drafted');

CREATE OR REPLACE VIEW manumit.queue AS
SELECT
  f.score,
  f.status,
  CASE f.role WHEN 'possible_victim' THEN 'possible victim: a person to protect'
    WHEN 'unknown' THEN 'part unknown' ELSE 'suspected ' || f.role END AS role,
  f.typology,
  f.subject_kind,
  coalesce(f.subject_name, f.subject_identifier) AS who,
  f.subject_identifier,
  f.active_from,
  f.active_to,
  f.amounts,
  f.transaction_count,
  array_to_string(f.indicators, ', ') AS indicators,
  array_to_string(f.mitigations, ', ') AS mitigations,
  f.related_count,
  f.first_flagged_at,
  f.changed_at,
  f.id
FROM manumit.flagged f
WHERE f.status IN ('new', 'reopened', 'in_review', 'escalated', 'report_drafted')
ORDER BY f.score DESC, f.related_count DESC, cardinality(f.indicators) DESC, cardinality(f.mitigations),
  f.active_to DESC, f.id;
COMMENT ON VIEW manumit.queue IS 'Open flags in the order of reading: what to look at next.';
