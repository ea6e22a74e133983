-- Who sees which flags: a reviewer those of no unit and of the own ones. And a flag's details: whoever opened it, which
-- is kept. The database sees to both, row by row, so that plain SQL is as good as any program:
--   SELECT manumit.open_flag('…', 'psql');
--   SELECT * FROM manumit.evidence WHERE flag_id = '…';

CREATE TABLE manumit.unit (
  name    text PRIMARY KEY CHECK (name <> ''),
  meaning text NOT NULL
);
COMMENT ON TABLE manumit.unit IS 'Units of the institution that review flags of their own. Without any, every reviewer sees every flag.';
COMMENT ON COLUMN manumit.unit.name IS 'The unit.';
COMMENT ON COLUMN manumit.unit.meaning IS 'What it is.';

CREATE TABLE manumit.unit_member (
  unit   text NOT NULL REFERENCES manumit.unit (name),
  member text NOT NULL,
  PRIMARY KEY (unit, member)
);
COMMENT ON TABLE manumit.unit_member IS 'Who belongs to a unit.';
COMMENT ON COLUMN manumit.unit_member.unit IS 'The unit.';
COMMENT ON COLUMN manumit.unit_member.member IS 'A database role: a person, or a role whose members all belong to it.';

CREATE TABLE manumit.unit_rule (
  typology     text,
  subject_kind text CHECK (subject_kind IN ('customer', 'counterparty', 'link')),
  unit         text NOT NULL REFERENCES manumit.unit (name),
  UNIQUE NULLS NOT DISTINCT (typology, subject_kind)
);
COMMENT ON TABLE manumit.unit_rule IS 'Which unit a flag belongs to. Of several rules that fit, one that names both counts before one by typology, and that before one by kind. After a change: SELECT manumit.apply_unit_rules();';
COMMENT ON COLUMN manumit.unit_rule.typology IS 'Flags of this typology; empty for any.';
COMMENT ON COLUMN manumit.unit_rule.subject_kind IS 'Flags of subjects of this kind; empty for any.';
COMMENT ON COLUMN manumit.unit_rule.unit IS 'The unit they belong to.';

ALTER TABLE manumit.flagged ADD COLUMN unit text;
COMMENT ON COLUMN manumit.flagged.unit IS 'The unit whose flag it is (manumit.unit_rule); empty where everybody sees it.';
CREATE INDEX flagged_queue_by_unit ON manumit.flagged (unit, score DESC, related_count DESC, cardinality(indicators) DESC,
    cardinality(mitigations), active_to DESC, id)
  WHERE status IN ('new', 'reopened', 'in_review', 'escalated', 'report_drafted') AND unit IS NOT NULL;

CREATE FUNCTION manumit.unit_of(typology text, subject_kind text) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(
    (SELECT r.unit FROM manumit.unit_rule r
      WHERE (r.typology IS NULL OR r.typology = unit_of.typology)
        AND (r.subject_kind IS NULL OR r.subject_kind = unit_of.subject_kind)
      ORDER BY r.typology IS NULL, r.subject_kind IS NULL LIMIT 1),
    nullif(manumit.setting('unit_default'), ''))
$$;
COMMENT ON FUNCTION manumit.unit_of(text, text) IS 'The unit that a flag of this typology and kind of subject belongs to.';

-- SECURITY DEFINER: the nightly run reads no rules of units.
CREATE FUNCTION manumit.place_flag() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  NEW.unit := manumit.unit_of(NEW.typology, NEW.subject_kind);
  RETURN NEW;
END $$;
COMMENT ON FUNCTION manumit.place_flag() IS 'Gives a new flag to its unit.';
CREATE TRIGGER flagged_has_a_unit BEFORE INSERT ON manumit.flagged
  FOR EACH ROW EXECUTE FUNCTION manumit.place_flag();

CREATE FUNCTION manumit.apply_unit_rules() RETURNS bigint
LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$
  WITH placed AS (
    UPDATE manumit.flagged f SET unit = manumit.unit_of(f.typology, f.subject_kind)
      WHERE f.unit IS DISTINCT FROM manumit.unit_of(f.typology, f.subject_kind) RETURNING f.id
  ) SELECT count(*) FROM placed
$$;
COMMENT ON FUNCTION manumit.apply_unit_rules() IS 'Gives every flag to the unit that the rules of now say; returns how many changed. For the owner of the database, after a change of rules.';

-- What the policies ask. SECURITY DEFINER: they must be able to see what the person may not.
CREATE FUNCTION manumit.is_owner() RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT pg_has_role(session_user, c.relowner, 'USAGE') FROM pg_class c WHERE c.oid = 'manumit.flagged'::regclass
$$;
COMMENT ON FUNCTION manumit.is_owner() IS 'Whether the person signed in owns the database''s tables, or is a superuser.';

CREATE FUNCTION manumit.my_units() RETURNS text[]
LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT ARRAY(SELECT DISTINCT m.unit FROM manumit.unit_member m JOIN pg_catalog.pg_roles r ON r.rolname = m.member
    WHERE pg_has_role(session_user, r.oid, 'MEMBER'))
$$;
COMMENT ON FUNCTION manumit.my_units() IS 'Units that the person signed in belongs to.';

CREATE FUNCTION manumit.sees_unit(unit text) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT unit IS NULL OR unit = ANY (manumit.my_units()) OR manumit.is_owner()
    OR pg_has_role(session_user, 'manumit_auditor', 'USAGE')
$$;
COMMENT ON FUNCTION manumit.sees_unit(text) IS 'Whether the person signed in sees the flags of a unit.';

CREATE TABLE manumit.reading (
  id          bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  flag_id     text NOT NULL REFERENCES manumit.flagged (id),
  read_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
  read_by     text NOT NULL DEFAULT session_user,
  via         text NOT NULL CHECK (via ~ '^[a-z][a-z0-9 .-]{0,39}$'),
  transaction xid8 NOT NULL DEFAULT pg_current_xact_id()
);
COMMENT ON TABLE manumit.reading IS 'Who opened which flag, for ever: rows are added by manumit.open_flag and open_subject, never changed.';
COMMENT ON COLUMN manumit.reading.id IS 'Order of the readings.';
COMMENT ON COLUMN manumit.reading.flag_id IS 'The flag opened.';
COMMENT ON COLUMN manumit.reading.read_at IS 'When.';
COMMENT ON COLUMN manumit.reading.read_by IS 'The database role that had signed in.';
COMMENT ON COLUMN manumit.reading.via IS 'By which program or page, such as console.';
COMMENT ON COLUMN manumit.reading.transaction IS 'The transaction that kept it. Details open to later ones alone: what is rolled back has shown nothing.';
CREATE INDEX reading_by_flag ON manumit.reading (flag_id, id);
CREATE INDEX reading_by_reader ON manumit.reading (read_by, read_at);
CREATE TRIGGER reading_is_append_only BEFORE UPDATE OR DELETE ON manumit.reading
  FOR EACH ROW EXECUTE FUNCTION manumit.refuse_change();
CREATE TRIGGER reading_is_not_emptied BEFORE TRUNCATE ON manumit.reading
  FOR EACH STATEMENT EXECUTE FUNCTION manumit.refuse_change();

-- SECURITY DEFINER: nobody writes a reading but by opening a flag.
CREATE FUNCTION manumit.open_flag(wanted text, via text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  kept bigint;
BEGIN
  INSERT INTO manumit.reading (flag_id, via)
    SELECT f.id, open_flag.via FROM manumit.flagged f WHERE f.id = wanted AND manumit.sees_unit(f.unit)
    RETURNING id INTO kept;
  IF kept IS NULL THEN
    RAISE EXCEPTION 'there is no such flag, or it is another unit''s' USING ERRCODE = 'MN006';
  END IF;
  RETURN kept;
END $$;
COMMENT ON FUNCTION manumit.open_flag(text, text) IS 'Opens a flag: keeps who reads it and by which program, and returns the number of the reading. From the next transaction on its details can be read for as long as the setting reading_lasts_hours says.';

-- So that somebody in the midst of a thousand flags is still shown in a moment.
CREATE FUNCTION manumit.most_flags_opened() RETURNS integer
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS 'SELECT 200';
COMMENT ON FUNCTION manumit.most_flags_opened() IS 'So many flags around one subject are opened at once, the highest scores first.';

CREATE FUNCTION manumit.open_subject(wanted text, via text) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  opened integer;
BEGIN
  INSERT INTO manumit.reading (flag_id, via)
    SELECT f.id, open_subject.via FROM manumit.flagged f
    WHERE f.id IN (SELECT o.id FROM manumit.flagged o WHERE o.subject_key = wanted
        UNION ALL SELECT r.flag_id FROM manumit.related_subject r WHERE r.subject_key = wanted)
      AND manumit.sees_unit(f.unit)
    ORDER BY f.score DESC, f.id LIMIT manumit.most_flags_opened();
  GET DIAGNOSTICS opened = ROW_COUNT;
  IF opened = 0 THEN
    RAISE EXCEPTION 'there is no such subject, or it is another unit''s' USING ERRCODE = 'MN006';
  END IF;
  RETURN opened;
END $$;
COMMENT ON FUNCTION manumit.open_subject(text, text) IS 'Opens every flag in which a subject is flagged or gathered, as manumit.open_flag does; returns how many.';

CREATE FUNCTION manumit.opened_flags() RETURNS text[]
LANGUAGE sql STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT ARRAY(SELECT f.id FROM manumit.flagged f
    WHERE f.id IN (SELECT r.flag_id FROM manumit.reading r
        WHERE r.read_by = session_user
          AND r.read_at > now() - manumit.setting('reading_lasts_hours')::integer * interval '1 hour'
          AND r.transaction IS DISTINCT FROM pg_current_xact_id_if_assigned())
      -- As manumit.sees_unit() says, asked once and not for each flag.
      AND (f.unit IS NULL OR f.unit = ANY ((SELECT manumit.my_units())::text[])
        OR (SELECT manumit.is_owner() OR pg_has_role(session_user, 'manumit_auditor', 'USAGE'))))
$$;
COMMENT ON FUNCTION manumit.opened_flags() IS 'Flags that the person signed in has opened, and may still see.';

-- One list of what each role sees. An array that is asked for once a statement is a condition an index can use, so that
-- a policy costs what it lets through. The nightly run sees and writes all; the owner is bound by no policy.
DO $$
DECLARE
  place text;
BEGIN
  FOREACH place IN ARRAY ARRAY['flagged', 'flag_amount', 'finding', 'evidence', 'finding_evidence', 'related_subject'] LOOP
    EXECUTE format('ALTER TABLE manumit.%I ENABLE ROW LEVEL SECURITY', place);
    EXECUTE format('CREATE POLICY ingest ON manumit.%I TO manumit_ingest USING (true) WITH CHECK (true)', place);
    CONTINUE WHEN place = 'flagged';
    EXECUTE format('CREATE POLICY opened ON manumit.%I FOR SELECT TO manumit_reviewer, manumit_auditor'
      || ' USING (flag_id = ANY ((SELECT manumit.opened_flags())::text[]))', place);
  END LOOP;
END $$;
CREATE POLICY unit ON manumit.flagged FOR SELECT TO manumit_reviewer
  USING (unit IS NULL OR unit = ANY ((SELECT manumit.my_units())::text[]));
CREATE POLICY auditor ON manumit.flagged FOR SELECT TO manumit_auditor USING (true);

-- What is written about flags is seen by whoever sees the flag.
CREATE FUNCTION manumit.protect_by_flag(place regclass, may_insert boolean) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', place);
  EXECUTE format('CREATE POLICY unit ON %s FOR SELECT TO manumit_reviewer'
    || ' USING (EXISTS (SELECT FROM manumit.flagged f WHERE f.id = flag_id))', place);
  EXECUTE format('CREATE POLICY auditor ON %s FOR SELECT TO manumit_auditor USING (true)', place);
  IF may_insert THEN
    -- Who may write about which flag is asked by the triggers, which can say why not.
    EXECUTE format('CREATE POLICY writing ON %s FOR INSERT TO manumit_reviewer WITH CHECK (true)', place);
  END IF;
END $$;
COMMENT ON FUNCTION manumit.protect_by_flag(regclass, boolean) IS 'For migrations: row-level security of a table of rows about flags.';
SELECT manumit.protect_by_flag('manumit.reading', false), manumit.protect_by_flag('manumit.decision', true),
  manumit.protect_by_flag('manumit.flag_event', false);
CREATE POLICY ingest ON manumit.flag_event TO manumit_ingest USING (true) WITH CHECK (true);

-- Views read with the rights of who asks: else they would show what the policies hide.
ALTER VIEW manumit.queue SET (security_invoker = true);
ALTER VIEW manumit.flag_story SET (security_invoker = true);
ALTER VIEW manumit.possible_victim SET (security_invoker = true);
ALTER VIEW manumit.coverage_latest SET (security_invoker = true);

REVOKE ALL ON FUNCTION manumit.unit_of(text, text), manumit.place_flag(), manumit.apply_unit_rules(),
  manumit.open_flag(text, text), manumit.open_subject(text, text), manumit.protect_by_flag(regclass, boolean) FROM PUBLIC;
REVOKE ALL ON FUNCTION manumit.is_owner(), manumit.my_units(), manumit.sees_unit(text), manumit.opened_flags(),
  manumit.most_flags_opened() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION manumit.open_flag(text, text), manumit.open_subject(text, text), manumit.my_units(),
  manumit.opened_flags() TO manumit_reviewer, manumit_auditor;
GRANT SELECT ON manumit.unit, manumit.unit_member, manumit.unit_rule, manumit.reading TO manumit_reviewer, manumit_auditor;
