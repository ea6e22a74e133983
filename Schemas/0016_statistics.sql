-- Counts of flags, which follow every change at once, and statistics, which are as of the last delivery or of
--   manumit database refresh

ALTER TABLE manumit.flagged ADD COLUMN region text;
COMMENT ON COLUMN manumit.flagged.region IS 'The state in which most of its payments were made, by branch or terminal, where stated as two letters; of equals the first by letters.';
-- Of flags that were there before, from their evidence; those delivered from now on bring it.
UPDATE manumit.flagged f SET region = (
  SELECT e.fields ->> 'branch_state' FROM manumit.evidence e
  WHERE e.flag_id = f.id AND NOT e.is_gathered AND NOT e.is_mitigation_only AND e.fields ->> 'branch_state' ~ '^[A-Z]{2}$'
  GROUP BY 1 ORDER BY count(*) DESC, min((e.fields ->> 'branch_state') COLLATE "C") LIMIT 1);

-- A row says by how much a count changed. Nobody waits for anybody, as they would if all counted in the same rows; the
-- rows of long ago are added up by manumit.refresh_statistics().
CREATE TABLE manumit.flag_count (
  id            bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  unit          text,
  status        text NOT NULL,
  typology      text NOT NULL,
  role          text NOT NULL,
  flagged_on    date NOT NULL,
  snoozed_until date,
  flags         bigint NOT NULL
);
COMMENT ON TABLE manumit.flag_count IS 'How many flags there are of each kind: the sum over rows. Written by the database alone.';
COMMENT ON COLUMN manumit.flag_count.id IS 'Order of the rows.';
COMMENT ON COLUMN manumit.flag_count.unit IS 'Unit of the flags; empty where everybody sees them.';
COMMENT ON COLUMN manumit.flag_count.status IS 'Their status.';
COMMENT ON COLUMN manumit.flag_count.typology IS 'Their typology.';
COMMENT ON COLUMN manumit.flag_count.role IS 'Their role.';
COMMENT ON COLUMN manumit.flag_count.flagged_on IS 'The day on which they reached this database, by UTC; of closed flags, of which nobody asks it, the first of 1970.';
COMMENT ON COLUMN manumit.flag_count.snoozed_until IS 'Until when they are put aside.';
COMMENT ON COLUMN manumit.flag_count.flags IS 'How many came; how many went, where negative.';

CREATE FUNCTION manumit.counted_on(status text, first_flagged_at timestamptz) RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN status IN ('new', 'reopened', 'in_review', 'escalated', 'report_drafted')
    THEN (first_flagged_at AT TIME ZONE 'UTC')::date ELSE date '1970-01-01' END
$$;
COMMENT ON FUNCTION manumit.counted_on(text, timestamptz) IS 'The day under which a flag is counted.';

CREATE FUNCTION manumit.count_flags() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO manumit.flag_count (unit, status, typology, role, flagged_on, snoozed_until, flags)
      SELECT unit, status, typology, role, manumit.counted_on(status, first_flagged_at), snoozed_until, count(*)
      FROM arrived GROUP BY 1, 2, 3, 4, 5, 6;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO manumit.flag_count (unit, status, typology, role, flagged_on, snoozed_until, flags)
      SELECT unit, status, typology, role, manumit.counted_on(status, first_flagged_at), snoozed_until, -count(*)
      FROM gone GROUP BY 1, 2, 3, 4, 5, 6;
  ELSE
    INSERT INTO manumit.flag_count (unit, status, typology, role, flagged_on, snoozed_until, flags)
      SELECT unit, status, typology, role, manumit.counted_on(status, first_flagged_at), snoozed_until, sum(number)
      FROM (SELECT unit, status, typology, role, first_flagged_at, snoozed_until, 1 AS number FROM arrived
        UNION ALL SELECT unit, status, typology, role, first_flagged_at, snoozed_until, -1 FROM gone) AS change
      GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(number) <> 0;
  END IF;
  RETURN NULL;
END $$;
COMMENT ON FUNCTION manumit.count_flags() IS 'Keeps manumit.flag_count.';
INSERT INTO manumit.flag_count (unit, status, typology, role, flagged_on, snoozed_until, flags)
  SELECT unit, status, typology, role, manumit.counted_on(status, first_flagged_at), snoozed_until, count(*)
  FROM manumit.flagged GROUP BY 1, 2, 3, 4, 5, 6;
CREATE TRIGGER flagged_is_counted AFTER INSERT ON manumit.flagged
  REFERENCING NEW TABLE AS arrived FOR EACH STATEMENT EXECUTE FUNCTION manumit.count_flags();
CREATE TRIGGER flagged_is_counted_again AFTER UPDATE ON manumit.flagged
  REFERENCING OLD TABLE AS gone NEW TABLE AS arrived FOR EACH STATEMENT EXECUTE FUNCTION manumit.count_flags();
CREATE TRIGGER flagged_is_counted_no_more AFTER DELETE ON manumit.flagged
  REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION manumit.count_flags();

ALTER TABLE manumit.flag_count ENABLE ROW LEVEL SECURITY;
CREATE POLICY unit ON manumit.flag_count FOR SELECT TO manumit_reviewer
  USING (unit IS NULL OR unit = ANY ((SELECT manumit.my_units())::text[]));
CREATE POLICY auditor ON manumit.flag_count FOR SELECT TO manumit_auditor USING (true);

CREATE VIEW manumit.queue_count WITH (security_invoker = true) AS
SELECT c.status, c.typology, c.role AS role_code, c.unit,
  -- What is the same for every row is asked once.
  c.snoozed_until IS NOT NULL AND c.snoozed_until > (SELECT manumit.today()) AS is_snoozed,
  c.flagged_on < (SELECT manumit.today() - manumit.setting('overdue_after_days')::integer)
    AND c.status IN ('new', 'reopened', 'in_review', 'escalated', 'report_drafted') AS is_overdue,
  sum(c.flags)::bigint AS flags
FROM manumit.flag_count c
GROUP BY 1, 2, 3, 4, 5, 6
HAVING sum(c.flags) <> 0;
COMMENT ON VIEW manumit.queue_count IS 'How many flags there are, closed ones too, counted without looking at each.';
COMMENT ON COLUMN manumit.queue_count.status IS 'Their status.';
COMMENT ON COLUMN manumit.queue_count.typology IS 'Their typology.';
COMMENT ON COLUMN manumit.queue_count.role_code IS 'Their role.';
COMMENT ON COLUMN manumit.queue_count.unit IS 'Their unit; empty where everybody sees them.';
COMMENT ON COLUMN manumit.queue_count.is_snoozed IS 'Whether they are put aside today.';
COMMENT ON COLUMN manumit.queue_count.is_overdue IS 'Whether they are open for longer than the setting overdue_after_days.';
COMMENT ON COLUMN manumit.queue_count.flags IS 'How many.';

-- The last decision on each flag that took effect, and the last whose reason counts for or against the rules.
CREATE MATERIALIZED VIEW manumit.statistic AS
WITH effective AS (
  SELECT d.flag_id, d.id, d.to_status, r.is_productive, coalesce(s.decided_at, d.decided_at) AS decided_at
  FROM manumit.decision d JOIN manumit.decision_reason r ON r.code = d.reason_code
  LEFT JOIN manumit.second_opinion s ON s.decision_id = d.id
  WHERE NOT d.needs_second OR s.agrees
), reviewed AS (
  SELECT DISTINCT flag_id FROM effective WHERE to_status <> 'in_review'
), counted AS (
  SELECT DISTINCT ON (flag_id) flag_id, is_productive, decided_at FROM effective
  WHERE is_productive IS NOT NULL ORDER BY flag_id, id DESC
), flag AS (
  SELECT f.id, f.typology, date_trunc('month', f.active_from)::date AS month, coalesce(f.region, '') AS region,
    f.indicators, f.role, f.subject_key, v.flag_id IS NOT NULL AS is_reviewed, c.is_productive, c.decided_at
  FROM manumit.flagged f LEFT JOIN reviewed v ON v.flag_id = f.id LEFT JOIN counted c ON c.flag_id = f.id
  WHERE f.status <> 'withdrawn'
)
SELECT 'rule' AS kind, i.indicator AS name, f.typology, NULL::date AS month, '' AS region, count(*) AS flags,
  count(*) FILTER (WHERE f.is_reviewed) AS reviewed, count(*) FILTER (WHERE f.is_productive) AS productive,
  count(*) FILTER (WHERE NOT f.is_productive) AS unproductive,
  count(*) FILTER (WHERE f.role = 'possible_victim') AS possible_victims,
  max(f.decided_at) FILTER (WHERE f.is_productive) AS last_productive_at, NULL::timestamptz AS refreshed_at
FROM flag f, unnest(f.indicators) AS i (indicator)
GROUP BY i.indicator, f.typology
UNION ALL
SELECT 'month', '', f.typology, f.month, f.region, count(*), count(*) FILTER (WHERE f.is_reviewed),
  count(*) FILTER (WHERE f.is_productive), count(*) FILTER (WHERE NOT f.is_productive),
  count(*) FILTER (WHERE f.role = 'possible_victim'), max(f.decided_at) FILTER (WHERE f.is_productive), NULL
FROM flag f
GROUP BY f.typology, f.month, f.region
UNION ALL
SELECT 'refresh', '', '', NULL, '', 0, 0, 0, 0, 0, NULL, now();
CREATE UNIQUE INDEX statistic_key ON manumit.statistic (kind, name, typology, month, region) NULLS NOT DISTINCT;
COMMENT ON MATERIALIZED VIEW manumit.statistic IS 'What the statistics are read from; use the views over it.';
COMMENT ON COLUMN manumit.statistic.kind IS 'rule; month; refresh, the one row that says when all was counted.';
COMMENT ON COLUMN manumit.statistic.name IS 'Of a rule its ID.';
COMMENT ON COLUMN manumit.statistic.typology IS 'Typology of the flags.';
COMMENT ON COLUMN manumit.statistic.month IS 'Of a month its first day.';
COMMENT ON COLUMN manumit.statistic.region IS 'Of a month the region; empty where none is stated.';
COMMENT ON COLUMN manumit.statistic.flags IS 'Flags that were not withdrawn.';
COMMENT ON COLUMN manumit.statistic.reviewed IS 'Of those, with a decision beyond taking them up.';
COMMENT ON COLUMN manumit.statistic.productive IS 'Of those, whose last decision that counts was a hit.';
COMMENT ON COLUMN manumit.statistic.unproductive IS 'Whose last decision that counts was none.';
COMMENT ON COLUMN manumit.statistic.possible_victims IS 'Flags of possible victims.';
COMMENT ON COLUMN manumit.statistic.last_productive_at IS 'When the last hit was decided.';
COMMENT ON COLUMN manumit.statistic.refreshed_at IS 'When all was counted.';

CREATE VIEW manumit.rule_performance AS
SELECT s.name AS indicator, s.typology, s.flags, s.reviewed, s.productive, s.unproductive,
  round(w.rate, 4) AS rate,
  -- Of nothing the least and the greatest is no number either.
  CASE WHEN w.rate IS NOT NULL THEN round(greatest(w.middle - w.reach, 0), 4) END AS low,
  CASE WHEN w.rate IS NOT NULL THEN round(least(w.middle + w.reach, 1), 4) END AS high,
  s.last_productive_at, (s.last_productive_at AT TIME ZONE 'UTC')::date AS last_productive_on,
  manumit.today() - (s.last_productive_at AT TIME ZONE 'UTC')::date AS last_productive_age_days, t.refreshed_at
FROM manumit.statistic s
-- E. B. Wilson, Probable inference, J. Am. Stat. Assoc. 22 (1927), with z = 1.959964 for 95 %; its square is 3.841459.
CROSS JOIN LATERAL (
  SELECT p.rate, (p.rate + 3.841459 / (2 * p.n)) / (1 + 3.841459 / p.n) AS middle,
    1.959964 * sqrt(p.rate * (1 - p.rate) / p.n + 3.841459 / (4 * p.n * p.n)) / (1 + 3.841459 / p.n) AS reach
  FROM (SELECT s.productive / m.n AS rate, m.n
    FROM (SELECT nullif(s.productive + s.unproductive, 0)::numeric AS n) AS m) AS p
) AS w
JOIN manumit.statistic t ON t.kind = 'refresh'
WHERE s.kind = 'rule';
COMMENT ON VIEW manumit.rule_performance IS 'How often each rule was right, by what reviewers decided. As of refreshed_at.';
COMMENT ON COLUMN manumit.rule_performance.indicator IS 'Stable ID of the indicator.';
COMMENT ON COLUMN manumit.rule_performance.typology IS 'Typology of the flags.';
COMMENT ON COLUMN manumit.rule_performance.flags IS 'Flags in which it fired and that were not withdrawn.';
COMMENT ON COLUMN manumit.rule_performance.reviewed IS 'Of those, with a decision beyond taking them up.';
COMMENT ON COLUMN manumit.rule_performance.productive IS 'Of those, whose last decision that counts (decision_reason.is_productive) was a hit.';
COMMENT ON COLUMN manumit.rule_performance.unproductive IS 'Whose last decision that counts was none.';
COMMENT ON COLUMN manumit.rule_performance.rate IS 'productive / (productive + unproductive); empty without any.';
COMMENT ON COLUMN manumit.rule_performance.low IS 'Lower end of the 95 % interval of the rate, after Wilson.';
COMMENT ON COLUMN manumit.rule_performance.high IS 'Its upper end.';
COMMENT ON COLUMN manumit.rule_performance.last_productive_at IS 'When the last hit was decided.';
COMMENT ON COLUMN manumit.rule_performance.last_productive_on IS 'The day of it, by UTC.';
COMMENT ON COLUMN manumit.rule_performance.last_productive_age_days IS 'Days since.';
COMMENT ON COLUMN manumit.rule_performance.refreshed_at IS 'When this was counted.';

CREATE VIEW manumit.typology_month AS
SELECT s.month, nullif(s.region, '') AS region, s.typology, s.flags, s.reviewed, s.productive, s.unproductive,
  s.possible_victims, t.refreshed_at
FROM manumit.statistic s JOIN manumit.statistic t ON t.kind = 'refresh' WHERE s.kind = 'month';
COMMENT ON VIEW manumit.typology_month IS 'Flags by month, region and typology. As of refreshed_at.';
COMMENT ON COLUMN manumit.typology_month.month IS 'First day of the month in which the episode began.';
COMMENT ON COLUMN manumit.typology_month.region IS 'The state in which most of the payments were made (flagged.region); empty where none is stated.';
COMMENT ON COLUMN manumit.typology_month.typology IS 'What it looks like.';
COMMENT ON COLUMN manumit.typology_month.flags IS 'Flags that were not withdrawn.';
COMMENT ON COLUMN manumit.typology_month.reviewed IS 'Of those, with a decision beyond taking them up.';
COMMENT ON COLUMN manumit.typology_month.productive IS 'Of those, whose last decision that counts was a hit.';
COMMENT ON COLUMN manumit.typology_month.unproductive IS 'Whose last decision that counts was none.';
COMMENT ON COLUMN manumit.typology_month.possible_victims IS 'Flags of possible victims.';
COMMENT ON COLUMN manumit.typology_month.refreshed_at IS 'When this was counted.';

CREATE VIEW manumit.forced_labor_beside_sex AS
SELECT s.month,
  coalesce(sum(s.flags) FILTER (WHERE s.is_labor), 0)::bigint AS labor_flags,
  coalesce(sum(s.reviewed) FILTER (WHERE s.is_labor), 0)::bigint AS labor_reviewed,
  coalesce(sum(s.productive) FILTER (WHERE s.is_labor), 0)::bigint AS labor_productive,
  coalesce(sum(s.flags) FILTER (WHERE NOT s.is_labor), 0)::bigint AS sex_flags,
  coalesce(sum(s.reviewed) FILTER (WHERE NOT s.is_labor), 0)::bigint AS sex_reviewed,
  coalesce(sum(s.productive) FILTER (WHERE NOT s.is_labor), 0)::bigint AS sex_productive,
  max(s.refreshed_at) AS refreshed_at
FROM (SELECT m.*, m.typology = 'labor-trafficking' AS is_labor FROM manumit.typology_month m
  WHERE m.typology IN ('labor-trafficking', 'sex-trafficking', 'illicit-massage')) AS s
GROUP BY s.month;
COMMENT ON VIEW manumit.forced_labor_beside_sex IS 'Forced labor beside sex trafficking (illicit massage among it), month by month: where the first is hardly ever flagged, it is hardly ever looked for. As of refreshed_at.';
COMMENT ON COLUMN manumit.forced_labor_beside_sex.month IS 'First day of the month in which the episodes began.';
COMMENT ON COLUMN manumit.forced_labor_beside_sex.labor_flags IS 'Flags of labor trafficking that were not withdrawn.';
COMMENT ON COLUMN manumit.forced_labor_beside_sex.labor_reviewed IS 'Of those, with a decision beyond taking them up.';
COMMENT ON COLUMN manumit.forced_labor_beside_sex.labor_productive IS 'Of those, whose last decision that counts was a hit.';
COMMENT ON COLUMN manumit.forced_labor_beside_sex.sex_flags IS 'Flags of sex trafficking and illicit massage that were not withdrawn.';
COMMENT ON COLUMN manumit.forced_labor_beside_sex.sex_reviewed IS 'Of those, with a decision beyond taking them up.';
COMMENT ON COLUMN manumit.forced_labor_beside_sex.sex_productive IS 'Of those, whose last decision that counts was a hit.';
COMMENT ON COLUMN manumit.forced_labor_beside_sex.refreshed_at IS 'When this was counted.';

-- SECURITY DEFINER: the nightly run brings the statistics up to date and reads none of them.
CREATE FUNCTION manumit.refresh_statistics() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  WITH gone AS (DELETE FROM manumit.flag_count RETURNING *)
  INSERT INTO manumit.flag_count (unit, status, typology, role, flagged_on, snoozed_until, flags)
    SELECT unit, status, typology, role, flagged_on, snoozed_until, sum(flags) FROM gone
    GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(flags) <> 0;
  -- Concurrently: whoever reads the statistics meanwhile does not wait.
  REFRESH MATERIALIZED VIEW CONCURRENTLY manumit.statistic;
END $$;
COMMENT ON FUNCTION manumit.refresh_statistics() IS 'Counts the statistics again, and adds up the rows of manumit.flag_count.';

REVOKE ALL ON FUNCTION manumit.counted_on(text, timestamptz), manumit.count_flags(), manumit.refresh_statistics() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION manumit.refresh_statistics() TO manumit_ingest;
GRANT INSERT (region), UPDATE (region) ON manumit.flagged TO manumit_ingest;
-- The nightly run reads nothing of what reviewers do but the status.
REVOKE SELECT ON manumit.flagged FROM manumit_ingest;
GRANT SELECT (id, subject_key, subject_kind, subject_identifier, subject_name, typology, role, score, status,
    active_from, active_to, amounts, transaction_count, indicators, mitigations, related_count, explanation, rulebook,
    first_run, last_run, successor, evidence_digest, content_digest, first_flagged_at, changed_at, status_changed_at,
    region)
  ON manumit.flagged TO manumit_ingest;
GRANT SELECT ON manumit.flag_count, manumit.queue_count, manumit.rule_performance, manumit.typology_month,
  manumit.forced_labor_beside_sex TO manumit_reviewer, manumit_auditor;
