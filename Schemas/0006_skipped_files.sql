-- What a run found in its folders and did not take for exports.

ALTER TABLE manumit.run ADD COLUMN skipped_files text[] NOT NULL DEFAULT '{}';
COMMENT ON COLUMN manumit.run.skipped_files IS 'Files of its folders that hold no transactions and were not read, each with the reason; cardinality() counts them.';
