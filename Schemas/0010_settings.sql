-- What an institution sets for its review: by the owner of the database, each change kept for ever.
--   UPDATE manumit.review_setting SET value = 'escalated,cleared' WHERE name = 'four_eyes';
-- Errors raised from here on carry, beside those of 0003, the SQLSTATEs MN004 a move that does not exist, MN005 another
-- person is needed, MN006 not open to this person, MN007 a term or value that is not allowed.

CREATE TABLE manumit.review_setting (
  name       text PRIMARY KEY,
  value      text NOT NULL,
  meaning    text NOT NULL,
  changed_at timestamptz NOT NULL DEFAULT now(),
  changed_by text NOT NULL DEFAULT session_user
);
COMMENT ON TABLE manumit.review_setting IS 'What the institution sets for its review; only the owner of the database changes a value, and manumit.review_setting_change keeps each.';
COMMENT ON COLUMN manumit.review_setting.name IS 'The setting.';
COMMENT ON COLUMN manumit.review_setting.value IS 'Its value as text.';
COMMENT ON COLUMN manumit.review_setting.meaning IS 'What it does, and where its first value comes from.';
COMMENT ON COLUMN manumit.review_setting.changed_at IS 'When the value was set; by the database.';
COMMENT ON COLUMN manumit.review_setting.changed_by IS 'The database role that had signed in; by the database.';

CREATE TABLE manumit.review_setting_change (
  id         bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  name       text NOT NULL REFERENCES manumit.review_setting (name),
  value      text NOT NULL,
  changed_at timestamptz NOT NULL,
  changed_by text NOT NULL
);
COMMENT ON TABLE manumit.review_setting_change IS 'Every value that a setting was given, for ever: rows are added by the database, never changed.';
COMMENT ON COLUMN manumit.review_setting_change.id IS 'Order of the changes.';
COMMENT ON COLUMN manumit.review_setting_change.name IS 'The setting.';
COMMENT ON COLUMN manumit.review_setting_change.value IS 'The value it was given.';
COMMENT ON COLUMN manumit.review_setting_change.changed_at IS 'When.';
COMMENT ON COLUMN manumit.review_setting_change.changed_by IS 'The database role that had signed in.';
CREATE TRIGGER review_setting_change_is_append_only BEFORE UPDATE OR DELETE ON manumit.review_setting_change
  FOR EACH ROW EXECUTE FUNCTION manumit.refuse_change();
CREATE TRIGGER review_setting_change_is_not_emptied BEFORE TRUNCATE ON manumit.review_setting_change
  FOR EACH STATEMENT EXECUTE FUNCTION manumit.refuse_change();

INSERT INTO manumit.review_setting (name, value, meaning) VALUES
  ('four_eyes', '', 'Statuses, separated by commas, that a flag enters only when a second person agrees: of in_review, escalated, report_drafted, reported, cleared. Empty: none.'),
  ('snooze_longest_days', '180', 'A subject is put aside for at most so many days. The institution''s own choice.'),
  ('relationship_longest_days', '730', 'A known relationship holds for at most so many days before somebody looks again. The institution''s own choice.'),
  ('reading_lasts_hours', '12', 'For so long after opening a flag its details can be read: a working day. The institution''s own choice.'),
  ('overdue_after_days', '30', 'An open flag older than that is overdue. A report is due within 30 calendar days of detection: 31 CFR 1020.320(b)(3).'),
  ('unit_default', '', 'Unit of the flags that no rule of manumit.unit_rule gives to another. Empty: none, everybody sees them.');

CREATE FUNCTION manumit.check_setting() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  is_good boolean;
BEGIN
  IF TG_OP <> 'UPDATE' OR NEW.name IS DISTINCT FROM OLD.name OR NEW.meaning IS DISTINCT FROM OLD.meaning THEN
    RAISE EXCEPTION 'of a setting only the value changes' USING ERRCODE = 'MN001';
  END IF;
  is_good := CASE
    WHEN NEW.name = 'four_eyes' THEN string_to_array(NEW.value, ',')
      <@ ARRAY['in_review', 'escalated', 'report_drafted', 'reported', 'cleared']
    WHEN NEW.name = 'unit_default' THEN NEW.value = '' OR EXISTS (SELECT FROM manumit.unit u WHERE u.name = NEW.value)
    ELSE NEW.value ~ '^[1-9][0-9]{0,3}$' END;
  IF is_good IS NOT TRUE THEN
    RAISE EXCEPTION 'this is no value for setting %', NEW.name USING ERRCODE = 'MN007';
  END IF;
  NEW.changed_at := clock_timestamp();
  NEW.changed_by := session_user;
  INSERT INTO manumit.review_setting_change (name, value, changed_at, changed_by)
    VALUES (NEW.name, NEW.value, NEW.changed_at, NEW.changed_by);
  RETURN NEW;
END $$;
COMMENT ON FUNCTION manumit.check_setting() IS 'Checks the value of a setting and keeps the change.';
CREATE TRIGGER review_setting_keeps_its_changes BEFORE INSERT OR UPDATE OR DELETE ON manumit.review_setting
  FOR EACH ROW EXECUTE FUNCTION manumit.check_setting();
CREATE TRIGGER review_setting_is_not_emptied BEFORE TRUNCATE ON manumit.review_setting
  FOR EACH STATEMENT EXECUTE FUNCTION manumit.refuse_change();

-- SECURITY DEFINER: what the database's own functions and policies ask, whoever is signed in.
CREATE FUNCTION manumit.setting(wanted text) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT s.value FROM manumit.review_setting s WHERE s.name = wanted
$$;
COMMENT ON FUNCTION manumit.setting(text) IS 'The value of a setting.';

-- By UTC, whatever time zone a session has set itself.
CREATE FUNCTION manumit.today() RETURNS date
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
  SELECT (now() AT TIME ZONE 'UTC')::date
$$;
COMMENT ON FUNCTION manumit.today() IS 'The day, by UTC.';

REVOKE ALL ON FUNCTION manumit.check_setting(), manumit.setting(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION manumit.setting(text) TO manumit_reviewer, manumit_auditor;
GRANT SELECT ON manumit.review_setting, manumit.review_setting_change TO manumit_reviewer, manumit_auditor;
