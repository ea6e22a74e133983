-- What an analyst would write instead of using Manumit: one CSV read and seven rules, for DuckDB.
-- Each rule adds one row per account and local day on which its window was full. SOURCE is replaced by the file.

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
SELECT 'structuring, one day', account_id, day, count(*), sum(amount) FROM payment
WHERE channel = 'cash' AND direction = 'credit' AND amount < 10000
GROUP BY account_id, day HAVING count(*) >= 2 AND sum(amount) >= 10000;

-- Three deposits just under the line within seven days.
INSERT INTO finding
SELECT 'structuring, seven days', account_id, day, max(payments), max(total) FROM (
  SELECT account_id, day, count(*) OVER week AS payments, sum(amount) OVER week AS total FROM payment
  WHERE channel = 'cash' AND direction = 'credit' AND amount >= 8000 AND amount < 10000
  WINDOW week AS (PARTITION BY account_id ORDER BY moment RANGE BETWEEN INTERVAL 7 DAYS PRECEDING AND CURRENT ROW))
WHERE payments >= 3 GROUP BY account_id, day;

-- Five cash deposits in three states within seven days, and most of it gone within three days more.
INSERT INTO finding
WITH deposit AS (
  SELECT account_id, day, moment, count(*) OVER week AS payments, sum(amount) OVER week AS total,
    bit_count(bit_or(1::BIGINT << (ascii(branch_state) * 5 + ascii(branch_state[2])) % 61) OVER week) AS states
  FROM payment WHERE channel = 'cash' AND direction = 'credit'
  WINDOW week AS (PARTITION BY account_id ORDER BY moment RANGE BETWEEN INTERVAL 7 DAYS PRECEDING AND CURRENT ROW)),
emptied AS (
  SELECT d.account_id, d.day, d.moment, any_value(d.payments) AS payments, any_value(d.total) AS total
  FROM deposit d JOIN payment p ON p.account_id = d.account_id AND p.direction = 'debit'
    AND p.moment BETWEEN d.moment AND d.moment + INTERVAL 3 DAYS
  WHERE d.payments >= 5 AND d.states >= 3
  GROUP BY d.account_id, d.day, d.moment HAVING sum(p.amount) >= 0.7 * any_value(d.total))
SELECT 'funnel', account_id, day, max(payments), max(total) FROM emptied GROUP BY account_id, day;

-- Ten senders of small sums within a day.
INSERT INTO finding
SELECT 'many senders', account_id, day, max(senders), max(total) FROM (
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
  WHERE w.channel = 'wire' AND w.direction = 'debit' AND w.counterparty_country IN ('MX', 'GT', 'HN', 'SV', 'PH', 'TH', 'CO', 'NG')
  GROUP BY ALL HAVING count(DISTINCT c.counterparty_account) >= 3 AND sum(c.amount) BETWEEN 3000 AND 60000)
SELECT 'gathered, then wired', account_id, day, max(payments), max(total) FROM gathered GROUP BY account_id, day;

-- A word in a memo.
INSERT INTO finding
SELECT 'words', account_id, day, count(*), sum(amount) FROM payment
WHERE regexp_matches(memo, '(?i)\b(crossing fee|guide fee|coyote|pollero|smuggle|stash house|escort|outcall|incall|full service|recruitment fee|debt bond|passport fee)\b')
GROUP BY account_id, day;

-- Mostly at night, over thirty days.
INSERT INTO finding
SELECT 'at night', account_id, day, max(nightly), max(total) FROM (
  SELECT account_id, day, count(*) OVER month AS payments, count(*) FILTER (hour >= 23 OR hour < 5) OVER month AS nightly,
    sum(amount) OVER month AS total
  FROM payment WHERE channel IN ('card', 'p2p') AND direction = 'credit'
  WINDOW month AS (PARTITION BY account_id ORDER BY moment RANGE BETWEEN INTERVAL 30 DAYS PRECEDING AND CURRENT ROW))
WHERE nightly >= 10 AND nightly >= 0.6 * payments GROUP BY account_id, day;
