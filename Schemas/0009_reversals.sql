-- Payments that were taken back, and the flags that had rested on them.

CREATE TABLE manumit.reversal (
  transaction_id text PRIMARY KEY,
  run_id         text NOT NULL,
  day            date NOT NULL,
  source_file    text NOT NULL,
  source_line    bigint NOT NULL
);
COMMENT ON TABLE manumit.reversal IS 'Payments that a reversal, a return or a correction took back: they are evidence of nothing any more.';
COMMENT ON COLUMN manumit.reversal.transaction_id IS 'The payment, as in manumit.evidence.';
COMMENT ON COLUMN manumit.reversal.run_id IS 'The run that read that it was taken back.';
COMMENT ON COLUMN manumit.reversal.day IS 'Date of the record that takes it back.';
COMMENT ON COLUMN manumit.reversal.source_file IS 'File of that record.';
COMMENT ON COLUMN manumit.reversal.source_line IS 'Its line, from 1.';
CREATE INDEX reversal_by_run ON manumit.reversal (run_id);

ALTER TABLE manumit.flag_event ADD COLUMN evidence_reversed text[] NOT NULL DEFAULT '{}';
COMMENT ON COLUMN manumit.flag_event.evidence_reversed IS 'transaction_id of evidence that went because it was taken back (manumit.reversal); of a withdrawal, of the evidence it had.';

CREATE OR REPLACE VIEW manumit.flag_story AS
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
      || CASE cardinality(v.evidence_reversed) WHEN 0 THEN ''
         ELSE ', ' || cardinality(v.evidence_reversed) || ' taken back by a reversal, return or correction' END
  FROM manumit.flag_event v
  UNION ALL
  SELECT d.flag_id, 8, d.id, '',
    to_char(d.decided_at, 'YYYY-MM-DD HH24:MI') || ' ' || d.decided_by || ': ' || d.from_status || ' -> '
      || d.to_status || ' (' || d.reason_code || ') ' || d.reason
  FROM manumit.decision d
) AS part (flag_id, section, rank, tie, text);

GRANT SELECT ON manumit.reversal TO manumit_ingest, manumit_reviewer, manumit_auditor;
GRANT INSERT ON manumit.reversal TO manumit_ingest;
GRANT INSERT (evidence_reversed) ON manumit.flag_event TO manumit_ingest;
