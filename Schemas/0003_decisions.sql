-- What people decide and what runs change, both append-only. `flagged.status` follows from these two
-- tables, by trigger, and from nothing else: a run cannot undo a decision, a decision cannot be rewritten.
-- Errors raised here carry SQLSTATEs of their own: MN001 append-only, MN002 the flag cannot be decided on,
-- MN003 the flag has changed since it was read.

CREATE TABLE manumit.decision_reason (
  code          text PRIMARY KEY,
  meaning       text NOT NULL,
  is_productive boolean
);
COMMENT ON TABLE manumit.decision_reason IS 'Reason codes of decisions. An institution may add its own.';
COMMENT ON COLUMN manumit.decision_reason.code IS 'The code.';
COMMENT ON COLUMN manumit.decision_reason.meaning IS 'What it means.';
COMMENT ON COLUMN manumit.decision_reason.is_productive IS 'Whether a flag decided so counts as a hit when rules are measured; empty where it counts neither way.';
INSERT INTO manumit.decision_reason (code, meaning, is_productive) VALUES
  ('needs_review', 'Taken up for review', NULL),
  ('suspicion_confirmed', 'The activity has no reasonable lawful explanation', true),
  ('victim_protection', 'A person may need help; handle with care', true),
  ('explained', 'A lawful explanation was established', false),
  ('known_business', 'Matches the known business of the customer', false),
  ('insufficient', 'Too little to go on', false),
  ('data_error', 'The data were wrong', false),
  ('duplicate', 'Already handled under another flag or case', NULL),
  ('other', 'Something else; the text says what', NULL);

CREATE TABLE manumit.decision (
  id              bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  flag_id         text NOT NULL REFERENCES manumit.flagged (id),
  decided_at      timestamptz NOT NULL DEFAULT now(),
  decided_by      text NOT NULL DEFAULT session_user,
  from_status     text NOT NULL,
  to_status       text NOT NULL CHECK (to_status IN
    ('in_review', 'escalated', 'report_drafted', 'reported', 'cleared')),
  reason_code     text NOT NULL REFERENCES manumit.decision_reason (code),
  reason          text NOT NULL CHECK (reason <> ''),
  evidence_digest text NOT NULL
);
COMMENT ON TABLE manumit.decision IS 'Who decided what, when and why, for ever: rows are added, never changed. Reviewers insert flag_id, to_status, reason_code and reason; the database fills in the rest.';
COMMENT ON COLUMN manumit.decision.id IS 'Order of the decisions.';
COMMENT ON COLUMN manumit.decision.flag_id IS 'The flag decided on.';
COMMENT ON COLUMN manumit.decision.decided_at IS 'When; set by the database.';
COMMENT ON COLUMN manumit.decision.decided_by IS 'The database role that signed in; set by the database.';
COMMENT ON COLUMN manumit.decision.from_status IS 'Status before; set by the database.';
COMMENT ON COLUMN manumit.decision.to_status IS 'Status after: in_review, escalated, report_drafted, reported or cleared.';
COMMENT ON COLUMN manumit.decision.reason_code IS 'A code of manumit.decision_reason.';
COMMENT ON COLUMN manumit.decision.reason IS 'Why, in the reviewer''s words.';
COMMENT ON COLUMN manumit.decision.evidence_digest IS 'The evidence the decision was taken on (flagged.evidence_digest). If given, it must still be current: nobody decides on a flag that has changed under their eyes.';
CREATE INDEX decision_by_flag ON manumit.decision (flag_id, id);

CREATE TABLE manumit.flag_event (
  id               bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  flag_id          text NOT NULL REFERENCES manumit.flagged (id),
  happened_at      timestamptz NOT NULL DEFAULT now(),
  run_id           text NOT NULL,
  kind             text NOT NULL CHECK (kind IN
    ('created', 'extended', 'amended', 'reopened', 'withdrawn', 'restored')),
  from_status      text,
  to_status        text NOT NULL,
  score            integer NOT NULL,
  evidence_added   text[] NOT NULL DEFAULT '{}',
  evidence_removed text[] NOT NULL DEFAULT '{}',
  evidence_digest  text NOT NULL,
  successor        text
);
COMMENT ON TABLE manumit.flag_event IS 'What runs did to a flag, for ever: rows are added, never changed.';
COMMENT ON COLUMN manumit.flag_event.id IS 'Order of the events.';
COMMENT ON COLUMN manumit.flag_event.flag_id IS 'The flag.';
COMMENT ON COLUMN manumit.flag_event.happened_at IS 'When the change reached this database.';
COMMENT ON COLUMN manumit.flag_event.run_id IS 'The run that made it.';
COMMENT ON COLUMN manumit.flag_event.kind IS 'created; extended (more evidence); amended (changed or corrected); reopened (a decided flag has evidence it never had before); withdrawn (no longer follows from the transactions); restored (follows again).';
COMMENT ON COLUMN manumit.flag_event.from_status IS 'Status before; set by the database.';
COMMENT ON COLUMN manumit.flag_event.to_status IS 'Status after; set by the database.';
COMMENT ON COLUMN manumit.flag_event.score IS 'Score after the change.';
COMMENT ON COLUMN manumit.flag_event.evidence_added IS 'transaction_id of evidence that came with the change.';
COMMENT ON COLUMN manumit.flag_event.evidence_removed IS 'transaction_id of evidence that went with it.';
COMMENT ON COLUMN manumit.flag_event.evidence_digest IS 'flagged.evidence_digest after the change.';
COMMENT ON COLUMN manumit.flag_event.successor IS 'For a withdrawal: the flag its episode is now part of.';
CREATE INDEX flag_event_by_flag ON manumit.flag_event (flag_id, id);
CREATE INDEX flag_event_by_run ON manumit.flag_event (run_id);

CREATE FUNCTION manumit.refuse_change() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'manumit.% is append-only', TG_TABLE_NAME USING ERRCODE = 'MN001';
END $$;
COMMENT ON FUNCTION manumit.refuse_change() IS 'Keeps append-only tables append-only, for every role.';

CREATE TRIGGER decision_is_append_only BEFORE UPDATE OR DELETE ON manumit.decision
  FOR EACH ROW EXECUTE FUNCTION manumit.refuse_change();
CREATE TRIGGER decision_is_not_emptied BEFORE TRUNCATE ON manumit.decision
  FOR EACH STATEMENT EXECUTE FUNCTION manumit.refuse_change();
CREATE TRIGGER flag_event_is_append_only BEFORE UPDATE OR DELETE ON manumit.flag_event
  FOR EACH ROW EXECUTE FUNCTION manumit.refuse_change();
CREATE TRIGGER flag_event_is_not_emptied BEFORE TRUNCATE ON manumit.flag_event
  FOR EACH STATEMENT EXECUTE FUNCTION manumit.refuse_change();

-- SECURITY DEFINER: a reviewer may insert a decision and still may not write the flagged table.
CREATE FUNCTION manumit.decide() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  current_digest text;
BEGIN
  SELECT status, evidence_digest INTO NEW.from_status, current_digest
    FROM manumit.flagged WHERE id = NEW.flag_id FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'there is no such flag' USING ERRCODE = 'MN002';
  END IF;
  IF NEW.from_status = 'withdrawn' THEN
    RAISE EXCEPTION 'a withdrawn flag cannot be decided on' USING ERRCODE = 'MN002';
  END IF;
  IF NEW.evidence_digest <> current_digest THEN
    RAISE EXCEPTION 'the evidence has changed since it was read' USING ERRCODE = 'MN003';
  END IF;
  NEW.evidence_digest := current_digest;
  NEW.decided_at := clock_timestamp();
  NEW.decided_by := session_user;
  UPDATE manumit.flagged SET status = NEW.to_status, status_changed_at = NEW.decided_at
    WHERE id = NEW.flag_id;
  RETURN NEW;
END $$;
COMMENT ON FUNCTION manumit.decide() IS 'Completes a decision and moves the flag''s status.';
CREATE TRIGGER decision_moves_status BEFORE INSERT ON manumit.decision
  FOR EACH ROW EXECUTE FUNCTION manumit.decide();

-- SECURITY DEFINER: the nightly run may not write statuses, nor read decisions; this may.
CREATE FUNCTION manumit.record_event() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  SELECT status INTO NEW.from_status FROM manumit.flagged WHERE id = NEW.flag_id FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'there is no such flag' USING ERRCODE = 'MN002';
  END IF;
  NEW.to_status := NEW.from_status;
  IF NEW.kind = 'restored' THEN
    -- Back to where it stood before it was withdrawn; nobody can have decided since.
    SELECT e.from_status INTO NEW.to_status FROM manumit.flag_event e
      WHERE e.flag_id = NEW.flag_id AND e.kind = 'withdrawn' AND e.from_status <> 'withdrawn'
      ORDER BY e.id DESC LIMIT 1;
  END IF;
  IF NEW.kind = 'created' THEN
    NEW.from_status := NULL;
  ELSIF NEW.kind = 'withdrawn' THEN
    NEW.to_status := 'withdrawn';
  ELSIF NEW.to_status IN ('cleared', 'reported') AND EXISTS (
    -- Evidence that came, went and came back is not new: the decision was taken knowing it.
    SELECT unnest(NEW.evidence_added)
    EXCEPT
    SELECT unnest(e.evidence_added) FROM manumit.flag_event e WHERE e.flag_id = NEW.flag_id
  ) THEN
    NEW.kind := 'reopened';
    NEW.to_status := 'reopened';
  END IF;
  NEW.happened_at := clock_timestamp();
  IF NEW.kind IN ('reopened', 'withdrawn', 'restored') THEN
    UPDATE manumit.flagged
      SET status = NEW.to_status, successor = NEW.successor, status_changed_at = NEW.happened_at
      WHERE id = NEW.flag_id;
  END IF;
  RETURN NEW;
END $$;
COMMENT ON FUNCTION manumit.record_event() IS 'Completes an event and moves the flag''s status where the event does so.';
CREATE TRIGGER flag_event_moves_status BEFORE INSERT ON manumit.flag_event
  FOR EACH ROW EXECUTE FUNCTION manumit.record_event();
