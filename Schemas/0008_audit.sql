-- A chain of hashes over decisions and runs. Whoever changes, removes or slips in one of them later, and be it the owner
-- of the database, leaves a chain that no longer fits; `manumit audit verify` computes it again and says where.
--
-- A row of manumit.audit has two hashes, SHA-256 in hexadecimal digits:
--   content_hash  of the decision, or of the run with its amounts, sources and coverage, as they stood when sealed
--   hash          of the row itself and of the hash of the row before it; 64 zeros come before the first
--
-- What is hashed is text in UTF-8, made of netstrings (D. J. Bernstein, 1997): each value as its length in bytes, a colon,
-- the value, a comma; NULL as `-,`. No two different lists of values make the same text. Times are in UTC to the
-- microsecond, as 2026-03-07T01:00:09.250000Z; dates as 2026-03-07; all else as PostgreSQL prints it. A list within
-- a list, such as the files of a run, is one value: the netstrings of its parts.
--   decision  'manumit decision 1', id, flag_id, decided_at, decided_by, from_status, to_status, reason_code, reason,
--             evidence_digest
--   run       'manumit run 1', id, command, started_at, finished_at, program, rulebook, parameters, read_records,
--             accepted_records, duplicate_records, rejected_records, first_day, last_day, flags_new, flags_extended,
--             flags_amended, flags_withdrawn, skipped_files, content_digest, published_at, then three lists:
--             amounts by fate and currency (fate, currency, records_without, minor_units, amount),
--             sources by position (position, name, format, bytes, digest, records, controls),
--             coverage by indicator (indicator, subjects_evaluated, subjects_fired, not_evaluable)
--   row       'manumit audit 1', position, decision_id, run_id, content_hash, sealed_at, sealed_by, previous_hash

CREATE TABLE manumit.audit (
  position      bigint PRIMARY KEY CHECK (position > 0),
  decision_id   bigint,
  run_id        text,
  content_hash  text NOT NULL,
  sealed_at     timestamptz NOT NULL,
  sealed_by     text NOT NULL,
  previous_hash text NOT NULL,
  hash          text NOT NULL,
  CHECK (num_nonnulls(decision_id, run_id) = 1)
);
COMMENT ON TABLE manumit.audit IS 'The chain of hashes over decisions and runs, for ever: rows are added by the database alone, never changed. Check it with: manumit audit verify';
COMMENT ON COLUMN manumit.audit.position IS 'Place in the chain, from 1, without gaps.';
COMMENT ON COLUMN manumit.audit.decision_id IS 'The decision that is sealed; empty for a run.';
COMMENT ON COLUMN manumit.audit.run_id IS 'The run that is sealed; empty for a decision. A run that is delivered again with other content is sealed again.';
COMMENT ON COLUMN manumit.audit.content_hash IS 'SHA-256 of the decision or run as it stood when sealed; the form is in Schemas/0008_audit.sql.';
COMMENT ON COLUMN manumit.audit.sealed_at IS 'When it was sealed.';
COMMENT ON COLUMN manumit.audit.sealed_by IS 'The database role that had signed in.';
COMMENT ON COLUMN manumit.audit.previous_hash IS 'The hash of the row before; 64 zeros for the first.';
COMMENT ON COLUMN manumit.audit.hash IS 'SHA-256 of this row, the hash of the row before among it. Keep the last one elsewhere: manumit audit verify --expect HASH then shows that nothing before it was changed.';
CREATE INDEX audit_by_decision ON manumit.audit (decision_id) WHERE decision_id IS NOT NULL;
CREATE INDEX audit_by_run ON manumit.audit (run_id, position) WHERE run_id IS NOT NULL;

CREATE TRIGGER audit_is_append_only BEFORE UPDATE OR DELETE ON manumit.audit
  FOR EACH ROW EXECUTE FUNCTION manumit.refuse_change();
CREATE TRIGGER audit_is_not_emptied BEFORE TRUNCATE ON manumit.audit
  FOR EACH STATEMENT EXECUTE FUNCTION manumit.refuse_change();

CREATE FUNCTION manumit.netstrings(VARIADIC parts text[]) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(string_agg(
    coalesce(octet_length(convert_to(part, 'UTF8')) || ':' || part, '-') || ',', '' ORDER BY number), '')
  FROM unnest(parts) WITH ORDINALITY AS p (part, number)
$$;
COMMENT ON FUNCTION manumit.netstrings(text[]) IS 'Values as one text from which they can be read back, each with its length in bytes.';

CREATE FUNCTION manumit.audit_time(moment timestamptz) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT to_char(moment AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
$$;
COMMENT ON FUNCTION manumit.audit_time(timestamptz) IS 'A moment as it is hashed: UTC, to the microsecond.';

CREATE FUNCTION manumit.decision_content(sealed manumit.decision) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT manumit.netstrings('manumit decision 1', sealed.id::text, sealed.flag_id, manumit.audit_time(sealed.decided_at),
    sealed.decided_by, sealed.from_status, sealed.to_status, sealed.reason_code, sealed.reason, sealed.evidence_digest)
$$;
COMMENT ON FUNCTION manumit.decision_content(manumit.decision) IS 'A decision as it is hashed.';

CREATE FUNCTION manumit.run_content(run_id text) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT manumit.netstrings('manumit run 1', r.id, r.command, manumit.audit_time(r.started_at),
    manumit.audit_time(r.finished_at), r.program, r.rulebook, r.parameters::text, r.read_records::text,
    r.accepted_records::text, r.duplicate_records::text, r.rejected_records::text,
    to_char(r.first_day, 'YYYY-MM-DD'), to_char(r.last_day, 'YYYY-MM-DD'), r.flags_new::text, r.flags_extended::text,
    r.flags_amended::text, r.flags_withdrawn::text, manumit.netstrings(VARIADIC r.skipped_files), r.content_digest,
    manumit.audit_time(r.published_at),
    (SELECT coalesce(string_agg(manumit.netstrings(a.fate, a.currency, a.records_without::text, a.minor_units::text,
      a.amount::text), '' ORDER BY a.fate COLLATE "C", a.currency COLLATE "C"), '')
      FROM manumit.run_amount a WHERE a.run_id = r.id),
    (SELECT coalesce(string_agg(manumit.netstrings(s.position::text, s.name, s.format, s.bytes::text, s.digest,
      s.records::text, manumit.netstrings(VARIADIC s.controls)), '' ORDER BY s.position), '')
      FROM manumit.run_source s WHERE s.run_id = r.id),
    (SELECT coalesce(string_agg(manumit.netstrings(c.indicator, c.subjects_evaluated::text, c.subjects_fired::text,
      c.not_evaluable::text), '' ORDER BY c.indicator COLLATE "C"), '')
      FROM manumit.run_coverage c WHERE c.run_id = r.id))
  FROM manumit.run r WHERE r.id = run_content.run_id
$$;
COMMENT ON FUNCTION manumit.run_content(text) IS 'A run with its amounts, sources and coverage as it is hashed; NULL where there is none.';

CREATE FUNCTION manumit.seal(decision_id bigint, run_id text, content text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  sealed manumit.audit;
  last manumit.audit;
BEGIN
  -- Two at once take turns: the chain must not fork. Readers need not wait.
  LOCK TABLE manumit.audit IN SHARE ROW EXCLUSIVE MODE;
  IF content IS NULL THEN
    RETURN;  -- a run that its transaction took away again
  END IF;
  sealed.content_hash := encode(sha256(convert_to(content, 'UTF8')), 'hex');
  IF run_id IS NOT NULL AND sealed.content_hash = (
    SELECT a.content_hash FROM manumit.audit a WHERE a.run_id = seal.run_id ORDER BY a.position DESC LIMIT 1
  ) THEN
    RETURN;  -- written twice in one transaction; sealed as it stood at the end
  END IF;
  SELECT * INTO last FROM manumit.audit ORDER BY position DESC LIMIT 1;
  sealed.position := coalesce(last.position, 0) + 1;
  sealed.decision_id := decision_id;
  sealed.run_id := run_id;
  sealed.sealed_at := clock_timestamp();
  sealed.sealed_by := session_user;
  sealed.previous_hash := coalesce(last.hash, repeat('0', 64));
  sealed.hash := encode(sha256(convert_to(manumit.netstrings('manumit audit 1', sealed.position::text,
    decision_id::text, run_id, sealed.content_hash, manumit.audit_time(sealed.sealed_at), sealed.sealed_by,
    sealed.previous_hash), 'UTF8')), 'hex');
  INSERT INTO manumit.audit VALUES (sealed.*);
EXCEPTION WHEN unique_violation THEN
  -- Under REPEATABLE READ the row that another added since is not seen.
  RAISE EXCEPTION 'another decision or run was sealed at the same moment' USING ERRCODE = 'serialization_failure';
END $$;
COMMENT ON FUNCTION manumit.seal(bigint, text, text) IS 'Adds a row to the chain.';

-- SECURITY DEFINER: what reviewers and runs add is sealed, and still nobody may write the chain. Deferred to the end of
-- the transaction: by then the rows that belong to a run are in, and the chain is held for no longer than a commit takes.
CREATE FUNCTION manumit.seal_decision() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM manumit.seal(NEW.id, NULL, manumit.decision_content(NEW));
  RETURN NULL;
END $$;
COMMENT ON FUNCTION manumit.seal_decision() IS 'Seals a decision.';

CREATE FUNCTION manumit.seal_run() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM manumit.seal(NULL, NEW.id, manumit.run_content(NEW.id));
  RETURN NULL;
END $$;
COMMENT ON FUNCTION manumit.seal_run() IS 'Seals a run with all that belongs to it.';

-- What is there already is sealed now, in the order in which it came; nothing may come between.
LOCK TABLE manumit.decision, manumit.run, manumit.run_amount, manumit.run_source, manumit.run_coverage
  IN SHARE ROW EXCLUSIVE MODE;
DO $$
DECLARE
  known record;
BEGIN
  FOR known IN
    SELECT d.id AS decision_id, NULL AS run_id, d.decided_at AS came_at FROM manumit.decision d
    UNION ALL
    SELECT NULL, r.id, r.published_at FROM manumit.run r
    ORDER BY came_at, decision_id, run_id
  LOOP
    IF known.run_id IS NULL THEN
      PERFORM manumit.seal(known.decision_id, NULL,
        (SELECT manumit.decision_content(d) FROM manumit.decision d WHERE d.id = known.decision_id));
    ELSE
      PERFORM manumit.seal(NULL, known.run_id, manumit.run_content(known.run_id));
    END IF;
  END LOOP;
END $$;

CREATE CONSTRAINT TRIGGER decision_is_sealed AFTER INSERT ON manumit.decision
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION manumit.seal_decision();
CREATE CONSTRAINT TRIGGER run_is_sealed AFTER INSERT OR UPDATE ON manumit.run
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION manumit.seal_run();

REVOKE ALL ON FUNCTION manumit.netstrings(text[]), manumit.audit_time(timestamptz),
  manumit.decision_content(manumit.decision), manumit.run_content(text), manumit.seal(bigint, text, text),
  manumit.seal_decision(), manumit.seal_run() FROM PUBLIC;
GRANT SELECT ON manumit.audit TO manumit_reviewer, manumit_auditor;
