-- The flagged table and everything one flag rests on.
-- Written by the nightly run (role manumit_ingest), read by reviewers and their tools.
-- `status` is never written here: it follows from decisions and flag events (0003).

CREATE SCHEMA IF NOT EXISTS manumit;
COMMENT ON SCHEMA manumit IS
  'Red flags of human trafficking and smuggling. Start with: SELECT * FROM manumit.queue LIMIT 20;';

CREATE TABLE manumit.schema_migration (
  number     integer PRIMARY KEY,
  name       text NOT NULL,
  checksum   text NOT NULL,
  applied_at timestamptz NOT NULL DEFAULT now(),
  applied_by text NOT NULL DEFAULT session_user
);
COMMENT ON TABLE manumit.schema_migration IS 'Which numbered migrations this database has had.';
COMMENT ON COLUMN manumit.schema_migration.number IS 'The number its file name begins with.';
COMMENT ON COLUMN manumit.schema_migration.name IS 'File name.';
COMMENT ON COLUMN manumit.schema_migration.checksum IS 'SHA-256 of the file; a file must not change once applied.';
COMMENT ON COLUMN manumit.schema_migration.applied_at IS 'When it was applied.';
COMMENT ON COLUMN manumit.schema_migration.applied_by IS 'The database role that applied it.';

CREATE TABLE manumit.flagged (
  id                 text PRIMARY KEY CHECK (id ~ '^[0-9a-f]{32}$'),
  subject_key        text NOT NULL,
  subject_kind       text NOT NULL CHECK (subject_kind IN ('customer', 'counterparty', 'link')),
  subject_identifier text NOT NULL,
  subject_name       text,
  typology           text NOT NULL,
  role               text NOT NULL CHECK (role IN
    ('possible_victim', 'controller', 'facilitator', 'front', 'buyer', 'unknown')),
  score              integer NOT NULL,
  status             text NOT NULL DEFAULT 'new' CHECK (status IN
    ('new', 'reopened', 'in_review', 'escalated', 'report_drafted', 'reported', 'cleared', 'withdrawn')),
  active_from        date NOT NULL,
  active_to          date NOT NULL,
  amounts            text NOT NULL,
  transaction_count  integer NOT NULL,
  indicators         text[] NOT NULL,
  mitigations        text[] NOT NULL,
  related_count      integer NOT NULL,
  explanation        text NOT NULL,
  rulebook           text NOT NULL,
  first_run          text NOT NULL,
  last_run           text NOT NULL,
  successor          text,
  evidence_digest    text NOT NULL,
  content_digest     text NOT NULL,
  first_flagged_at   timestamptz NOT NULL DEFAULT now(),
  changed_at         timestamptz NOT NULL DEFAULT now(),
  status_changed_at  timestamptz NOT NULL DEFAULT now(),
  CHECK (active_from <= active_to)
);
COMMENT ON TABLE manumit.flagged IS
  'One row per subject, typology and episode: somebody should look at this. A flag is not an accusation: a role of possible_victim marks a person who may need help.';
COMMENT ON COLUMN manumit.flagged.id IS 'The flag''s own number, 32 hexadecimal digits, the same on every machine.';
COMMENT ON COLUMN manumit.flagged.subject_key IS 'Key of the subject across flags, 32 hexadecimal digits.';
COMMENT ON COLUMN manumit.flagged.subject_kind IS 'customer; counterparty (an outside account or name that customers pay); link (a device, phone or employer that customers share).';
COMMENT ON COLUMN manumit.flagged.subject_identifier IS 'The subject as the source names it: customer key or account, outside account, phone.';
COMMENT ON COLUMN manumit.flagged.subject_name IS 'Its name, where the source states one.';
COMMENT ON COLUMN manumit.flagged.typology IS 'What it looks like: human-smuggling, labor-trafficking and so on.';
COMMENT ON COLUMN manumit.flagged.role IS 'What part the subject may play. possible_victim: a person to protect, never a subject of suspicion. controller, facilitator, front (business), buyer, unknown: suspected only.';
COMMENT ON COLUMN manumit.flagged.score IS 'Points of the scorecard; orders the queue. Not a probability.';
COMMENT ON COLUMN manumit.flagged.status IS 'Follows from manumit.decision and manumit.flag_event and cannot be set directly. Open: new, reopened, in_review, escalated, report_drafted. Closed: reported, cleared, withdrawn (it no longer follows from the transactions).';
COMMENT ON COLUMN manumit.flagged.active_from IS 'First day of the episode''s findings, by the local clock.';
COMMENT ON COLUMN manumit.flagged.active_to IS 'Last day of the episode''s findings so far.';
COMMENT ON COLUMN manumit.flagged.amounts IS 'Money in and out of the evidence, for reading. For arithmetic use manumit.flag_amount.';
COMMENT ON COLUMN manumit.flagged.transaction_count IS 'Transactions the findings rest on.';
COMMENT ON COLUMN manumit.flagged.indicators IS 'Red flags that fired, strongest first; details in manumit.finding.';
COMMENT ON COLUMN manumit.flagged.mitigations IS 'Innocent patterns that also held and lowered the score.';
COMMENT ON COLUMN manumit.flagged.related_count IS 'Other subjects gathered at this one; who they are is in manumit.related_subject.';
COMMENT ON COLUMN manumit.flagged.explanation IS 'Why, in plain language. Every number in it can be recomputed from manumit.evidence.';
COMMENT ON COLUMN manumit.flagged.rulebook IS 'Hash of the rulebook that made this version of the flag.';
COMMENT ON COLUMN manumit.flagged.first_run IS 'Run that first raised it (manumit.run.id). No foreign key: flags may arrive before their run''s record.';
COMMENT ON COLUMN manumit.flagged.last_run IS 'Run that last changed it.';
COMMENT ON COLUMN manumit.flagged.successor IS 'For a withdrawn flag: the flag its episode is now part of, if any.';
COMMENT ON COLUMN manumit.flagged.evidence_digest IS 'SHA-256 over the transactions the findings rest on (evidence that is neither is_gathered nor is_mitigation_only): transaction_id:direction:minor_units:currency of each, ordered by transaction_id, joined by commas. A decision keeps the digest it was taken on.';
COMMENT ON COLUMN manumit.flagged.content_digest IS 'Digest of the whole flag as delivered; equal content is not written again.';
COMMENT ON COLUMN manumit.flagged.first_flagged_at IS 'When the flag reached this database.';
COMMENT ON COLUMN manumit.flagged.changed_at IS 'When a run last changed it.';
COMMENT ON COLUMN manumit.flagged.status_changed_at IS 'When the status last changed.';

CREATE INDEX flagged_queue ON manumit.flagged (score DESC, active_to DESC, id)
  WHERE status IN ('new', 'reopened', 'in_review', 'escalated', 'report_drafted');
CREATE INDEX flagged_by_status ON manumit.flagged (status, score DESC);
CREATE INDEX flagged_by_subject ON manumit.flagged (subject_key);
CREATE INDEX flagged_by_identifier ON manumit.flagged (subject_identifier);
CREATE INDEX flagged_by_typology ON manumit.flagged (typology, active_to DESC);

CREATE TABLE manumit.flag_amount (
  flag_id         text NOT NULL REFERENCES manumit.flagged (id),
  currency        text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  credits         integer NOT NULL,
  debits          integer NOT NULL,
  in_minor_units  numeric(38, 0) NOT NULL,
  out_minor_units numeric(38, 0) NOT NULL,
  amount_in       numeric NOT NULL,
  amount_out      numeric NOT NULL,
  PRIMARY KEY (flag_id, currency)
);
COMMENT ON TABLE manumit.flag_amount IS 'Money in and out of a flag''s evidence, a row per currency. Currencies are never added together.';
COMMENT ON COLUMN manumit.flag_amount.flag_id IS 'The flag.';
COMMENT ON COLUMN manumit.flag_amount.currency IS 'ISO 4217 code.';
COMMENT ON COLUMN manumit.flag_amount.credits IS 'Transactions into the customer''s account.';
COMMENT ON COLUMN manumit.flag_amount.debits IS 'Transactions out of it.';
COMMENT ON COLUMN manumit.flag_amount.in_minor_units IS 'Sum of the credits in minor units (cents), exact.';
COMMENT ON COLUMN manumit.flag_amount.out_minor_units IS 'Sum of the debits in minor units (cents), exact.';
COMMENT ON COLUMN manumit.flag_amount.amount_in IS 'Sum of the credits in the currency''s main unit.';
COMMENT ON COLUMN manumit.flag_amount.amount_out IS 'Sum of the debits in the currency''s main unit.';

CREATE TABLE manumit.finding (
  flag_id           text NOT NULL REFERENCES manumit.flagged (id),
  kind              text NOT NULL CHECK (kind IN ('indicator', 'mitigation')),
  position          integer NOT NULL,
  indicator         text NOT NULL,
  day               date NOT NULL,
  strongest_at      timestamptz NOT NULL,
  local_time        timestamp NOT NULL,
  points            integer NOT NULL,
  observed          text NOT NULL,
  conditions        jsonb NOT NULL,
  measures          jsonb NOT NULL,
  transaction_count integer NOT NULL,
  PRIMARY KEY (flag_id, kind, position)
);
COMMENT ON TABLE manumit.finding IS 'Each red flag (or innocent pattern) that held, with what was observed beside the threshold, at the moment it was strongest. One that held in several bursts of an episode has a row for each.';
COMMENT ON COLUMN manumit.finding.flag_id IS 'The flag.';
COMMENT ON COLUMN manumit.finding.kind IS 'indicator (a red flag) or mitigation (an innocent pattern that lowers the score).';
COMMENT ON COLUMN manumit.finding.indicator IS 'Stable ID in the rulebook; `manumit rulebook show ID` prints its sources.';
COMMENT ON COLUMN manumit.finding.position IS '1 is the strongest of its kind.';
COMMENT ON COLUMN manumit.finding.day IS 'Business day it was assessed for.';
COMMENT ON COLUMN manumit.finding.strongest_at IS 'Moment at which it was strongest.';
COMMENT ON COLUMN manumit.finding.local_time IS 'The same moment on the local clock of the transaction.';
COMMENT ON COLUMN manumit.finding.points IS 'Points it brings; negative for a mitigation.';
COMMENT ON COLUMN manumit.finding.observed IS 'The conditions as text, one a line: condition: observed comparison threshold.';
COMMENT ON COLUMN manumit.finding.conditions IS 'Array of {text, observed, comparison, threshold, upper, holds}; a quantity is {value, unit, text}, money in minor units.';
COMMENT ON COLUMN manumit.finding.measures IS 'Array of {text, aggregate, field, set, from, until, value}: every number the conditions read, recomputable from manumit.finding_evidence rows of the same position whose sets contain `set`, between `from` and `until`.';
COMMENT ON COLUMN manumit.finding.transaction_count IS 'Transactions it rests on.';
CREATE INDEX finding_by_indicator ON manumit.finding (indicator, day DESC);

CREATE TABLE manumit.evidence (
  flag_id              text NOT NULL REFERENCES manumit.flagged (id),
  transaction_id       text NOT NULL CHECK (transaction_id ~ '^[0-9a-f]{16}$'),
  occurred_at          timestamptz NOT NULL,
  local_time           timestamp NOT NULL,
  time_known           boolean NOT NULL,
  direction            text NOT NULL CHECK (direction IN ('credit', 'debit')),
  amount               numeric NOT NULL,
  currency             text NOT NULL CHECK (currency ~ '^([A-Z]{3})?$'),
  minor_units          bigint NOT NULL,
  channel              text NOT NULL,
  purpose              text NOT NULL,
  account              text,
  customer             text,
  counterparty_name    text,
  counterparty_account text,
  memo                 text,
  place                text,
  conductor            text,
  source_transaction   text,
  fields               jsonb NOT NULL,
  indicators           text[] NOT NULL,
  is_mitigation_only   boolean NOT NULL,
  is_gathered          boolean NOT NULL,
  source_file          text NOT NULL,
  source_line          bigint NOT NULL,
  PRIMARY KEY (flag_id, transaction_id)
);
COMMENT ON TABLE manumit.evidence IS 'The transactions a flag rests on, one row per flag and transaction, readable without the history they came from. For totals take the rows that are neither is_gathered nor is_mitigation_only.';
COMMENT ON COLUMN manumit.evidence.flag_id IS 'The flag.';
COMMENT ON COLUMN manumit.evidence.transaction_id IS 'Manumit''s own identity of the transaction, 16 hexadecimal digits; the same transaction in two flags has the same one.';
COMMENT ON COLUMN manumit.evidence.occurred_at IS 'When it happened.';
COMMENT ON COLUMN manumit.evidence.local_time IS 'When it happened, on the local clock.';
COMMENT ON COLUMN manumit.evidence.time_known IS 'False where the source states only the date.';
COMMENT ON COLUMN manumit.evidence.direction IS 'credit: into the customer''s account; debit: out of it.';
COMMENT ON COLUMN manumit.evidence.amount IS 'Amount in the currency''s main unit.';
COMMENT ON COLUMN manumit.evidence.currency IS 'ISO 4217 code; empty where the row stands for something without an amount.';
COMMENT ON COLUMN manumit.evidence.minor_units IS 'Amount in minor units (cents), exact.';
COMMENT ON COLUMN manumit.evidence.channel IS 'cash, atm, wire, ach, p2p, card, check, prepaid, crypto, instrument, book or other.';
COMMENT ON COLUMN manumit.evidence.purpose IS 'What it was for, where the institution''s codes say so: payroll, rent …; else unstated.';
COMMENT ON COLUMN manumit.evidence.account IS 'The customer''s account.';
COMMENT ON COLUMN manumit.evidence.customer IS 'The bank''s key of the customer, where stated.';
COMMENT ON COLUMN manumit.evidence.counterparty_name IS 'The other side''s name, where stated.';
COMMENT ON COLUMN manumit.evidence.counterparty_account IS 'The other side''s account or handle, where stated.';
COMMENT ON COLUMN manumit.evidence.memo IS 'Memo text, where stated.';
COMMENT ON COLUMN manumit.evidence.place IS 'County (FIPS code), state and ZIP of the branch or terminal, where stated.';
COMMENT ON COLUMN manumit.evidence.conductor IS 'Who handed the cash over, where stated.';
COMMENT ON COLUMN manumit.evidence.source_transaction IS 'The source''s own transaction number, where stated.';
COMMENT ON COLUMN manumit.evidence.fields IS 'Every stated field under its canonical name.';
COMMENT ON COLUMN manumit.evidence.indicators IS 'Indicators and mitigations of this flag that use the transaction.';
COMMENT ON COLUMN manumit.evidence.is_mitigation_only IS 'True where only a mitigation uses it: it speaks for an innocent explanation.';
COMMENT ON COLUMN manumit.evidence.is_gathered IS 'True where the row stands for what was found about a related subject (payment_reference in `fields` names the indicator, customer the subject). Such a row is no transaction: it is in no total and in no digest.';
COMMENT ON COLUMN manumit.evidence.source_file IS 'File the record came from.';
COMMENT ON COLUMN manumit.evidence.source_line IS 'Line of the record in that file.';
CREATE INDEX evidence_by_transaction ON manumit.evidence (transaction_id);

-- No foreign keys: the rows it names are written in the same transaction by the same program, and checking each
-- of them once more cost more than all the rest of a delivery.
CREATE TABLE manumit.finding_evidence (
  flag_id        text NOT NULL,
  kind           text NOT NULL,
  position       integer NOT NULL,
  transaction_id text NOT NULL,
  indicator      text NOT NULL,
  sets           text[] NOT NULL,
  PRIMARY KEY (flag_id, kind, position, transaction_id)
);
COMMENT ON TABLE manumit.finding_evidence IS 'Which transactions each finding rests on, and in which sets of its rule they count.';
COMMENT ON COLUMN manumit.finding_evidence.flag_id IS 'The flag.';
COMMENT ON COLUMN manumit.finding_evidence.kind IS 'indicator or mitigation.';
COMMENT ON COLUMN manumit.finding_evidence.position IS 'The finding: manumit.finding.position.';
COMMENT ON COLUMN manumit.finding_evidence.indicator IS 'Stable ID of the indicator or mitigation.';
COMMENT ON COLUMN manumit.finding_evidence.transaction_id IS 'The transaction, a row of manumit.evidence.';
COMMENT ON COLUMN manumit.finding_evidence.sets IS 'Sets of the rule (such as: remote cash) the transaction belongs to.';

CREATE TABLE manumit.related_subject (
  flag_id            text NOT NULL REFERENCES manumit.flagged (id),
  subject_key        text NOT NULL,
  subject_identifier text NOT NULL,
  subject_name       text,
  role               text NOT NULL CHECK (role IN ('possible_victim', 'unknown')),
  indicator          text NOT NULL,
  PRIMARY KEY (flag_id, subject_key, indicator)
);
COMMENT ON TABLE manumit.related_subject IS 'Subjects gathered at a flagged one, such as workers whose wages are swept to it. They are never subjects of suspicion here; many may need help.';
COMMENT ON COLUMN manumit.related_subject.flag_id IS 'The flag of the subject that gathers them.';
COMMENT ON COLUMN manumit.related_subject.subject_key IS 'Key of the related subject.';
COMMENT ON COLUMN manumit.related_subject.subject_identifier IS 'The related subject as the source names it.';
COMMENT ON COLUMN manumit.related_subject.subject_name IS 'Its name, where the source states one.';
COMMENT ON COLUMN manumit.related_subject.role IS 'possible_victim or unknown; nothing else can be stored.';
COMMENT ON COLUMN manumit.related_subject.indicator IS 'The indicator that holds for it.';
CREATE INDEX related_subject_by_subject ON manumit.related_subject (subject_key);
