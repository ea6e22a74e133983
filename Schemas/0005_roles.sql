-- Least privilege: three group roles without login. Grant them to people and programs:
--   GRANT manumit_reviewer TO maria;
-- Roles belong to the whole server, so they may exist already. A database owner without CREATEROLE asks
-- an administrator to create the three first.

DO $$
DECLARE
  wanted text;
BEGIN
  FOREACH wanted IN ARRAY ARRAY['manumit_ingest', 'manumit_reviewer', 'manumit_auditor'] LOOP
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = wanted) THEN
      BEGIN
        EXECUTE format('CREATE ROLE %I NOLOGIN', wanted);
      EXCEPTION WHEN duplicate_object OR unique_violation THEN
        NULL;  -- another database of this server was migrated at the same moment
      END;
    END IF;
  END LOOP;
  EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO manumit_ingest', current_database());
END $$;

REVOKE ALL ON FUNCTION manumit.refuse_change(), manumit.decide(), manumit.record_event() FROM PUBLIC;
GRANT USAGE ON SCHEMA manumit TO manumit_ingest, manumit_reviewer, manumit_auditor;
GRANT SELECT ON manumit.schema_migration TO manumit_ingest, manumit_reviewer, manumit_auditor;

-- The nightly run: adds and amends flags, never their status; sees no decision.
GRANT SELECT ON manumit.flagged, manumit.flag_amount, manumit.finding, manumit.evidence,
  manumit.finding_evidence, manumit.related_subject, manumit.flag_event, manumit.run, manumit.run_amount,
  manumit.run_source, manumit.run_coverage, manumit.rejection TO manumit_ingest;
GRANT INSERT (id, subject_key, subject_kind, subject_identifier, subject_name, typology, role, score,
    active_from, active_to, amounts, transaction_count, indicators, mitigations, related_count, explanation,
    rulebook, first_run, last_run, evidence_digest, content_digest),
  UPDATE (subject_identifier, subject_name, role, score, active_from, active_to, amounts, transaction_count,
    indicators, mitigations, related_count, explanation, rulebook, last_run, evidence_digest, content_digest,
    changed_at)
  ON manumit.flagged TO manumit_ingest;
GRANT INSERT, UPDATE, DELETE ON manumit.flag_amount, manumit.finding, manumit.evidence,
  manumit.finding_evidence, manumit.related_subject, manumit.run_amount, manumit.run_source,
  manumit.run_coverage TO manumit_ingest;
GRANT INSERT, UPDATE ON manumit.run TO manumit_ingest;
GRANT INSERT ON manumit.rejection TO manumit_ingest;
GRANT INSERT (flag_id, run_id, kind, score, evidence_added, evidence_removed, evidence_digest, successor)
  ON manumit.flag_event TO manumit_ingest;

-- Reviewers read everything and add decisions; auditors read everything.
GRANT SELECT ON ALL TABLES IN SCHEMA manumit TO manumit_reviewer, manumit_auditor;
GRANT INSERT (flag_id, to_status, reason_code, reason, evidence_digest) ON manumit.decision
  TO manumit_reviewer;
