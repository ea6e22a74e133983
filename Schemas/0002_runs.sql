-- What each run read, accepted, rejected and could not see: the examiner's tables.

CREATE TABLE manumit.run (
  id                       text PRIMARY KEY,
  command                  text NOT NULL,
  started_at               timestamptz NOT NULL,
  finished_at              timestamptz NOT NULL,
  program                  text NOT NULL,
  rulebook                 text NOT NULL,
  parameters               jsonb NOT NULL,
  read_records             bigint NOT NULL,
  accepted_records         bigint NOT NULL,
  duplicate_records        bigint NOT NULL,
  rejected_records         bigint NOT NULL,
  adds_up                  boolean NOT NULL GENERATED ALWAYS AS
    (read_records = accepted_records + duplicate_records + rejected_records) STORED,
  first_day                date,
  last_day                 date,
  flags_new                bigint NOT NULL,
  flags_extended           bigint NOT NULL,
  flags_amended            bigint NOT NULL,
  flags_withdrawn          bigint NOT NULL,
  content_digest           text NOT NULL,
  published_at             timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE manumit.run IS 'One row per run: did it run, over what, with which rules.';
COMMENT ON COLUMN manumit.run.id IS 'The run, 16 hexadecimal digits.';
COMMENT ON COLUMN manumit.run.command IS 'The command: scan, replay-rejections.';
COMMENT ON COLUMN manumit.run.started_at IS 'When it began.';
COMMENT ON COLUMN manumit.run.finished_at IS 'When it ended.';
COMMENT ON COLUMN manumit.run.program IS 'Version of the program.';
COMMENT ON COLUMN manumit.run.rulebook IS 'Hash of the rulebook it ran with.';
COMMENT ON COLUMN manumit.run.parameters IS 'Parameters the institution overrode: INDICATOR.parameter to value as written.';
COMMENT ON COLUMN manumit.run.read_records IS 'Records read.';
COMMENT ON COLUMN manumit.run.accepted_records IS 'Records accepted as new transactions.';
COMMENT ON COLUMN manumit.run.duplicate_records IS 'Records already known, and not counted again.';
COMMENT ON COLUMN manumit.run.rejected_records IS 'Records that could not be accepted; each is a row of manumit.rejection.';
COMMENT ON COLUMN manumit.run.adds_up IS 'Whether read = accepted + duplicate + rejected. False is a defect: report it.';
COMMENT ON COLUMN manumit.run.first_day IS 'Earliest local date among accepted records.';
COMMENT ON COLUMN manumit.run.last_day IS 'Latest local date among accepted records.';
COMMENT ON COLUMN manumit.run.flags_new IS 'Flags the run opened.';
COMMENT ON COLUMN manumit.run.flags_extended IS 'Flags it extended.';
COMMENT ON COLUMN manumit.run.flags_amended IS 'Flags it changed because evidence was corrected.';
COMMENT ON COLUMN manumit.run.flags_withdrawn IS 'Flags that no longer followed from the transactions.';
COMMENT ON COLUMN manumit.run.content_digest IS 'Digest of the record as delivered; equal content is not written again.';
COMMENT ON COLUMN manumit.run.published_at IS 'When the record reached this database.';
CREATE INDEX run_by_start ON manumit.run (started_at DESC);

CREATE TABLE manumit.run_amount (
  run_id          text NOT NULL REFERENCES manumit.run (id),
  fate            text NOT NULL CHECK (fate IN ('read', 'accepted', 'duplicate', 'rejected')),
  currency        text NOT NULL CHECK (currency ~ '^([A-Z]{3})?$'),
  records_without bigint NOT NULL,
  minor_units     bigint NOT NULL,
  amount          numeric NOT NULL,
  PRIMARY KEY (run_id, fate, currency)
);
COMMENT ON TABLE manumit.run_amount IS 'Amounts by fate and currency: read = accepted + duplicate + rejected holds for each currency too.';
COMMENT ON COLUMN manumit.run_amount.run_id IS 'The run.';
COMMENT ON COLUMN manumit.run_amount.fate IS 'read, accepted, duplicate or rejected.';
COMMENT ON COLUMN manumit.run_amount.currency IS 'ISO 4217 code; empty in the row that counts records whose amount could not be read.';
COMMENT ON COLUMN manumit.run_amount.records_without IS 'In the row without currency: records whose amount could not be read; else 0.';
COMMENT ON COLUMN manumit.run_amount.minor_units IS 'Sum in minor units, exact.';
COMMENT ON COLUMN manumit.run_amount.amount IS 'Sum in the currency''s main unit.';

CREATE TABLE manumit.run_source (
  run_id   text NOT NULL REFERENCES manumit.run (id),
  position integer NOT NULL,
  name     text NOT NULL,
  format   text NOT NULL,
  bytes    bigint NOT NULL,
  digest   text NOT NULL,
  records  bigint NOT NULL,
  controls text[] NOT NULL,
  PRIMARY KEY (run_id, position)
);
COMMENT ON TABLE manumit.run_source IS 'The files of a run.';
COMMENT ON COLUMN manumit.run_source.run_id IS 'The run.';
COMMENT ON COLUMN manumit.run_source.position IS 'Order in which it was given, from 1.';
COMMENT ON COLUMN manumit.run_source.name IS 'Name of the file as it was given.';
COMMENT ON COLUMN manumit.run_source.format IS 'csv, ndjson …';
COMMENT ON COLUMN manumit.run_source.bytes IS 'Size after decompression.';
COMMENT ON COLUMN manumit.run_source.digest IS 'Hash of the decompressed bytes.';
COMMENT ON COLUMN manumit.run_source.records IS 'Records in it.';
COMMENT ON COLUMN manumit.run_source.controls IS 'What the file says of its own counts and totals, and whether it was so.';
CREATE INDEX run_source_by_name ON manumit.run_source (name);

CREATE TABLE manumit.run_coverage (
  run_id             text NOT NULL REFERENCES manumit.run (id),
  indicator          text NOT NULL,
  subjects_evaluated bigint NOT NULL,
  subjects_fired     bigint NOT NULL,
  not_evaluable      jsonb NOT NULL,
  PRIMARY KEY (run_id, indicator)
);
COMMENT ON TABLE manumit.run_coverage IS 'For each run and indicator: did it run over everything, and what could it not see.';
COMMENT ON COLUMN manumit.run_coverage.run_id IS 'The run.';
COMMENT ON COLUMN manumit.run_coverage.indicator IS 'Stable ID of the indicator.';
COMMENT ON COLUMN manumit.run_coverage.subjects_evaluated IS 'Subjects with activity it was evaluated on.';
COMMENT ON COLUMN manumit.run_coverage.subjects_fired IS 'Subjects it held for.';
COMMENT ON COLUMN manumit.run_coverage.not_evaluable IS 'Missing field to number of subjects it could not be evaluated on because of that.';
CREATE INDEX run_coverage_by_indicator ON manumit.run_coverage (indicator);

CREATE TABLE manumit.rejection (
  run_id       text NOT NULL,
  number       bigint NOT NULL,
  source_file  text NOT NULL,
  source_line  bigint NOT NULL,
  byte_offset  bigint NOT NULL,
  code         text NOT NULL,
  field        text,
  reason       text NOT NULL,
  amount       numeric,
  currency     text,
  minor_units  bigint,
  raw_text     text NOT NULL,
  raw          bytea NOT NULL,
  is_truncated boolean NOT NULL,
  published_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (run_id, number)
);
COMMENT ON TABLE manumit.rejection IS 'Records that were read and could not be accepted. Mend the file and use `manumit replay-rejections`.';
COMMENT ON COLUMN manumit.rejection.run_id IS 'The run (manumit.run.id). No foreign key: rejections may arrive before their run''s record.';
COMMENT ON COLUMN manumit.rejection.number IS 'Number of the rejection within its run.';
COMMENT ON COLUMN manumit.rejection.source_file IS 'File the record is in.';
COMMENT ON COLUMN manumit.rejection.source_line IS 'Line on which it begins.';
COMMENT ON COLUMN manumit.rejection.byte_offset IS 'Byte at which it begins, in the decompressed file.';
COMMENT ON COLUMN manumit.rejection.code IS 'Stable code of the reason, such as amount-unreadable.';
COMMENT ON COLUMN manumit.rejection.field IS 'Field at fault; empty where it is the record as a whole.';
COMMENT ON COLUMN manumit.rejection.reason IS 'The reason in one sentence.';
COMMENT ON COLUMN manumit.rejection.amount IS 'Amount in the currency''s main unit, where it could be read.';
COMMENT ON COLUMN manumit.rejection.currency IS 'ISO 4217 code, where it could be read.';
COMMENT ON COLUMN manumit.rejection.minor_units IS 'Amount in minor units, where it could be read.';
COMMENT ON COLUMN manumit.rejection.raw_text IS 'The record as text; bytes that are not UTF-8 are shown as U+FFFD.';
COMMENT ON COLUMN manumit.rejection.raw IS 'The record''s bytes, at most 8192 of them.';
COMMENT ON COLUMN manumit.rejection.is_truncated IS 'Whether the record is longer than what is kept here.';
COMMENT ON COLUMN manumit.rejection.published_at IS 'When it reached this database.';
CREATE INDEX rejection_by_code ON manumit.rejection (code);
