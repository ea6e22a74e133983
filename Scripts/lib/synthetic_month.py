#!/usr/bin/env python3
"""Makes a month of nightly exports of a made-up bank, with planted stories among ordinary customers.

The same arguments make the same bytes, on any machine. Beside the exports, truth.json says which subjects are
planted, which red flag each illustrates, and which innocent customers were made to look alike.
"""

import argparse
import csv
import json
import sys
import zlib
from datetime import date
from pathlib import Path

from synthetic import lookalikes, ordinary, stories
from synthetic.world import World

COLUMNS = """txn_id,timestamp,amount,currency,direction,channel,account_id,customer_id,customer_name,home_zip,branch_id,
branch_state,branch_zip,branch_county,counterparty_account,counterparty_name,counterparty_state,counterparty_country,
counterparty_bank,mcc,purpose,conductor,device,phone,employer,payment_reference,memo,balance""".replace("\n", "").split(",")

# Channels in which a payment is asked for with a telephone or a computer, not at a counter.
DIGITAL = {"p2p", "wire", "book", "crypto"}


def build(seed, first_night, nights, customers):
    """The whole month as a World, and the customers made to look like red flags."""
    world = World(seed, first_night, nights)
    ordinary.populate(world, customers)
    innocent = lookalikes.populate(world)
    stories.populate(world)
    set_balances(world)
    return world, innocent


def set_balances(world):
    """Gives every posting the balance after it. Each account begins the month with what keeps it from going
    below its cushion, so that nobody is overdrawn."""
    rng = world.stream("balances")
    world.postings.sort(key=lambda posting: (posting.utc, posting.account, posting.cents, posting.direction))
    total, lowest, owner = {}, {}, {}
    for posting in world.postings:
        account = posting.account
        total[account] = total.get(account, 0) + signed(posting)
        lowest[account] = min(lowest.get(account, 0), total[account])
        owner[account] = posting.customer
    running = {}
    for account in sorted(lowest):
        cushion = owner[account].cushion
        running[account] = (cushion if cushion >= 0 else rng.randrange(20000, 600000)) - lowest[account]
    for posting in world.postings:
        running[posting.account] += signed(posting)
        posting.balance = running[posting.account]


def signed(posting):
    """Cents as the account feels them."""
    return posting.cents if posting.direction == "credit" else -posting.cents


def decimal(cents):
    """Cents as a decimal with a point: 105809 → 1058.09."""
    return f"{cents // 100}.{cents % 100:02}"


def row(posting, identifier):
    """One posting in the order of COLUMNS."""
    customer, party, place = posting.customer, posting.party, posting.place
    hours, minutes = divmod(abs(posting.offset), 60)
    zone = f"{'-' if posting.offset < 0 else '+'}{hours:02}:{minutes:02}"
    digital = posting.channel in DIGITAL and posting.direction == "debit"
    return [
        identifier, posting.local.isoformat() + zone, decimal(posting.cents), "USD", posting.direction,
        posting.channel,
        posting.account, customer.id, customer.name, customer.home.zip, posting.branch, place.state, place.zip,
        place.county,
        party.account, party.name, party.state, party.country, party.bank, posting.mcc, posting.purpose,
        posting.conductor,
        customer.device if digital else "", customer.phone if digital else "", posting.employer, posting.reference,
        posting.memo, decimal(posting.balance),
    ]


def nightly_rows(world):
    """Rows by night. A posting that the bank booked late is in a later night's export, as in life."""
    rows = [[] for _ in range(world.nights)]
    for posting in world.postings:
        night = min((posting.local.date() - world.first_night).days + posting.nights_late, world.nights - 1)
        identifier = f"T{world.day(night):%y%m%d}{len(rows[night]) + 1:06}"
        rows[night].append(row(posting, identifier))
    return rows


def write_exports(world, directory, shards):
    """One CSV a night, or `shards` of them, an account always in the same one. Returns the number of rows."""
    written = 0
    account = COLUMNS.index("account_id")
    for night, rows in enumerate(nightly_rows(world)):
        for shard in range(shards):
            part = f"-part-{shard + 1}" if shards > 1 else ""
            with open(directory / f"{world.day(night)}{part}.csv", "w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file, lineterminator="\n")
                writer.writerow(COLUMNS)
                writer.writerows(r for r in rows if zlib.crc32(r[account].encode()) % shards == shard)
        written += len(rows)
    return written


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("directory", type=Path, help="where the exports and truth.json go; made if need be")
    parser.add_argument("--days", type=int, default=30, help="nights to make (default 30)")
    parser.add_argument("--customers", type=int, default=2400, help="ordinary customers (default 2400)")
    parser.add_argument("--seed", type=int, default=7, help="another seed, another bank (default 7)")
    parser.add_argument("--shards", type=int, default=1, help="files a night (default 1)")
    parser.add_argument("--first-night", type=date.fromisoformat, default=date(2026, 10, 1), metavar="YYYY-MM-DD",
                        help="the first night (default 2026-10-01)")
    options = parser.parse_args()
    if options.days < 1 or options.customers < 0 or options.shards < 1:
        parser.error("--days and --shards must be at least 1, --customers at least 0")
    options.directory.mkdir(parents=True, exist_ok=True)
    world, innocent = build(options.seed, options.first_night, options.days, options.customers)
    rows = write_exports(world, options.directory, options.shards)
    truth = {
        "seed": options.seed, "first_night": str(options.first_night), "nights": options.days, "rows": rows,
        "customers": len(world.customers), "stories": world.stories, "innocent": innocent,
    }
    (options.directory / "truth.json").write_text(json.dumps(truth, indent=1, ensure_ascii=False) + "\n",
                                                  encoding="utf-8")
    print(f"{rows} rows in {options.days} nights, {len(world.customers)} customers, {len(world.stories)} planted stories")
    return 0


if __name__ == "__main__":
    sys.exit(main())
