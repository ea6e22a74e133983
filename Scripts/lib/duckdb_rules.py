"""Runs duckdb_rules.sql on a file: duckdb_rules.py FILE RULEBOOK FINDINGS THREADS.

The words and countries are those of the rulebook, so that both sides look for the same; what was found goes to the file
FINDINGS as `indicator,subject,day`, as `manumit scan --findings` writes it."""

import re
import sys
from pathlib import Path

import duckdb

source, rulebook, findings, threads = sys.argv[1:]


def quoted(text):
    return text.replace("'", "''")


def listed(name, pattern):
    found = re.findall(pattern, (Path(rulebook) / name).read_text(encoding="utf-8"), re.MULTILINE)
    if not found:
        sys.exit(f"duckdb_rules: {name} has no list any more that this script understands")
    return found


words = listed("bench-words.yaml", r"^  - (.+)$")
countries = listed("BENCH-SMUGGLING-FEE.yaml", r"counterparty\.country in \[([A-Z, ]+)\]")[0].split(", ")
places = {
    "SOURCE": quoted(source),
    "FINDINGS": quoted(findings),
    "WORDS": "|".join(re.escape(quoted(word)).replace(r"\ ", " ") for word in words),
    "COUNTRIES": ", ".join(f"'{country}'" for country in countries),
}
rules = Path(__file__).with_name("duckdb_rules.sql").read_text(encoding="utf-8")
rules = re.sub(r"^--.*\n", "", rules, flags=re.MULTILINE)
for place, text in places.items():
    rules = rules.replace(place, text)

connection = duckdb.connect()
for setting in (f"threads = {int(threads)}", "TimeZone = 'UTC'", "preserve_insertion_order = false",
                "enable_progress_bar = false"):
    connection.execute("SET " + setting)
connection.execute(rules)
for rule, days in connection.execute("SELECT rule, count(*) FROM finding GROUP BY rule ORDER BY rule").fetchall():
    print(f"{rule}: {days} account-days")
