-- The rules of Tests/Benchmarks/rulebook as an analyst would write them for DuckDB: one CSV read, seven statements.
-- Each adds a row for every account and local day on which its window was full, under the rule's own name. duckdb_rules.py
-- puts the file in place of SOURCE and the rulebook's own lists in place of WORDS and COUNTRIES.

CREATE TEMP TABLE payment AS
SELECT txn_id, CAST("timestamp" AS TIMESTAMPTZ) AS moment, CAST(left("timestamp", 10) AS DATE) AS day,
  CAST(substr("timestamp", 12, 2) AS TINYINT) AS hour, amount, direction, channel, account_id, branch_state,
  counterparty_account, counterparty_country, memo
FROM read_csv('SOURCE', header = true, delim = ',', quote = '"', escape = '"', auto_detect = false, columns = {
  'txn_id': 'VARCHAR', 'timestamp': 'VARCHAR', 'amount': 'DECIMAL(18,2)', 'currency': 'VARCHAR',
  'direction': 'VARCHAR', 'channel': 'VARCHAR', 'account_id': 'VARCHAR', 'customer_name': 'VARCHAR',
  'branch_state': 'VARCHAR', 'branch_zip': 'VARCHAR', 'counterparty_account': 'VARCHAR',
  'counterparty_name': 'VARCHAR', 'counterparty_country': 'VARCHAR', 'mcc': 'VARCHAR', 'memo': 'VARCHAR'});

CREATE TEMP TABLE finding (rule VARCHAR, account_id VARCHAR, day DATE, payments BIGINT, total DECIMAL(18, 2));

-- Cash under the reporting line that reaches it within one day.
INSERT INTO finding
SELECT 'BENCH-STRUCTURING-DAY', account_id, day, count(*), sum(amount) FROM payment
WHERE channel = 'cash' AND direction = 'credit' AND amount < 10000
GROUP BY account_id, day HAVING count(*) >= 2 AND sum(amount) >= 10000;

-- Three deposits just under the line within seven days.
INSERT INTO finding
SELECT 'BENCH-STRUCTURING-7D', account_id, day, max(payments), max(total) FROM (
  SELECT account_id, day, count(*) OVER week AS payments, sum(amount) OVER week AS total FROM payment
  WHERE channel = 'cash' AND direction = 'credit' AND amount >= 8000 AND amount < 10000
  WINDOW week AS (PARTITION BY account_id ORDER BY moment RANGE BETWEEN INTERVAL 7 DAYS PRECEDING AND CURRENT ROW))
WHERE payments >= 3 GROUP BY account_id, day;

-- Five cash deposits in three states within seven days, and most of it gone within three days more. This looks ahead from
-- the deposits and names their day; Manumit looks back from the debit and names the day the money left: the same accounts.
-- States are told apart by 61 bits; the export's sixteen have one each.
INSERT INTO finding
WITH deposit AS (
  SELECT account_id, day, moment, count(*) OVER week AS payments, sum(amount) OVER week AS total,
    bit_count(bit_or(1::BIGINT << (ascii(branch_state) * 3 + ascii(branch_state[2])) % 61) OVER week) AS states
  FROM payment WHERE channel = 'cash' AND direction = 'credit'
  WINDOW week AS (PARTITION BY account_id ORDER BY moment RANGE BETWEEN INTERVAL 7 DAYS PRECEDING AND CURRENT ROW)),
emptied AS (
  SELECT d.account_id, d.day, d.moment, any_value(d.payments) AS payments, any_value(d.total) AS total
  FROM (SELECT DISTINCT * FROM deposit WHERE payments >= 5 AND states >= 3) d
    JOIN payment p ON p.account_id = d.account_id AND p.direction = 'debit'
    AND p.moment BETWEEN d.moment AND d.moment + INTERVAL 3 DAYS
  GROUP BY d.account_id, d.day, d.moment HAVING sum(p.amount) >= 0.7 * any_value(d.total))
SELECT 'BENCH-FUNNEL', account_id, day, max(payments), max(total) FROM emptied GROUP BY account_id, day;

-- Ten senders of small sums within a day.
INSERT INTO finding
SELECT 'BENCH-FAN-IN', account_id, day, max(senders), max(total) FROM (
  SELECT account_id, day, count(DISTINCT counterparty_account) OVER last AS senders, sum(amount) OVER last AS total
  FROM payment WHERE channel = 'p2p' AND direction = 'credit' AND amount < 1000
  WINDOW last AS (PARTITION BY account_id ORDER BY moment RANGE BETWEEN INTERVAL 24 HOURS PRECEDING AND CURRENT ROW))
WHERE senders >= 10 GROUP BY account_id, day;

-- A wire along a corridor after three or more senders paid in within two weeks.
INSERT INTO finding
WITH gathered AS (
  SELECT w.account_id, w.day, w.txn_id, count(*) AS payments, sum(c.amount) AS total
  FROM payment w JOIN payment c ON c.account_id = w.account_id AND c.direction = 'credit'
    AND c.channel IN ('p2p', 'wire') AND c.moment BETWEEN w.moment - INTERVAL 14 DAYS AND w.moment
  WHERE w.channel = 'wire' AND w.direction = 'debit' AND w.counterparty_country IN (COUNTRIES)
  GROUP BY ALL HAVING count(DISTINCT c.counterparty_account) >= 3 AND sum(c.amount) BETWEEN 3000 AND 60000)
SELECT 'BENCH-SMUGGLING-FEE', account_id, day, max(payments), max(total) FROM gathered GROUP BY account_id, day;

-- A word in a memo.
INSERT INTO finding
SELECT 'BENCH-LEXICON', account_id, day, count(*), sum(amount) FROM payment
WHERE regexp_matches(memo, '(?i)\b(WORDS)\b')
GROUP BY account_id, day;

-- Mostly at night, over thirty days.
INSERT INTO finding
SELECT 'BENCH-LATE-NIGHT', account_id, day, max(nightly), max(total) FROM (
  SELECT account_id, day, count(*) OVER month AS payments, count(*) FILTER (hour >= 23 OR hour < 5) OVER month AS nightly,
    sum(amount) OVER month AS total
  FROM payment WHERE channel IN ('card', 'p2p') AND direction = 'credit'
  WINDOW month AS (PARTITION BY account_id ORDER BY moment RANGE BETWEEN INTERVAL 30 DAYS PRECEDING AND CURRENT ROW))
WHERE nightly >= 10 AND nightly >= 0.6 * payments GROUP BY account_id, day;

COPY (SELECT rule AS indicator, account_id AS subject, day FROM finding ORDER BY ALL) TO 'FINDINGS' (FORMAT csv, HEADER);
