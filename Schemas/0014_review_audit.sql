-- The chain of 0008 over what reviewers do beside deciding, and over settings. The form is that of 0008, and beside it:
--   decision  of one that needs a second opinion the first value is 'manumit decision 2'
--   row       of an entry of another kind: 'manumit audit 2', position, entry_kind, entry_id, content_hash, sealed_at,
--             sealed_by, previous_hash
--   second_opinion          'manumit second_opinion 1', decision_id, decided_at, decided_by, agrees, reason
--   assignment              'manumit assignment 1', id, flag_id, assignee, assigned_at, assigned_by, reason
--   note                    'manumit note 1', id, flag_id, noted_at, noted_by, text, reference
--   snooze                  'manumit snooze 1', id, subject_key, typology, until, reason, indicators, snoozed_at, snoozed_by
--   known_relationship      'manumit known_relationship 1', id, subject_key, counterparty, reason, from_date, until_date,
--                           stated_at, stated_by
--   known_relationship_end  'manumit known_relationship_end 1', id, reason, ended_at, ended_by
--   review_setting_change   'manumit review_setting_change 1', id, name, value, changed_at, changed_by

ALTER TABLE manumit.audit
  DROP CONSTRAINT audit_check,
  ADD COLUMN entry_kind text CHECK (entry_kind IN ('second_opinion', 'assignment', 'note', 'snooze',
    'known_relationship', 'known_relationship_end', 'review_setting_change')),
  ADD COLUMN entry_id bigint,
  ADD CONSTRAINT audit_seals_one CHECK (num_nonnulls(decision_id, run_id, entry_id) = 1),
  ADD CONSTRAINT audit_entry_has_a_kind CHECK ((entry_kind IS NULL) = (entry_id IS NULL));
COMMENT ON TABLE manumit.audit IS 'The chain of hashes over decisions, runs and whatever else reviewers and settings leave, for ever: rows are added by the database alone, never changed. Check it with: manumit audit verify';
COMMENT ON COLUMN manumit.audit.decision_id IS 'The decision that is sealed; empty for anything else.';
COMMENT ON COLUMN manumit.audit.run_id IS 'The run that is sealed; empty for anything else. A run that is delivered again with other content is sealed again.';
COMMENT ON COLUMN manumit.audit.entry_kind IS 'The table of what is sealed, where it is neither a decision nor a run.';
COMMENT ON COLUMN manumit.audit.entry_id IS 'Its primary key there.';
COMMENT ON COLUMN manumit.audit.content_hash IS 'SHA-256 of what is sealed as it stood then; the form is in Schemas/0008_audit.sql and 0014_review_audit.sql.';
CREATE INDEX audit_by_entry ON manumit.audit (entry_kind, entry_id) WHERE entry_id IS NOT NULL;

CREATE OR REPLACE FUNCTION manumit.decision_content(sealed manumit.decision) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT manumit.netstrings(CASE WHEN sealed.needs_second THEN 'manumit decision 2' ELSE 'manumit decision 1' END,
    sealed.id::text, sealed.flag_id, manumit.audit_time(sealed.decided_at), sealed.decided_by, sealed.from_status,
    sealed.to_status, sealed.reason_code, sealed.reason, sealed.evidence_digest)
$$;

CREATE FUNCTION manumit.audit_day(day date) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT to_char(day, 'YYYY-MM-DD')
$$;
COMMENT ON FUNCTION manumit.audit_day(date) IS 'A day as it is hashed.';

CREATE FUNCTION manumit.entry_content(kind text, wanted bigint) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  CASE kind
  WHEN 'second_opinion' THEN
    RETURN (SELECT manumit.netstrings('manumit second_opinion 1', e.decision_id::text, manumit.audit_time(e.decided_at),
      e.decided_by, e.agrees::text, e.reason) FROM manumit.second_opinion e WHERE e.decision_id = wanted);
  WHEN 'assignment' THEN
    RETURN (SELECT manumit.netstrings('manumit assignment 1', e.id::text, e.flag_id, e.assignee,
      manumit.audit_time(e.assigned_at), e.assigned_by, e.reason) FROM manumit.assignment e WHERE e.id = wanted);
  WHEN 'note' THEN
    RETURN (SELECT manumit.netstrings('manumit note 1', e.id::text, e.flag_id, manumit.audit_time(e.noted_at),
      e.noted_by, e.text, e.reference) FROM manumit.note e WHERE e.id = wanted);
  WHEN 'snooze' THEN
    RETURN (SELECT manumit.netstrings('manumit snooze 1', e.id::text, e.subject_key, e.typology,
      manumit.audit_day(e.until), e.reason, manumit.netstrings(VARIADIC e.indicators), manumit.audit_time(e.snoozed_at),
      e.snoozed_by) FROM manumit.snooze e WHERE e.id = wanted);
  WHEN 'known_relationship' THEN
    RETURN (SELECT manumit.netstrings('manumit known_relationship 1', e.id::text, e.subject_key, e.counterparty, e.reason,
      manumit.audit_day(e.from_date), manumit.audit_day(e.until_date), manumit.audit_time(e.stated_at), e.stated_by)
      FROM manumit.known_relationship e WHERE e.id = wanted);
  WHEN 'known_relationship_end' THEN
    RETURN (SELECT manumit.netstrings('manumit known_relationship_end 1', e.id::text, e.reason,
      manumit.audit_time(e.ended_at), e.ended_by) FROM manumit.known_relationship_end e WHERE e.id = wanted);
  WHEN 'review_setting_change' THEN
    RETURN (SELECT manumit.netstrings('manumit review_setting_change 1', e.id::text, e.name, e.value,
      manumit.audit_time(e.changed_at), e.changed_by) FROM manumit.review_setting_change e WHERE e.id = wanted);
  END CASE;
END $$;
COMMENT ON FUNCTION manumit.entry_content(text, bigint) IS 'A row of a review table as it is hashed.';

DROP FUNCTION manumit.seal(bigint, text, text);
CREATE FUNCTION manumit.seal(
  decision_id bigint, run_id text, content text, entry_kind text DEFAULT NULL, entry_id bigint DEFAULT NULL
) RETURNS void
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
  sealed.entry_kind := entry_kind;
  sealed.entry_id := entry_id;
  sealed.sealed_at := clock_timestamp();
  sealed.sealed_by := session_user;
  sealed.previous_hash := coalesce(last.hash, repeat('0', 64));
  sealed.hash := encode(sha256(convert_to(
    CASE WHEN entry_kind IS NULL THEN
      manumit.netstrings('manumit audit 1', sealed.position::text, decision_id::text, run_id, sealed.content_hash,
        manumit.audit_time(sealed.sealed_at), sealed.sealed_by, sealed.previous_hash)
    ELSE
      manumit.netstrings('manumit audit 2', sealed.position::text, entry_kind, entry_id::text, sealed.content_hash,
        manumit.audit_time(sealed.sealed_at), sealed.sealed_by, sealed.previous_hash)
    END, 'UTF8')), 'hex');
  INSERT INTO manumit.audit VALUES (sealed.*);
EXCEPTION WHEN unique_violation THEN
  -- Under REPEATABLE READ the row that another added since is not seen.
  RAISE EXCEPTION 'another row was sealed at the same moment' USING ERRCODE = 'serialization_failure';
END $$;
COMMENT ON FUNCTION manumit.seal(bigint, text, text, text, bigint) IS 'Adds a row to the chain.';

CREATE FUNCTION manumit.seal_entry() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  wanted bigint;
BEGIN
  IF TG_TABLE_NAME = 'second_opinion' THEN
    wanted := NEW.decision_id;
  ELSE
    wanted := NEW.id;
  END IF;
  PERFORM manumit.seal(NULL, NULL, manumit.entry_content(TG_TABLE_NAME, wanted), TG_TABLE_NAME, wanted);
  RETURN NULL;
END $$;
COMMENT ON FUNCTION manumit.seal_entry() IS 'Seals a row of a review table.';

DO $$
DECLARE
  place text;
BEGIN
  FOREACH place IN ARRAY ARRAY['second_opinion', 'assignment', 'note', 'snooze', 'known_relationship',
    'known_relationship_end', 'review_setting_change'] LOOP
    EXECUTE format('CREATE CONSTRAINT TRIGGER %I AFTER INSERT ON manumit.%I DEFERRABLE INITIALLY DEFERRED'
      || ' FOR EACH ROW EXECUTE FUNCTION manumit.seal_entry()', place || '_is_sealed', place);
  END LOOP;
END $$;

REVOKE ALL ON FUNCTION manumit.audit_day(date), manumit.entry_content(text, bigint),
  manumit.seal(bigint, text, text, text, bigint), manumit.seal_entry() FROM PUBLIC;
