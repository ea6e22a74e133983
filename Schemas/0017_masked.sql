-- Flags without names, for BI and statistics: role manumit_analytics reads these views and the statistics, nothing else.
-- Names and identifiers appear as pseudonyms, SHA-256 over a secret salt and the value: the same value has the same
-- pseudonym everywhere, so that payments of one account can be counted. Manumit's own keys are derived from account
-- numbers, which can be guessed and tried, and are masked too. No function makes a pseudonym: whoever could call it
-- could try names.

DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'manumit_analytics') THEN
    BEGIN
      CREATE ROLE manumit_analytics NOLOGIN;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN
      NULL;  -- another database of this server was migrated at the same moment
    END;
  END IF;
END $$;

CREATE TABLE manumit.pseudonym_salt (
  salt text NOT NULL
);
COMMENT ON TABLE manumit.pseudonym_salt IS 'The secret of the pseudonyms. Nobody but the owner of the database reads it; another salt makes other pseudonyms.';
COMMENT ON COLUMN manumit.pseudonym_salt.salt IS 'Random, made by the migration.';
CREATE UNIQUE INDEX pseudonym_salt_is_one ON manumit.pseudonym_salt ((true));
-- 366 random bits: three UUIDs of the server's strong generator.
INSERT INTO manumit.pseudonym_salt SELECT concat(gen_random_uuid(), gen_random_uuid(), gen_random_uuid());

CREATE VIEW manumit.masked_flag WITH (security_barrier = true) AS
SELECT
  left(encode(sha256(convert_to(s.salt || 'flag' || f.id, 'UTF8')), 'hex'), 16) AS flag,
  left(encode(sha256(convert_to(s.salt || 'subject' || f.subject_key, 'UTF8')), 'hex'), 16) AS subject,
  f.subject_kind,
  left(encode(sha256(convert_to(s.salt || 'account' || f.subject_identifier, 'UTF8')), 'hex'), 16) AS subject_account,
  left(encode(sha256(convert_to(s.salt || 'name' || f.subject_name, 'UTF8')), 'hex'), 16) AS subject_name,
  f.typology, f.role, f.score, f.status, f.active_from, f.active_to, f.region, f.amounts, f.transaction_count,
  f.indicators, f.mitigations, f.related_count, f.unit, f.first_flagged_at, f.changed_at, f.status_changed_at
FROM manumit.flagged f CROSS JOIN manumit.pseudonym_salt s;
COMMENT ON VIEW manumit.masked_flag IS 'Flags without names: what BI reads.';
COMMENT ON COLUMN manumit.masked_flag.flag IS 'Pseudonym of the flag, as in manumit.masked_evidence.';
COMMENT ON COLUMN manumit.masked_flag.subject IS 'Pseudonym of the subject across flags.';
COMMENT ON COLUMN manumit.masked_flag.subject_kind IS 'customer, counterparty or link.';
COMMENT ON COLUMN manumit.masked_flag.subject_account IS 'Pseudonym of its identifier, comparable with the accounts and customers of manumit.masked_evidence.';
COMMENT ON COLUMN manumit.masked_flag.subject_name IS 'Pseudonym of its name, where stated.';
COMMENT ON COLUMN manumit.masked_flag.typology IS 'What it looks like.';
COMMENT ON COLUMN manumit.masked_flag.role IS 'What part the subject may play; possible_victim is a person to protect.';
COMMENT ON COLUMN manumit.masked_flag.score IS 'Points of the scorecard. Not a probability.';
COMMENT ON COLUMN manumit.masked_flag.status IS 'Status.';
COMMENT ON COLUMN manumit.masked_flag.active_from IS 'First day of the episode.';
COMMENT ON COLUMN manumit.masked_flag.active_to IS 'Last day of the episode so far.';
COMMENT ON COLUMN manumit.masked_flag.region IS 'The state in which most of its payments were made.';
COMMENT ON COLUMN manumit.masked_flag.amounts IS 'Money in and out of the evidence.';
COMMENT ON COLUMN manumit.masked_flag.transaction_count IS 'Transactions the findings rest on.';
COMMENT ON COLUMN manumit.masked_flag.indicators IS 'Red flags that fired, strongest first.';
COMMENT ON COLUMN manumit.masked_flag.mitigations IS 'Innocent patterns that also held.';
COMMENT ON COLUMN manumit.masked_flag.related_count IS 'Other subjects gathered at this one.';
COMMENT ON COLUMN manumit.masked_flag.unit IS 'The unit whose flag it is.';
COMMENT ON COLUMN manumit.masked_flag.first_flagged_at IS 'When it reached this database.';
COMMENT ON COLUMN manumit.masked_flag.changed_at IS 'When a run last changed it.';
COMMENT ON COLUMN manumit.masked_flag.status_changed_at IS 'When the status last changed.';

CREATE VIEW manumit.masked_evidence WITH (security_barrier = true) AS
SELECT
  left(encode(sha256(convert_to(s.salt || 'flag' || e.flag_id, 'UTF8')), 'hex'), 16) AS flag,
  left(encode(sha256(convert_to(s.salt || 'transaction' || e.transaction_id, 'UTF8')), 'hex'), 16) AS transaction,
  e.occurred_at, e.local_time, e.time_known, e.direction, e.amount, e.currency, e.minor_units, e.channel, e.purpose,
  left(encode(sha256(convert_to(s.salt || 'account' || e.account, 'UTF8')), 'hex'), 16) AS account,
  left(encode(sha256(convert_to(s.salt || 'account' || e.customer, 'UTF8')), 'hex'), 16) AS customer,
  left(encode(sha256(convert_to(s.salt || 'name' || e.counterparty_name, 'UTF8')), 'hex'), 16) AS counterparty_name,
  left(encode(sha256(convert_to(s.salt || 'account' || e.counterparty_account, 'UTF8')), 'hex'), 16) AS counterparty_account,
  left(encode(sha256(convert_to(s.salt || 'name' || e.conductor, 'UTF8')), 'hex'), 16) AS conductor,
  e.memo IS NOT NULL AS has_memo,
  CASE WHEN e.fields ->> 'branch_state' ~ '^[A-Z]{2}$' THEN e.fields ->> 'branch_state' END AS state,
  CASE WHEN e.fields ->> 'branch_county' ~ '^[0-9]{5}$' THEN e.fields ->> 'branch_county' END AS county,
  e.indicators, e.is_mitigation_only, e.is_gathered
FROM manumit.evidence e CROSS JOIN manumit.pseudonym_salt s;
COMMENT ON VIEW manumit.masked_evidence IS 'The transactions flags rest on, without names, accounts and memos.';
COMMENT ON COLUMN manumit.masked_evidence.flag IS 'Pseudonym of the flag, as in manumit.masked_flag.';
COMMENT ON COLUMN manumit.masked_evidence.transaction IS 'Pseudonym of the transaction; the same transaction in two flags has the same one.';
COMMENT ON COLUMN manumit.masked_evidence.occurred_at IS 'When it happened.';
COMMENT ON COLUMN manumit.masked_evidence.local_time IS 'When it happened, on the local clock.';
COMMENT ON COLUMN manumit.masked_evidence.time_known IS 'False where the source states only the date.';
COMMENT ON COLUMN manumit.masked_evidence.direction IS 'credit: into the customer''s account; debit: out of it.';
COMMENT ON COLUMN manumit.masked_evidence.amount IS 'Amount in the currency''s main unit.';
COMMENT ON COLUMN manumit.masked_evidence.currency IS 'ISO 4217 code; empty where the row stands for something without an amount.';
COMMENT ON COLUMN manumit.masked_evidence.minor_units IS 'Amount in minor units (cents), exact.';
COMMENT ON COLUMN manumit.masked_evidence.channel IS 'cash, atm, wire, ach, p2p, card, check, prepaid, crypto, instrument, book or other.';
COMMENT ON COLUMN manumit.masked_evidence.purpose IS 'What it was for, where the institution''s codes say so.';
COMMENT ON COLUMN manumit.masked_evidence.account IS 'Pseudonym of the customer''s account.';
COMMENT ON COLUMN manumit.masked_evidence.customer IS 'Pseudonym of the customer, where stated.';
COMMENT ON COLUMN manumit.masked_evidence.counterparty_name IS 'Pseudonym of the other side''s name, where stated.';
COMMENT ON COLUMN manumit.masked_evidence.counterparty_account IS 'Pseudonym of the other side''s account or handle, where stated.';
COMMENT ON COLUMN manumit.masked_evidence.conductor IS 'Pseudonym of who handed the cash over, where stated.';
COMMENT ON COLUMN manumit.masked_evidence.has_memo IS 'Whether a memo is stated; its text is not shown.';
COMMENT ON COLUMN manumit.masked_evidence.state IS 'State of the branch or terminal, where stated as two letters.';
COMMENT ON COLUMN manumit.masked_evidence.county IS 'FIPS code of its county, where stated as five digits.';
COMMENT ON COLUMN manumit.masked_evidence.indicators IS 'Indicators and mitigations of the flag that use the transaction.';
COMMENT ON COLUMN manumit.masked_evidence.is_mitigation_only IS 'True where only a mitigation uses it.';
COMMENT ON COLUMN manumit.masked_evidence.is_gathered IS 'True where the row stands for what was found about a related subject; it is no transaction.';

GRANT USAGE ON SCHEMA manumit TO manumit_analytics;
GRANT SELECT ON manumit.masked_flag, manumit.masked_evidence, manumit.rule_performance, manumit.typology_month,
  manumit.forced_labor_beside_sex TO manumit_analytics;
GRANT SELECT ON manumit.masked_flag, manumit.masked_evidence TO manumit_auditor;
