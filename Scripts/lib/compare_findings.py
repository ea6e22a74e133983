#!/usr/bin/env python3
"""Compares the findings of two programs: compare_findings.py RULEBOOK MANUMIT.csv DUCKDB.csv.

Where a rule only looks back both must name the same account-days. BENCH-FUNNEL looks ahead in SQL and back in Manumit, so
there the accounts must be the same. Prints a table; status 1 where they differ, or where nothing was found at all."""

import csv
import sys
from collections import defaultdict
from pathlib import Path

BY_ACCOUNT = {"BENCH-FUNNEL"}
SHOWN = 3


def read(path):
    found = defaultdict(set)
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            rule = row["indicator"]
            found[rule].add(row["subject"] if rule in BY_ACCOUNT else (row["subject"], row["day"]))
    return found


def main(rulebook, ours, theirs):
    rules = sorted(path.stem for path in Path(rulebook).glob("BENCH-*.yaml"))
    left, right = read(ours), read(theirs)
    strangers = sorted((set(left) | set(right)) - set(rules))
    print(f"{'rule':24} {'compared by':13} {'manumit':>8} {'duckdb':>8} {'only m.':>8} {'only d.':>8}")
    differing = []
    for rule in rules:
        only = left[rule] - right[rule], right[rule] - left[rule]
        counts = len(left[rule]), len(right[rule]), len(only[0]), len(only[1])
        unit = "accounts" if rule in BY_ACCOUNT else "account-days"
        print(f"{rule:24} {unit:13}" + "".join(f" {count:8}" for count in counts))
        if only[0] or only[1]:
            differing.append((rule, only))
    for rule, only in differing:
        for name, extra in zip(("manumit", "duckdb"), only):
            if extra:
                print(f"{rule}: only {name}, the first: {sorted(extra)[:SHOWN]}", file=sys.stderr)
    if strangers:
        print(f"findings of rules that are not in {rulebook}: {', '.join(strangers)}", file=sys.stderr)
    if not any(left.values()):
        print("nothing was found at all: the export is too small to compare answers", file=sys.stderr)
        return 1
    if differing or strangers:
        print("The answers differ.", file=sys.stderr)
        return 1
    print("The answers are the same.")
    return 0


if __name__ == "__main__":
    if len(sys.argv) != 4:
        print(__doc__, file=sys.stderr)
        sys.exit(2)
    sys.exit(main(*sys.argv[1:]))
