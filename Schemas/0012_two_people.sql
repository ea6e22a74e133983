-- Which moves of a flag's status there are, and which of them two people make. Where the setting four_eyes names a
-- status, a decision for it is a proposal: the status moves when somebody else agrees. New evidence, a withdrawal or
-- another decision ends a proposal.

CREATE TABLE manumit.status_move (
  from_status text NOT NULL CHECK (from_status IN
    ('new', 'reopened', 'in_review', 'escalated', 'report_drafted', 'reported', 'cleared')),
  to_status   text NOT NULL CHECK (to_status IN ('in_review', 'escalated', 'report_drafted', 'reported', 'cleared')),
  meaning     text NOT NULL,
  PRIMARY KEY (from_status, to_status)
);
COMMENT ON TABLE manumit.status_move IS 'The moves of a flag''s status that decisions can make; others are refused. Runs alone make new, reopened and withdrawn.';
COMMENT ON COLUMN manumit.status_move.from_status IS 'Status before.';
COMMENT ON COLUMN manumit.status_move.to_status IS 'Status after.';
COMMENT ON COLUMN manumit.status_move.meaning IS 'What the move says, in words for the reviewer.';
INSERT INTO manumit.status_move (from_status, to_status, meaning)
SELECT before, move.to_status, move.meaning
FROM (VALUES
  (ARRAY['new', 'reopened'], 'in_review', 'Take up for review'),
  (ARRAY['reported', 'cleared'], 'in_review', 'Take up again'),
  (ARRAY['escalated'], 'in_review', 'Back to review'),
  (ARRAY['new', 'reopened', 'in_review', 'report_drafted'], 'escalated', 'Hand to whoever decides on reports'),
  (ARRAY['in_review', 'escalated'], 'report_drafted', 'A report is being written'),
  (ARRAY['report_drafted'], 'reported', 'The report was filed'),
  (ARRAY['new', 'reopened', 'in_review', 'escalated', 'report_drafted'], 'cleared', 'Clear: nothing to report')
) AS move (from_statuses, to_status, meaning), unnest(move.from_statuses) AS before;

ALTER TABLE manumit.flagged ADD COLUMN pending_decision bigint;
COMMENT ON COLUMN manumit.flagged.pending_decision IS 'The decision (manumit.decision.id) that waits for a second person, if one does.';
CREATE INDEX flagged_pending ON manumit.flagged (pending_decision) WHERE pending_decision IS NOT NULL;

ALTER TABLE manumit.decision ADD COLUMN needs_second boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN manumit.decision.needs_second IS 'Whether it is a proposal, which moves the status when a second person agrees; set by the database.';

CREATE TABLE manumit.second_opinion (
  decision_id bigint PRIMARY KEY REFERENCES manumit.decision (id),
  decided_at  timestamptz NOT NULL DEFAULT now(),
  decided_by  text NOT NULL DEFAULT session_user,
  agrees      boolean NOT NULL,
  reason      text NOT NULL CHECK (reason <> '')
);
COMMENT ON TABLE manumit.second_opinion IS 'What a second person says to a proposed decision, for ever: rows are added, never changed. Reviewers insert decision_id, agrees and reason; the database fills in the rest.';
COMMENT ON COLUMN manumit.second_opinion.decision_id IS 'The proposed decision.';
COMMENT ON COLUMN manumit.second_opinion.decided_at IS 'When; set by the database.';
COMMENT ON COLUMN manumit.second_opinion.decided_by IS 'The database role that signed in, never the one that proposed; set by the database.';
COMMENT ON COLUMN manumit.second_opinion.agrees IS 'True: the status moves as proposed. False: it stays, and the proposal is over.';
COMMENT ON COLUMN manumit.second_opinion.reason IS 'Why, in the second person''s words.';
CREATE TRIGGER second_opinion_is_append_only BEFORE UPDATE OR DELETE ON manumit.second_opinion
  FOR EACH ROW EXECUTE FUNCTION manumit.refuse_change();
CREATE TRIGGER second_opinion_is_not_emptied BEFORE TRUNCATE ON manumit.second_opinion
  FOR EACH STATEMENT EXECUTE FUNCTION manumit.refuse_change();

-- The owner of the database answers to nobody here, and is written down all the same.
CREATE FUNCTION manumit.require_opened(wanted text) RETURNS void
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT (wanted = ANY (manumit.opened_flags()) OR manumit.is_owner()) THEN
    RAISE EXCEPTION 'open the flag first' USING ERRCODE = 'MN006';
  END IF;
END $$;
COMMENT ON FUNCTION manumit.require_opened(text) IS 'Refuses whoever has not opened a flag: nobody decides on what they have not read.';

CREATE OR REPLACE FUNCTION manumit.decide() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  flag manumit.flagged;
BEGIN
  SELECT * INTO flag FROM manumit.flagged WHERE id = NEW.flag_id FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'there is no such flag' USING ERRCODE = 'MN002';
  END IF;
  IF NOT manumit.sees_unit(flag.unit) THEN
    RAISE EXCEPTION 'the flag is another unit''s' USING ERRCODE = 'MN006';
  END IF;
  IF flag.status = 'withdrawn' THEN
    RAISE EXCEPTION 'a withdrawn flag cannot be decided on' USING ERRCODE = 'MN002';
  END IF;
  IF NEW.evidence_digest <> flag.evidence_digest THEN
    RAISE EXCEPTION 'the evidence has changed since it was read' USING ERRCODE = 'MN003';
  END IF;
  IF NOT EXISTS (SELECT FROM manumit.status_move m WHERE m.from_status = flag.status AND m.to_status = NEW.to_status) THEN
    RAISE EXCEPTION 'there is no move from % to %', flag.status, NEW.to_status USING ERRCODE = 'MN004';
  END IF;
  IF NEW.to_status <> 'in_review' THEN
    PERFORM manumit.require_opened(flag.id);
  END IF;
  NEW.from_status := flag.status;
  NEW.evidence_digest := flag.evidence_digest;
  NEW.decided_at := clock_timestamp();
  NEW.decided_by := session_user;
  NEW.needs_second := NEW.to_status = ANY (string_to_array(manumit.setting('four_eyes'), ','));
  IF NEW.needs_second THEN
    UPDATE manumit.flagged SET pending_decision = NEW.id WHERE id = flag.id;
  ELSE
    UPDATE manumit.flagged
      SET status = NEW.to_status, status_changed_at = NEW.decided_at, pending_decision = NULL WHERE id = flag.id;
  END IF;
  RETURN NEW;
END $$;
COMMENT ON FUNCTION manumit.decide() IS 'Completes a decision, and moves the flag''s status or proposes to.';

-- SECURITY DEFINER, as manumit.decide().
CREATE FUNCTION manumit.give_second_opinion() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  proposal manumit.decision;
  flag manumit.flagged;
BEGIN
  SELECT * INTO proposal FROM manumit.decision WHERE id = NEW.decision_id;
  SELECT * INTO flag FROM manumit.flagged WHERE id = proposal.flag_id FOR UPDATE;
  IF NOT FOUND OR NOT proposal.needs_second THEN
    RAISE EXCEPTION 'there is no such proposal' USING ERRCODE = 'MN002';
  END IF;
  IF NOT manumit.sees_unit(flag.unit) THEN
    RAISE EXCEPTION 'the flag is another unit''s' USING ERRCODE = 'MN006';
  END IF;
  IF flag.pending_decision IS DISTINCT FROM proposal.id OR flag.evidence_digest <> proposal.evidence_digest THEN
    RAISE EXCEPTION 'the proposal is over: the flag has changed since' USING ERRCODE = 'MN003';
  END IF;
  IF proposal.decided_by = session_user THEN
    RAISE EXCEPTION 'another person than the one who proposed it is needed' USING ERRCODE = 'MN005';
  END IF;
  PERFORM manumit.require_opened(flag.id);
  NEW.decided_at := clock_timestamp();
  NEW.decided_by := session_user;
  UPDATE manumit.flagged SET pending_decision = NULL,
      status = CASE WHEN NEW.agrees THEN proposal.to_status ELSE status END,
      status_changed_at = CASE WHEN NEW.agrees THEN NEW.decided_at ELSE status_changed_at END
    WHERE id = flag.id;
  RETURN NEW;
END $$;
COMMENT ON FUNCTION manumit.give_second_opinion() IS 'Completes a second opinion, and moves the flag''s status if it agrees.';
CREATE TRIGGER second_opinion_moves_status BEFORE INSERT ON manumit.second_opinion
  FOR EACH ROW EXECUTE FUNCTION manumit.give_second_opinion();

-- A run that changes what a proposal rests on ends it.
CREATE FUNCTION manumit.end_proposal() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE manumit.flagged f SET pending_decision = NULL
    WHERE f.id = NEW.flag_id AND f.pending_decision IS NOT NULL
      AND (NEW.kind = 'withdrawn' OR NEW.evidence_digest <>
        (SELECT d.evidence_digest FROM manumit.decision d WHERE d.id = f.pending_decision));
  RETURN NULL;
END $$;
COMMENT ON FUNCTION manumit.end_proposal() IS 'Ends a proposed decision whose evidence a run has changed.';
CREATE TRIGGER flag_event_ends_proposals AFTER INSERT ON manumit.flag_event
  FOR EACH ROW EXECUTE FUNCTION manumit.end_proposal();

ALTER TABLE manumit.second_opinion ENABLE ROW LEVEL SECURITY;
CREATE POLICY unit ON manumit.second_opinion FOR SELECT TO manumit_reviewer
  USING (EXISTS (SELECT FROM manumit.decision d WHERE d.id = decision_id));
CREATE POLICY auditor ON manumit.second_opinion FOR SELECT TO manumit_auditor USING (true);
CREATE POLICY writing ON manumit.second_opinion FOR INSERT TO manumit_reviewer WITH CHECK (true);

REVOKE ALL ON FUNCTION manumit.require_opened(text), manumit.give_second_opinion(), manumit.end_proposal() FROM PUBLIC;
GRANT SELECT ON manumit.status_move, manumit.second_opinion TO manumit_reviewer, manumit_auditor;
GRANT INSERT (decision_id, agrees, reason) ON manumit.second_opinion TO manumit_reviewer;
