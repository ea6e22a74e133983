-- The rest of a reviewer's work: who takes a flag, what was noted, what is put aside for a while, and which payments
-- are known to be in order. Rows are added, never changed; the latest counts. Reviewers give the few columns that the
-- rights below name, the database fills in the rest.

ALTER TABLE manumit.flagged ADD COLUMN assignee text, ADD COLUMN snoozed_until date;
COMMENT ON COLUMN manumit.flagged.assignee IS 'Who has taken the flag (manumit.assignment); empty for nobody.';
COMMENT ON COLUMN manumit.flagged.snoozed_until IS 'The day on which it shows in the queue again (manumit.snooze); empty where it was not put aside.';
CREATE INDEX flagged_by_assignee ON manumit.flagged (assignee, status) WHERE assignee IS NOT NULL;

CREATE TABLE manumit.assignment (
  id          bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  flag_id     text NOT NULL REFERENCES manumit.flagged (id),
  assignee    text,
  assigned_at timestamptz NOT NULL DEFAULT now(),
  assigned_by text NOT NULL DEFAULT session_user,
  reason      text NOT NULL DEFAULT ''
);
COMMENT ON TABLE manumit.assignment IS 'Who took or was given which flag, for ever: rows are added, never changed. Reviewers insert flag_id, assignee and reason.';
COMMENT ON COLUMN manumit.assignment.id IS 'Order of the assignments.';
COMMENT ON COLUMN manumit.assignment.flag_id IS 'The flag.';
COMMENT ON COLUMN manumit.assignment.assignee IS 'The database role of the reviewer; empty where it was given back.';
COMMENT ON COLUMN manumit.assignment.assigned_at IS 'When; set by the database.';
COMMENT ON COLUMN manumit.assignment.assigned_by IS 'The database role that signed in; set by the database.';
COMMENT ON COLUMN manumit.assignment.reason IS 'Why, if there is something to say.';
CREATE INDEX assignment_by_flag ON manumit.assignment (flag_id, id);

CREATE TABLE manumit.note (
  id        bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  flag_id   text NOT NULL REFERENCES manumit.flagged (id),
  noted_at  timestamptz NOT NULL DEFAULT now(),
  noted_by  text NOT NULL DEFAULT session_user,
  text      text NOT NULL CHECK (text <> ''),
  reference text CHECK (reference <> '')
);
COMMENT ON TABLE manumit.note IS 'What reviewers noted, for ever: rows are added, never changed. Reviewers insert flag_id, text and reference.';
COMMENT ON COLUMN manumit.note.id IS 'Order of the notes.';
COMMENT ON COLUMN manumit.note.flag_id IS 'The flag.';
COMMENT ON COLUMN manumit.note.noted_at IS 'When; set by the database.';
COMMENT ON COLUMN manumit.note.noted_by IS 'The database role that signed in; set by the database.';
COMMENT ON COLUMN manumit.note.text IS 'The note.';
COMMENT ON COLUMN manumit.note.reference IS 'Where an attachment lies, such as a case number or a link; never the attachment itself.';
CREATE INDEX note_by_flag ON manumit.note (flag_id, id);

CREATE TABLE manumit.snooze (
  id          bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  subject_key text NOT NULL,
  typology    text NOT NULL,
  until       date NOT NULL,
  reason      text NOT NULL CHECK (reason <> ''),
  indicators  text[] NOT NULL,
  snoozed_at  timestamptz NOT NULL DEFAULT now(),
  snoozed_by  text NOT NULL DEFAULT session_user
);
COMMENT ON TABLE manumit.snooze IS 'Subjects put aside in one typology until a day, for ever: rows are added, never changed, and the latest counts. New evidence beats it: a flag that reopens, or has an indicator it did not have then, shows again. Reviewers insert subject_key, typology, until and reason.';
COMMENT ON COLUMN manumit.snooze.id IS 'Order of the rows.';
COMMENT ON COLUMN manumit.snooze.subject_key IS 'Key of the subject.';
COMMENT ON COLUMN manumit.snooze.typology IS 'In which typology.';
COMMENT ON COLUMN manumit.snooze.until IS 'The day on which its flags show again, by UTC; today or earlier shows them at once.';
COMMENT ON COLUMN manumit.snooze.reason IS 'Why, in the reviewer''s words.';
COMMENT ON COLUMN manumit.snooze.indicators IS 'Red flags its flags had then; set by the database.';
COMMENT ON COLUMN manumit.snooze.snoozed_at IS 'When; set by the database.';
COMMENT ON COLUMN manumit.snooze.snoozed_by IS 'The database role that signed in; set by the database.';
CREATE INDEX snooze_by_subject ON manumit.snooze (subject_key, typology, id);

CREATE TABLE manumit.known_relationship (
  id           bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  subject_key  text NOT NULL,
  counterparty text NOT NULL CHECK (counterparty <> ''),
  reason       text NOT NULL CHECK (reason <> ''),
  from_date    date NOT NULL DEFAULT manumit.today(),
  until_date   date NOT NULL,
  stated_at    timestamptz NOT NULL DEFAULT now(),
  stated_by    text NOT NULL DEFAULT session_user,
  CHECK (from_date <= until_date)
);
COMMENT ON TABLE manumit.known_relationship IS 'Payments between a subject and a counterparty that somebody found to be in order, with the day on which somebody looks again, for ever: rows are added, never changed. Shown beside the evidence; it changes no flag and no score. Reviewers insert subject_key, counterparty, reason, from_date and until_date.';
COMMENT ON COLUMN manumit.known_relationship.id IS 'Order of the rows.';
COMMENT ON COLUMN manumit.known_relationship.subject_key IS 'Key of the subject.';
COMMENT ON COLUMN manumit.known_relationship.counterparty IS 'The other side as manumit.evidence has it: its account, or else its name.';
COMMENT ON COLUMN manumit.known_relationship.reason IS 'Why the payments are in order.';
COMMENT ON COLUMN manumit.known_relationship.from_date IS 'First day of payments it holds for.';
COMMENT ON COLUMN manumit.known_relationship.until_date IS 'Last day of payments it holds for.';
COMMENT ON COLUMN manumit.known_relationship.stated_at IS 'When; set by the database.';
COMMENT ON COLUMN manumit.known_relationship.stated_by IS 'The database role that signed in; set by the database.';
CREATE INDEX known_relationship_by_subject ON manumit.known_relationship (subject_key, counterparty);

CREATE TABLE manumit.known_relationship_end (
  id       bigint PRIMARY KEY REFERENCES manumit.known_relationship (id),
  reason   text NOT NULL CHECK (reason <> ''),
  ended_at timestamptz NOT NULL DEFAULT now(),
  ended_by text NOT NULL DEFAULT session_user
);
COMMENT ON TABLE manumit.known_relationship_end IS 'Known relationships that were taken back before their day, for ever. Reviewers insert id and reason.';
COMMENT ON COLUMN manumit.known_relationship_end.id IS 'The relationship: manumit.known_relationship.id.';
COMMENT ON COLUMN manumit.known_relationship_end.reason IS 'Why, in the reviewer''s words.';
COMMENT ON COLUMN manumit.known_relationship_end.ended_at IS 'When; set by the database.';
COMMENT ON COLUMN manumit.known_relationship_end.ended_by IS 'The database role that signed in; set by the database.';

DO $$
DECLARE
  place text;
BEGIN
  FOREACH place IN ARRAY ARRAY['assignment', 'note', 'snooze', 'known_relationship', 'known_relationship_end'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON manumit.%I'
      || ' FOR EACH ROW EXECUTE FUNCTION manumit.refuse_change()', place || '_is_append_only', place);
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON manumit.%I'
      || ' FOR EACH STATEMENT EXECUTE FUNCTION manumit.refuse_change()', place || '_is_not_emptied', place);
  END LOOP;
END $$;

-- SECURITY DEFINER, all of them: reviewers may add these rows and still may not write the flagged table.
CREATE FUNCTION manumit.assign() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  flag manumit.flagged;
BEGIN
  SELECT * INTO flag FROM manumit.flagged WHERE id = NEW.flag_id FOR UPDATE;
  IF NOT FOUND OR NOT manumit.sees_unit(flag.unit) THEN
    RAISE EXCEPTION 'there is no such flag, or it is another unit''s' USING ERRCODE = 'MN006';
  END IF;
  IF NEW.assignee IS NOT NULL AND NOT EXISTS (
    SELECT FROM pg_catalog.pg_roles r
    WHERE r.rolname = NEW.assignee AND pg_has_role(r.oid, 'manumit_reviewer', 'USAGE')
      AND (flag.unit IS NULL OR EXISTS (
        SELECT FROM manumit.unit_member m JOIN pg_catalog.pg_roles u ON u.rolname = m.member
        WHERE m.unit = flag.unit AND pg_has_role(r.oid, u.oid, 'MEMBER')))
  ) THEN
    RAISE EXCEPTION 'nobody of this name reviews flags of this unit' USING ERRCODE = 'MN007';
  END IF;
  NEW.assigned_at := clock_timestamp();
  NEW.assigned_by := session_user;
  UPDATE manumit.flagged SET assignee = NEW.assignee WHERE id = flag.id;
  RETURN NEW;
END $$;
COMMENT ON FUNCTION manumit.assign() IS 'Completes an assignment and writes it to the flag.';
CREATE TRIGGER assignment_moves_flag BEFORE INSERT ON manumit.assignment
  FOR EACH ROW EXECUTE FUNCTION manumit.assign();

CREATE FUNCTION manumit.take_note() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM manumit.flagged f WHERE f.id = NEW.flag_id AND manumit.sees_unit(f.unit)) THEN
    RAISE EXCEPTION 'there is no such flag, or it is another unit''s' USING ERRCODE = 'MN006';
  END IF;
  NEW.noted_at := clock_timestamp();
  NEW.noted_by := session_user;
  RETURN NEW;
END $$;
COMMENT ON FUNCTION manumit.take_note() IS 'Completes a note.';
CREATE TRIGGER note_is_completed BEFORE INSERT ON manumit.note
  FOR EACH ROW EXECUTE FUNCTION manumit.take_note();

CREATE FUNCTION manumit.put_aside() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  -- In the order in which a run locks flags.
  PERFORM FROM manumit.flagged f WHERE f.subject_key = NEW.subject_key AND f.typology = NEW.typology
    ORDER BY f.id FOR UPDATE;
  NEW.indicators := ARRAY(SELECT DISTINCT i.name FROM manumit.flagged f, unnest(f.indicators) AS i (name)
    WHERE f.subject_key = NEW.subject_key AND f.typology = NEW.typology AND manumit.sees_unit(f.unit) ORDER BY i.name);
  IF NEW.indicators = '{}' THEN
    RAISE EXCEPTION 'there is no such subject in this typology, or it is another unit''s' USING ERRCODE = 'MN006';
  END IF;
  IF NEW.until > manumit.today() + manumit.setting('snooze_longest_days')::integer THEN
    RAISE EXCEPTION 'a subject is put aside for at most % days', manumit.setting('snooze_longest_days')
      USING ERRCODE = 'MN007';
  END IF;
  NEW.snoozed_at := clock_timestamp();
  NEW.snoozed_by := session_user;
  UPDATE manumit.flagged f SET snoozed_until = CASE WHEN NEW.until > manumit.today() THEN NEW.until END
    WHERE f.subject_key = NEW.subject_key AND f.typology = NEW.typology;
  RETURN NEW;
END $$;
COMMENT ON FUNCTION manumit.put_aside() IS 'Completes a snooze and writes it to the subject''s flags.';
CREATE TRIGGER snooze_moves_flags BEFORE INSERT ON manumit.snooze
  FOR EACH ROW EXECUTE FUNCTION manumit.put_aside();

CREATE FUNCTION manumit.state_relationship() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM manumit.flagged f WHERE f.subject_key = NEW.subject_key AND manumit.sees_unit(f.unit)
  ) THEN
    RAISE EXCEPTION 'there is no such subject, or it is another unit''s' USING ERRCODE = 'MN006';
  END IF;
  IF NEW.until_date > manumit.today() + manumit.setting('relationship_longest_days')::integer THEN
    RAISE EXCEPTION 'a known relationship holds for at most % days', manumit.setting('relationship_longest_days')
      USING ERRCODE = 'MN007';
  END IF;
  NEW.stated_at := clock_timestamp();
  NEW.stated_by := session_user;
  RETURN NEW;
END $$;
COMMENT ON FUNCTION manumit.state_relationship() IS 'Completes a known relationship.';
CREATE TRIGGER known_relationship_is_completed BEFORE INSERT ON manumit.known_relationship
  FOR EACH ROW EXECUTE FUNCTION manumit.state_relationship();

CREATE FUNCTION manumit.end_relationship() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM manumit.known_relationship k JOIN manumit.flagged f ON f.subject_key = k.subject_key
    WHERE k.id = NEW.id AND manumit.sees_unit(f.unit)
  ) THEN
    RAISE EXCEPTION 'there is no such relationship, or it is another unit''s' USING ERRCODE = 'MN006';
  END IF;
  NEW.ended_at := clock_timestamp();
  NEW.ended_by := session_user;
  RETURN NEW;
END $$;
COMMENT ON FUNCTION manumit.end_relationship() IS 'Completes the end of a known relationship.';
CREATE TRIGGER known_relationship_end_is_completed BEFORE INSERT ON manumit.known_relationship_end
  FOR EACH ROW EXECUTE FUNCTION manumit.end_relationship();

-- A subject put aside stays so in a new episode that shows nothing new, and in no other.
CREATE FUNCTION manumit.keep_aside() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  last manumit.snooze;
BEGIN
  SELECT * INTO last FROM manumit.snooze s WHERE s.subject_key = NEW.subject_key AND s.typology = NEW.typology
    ORDER BY s.id DESC LIMIT 1;
  IF NOT FOUND OR last.until <= manumit.today() OR NOT NEW.indicators <@ last.indicators THEN
    NEW.snoozed_until := NULL;
  ELSIF TG_OP = 'INSERT' THEN
    NEW.snoozed_until := last.until;
  END IF;
  RETURN NEW;
END $$;
COMMENT ON FUNCTION manumit.keep_aside() IS 'Shows a flag again that has what its subject did not have when it was put aside.';
CREATE TRIGGER flagged_is_kept_aside BEFORE INSERT ON manumit.flagged
  FOR EACH ROW EXECUTE FUNCTION manumit.keep_aside();
CREATE TRIGGER flagged_is_kept_aside_no_more BEFORE UPDATE OF indicators ON manumit.flagged
  FOR EACH ROW WHEN (OLD.snoozed_until IS NOT NULL) EXECUTE FUNCTION manumit.keep_aside();

CREATE FUNCTION manumit.end_snooze() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE manumit.flagged f SET snoozed_until = NULL WHERE f.id = NEW.flag_id AND f.snoozed_until IS NOT NULL;
  RETURN NULL;
END $$;
COMMENT ON FUNCTION manumit.end_snooze() IS 'Shows a flag again that a run has reopened.';
CREATE TRIGGER flag_event_ends_snoozes AFTER INSERT ON manumit.flag_event
  FOR EACH ROW WHEN (NEW.kind = 'reopened') EXECUTE FUNCTION manumit.end_snooze();

SELECT manumit.protect_by_flag('manumit.assignment', true), manumit.protect_by_flag('manumit.note', true);
CREATE FUNCTION manumit.protect_by_subject(place regclass) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', place);
  EXECUTE format('CREATE POLICY unit ON %1$s FOR SELECT TO manumit_reviewer'
    || ' USING (EXISTS (SELECT FROM manumit.flagged f WHERE f.subject_key = %1$s.subject_key))', place);
  EXECUTE format('CREATE POLICY auditor ON %s FOR SELECT TO manumit_auditor USING (true)', place);
  EXECUTE format('CREATE POLICY writing ON %s FOR INSERT TO manumit_reviewer WITH CHECK (true)', place);
END $$;
COMMENT ON FUNCTION manumit.protect_by_subject(regclass) IS 'For migrations: row-level security of a table of rows about subjects.';
SELECT manumit.protect_by_subject('manumit.snooze'), manumit.protect_by_subject('manumit.known_relationship');
ALTER TABLE manumit.known_relationship_end ENABLE ROW LEVEL SECURITY;
CREATE POLICY unit ON manumit.known_relationship_end FOR SELECT TO manumit_reviewer
  USING (EXISTS (SELECT FROM manumit.known_relationship k WHERE k.id = known_relationship_end.id));
CREATE POLICY auditor ON manumit.known_relationship_end FOR SELECT TO manumit_auditor USING (true);
CREATE POLICY writing ON manumit.known_relationship_end FOR INSERT TO manumit_reviewer WITH CHECK (true);

REVOKE ALL ON FUNCTION manumit.assign(), manumit.take_note(), manumit.put_aside(), manumit.state_relationship(),
  manumit.end_relationship(), manumit.keep_aside(), manumit.end_snooze(), manumit.protect_by_subject(regclass) FROM PUBLIC;
GRANT SELECT ON manumit.assignment, manumit.note, manumit.snooze, manumit.known_relationship,
  manumit.known_relationship_end TO manumit_reviewer, manumit_auditor;
GRANT INSERT (flag_id, assignee, reason) ON manumit.assignment TO manumit_reviewer;
GRANT INSERT (flag_id, text, reference) ON manumit.note TO manumit_reviewer;
GRANT INSERT (subject_key, typology, until, reason) ON manumit.snooze TO manumit_reviewer;
GRANT INSERT (subject_key, counterparty, reason, from_date, until_date) ON manumit.known_relationship TO manumit_reviewer;
GRANT INSERT (id, reason) ON manumit.known_relationship_end TO manumit_reviewer;
