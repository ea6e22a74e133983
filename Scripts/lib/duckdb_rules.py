"""Runs duckdb_rules.sql on a file: duckdb_rules.py FILE THREADS. Prints findings by rule."""

import sys
from pathlib import Path

import duckdb

connection = duckdb.connect()
for setting in (f"threads = {int(sys.argv[2])}", "TimeZone = 'UTC'", "preserve_insertion_order = false",
                "enable_progress_bar = false"):
    connection.execute("SET " + setting)
rules = Path(__file__).with_name("duckdb_rules.sql").read_text(encoding="utf-8")
connection.execute(rules.replace("SOURCE", sys.argv[1].replace("'", "''")))
for rule, days in connection.execute("SELECT rule, count(*) FROM finding GROUP BY rule ORDER BY rule").fetchall():
    print(f"{rule}: {days} account-days")
