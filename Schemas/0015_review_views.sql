-- What reviewers' pages and tools read. The views are the contract; they show to each what the policies let through.

-- Words of a subject's name and identifier, for searching by their beginnings. Split at what is none: a database whose
-- locale is C knows no letters but those of ASCII, and would find no other names.
CREATE FUNCTION manumit.words(of_text text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
  SELECT array_remove(regexp_split_to_array(lower(of_text), '[[:space:][:punct:][:cntrl:]]+'), '')
$$;
COMMENT ON FUNCTION manumit.words(text) IS 'The words of a text in small letters: what stands between signs and spaces.';
CREATE INDEX flagged_by_word ON manumit.flagged
  USING gin (array_to_tsvector(manumit.words(coalesce(subject_name, '') || ' ' || subject_identifier)));

-- SECURITY DEFINER, for an index is of no use beneath a policy to a search that could tell what it compares; so the
-- policy is asked here.
CREATE FUNCTION manumit.find_flags(wanted text, most integer DEFAULT 1000) RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp ROWS 1000 AS $$
  SELECT found.id FROM (
    SELECT f.id, f.score FROM manumit.flagged f
    WHERE array_to_tsvector(manumit.words(coalesce(f.subject_name, '') || ' ' || f.subject_identifier)) @@
        (SELECT string_agg(quote_literal(w.word) || ':*', ' & ')::tsquery FROM unnest(manumit.words(wanted)) AS w (word))
      AND (f.unit IS NULL OR f.unit = ANY ((SELECT manumit.my_units())::text[])
        OR (SELECT manumit.is_owner() OR pg_has_role(session_user, 'manumit_auditor', 'USAGE')))
    -- Half the customers may be called Maria: nobody looks through them all, nor waits for it.
    LIMIT 5000
  ) AS found
  ORDER BY found.score DESC, found.id LIMIT most
$$;
COMMENT ON FUNCTION manumit.find_flags(text, integer) IS 'Flags whose subject''s name or identifier has words that begin with each of the wanted ones, highest scores first; of more than 5,000 some.';

-- The queue in other orders: by age, and by the last change.
CREATE INDEX flagged_by_age ON manumit.flagged (first_flagged_at)
  WHERE status IN ('new', 'reopened', 'in_review', 'escalated', 'report_drafted');
CREATE INDEX flagged_by_change ON manumit.flagged (changed_at)
  WHERE status IN ('new', 'reopened', 'in_review', 'escalated', 'report_drafted');

CREATE VIEW manumit.queue_all WITH (security_invoker = true) AS
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
  f.id,
  f.role AS role_code,
  f.subject_key,
  f.assignee,
  f.assignee IS NOT NULL AND f.assignee = session_user AS mine,
  CASE WHEN f.snoozed_until > manumit.today() THEN f.snoozed_until END AS snoozed_until,
  f.pending_decision,
  f.unit,
  manumit.today() - (f.first_flagged_at AT TIME ZONE 'UTC')::date AS age_days
FROM manumit.flagged f
WHERE f.status IN ('new', 'reopened', 'in_review', 'escalated', 'report_drafted')
ORDER BY f.score DESC, f.related_count DESC, cardinality(f.indicators) DESC, cardinality(f.mitigations),
  f.active_to DESC, f.id;
COMMENT ON VIEW manumit.queue_all IS 'Open flags in the order of reading, with those put aside for a while.';

CREATE OR REPLACE VIEW manumit.queue WITH (security_invoker = true) AS
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
  f.id,
  f.role AS role_code,
  f.subject_key,
  f.assignee,
  f.assignee IS NOT NULL AND f.assignee = session_user AS mine,
  NULL::date AS snoozed_until,
  f.pending_decision,
  f.unit,
  manumit.today() - (f.first_flagged_at AT TIME ZONE 'UTC')::date AS age_days
FROM manumit.flagged f
WHERE f.status IN ('new', 'reopened', 'in_review', 'escalated', 'report_drafted')
  AND (f.snoozed_until IS NULL OR f.snoozed_until <= manumit.today())
ORDER BY f.score DESC, f.related_count DESC, cardinality(f.indicators) DESC, cardinality(f.mitigations),
  f.active_to DESC, f.id;
COMMENT ON VIEW manumit.queue IS 'Open flags in the order of reading: what to look at next. Those put aside for a while are in manumit.queue_all.';
COMMENT ON COLUMN manumit.queue.role_code IS 'The same as manumit.flagged.role.';
COMMENT ON COLUMN manumit.queue.subject_key IS 'Key of the subject across flags.';
COMMENT ON COLUMN manumit.queue.assignee IS 'Who has taken it; empty for nobody.';
COMMENT ON COLUMN manumit.queue.mine IS 'Whether the person signed in has taken it.';
COMMENT ON COLUMN manumit.queue.snoozed_until IS 'Until when it is put aside: nothing here is.';
COMMENT ON COLUMN manumit.queue.pending_decision IS 'The decision that waits for a second person, if one does.';
COMMENT ON COLUMN manumit.queue.unit IS 'The unit whose flag it is; empty where everybody sees it.';
COMMENT ON COLUMN manumit.queue.age_days IS 'Days since the flag reached this database, by UTC.';
-- Its other columns say the same as those of the queue.
DO $$
DECLARE
  part record;
BEGIN
  FOR part IN SELECT a.attname, col_description(a.attrelid, a.attnum) AS text FROM pg_attribute a
    WHERE a.attrelid = 'manumit.queue'::regclass AND a.attnum > 0 AND NOT a.attisdropped
  LOOP
    EXECUTE format('COMMENT ON COLUMN manumit.queue_all.%I IS %L', part.attname,
      CASE part.attname WHEN 'snoozed_until' THEN 'The day on which it shows in the queue again; empty where it shows.'
        ELSE part.text END);
  END LOOP;
END $$;

CREATE VIEW manumit.flag_move WITH (security_invoker = true) AS
SELECT f.id AS flag_id, m.to_status, m.meaning,
  m.to_status = ANY (string_to_array(manumit.setting('four_eyes'), ',')) AS needs_second
FROM manumit.flagged f JOIN manumit.status_move m ON m.from_status = f.status;
COMMENT ON VIEW manumit.flag_move IS 'The moves a decision on a flag can make now.';
COMMENT ON COLUMN manumit.flag_move.flag_id IS 'The flag.';
COMMENT ON COLUMN manumit.flag_move.to_status IS 'Status after.';
COMMENT ON COLUMN manumit.flag_move.meaning IS 'What the move says.';
COMMENT ON COLUMN manumit.flag_move.needs_second IS 'Whether a second person must agree.';

CREATE VIEW manumit.flag_decision WITH (security_invoker = true) AS
SELECT d.id, d.flag_id, d.decided_at, d.decided_by, d.from_status, d.to_status, d.reason_code, d.reason,
  d.evidence_digest, d.needs_second,
  CASE WHEN NOT d.needs_second THEN 'decided' WHEN s.agrees THEN 'agreed' WHEN NOT s.agrees THEN 'refused'
    WHEN f.pending_decision = d.id THEN 'proposed' ELSE 'lapsed' END AS outcome,
  s.decided_at AS second_at, s.decided_by AS second_by, s.reason AS second_reason
FROM manumit.decision d
JOIN manumit.flagged f ON f.id = d.flag_id
LEFT JOIN manumit.second_opinion s ON s.decision_id = d.id;
COMMENT ON VIEW manumit.flag_decision IS 'Decisions with what a second person said to them.';
COMMENT ON COLUMN manumit.flag_decision.id IS 'Order of the decisions.';
COMMENT ON COLUMN manumit.flag_decision.flag_id IS 'The flag decided on.';
COMMENT ON COLUMN manumit.flag_decision.decided_at IS 'When.';
COMMENT ON COLUMN manumit.flag_decision.decided_by IS 'Who decided or proposed.';
COMMENT ON COLUMN manumit.flag_decision.from_status IS 'Status before.';
COMMENT ON COLUMN manumit.flag_decision.to_status IS 'Status after, or the one proposed.';
COMMENT ON COLUMN manumit.flag_decision.reason_code IS 'A code of manumit.decision_reason.';
COMMENT ON COLUMN manumit.flag_decision.reason IS 'Why, in the reviewer''s words.';
COMMENT ON COLUMN manumit.flag_decision.evidence_digest IS 'The evidence it was taken on.';
COMMENT ON COLUMN manumit.flag_decision.needs_second IS 'Whether it was a proposal.';
COMMENT ON COLUMN manumit.flag_decision.outcome IS 'decided (it needed nobody else); proposed (it waits); agreed, refused (by a second person); lapsed (new evidence, a withdrawal or another decision came first).';
COMMENT ON COLUMN manumit.flag_decision.second_at IS 'When a second person said something to it.';
COMMENT ON COLUMN manumit.flag_decision.second_by IS 'Who that was.';
COMMENT ON COLUMN manumit.flag_decision.second_reason IS 'What that person said.';

CREATE VIEW manumit.flag_known_payments WITH (security_invoker = true) AS
SELECT e.flag_id, e.transaction_id, k.id AS relationship_id, k.reason, k.until_date, k.stated_by
FROM manumit.evidence e
JOIN manumit.flagged f ON f.id = e.flag_id
JOIN manumit.known_relationship k ON k.subject_key = f.subject_key
  AND k.counterparty IN (e.counterparty_account, e.counterparty_name)
  AND e.local_time::date BETWEEN k.from_date AND k.until_date
WHERE NOT EXISTS (SELECT FROM manumit.known_relationship_end x WHERE x.id = k.id);
COMMENT ON VIEW manumit.flag_known_payments IS 'Evidence that somebody stated to be in order. It counts in the flag all the same.';
COMMENT ON COLUMN manumit.flag_known_payments.flag_id IS 'The flag.';
COMMENT ON COLUMN manumit.flag_known_payments.transaction_id IS 'The payment, a row of manumit.evidence.';
COMMENT ON COLUMN manumit.flag_known_payments.relationship_id IS 'The row of manumit.known_relationship.';
COMMENT ON COLUMN manumit.flag_known_payments.reason IS 'Why the payments are in order.';
COMMENT ON COLUMN manumit.flag_known_payments.until_date IS 'Last day of payments it holds for.';
COMMENT ON COLUMN manumit.flag_known_payments.stated_by IS 'Who stated it.';

CREATE VIEW manumit.subject_flags WITH (security_invoker = true) AS
SELECT f.subject_key, 'flagged' AS part, f.id AS flag_id, f.typology, f.role, f.status, f.score, f.active_from,
  f.active_to, f.amounts, array_to_string(f.indicators, ', ') AS indicators, f.subject_kind, f.subject_identifier,
  f.subject_name, f.subject_key AS hub_key, coalesce(f.subject_name, f.subject_identifier) AS hub
FROM manumit.flagged f
UNION ALL
SELECT r.subject_key, 'gathered', f.id, f.typology, r.role, f.status, f.score, f.active_from,
  f.active_to, f.amounts, r.indicator, f.subject_kind, r.subject_identifier,
  r.subject_name, f.subject_key, coalesce(f.subject_name, f.subject_identifier)
FROM manumit.related_subject r JOIN manumit.flagged f ON f.id = r.flag_id;
COMMENT ON VIEW manumit.subject_flags IS 'One subject across typologies: flags of its own, and, once manumit.open_subject has opened them, flags of others at which it is gathered.';
COMMENT ON COLUMN manumit.subject_flags.subject_key IS 'The subject.';
COMMENT ON COLUMN manumit.subject_flags.part IS 'flagged (the flag is its own) or gathered (at the flag of another; never suspected there).';
COMMENT ON COLUMN manumit.subject_flags.flag_id IS 'The flag.';
COMMENT ON COLUMN manumit.subject_flags.typology IS 'What it looks like.';
COMMENT ON COLUMN manumit.subject_flags.role IS 'What part this subject may play in it.';
COMMENT ON COLUMN manumit.subject_flags.status IS 'Status of the flag.';
COMMENT ON COLUMN manumit.subject_flags.score IS 'Score of the flag.';
COMMENT ON COLUMN manumit.subject_flags.active_from IS 'First day of the episode.';
COMMENT ON COLUMN manumit.subject_flags.active_to IS 'Last day of the episode so far.';
COMMENT ON COLUMN manumit.subject_flags.amounts IS 'Money in and out of the flag''s evidence.';
COMMENT ON COLUMN manumit.subject_flags.indicators IS 'Red flags that fired; of a gathered subject the one that holds for it.';
COMMENT ON COLUMN manumit.subject_flags.subject_kind IS 'Kind of the flagged subject: customer, counterparty or link.';
COMMENT ON COLUMN manumit.subject_flags.subject_identifier IS 'The subject as the source names it.';
COMMENT ON COLUMN manumit.subject_flags.subject_name IS 'Its name, where stated.';
COMMENT ON COLUMN manumit.subject_flags.hub_key IS 'Key of the flagged subject: itself, or the one that gathers it.';
COMMENT ON COLUMN manumit.subject_flags.hub IS 'Name of the flagged subject, or its identifier.';

CREATE VIEW manumit.subject_neighbour WITH (security_invoker = true) AS
SELECT f.subject_key, 'gathers' AS direction, r.subject_key AS neighbour_key, r.role AS neighbour_role,
  r.subject_identifier AS neighbour_identifier, r.subject_name AS neighbour_name, r.indicator, f.id AS flag_id,
  f.typology, f.status
FROM manumit.related_subject r JOIN manumit.flagged f ON f.id = r.flag_id
UNION ALL
SELECT r.subject_key, 'is gathered by', f.subject_key, f.role, f.subject_identifier, f.subject_name, r.indicator,
  f.id, f.typology, f.status
FROM manumit.related_subject r JOIN manumit.flagged f ON f.id = r.flag_id;
COMMENT ON VIEW manumit.subject_neighbour IS 'Who is around a subject, both ways, of the flags that were opened: SELECT manumit.open_subject(…, …) first.';
COMMENT ON COLUMN manumit.subject_neighbour.subject_key IS 'The subject.';
COMMENT ON COLUMN manumit.subject_neighbour.direction IS 'gathers: the neighbour is gathered at the subject''s flag. is gathered by: the other way round.';
COMMENT ON COLUMN manumit.subject_neighbour.neighbour_key IS 'Key of the neighbour.';
COMMENT ON COLUMN manumit.subject_neighbour.neighbour_role IS 'What part the neighbour may play; one that is gathered is possible_victim or unknown.';
COMMENT ON COLUMN manumit.subject_neighbour.neighbour_identifier IS 'The neighbour as the source names it.';
COMMENT ON COLUMN manumit.subject_neighbour.neighbour_name IS 'Its name, where stated.';
COMMENT ON COLUMN manumit.subject_neighbour.indicator IS 'The indicator that holds for the one that is gathered.';
COMMENT ON COLUMN manumit.subject_neighbour.flag_id IS 'The flag that says so.';
COMMENT ON COLUMN manumit.subject_neighbour.typology IS 'What the flag looks like.';
COMMENT ON COLUMN manumit.subject_neighbour.status IS 'Status of the flag.';

CREATE INDEX run_by_day ON manumit.run (((started_at AT TIME ZONE 'UTC')::date));
CREATE VIEW manumit.run_coverage_by_day WITH (security_invoker = true) AS
SELECT (r.started_at AT TIME ZONE 'UTC')::date AS day, c.indicator, r.id AS run_id, r.command, r.started_at, r.finished_at,
  r.rulebook, r.parameters, r.first_day, r.last_day, r.accepted_records, c.subjects_evaluated, c.subjects_fired,
  c.not_evaluable
FROM manumit.run r JOIN manumit.run_coverage c ON c.run_id = r.id;
COMMENT ON VIEW manumit.run_coverage_by_day IS 'Did rule X run on night D, over what, and what could it not see: WHERE indicator = … AND day = …. No row: it did not.';
COMMENT ON COLUMN manumit.run_coverage_by_day.day IS 'The day on which the run began, by UTC.';
COMMENT ON COLUMN manumit.run_coverage_by_day.indicator IS 'Stable ID of the indicator.';
COMMENT ON COLUMN manumit.run_coverage_by_day.run_id IS 'The run.';
COMMENT ON COLUMN manumit.run_coverage_by_day.command IS 'The command: scan, replay-rejections.';
COMMENT ON COLUMN manumit.run_coverage_by_day.started_at IS 'When it began.';
COMMENT ON COLUMN manumit.run_coverage_by_day.finished_at IS 'When it ended.';
COMMENT ON COLUMN manumit.run_coverage_by_day.rulebook IS 'Hash of the rulebook it ran with.';
COMMENT ON COLUMN manumit.run_coverage_by_day.parameters IS 'Parameters the institution overrode.';
COMMENT ON COLUMN manumit.run_coverage_by_day.first_day IS 'Earliest local date among accepted records.';
COMMENT ON COLUMN manumit.run_coverage_by_day.last_day IS 'Latest local date among accepted records.';
COMMENT ON COLUMN manumit.run_coverage_by_day.accepted_records IS 'Records the run accepted as new transactions.';
COMMENT ON COLUMN manumit.run_coverage_by_day.subjects_evaluated IS 'Subjects with activity it was evaluated on.';
COMMENT ON COLUMN manumit.run_coverage_by_day.subjects_fired IS 'Subjects it held for.';
COMMENT ON COLUMN manumit.run_coverage_by_day.not_evaluable IS 'Missing field to number of subjects it could not be evaluated on because of that.';

CREATE INDEX rejection_by_file ON manumit.rejection (run_id, source_file);
CREATE VIEW manumit.open_rejections WITH (security_invoker = true) AS
SELECT j.run_id, j.number, j.source_file, j.source_line, j.byte_offset, j.code, j.field, j.reason, j.amount, j.currency,
  j.minor_units, j.raw_text, j.is_truncated, j.published_at
FROM manumit.rejection j
LEFT JOIN manumit.run r ON r.id = j.run_id
WHERE j.is_truncated OR NOT EXISTS (
  SELECT FROM manumit.run_source s JOIN manumit.run a ON a.id = s.run_id
  WHERE s.name = j.source_file AND a.command = 'replay-rejections' AND a.started_at > r.started_at
    AND s.records >= (SELECT count(*) FROM manumit.rejection o
      WHERE o.run_id = j.run_id AND o.source_file = j.source_file AND NOT o.is_truncated)
);
COMMENT ON VIEW manumit.open_rejections IS 'Rejected records that nobody has mended: no later replay-rejections was given as many records of their file. What a replay rejects again is a new row.';
COMMENT ON COLUMN manumit.open_rejections.run_id IS 'The run that rejected it.';
COMMENT ON COLUMN manumit.open_rejections.number IS 'Number of the rejection within its run.';
COMMENT ON COLUMN manumit.open_rejections.source_file IS 'File the record is in.';
COMMENT ON COLUMN manumit.open_rejections.source_line IS 'Line on which it begins.';
COMMENT ON COLUMN manumit.open_rejections.byte_offset IS 'Byte at which it begins, in the decompressed file.';
COMMENT ON COLUMN manumit.open_rejections.code IS 'Stable code of the reason.';
COMMENT ON COLUMN manumit.open_rejections.field IS 'Field at fault; empty where it is the record as a whole.';
COMMENT ON COLUMN manumit.open_rejections.reason IS 'The reason in one sentence.';
COMMENT ON COLUMN manumit.open_rejections.amount IS 'Amount in the currency''s main unit, where it could be read.';
COMMENT ON COLUMN manumit.open_rejections.currency IS 'ISO 4217 code, where it could be read.';
COMMENT ON COLUMN manumit.open_rejections.minor_units IS 'Amount in minor units, where it could be read.';
COMMENT ON COLUMN manumit.open_rejections.raw_text IS 'The record as text.';
COMMENT ON COLUMN manumit.open_rejections.is_truncated IS 'Whether the record is too long to have been kept whole; such a one cannot be replayed.';
COMMENT ON COLUMN manumit.open_rejections.published_at IS 'When it reached this database.';

REVOKE ALL ON FUNCTION manumit.find_flags(text, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION manumit.find_flags(text, integer) TO manumit_reviewer, manumit_auditor;
GRANT SELECT ON manumit.queue_all, manumit.flag_move, manumit.flag_decision, manumit.flag_known_payments,
  manumit.subject_flags, manumit.subject_neighbour, manumit.run_coverage_by_day, manumit.open_rejections
  TO manumit_reviewer, manumit_auditor;
