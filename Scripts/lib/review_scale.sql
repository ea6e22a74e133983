-- Fills a database that `manumit database migrate` has made with as much as a large bank would have after years:
--   psql -v flags=1000000 -v evidence=50 -f review_scale.sql
-- flags in number, evidence rows a flag on average. All of it is invented, and the same each time. Reviewers: maria, of
-- the northern unit, to which one flag in ten belongs; john, of none; eve, an auditor.
\set ON_ERROR_STOP on
-- Neither triggers nor foreign keys, row by row, for rows that are right by construction; the chain has none of them.
SET session_replication_role = replica;
SET synchronous_commit = off;
SET work_mem = '256MB';
SET maintenance_work_mem = '1GB';

DO $$
DECLARE
  person record;
BEGIN
  FOR person IN SELECT * FROM (VALUES ('maria', 'manumit_reviewer'), ('john', 'manumit_reviewer'), ('eve', 'manumit_auditor'))
    AS p (name, role)
  LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = person.name) THEN
      EXECUTE format('CREATE ROLE %I LOGIN', person.name);
    END IF;
    EXECUTE format('GRANT %I TO %I', person.role, person.name);
  END LOOP;
END $$;
INSERT INTO manumit.unit VALUES ('north', 'The northern office'), ('south', 'The southern office');
INSERT INTO manumit.unit_member VALUES ('north', 'maria');

-- A number between 0 and 1 that looks like chance and is the same each time.
CREATE FUNCTION pg_temp.chance(seed text) RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  'SELECT (hashtextextended(seed, 7) & 1048575) / 1048576.0';
CREATE FUNCTION pg_temp.one(choices text[], seed text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  'SELECT choices[1 + floor(pg_temp.chance(seed) * cardinality(choices))::int]';

\echo flags
INSERT INTO manumit.flagged (id, subject_key, subject_kind, subject_identifier, subject_name, typology, role, score, status,
  active_from, active_to, amounts, transaction_count, indicators, mitigations, related_count, explanation, rulebook,
  first_run, last_run, evidence_digest, content_digest, first_flagged_at, changed_at, status_changed_at, unit, assignee,
  region)
SELECT md5(n::text), md5('subject ' || (n * 7) % (:flags * 7 / 10)), pg_temp.one('{customer,customer,customer,counterparty,link}', 'k' || n),
  'CUST-' || (n * 7) % (:flags * 7 / 10),
  pg_temp.one('{Ana,John,Mei,Olga,Paul,Rosa,Sam,Tariq,Uma,Victor}', 'f' || (n * 7) % (:flags * 7 / 10)) || ' '
    || initcap(left(translate(md5('name ' || (n * 7) % (:flags * 7 / 10)), '0123456789', 'aeioulnrst'), 7)),
  pg_temp.one('{human-smuggling,sex-trafficking,illicit-massage,labor-trafficking,online-child-sexual-exploitation,sextortion,laundering-network,drug-human-nexus}', 't' || n),
  pg_temp.one('{controller,facilitator,front,buyer,possible_victim,unknown}', 'r' || n),
  15 + floor(80 * pg_temp.chance('s' || n) ^ 3)::int,
  pg_temp.one('{new,new,new,new,reopened,in_review,escalated,report_drafted,reported,cleared,cleared,withdrawn}', 'st' || n),
  date '2023-01-01' + (n % 1095)::int, date '2023-01-01' + (n % 1095 + 20)::int, '$12,345.00 in (12), $9,876.00 out (8)',
  :evidence,
  ARRAY(SELECT DISTINCT 'RULE-' || floor(238 * pg_temp.chance('i' || n || ' ' || i) ^ 2)::int FROM generate_series(1, 4) i),
  CASE WHEN n % 3 = 0 THEN ARRAY['MIT-' || n % 33] ELSE '{}' END, CASE WHEN n % 10 = 0 THEN 3 ELSE 0 END,
  repeat('Cash from several people in several places, far from where the holder lives and works. ', 4),
  'rulebook', 'run' || n % 1095, 'run' || n % 1095, md5('e' || n), md5('c' || n),
  timestamptz '2023-01-02' + (n % 1095) * interval '1 day', timestamptz '2023-01-02' + (n % 1095) * interval '1 day', now(),
  CASE WHEN n % 10 = 0 THEN 'north' WHEN n % 10 = 1 THEN 'south' END, CASE WHEN n % 1000 = 0 THEN 'john' WHEN n % 5000 = 1 THEN 'maria' END,
  pg_temp.one('{CA,TX,NY,FL,GA,IL,OH,AZ,NV,WA}', 'g' || n)
FROM generate_series(1, :flags) n;

\echo amounts, findings, events, related subjects
INSERT INTO manumit.flag_amount SELECT id, 'USD', 12, 8, 1234500, 987600, 12345, 9876 FROM manumit.flagged;
INSERT INTO manumit.finding
SELECT f.id, 'indicator', i.position, i.name, f.active_to, now(), now()::timestamp, 20, 'count of cash: 5 >= 3',
  '[{"text": "count of cash", "observed": {"value": 5, "unit": "count", "text": "5"}, "comparison": ">=", "threshold": {"value": 3, "unit": "count", "text": "3"}, "holds": true}]',
  '[]', 4
FROM manumit.flagged f, unnest(f.indicators) WITH ORDINALITY AS i (name, position);
INSERT INTO manumit.flag_event (flag_id, run_id, kind, from_status, to_status, score, evidence_added, evidence_digest)
SELECT f.id, f.first_run, CASE part WHEN 1 THEN 'created' ELSE 'extended' END, NULL, 'new', f.score, '{}', f.evidence_digest
FROM manumit.flagged f, generate_series(1, 2) part;
-- Of one hub in a thousand two thousand people, of the others three.
INSERT INTO manumit.related_subject
SELECT f.id, md5('subject ' || (hashtext(f.id || ' ' || r) & 2147483647) % (:flags * 7 / 10)), 'CUST-R' || r, 'Gathered ' || r,
  CASE r % 2 WHEN 0 THEN 'possible_victim' ELSE 'unknown' END, 'RULE-1'
FROM manumit.flagged f, generate_series(1, CASE WHEN hashtext(f.id) % 1000 = 0 THEN 2000 ELSE 3 END) r
WHERE f.related_count > 0
ON CONFLICT DO NOTHING;

\echo evidence
-- One flag in ten thousand rests on five thousand payments.
ALTER TABLE manumit.evidence SET UNLOGGED;
ALTER TABLE manumit.finding_evidence SET UNLOGGED;
INSERT INTO manumit.evidence (flag_id, transaction_id, occurred_at, local_time, time_known, direction, amount, currency,
  minor_units, channel, purpose, account, customer, counterparty_name, counterparty_account, memo, place, conductor,
  source_transaction, fields, indicators, is_mitigation_only, is_gathered, source_file, source_line)
SELECT f.id, lpad(to_hex(hashtextextended(f.id, e)), 16, '0'), f.active_from + e * interval '7 hours',
  f.active_from + e * interval '7 hours', true, CASE e % 2 WHEN 0 THEN 'credit' ELSE 'debit' END, 100 + e, 'USD', 10000 + 100 * e, 'cash',
  'unstated', 'ACC-1', NULL, NULL, 'A' || e % 7, 'trip', NULL, NULL, NULL, '{"branch_state": "GA"}', f.indicators[1:1], false, false,
  'n.csv', e
FROM (SELECT id, active_from, indicators FROM manumit.flagged ORDER BY id) f,
  generate_series(1, CASE WHEN hashtext(f.id) % 10000 = 0 THEN 5000 ELSE :evidence END) e;
INSERT INTO manumit.finding_evidence
SELECT flag_id, 'indicator', 1, transaction_id, indicators[1], '{cash}' FROM manumit.evidence WHERE source_line <= 5;

\echo decisions, notes, readings and the rest
INSERT INTO manumit.decision (flag_id, decided_at, decided_by, from_status, to_status, reason_code, reason, evidence_digest, needs_second)
SELECT f.id, now() - pg_temp.chance('d' || f.id) * interval '700 days', pg_temp.one('{maria,john}', f.id), 'new',
  CASE WHEN f.status IN ('in_review', 'escalated', 'report_drafted', 'reported', 'cleared') THEN f.status ELSE 'in_review' END,
  pg_temp.one('{needs_review,suspicion_confirmed,explained,explained,insufficient}', 'rc' || f.id), 'looked at', f.evidence_digest,
  false
FROM manumit.flagged f WHERE f.status NOT IN ('new', 'withdrawn');
INSERT INTO manumit.decision (flag_id, decided_by, from_status, to_status, reason_code, reason, evidence_digest, needs_second)
SELECT f.id, 'maria', f.status, 'cleared', 'explained', 'proposed', f.evidence_digest, true
FROM manumit.flagged f WHERE f.status = 'in_review' AND hashtext(f.id) % 100 = 0;
UPDATE manumit.flagged f SET pending_decision = d.id FROM manumit.decision d WHERE d.flag_id = f.id AND d.needs_second;
INSERT INTO manumit.note (flag_id, text) SELECT id, 'called the branch' FROM manumit.flagged WHERE hashtext(id) % 10 = 0;
INSERT INTO manumit.assignment (flag_id, assignee, reason) SELECT id, assignee, '' FROM manumit.flagged WHERE assignee IS NOT NULL;
INSERT INTO manumit.snooze (subject_key, typology, until, reason, indicators)
SELECT subject_key, typology, manumit.today() + 30, 'seasonal', indicators FROM manumit.flagged WHERE hashtext(id) % 50 = 0;
UPDATE manumit.flagged SET snoozed_until = manumit.today() + 30 WHERE hashtext(id) % 50 = 0;
INSERT INTO manumit.known_relationship (subject_key, counterparty, reason, until_date)
SELECT subject_key, 'A1', 'rent', manumit.today() + 300 FROM manumit.flagged WHERE hashtext(id) % 100 = 0;
INSERT INTO manumit.reading (flag_id, read_at, read_by, via)
SELECT id, now() - pg_temp.chance('rd' || id) * interval '300 days', pg_temp.one('{maria,john}', 'rb' || id), 'console'
FROM manumit.flagged WHERE hashtext(id) % 2 = 0;

\echo runs, coverage and rejections of three years
INSERT INTO manumit.run (id, command, started_at, finished_at, program, rulebook, parameters, read_records, accepted_records,
  duplicate_records, rejected_records, first_day, last_day, flags_new, flags_extended, flags_amended, flags_withdrawn,
  content_digest)
SELECT 'run' || n, CASE n % 50 WHEN 49 THEN 'replay-rejections' ELSE 'scan' END, timestamptz '2023-01-02' + n * interval '1 day',
  timestamptz '2023-01-02' + n * interval '1 day' + interval '9 minutes', '0.1.0', 'rulebook', '{}', 1000000, 999500, 0, 500,
  date '2023-01-01' + n, date '2023-01-01' + n, 900, 90, 10, 1, md5(n::text)
FROM generate_series(0, 1094) n;
INSERT INTO manumit.run_amount SELECT id, fate, 'USD', 0, 100, 1 FROM manumit.run, unnest('{read,accepted,duplicate,rejected}'::text[]) fate;
INSERT INTO manumit.run_source SELECT id, 1, 'night-' || substr(id, 4) || '.csv', 'csv', 1000000, md5(id), 1000000, '{}' FROM manumit.run;
INSERT INTO manumit.run_coverage SELECT id, 'RULE-' || i, 500000, 100, '{}' FROM manumit.run, generate_series(0, 237) i;
INSERT INTO manumit.rejection (run_id, number, source_file, source_line, byte_offset, code, field, reason, raw_text, raw, is_truncated)
SELECT r.id, n, 'night-' || substr(r.id, 4) || '.csv', n, n * 100, pg_temp.one('{amount-unreadable,date-unreadable,account-missing}', r.id || n),
  'amount', 'An amount was expected.', 'a,b,c', 'a,b,c', false
FROM manumit.run r, generate_series(0, 499) n;

\echo counts and statistics
INSERT INTO manumit.flag_count (unit, status, typology, role, flagged_on, snoozed_until, flags)
SELECT unit, status, typology, role, manumit.counted_on(status, first_flagged_at), snoozed_until, count(*)
FROM manumit.flagged GROUP BY 1, 2, 3, 4, 5, 6;
RESET session_replication_role;
VACUUM ANALYZE;
\timing on
SELECT manumit.refresh_statistics();
\timing off
SELECT (SELECT count(*) FROM manumit.flagged) AS flags, (SELECT count(*) FROM manumit.evidence) AS evidence,
  (SELECT count(*) FROM manumit.related_subject) AS related, pg_size_pretty(pg_database_size(current_database())) AS size;
