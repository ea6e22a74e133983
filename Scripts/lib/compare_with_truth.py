#!/usr/bin/env python3
"""Compares the flags with what was planted: compare_with_truth.py TRUTH.json < FLAGS

FLAGS has one flag a line: subject identifier, a tab, typology. Prints which stories were found, and how many
innocent customers were flagged.
"""

import json
import sys


def main():
    if len(sys.argv) != 2 or sys.argv[1] in ("--help", "-h"):
        print(__doc__.strip())
        return 0 if len(sys.argv) == 2 else 2
    with open(sys.argv[1], encoding="utf-8") as file:
        truth = json.load(file)
    flags = [tuple(line.rstrip("\n").split("\t")) for line in sys.stdin if line.strip()]
    flagged = {identifier for identifier, _ in flags}

    # A story is found through a subject it is about; a relative who sent money is not one of those.
    planted, found = set(), 0
    for story in truth["stories"]:
        planted |= {subject["identifier"] for subject in story["subjects"]}
        about = {s["identifier"] for s in story["subjects"] if not s["role"].startswith("sender")}
        typologies = sorted({typology for identifier, typology in flags if identifier in about})
        found += bool(typologies)
        mark = ", ".join(typologies) if typologies else "not flagged"
        print(f"  {story['story']:22} {story['typology']:34} {mark}")
    lookalikes = {entry["identifier"] for entry in truth["innocent"]}
    others = flagged - planted - lookalikes
    print(f"  {found} of {len(truth['stories'])} planted stories flagged; "
          f"{len(flagged & lookalikes)} of {len(lookalikes)} innocent lookalikes flagged; "
          f"{len(others)} other subjects flagged among {truth['customers']} customers.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
