#!/usr/bin/env python3
"""What the synthetic exports promise: the same bytes twice, books that add up, stories that are really there."""

import csv
import json
import subprocess
import sys
import tempfile
import unittest
from collections import defaultdict
from datetime import datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
import synthetic_month  # noqa: E402
from synthetic.places import BORDER, PLACES  # noqa: E402

STATE_FIPS = {"CA": "06", "AZ": "04", "NM": "35", "TX": "48", "OR": "41", "WA": "53", "NV": "32", "CO": "08",
              "LA": "22",
              "TN": "47", "MO": "29", "NE": "31", "MN": "27", "IL": "17", "OH": "39", "GA": "13", "NC": "37",
              "FL": "12",
              "PA": "42", "NJ": "34", "NY": "36", "MA": "25"}


def make(directory, *arguments):
    script = Path(synthetic_month.__file__)
    subprocess.run([sys.executable, script, directory, *arguments], check=True, stdout=subprocess.DEVNULL)


def read(directory):
    rows = []
    for path in sorted(Path(directory).glob("*.csv")):
        with open(path, encoding="utf-8", newline="") as file:
            rows += [dict(row, file=path.stem[:10]) for row in csv.DictReader(file)]
    return rows


def cents(text):
    return int(text.replace(".", ""))


class SyntheticMonth(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.scratch = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.scratch.cleanup)
        base = Path(cls.scratch.name)
        cls.base = base
        make(base / "a", "--customers", "60")
        make(base / "again", "--customers", "60")
        make(base / "sharded", "--customers", "60", "--shards", "3")
        make(base / "week", "--customers", "20", "--days", "7", "--seed", "8")
        cls.rows = read(base / "a")
        cls.truth = json.loads((base / "a" / "truth.json").read_text(encoding="utf-8"))
        cls.by_customer = defaultdict(list)
        for row in cls.rows:
            cls.by_customer[row["customer_id"]].append(row)

    def story(self, name):
        """The rows of a story's first customer, and the whole story."""
        story = next(story for story in self.truth["stories"] if story["story"] == name)
        customers = [s["identifier"] for s in story["subjects"] if s["kind"] == "customer"]
        return [row for customer in customers for row in self.by_customer[customer]], story

    def test_same_arguments_same_bytes(self):
        for path in sorted((self.base / "a").iterdir()):
            self.assertEqual(path.read_bytes(), (self.base / "again" / path.name).read_bytes(), path.name)

    def test_shards_hold_the_same_rows(self):
        def key(row):
            return row["txn_id"]
        self.assertEqual(sorted(self.rows, key=key), sorted(read(self.base / "sharded"), key=key))

    def test_any_number_of_nights(self):
        self.assertEqual(len(list((self.base / "week").glob("*.csv"))), 7)

    def test_every_night_has_a_file_and_rows_are_counted(self):
        self.assertEqual(len(list((self.base / "a").glob("*.csv"))), 30)
        self.assertEqual(self.truth["rows"], len(self.rows))

    def test_identifiers_are_unique(self):
        self.assertEqual(len({row["txn_id"] for row in self.rows}), len(self.rows))

    def test_rows_are_in_their_night_or_one_later(self):
        late = 0
        for row in self.rows:
            days = (datetime.fromisoformat(row["file"]).date() - datetime.fromisoformat(row["timestamp"]).date()).days
            self.assertIn(days, (0, 1))
            late += days
        self.assertGreater(late, 0, "late postings are part of life and of the demo")

    def test_balances_chain_and_nobody_is_overdrawn(self):
        accounts = defaultdict(list)
        for row in self.rows:
            accounts[row["account_id"]].append(row)
        for account, rows in accounts.items():
            rows.sort(key=lambda row: datetime.fromisoformat(row["timestamp"]))
            self.assertGreaterEqual(min(cents(row["balance"]) for row in rows), 0, account)
            moved = sum(cents(r["amount"]) * (1 if r["direction"] == "credit" else -1) for r in rows)
            first = rows[0]
            ends = {cents(r["balance"]) for r in rows if r["timestamp"] == rows[-1]["timestamp"]}
            opening = {cents(r["balance"]) - cents(r["amount"]) * (1 if r["direction"] == "credit" else -1)
                       for r in rows if r["timestamp"] == first["timestamp"]}
            self.assertTrue(any(start + moved in ends for start in opening), account)

    def test_counties_lie_in_their_states(self):
        for place in PLACES:
            self.assertEqual(place.county[:2], STATE_FIPS[place.state], place.city)
            self.assertRegex(place.zip, r"^\d{5}$")

    def test_the_border_funnel_is_there(self):
        rows, _ = self.story("border_funnel")
        senders = {row["counterparty_account"] for row in rows if row["channel"] == "p2p"}
        states = {row["counterparty_state"] for row in rows if row["channel"] == "p2p"}
        remote = [row for row in rows if row["channel"] == "cash" and row["direction"] == "credit"]
        out = {row["branch_county"] for row in rows if row["channel"] == "cash" and row["direction"] == "debit"}
        self.assertGreaterEqual(len(senders), 6)
        self.assertGreaterEqual(len(states), 3)
        self.assertGreaterEqual(len({row["conductor"] for row in remote}), 2)
        self.assertGreaterEqual(len({row["branch_county"] for row in remote}), 2)
        self.assertLessEqual(out, {place.county for place in BORDER})

    def test_the_payee_gathers_the_wages_of_four(self):
        rows, story = self.story("wage_sweep")
        payee = story["subjects"][0]["identifier"]
        workers = {row["customer_id"] for row in rows if row["counterparty_account"] == payee}
        self.assertEqual(len(workers), 4)
        self.assertEqual({s["role"] for s in story["subjects"][1:]}, {"possible_victim"})
        sweeps = [row for row in rows if row["counterparty_account"] == payee]
        self.assertEqual(len(sweeps), 4 * 5)
        self.assertEqual(len({row["device"] for row in sweeps}), 1)

    def test_staged_fees_come_from_strangers_and_agree(self):
        rows, story = self.story("staged_fees")
        payee = story["subjects"][0]["identifier"]
        households = {s["identifier"] for s in story["subjects"] if s["role"].startswith("sender")}
        totals = defaultdict(int)
        for row in rows:
            if row["counterparty_account"] == payee and row["customer_id"] in households:
                totals[row["customer_id"]] += cents(row["amount"])
        self.assertEqual(len(totals), 5)
        self.assertLess(max(totals.values()), 1.25 * min(totals.values()))

    def test_structured_cash_stays_below_the_line(self):
        rows, _ = self.story("structuring")
        cash = [cents(row["amount"]) for row in rows if row["channel"] == "cash"]
        self.assertEqual(len(cash), 8)
        self.assertTrue(all(800000 <= amount < 1000000 for amount in cash))

    def test_stories_and_innocents_are_disjoint(self):
        planted = {s["identifier"] for story in self.truth["stories"] for s in story["subjects"]}
        self.assertFalse(planted & {entry["identifier"] for entry in self.truth["innocent"]})


if __name__ == "__main__":
    unittest.main()
