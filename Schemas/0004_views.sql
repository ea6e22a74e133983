-- What people and BI tools read first. The views are the contract; the tables beneath them may grow.

CREATE VIEW manumit.queue AS
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
ORDER BY f.score DESC, f.active_to DESC, f.id;
COMMENT ON VIEW manumit.queue IS 'Open flags, highest score first: what to look at next.';
COMMENT ON COLUMN manumit.queue.score IS 'Points of the scorecard. Not a probability.';
COMMENT ON COLUMN manumit.queue.status IS 'new, reopened, in_review, escalated or report_drafted.';
COMMENT ON COLUMN manumit.queue.role IS 'What part the subject may play, in words. A possible victim is a person to protect.';
COMMENT ON COLUMN manumit.queue.typology IS 'What it looks like.';
COMMENT ON COLUMN manumit.queue.subject_kind IS 'customer, counterparty or link.';
COMMENT ON COLUMN manumit.queue.who IS 'Name of the subject, or its identifier where no name is stated.';
COMMENT ON COLUMN manumit.queue.subject_identifier IS 'The subject as the source names it.';
COMMENT ON COLUMN manumit.queue.active_from IS 'First day of the episode.';
COMMENT ON COLUMN manumit.queue.active_to IS 'Last day of the episode so far.';
COMMENT ON COLUMN manumit.queue.amounts IS 'Money in and out of the evidence.';
COMMENT ON COLUMN manumit.queue.transaction_count IS 'Transactions the findings rest on.';
COMMENT ON COLUMN manumit.queue.indicators IS 'Red flags that fired, strongest first.';
COMMENT ON COLUMN manumit.queue.mitigations IS 'Innocent patterns that also held.';
COMMENT ON COLUMN manumit.queue.related_count IS 'Other subjects gathered at this one.';
COMMENT ON COLUMN manumit.queue.first_flagged_at IS 'When the flag reached this database.';
COMMENT ON COLUMN manumit.queue.changed_at IS 'When a run last changed it.';
COMMENT ON COLUMN manumit.queue.id IS 'The flag: SELECT text FROM manumit.flag_story WHERE flag_id = …';

CREATE VIEW manumit.flag_story AS
SELECT
  part.flag_id,
  row_number() OVER (PARTITION BY part.flag_id ORDER BY part.section, part.rank, part.tie COLLATE "C") AS line,
  (ARRAY['flag', 'explanation', 'red flags', 'innocent patterns', 'evidence', 'related subjects',
    'what runs did', 'decisions'])[part.section] AS section,
  part.text
FROM (
  SELECT f.id AS flag_id, 1 AS section, head.rank, '' AS tie, head.text
  FROM manumit.flagged f, LATERAL (VALUES
    (1::bigint, f.typology || ', score ' || f.score || ', ' || f.status),
    (2, CASE f.role WHEN 'possible_victim' THEN 'Possible victim, a person to protect: '
      WHEN 'unknown' THEN 'Part unknown: ' ELSE 'Suspected ' || f.role || ': ' END
      || coalesce(f.subject_name || ' (' || f.subject_identifier || ')', f.subject_identifier)
      || ', a ' || f.subject_kind),
    (3, 'From ' || f.active_from || ' to ' || f.active_to || ': ' || f.amounts),
    (4, CASE WHEN f.successor IS NOT NULL THEN 'Now part of flag ' || f.successor END)
  ) AS head (rank, text)
  WHERE head.text IS NOT NULL
  UNION ALL
  SELECT f.id, 2, line.number, '', line.text
  FROM manumit.flagged f,
    LATERAL string_to_table(f.explanation, E'\n') WITH ORDINALITY AS line (text, number)
  UNION ALL
  SELECT g.flag_id, CASE g.kind WHEN 'indicator' THEN 3 ELSE 4 END, g.position, g.indicator,
    g.indicator || ', ' || to_char(g.points, 'FMSG999999') || ' points, strongest '
      || to_char(g.local_time, 'YYYY-MM-DD HH24:MI') || ', ' || g.transaction_count || ' transactions'
      || CASE g.observed WHEN '' THEN '' ELSE E'\n    ' || replace(g.observed, E'\n', E'\n    ') END
  FROM manumit.finding g
  UNION ALL
  SELECT e.flag_id, 5, extract(epoch FROM e.occurred_at)::bigint, e.transaction_id,
    to_char(e.local_time, CASE WHEN e.time_known THEN 'YYYY-MM-DD HH24:MI' ELSE 'YYYY-MM-DD      ' END)
      || CASE e.direction WHEN 'credit' THEN '  in   ' ELSE '  out  ' END
      || CASE e.currency WHEN '' THEN 'no amount' ELSE e.amount || ' ' || e.currency END
      || '  ' || e.channel
      || coalesce('  ' || coalesce(e.counterparty_name, e.counterparty_account), '')
      || coalesce('  ' || e.place, '') || coalesce('  "' || e.memo || '"', '')
      || CASE e.source_file WHEN '' THEN '' ELSE '  [' || e.source_file || ':' || e.source_line || ']' END
  FROM manumit.evidence e
  WHERE NOT e.is_gathered
  UNION ALL
  SELECT r.flag_id, 6, 0, r.subject_key || r.indicator,
    coalesce(r.subject_name || ' (' || r.subject_identifier || ')', r.subject_identifier)
      || CASE r.role WHEN 'possible_victim' THEN ', a person who may need help' ELSE '' END
      || ', ' || r.indicator
  FROM manumit.related_subject r
  UNION ALL
  SELECT v.flag_id, 7, v.id, '',
    to_char(v.happened_at, 'YYYY-MM-DD HH24:MI') || ' ' || v.kind || ' by run ' || v.run_id
      || ', score ' || v.score
      || CASE cardinality(v.evidence_added) WHEN 0 THEN ''
         ELSE ', ' || cardinality(v.evidence_added) || ' transactions added' END
      || CASE cardinality(v.evidence_removed) WHEN 0 THEN ''
         ELSE ', ' || cardinality(v.evidence_removed) || ' removed' END
  FROM manumit.flag_event v
  UNION ALL
  SELECT d.flag_id, 8, d.id, '',
    to_char(d.decided_at, 'YYYY-MM-DD HH24:MI') || ' ' || d.decided_by || ': ' || d.from_status || ' -> '
      || d.to_status || ' (' || d.reason_code || ') ' || d.reason
  FROM manumit.decision d
) AS part (flag_id, section, rank, tie, text);
COMMENT ON VIEW manumit.flag_story IS 'One flag''s whole story, a row per line: SELECT section, text FROM manumit.flag_story WHERE flag_id = … ORDER BY line;';
COMMENT ON COLUMN manumit.flag_story.flag_id IS 'The flag.';
COMMENT ON COLUMN manumit.flag_story.line IS 'Order of the lines.';
COMMENT ON COLUMN manumit.flag_story.section IS 'flag, explanation, red flags, innocent patterns, evidence, related subjects, what runs did, decisions.';
COMMENT ON COLUMN manumit.flag_story.text IS 'The line.';

CREATE VIEW manumit.possible_victim AS
SELECT f.subject_key, f.subject_identifier, f.subject_name, f.typology,
  array_to_string(f.indicators, ', ') AS indicators, f.id AS flag_id
FROM manumit.flagged f
WHERE f.role = 'possible_victim' AND f.status <> 'withdrawn'
UNION ALL
SELECT r.subject_key, r.subject_identifier, r.subject_name, f.typology, r.indicator, r.flag_id
FROM manumit.related_subject r JOIN manumit.flagged f ON f.id = r.flag_id
WHERE r.role = 'possible_victim' AND f.status <> 'withdrawn';
COMMENT ON VIEW manumit.possible_victim IS 'People who may need help: subjects of flags with that role, and those gathered at other flags. Follow the institution''s victim protocol before any contact.';
COMMENT ON COLUMN manumit.possible_victim.subject_key IS 'Key of the subject.';
COMMENT ON COLUMN manumit.possible_victim.subject_identifier IS 'The subject as the source names it.';
COMMENT ON COLUMN manumit.possible_victim.subject_name IS 'Name, where stated.';
COMMENT ON COLUMN manumit.possible_victim.typology IS 'What it looks like.';
COMMENT ON COLUMN manumit.possible_victim.indicators IS 'Red flags that fired.';
COMMENT ON COLUMN manumit.possible_victim.flag_id IS 'The flag it comes from.';

CREATE VIEW manumit.coverage_latest AS
SELECT DISTINCT ON (c.indicator)
  c.indicator, r.id AS run_id, r.started_at, r.rulebook, c.subjects_evaluated, c.subjects_fired,
  c.not_evaluable
FROM manumit.run_coverage c JOIN manumit.run r ON r.id = c.run_id
ORDER BY c.indicator, r.started_at DESC, r.id;
COMMENT ON VIEW manumit.coverage_latest IS 'For each indicator the last run it took part in.';
COMMENT ON COLUMN manumit.coverage_latest.indicator IS 'Stable ID of the indicator.';
COMMENT ON COLUMN manumit.coverage_latest.run_id IS 'The run.';
COMMENT ON COLUMN manumit.coverage_latest.started_at IS 'When the run began.';
COMMENT ON COLUMN manumit.coverage_latest.rulebook IS 'Hash of the rulebook.';
COMMENT ON COLUMN manumit.coverage_latest.subjects_evaluated IS 'Subjects it was evaluated on.';
COMMENT ON COLUMN manumit.coverage_latest.subjects_fired IS 'Subjects it held for.';
COMMENT ON COLUMN manumit.coverage_latest.not_evaluable IS 'Missing field to number of subjects.';
