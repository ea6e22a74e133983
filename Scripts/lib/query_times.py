"""The times of queries in a PostgreSQL log that auto_explain wrote, by the label of whoever asked.

    query_times.py LOG LIMIT    prints for each label how many queries it took, all of them together and the slowest, in
                                milliseconds; ends with 1 where one took LIMIT or more

Lines begin with `asked by <LABEL> ` (log_line_prefix = 'asked by <%a> '); what has no label is left out.
"""

import re
import sys

LINE = re.compile(r"^asked by <([^>]+)> LOG:  duration: ([0-9.]+) ms  plan:")


def main(path: str, limit: float) -> int:
    times: dict[str, list[float]] = {}
    with open(path, encoding="utf-8", errors="replace") as log:
        for line in log:
            if found := LINE.match(line):
                times.setdefault(found[1], []).append(float(found[2]))
    if not times:
        print("no query with a label in this log", file=sys.stderr)
        return 1
    width = max(map(len, times))
    print(f"{'milliseconds':{width}}  queries  together  slowest")
    for label, list_ in sorted(times.items(), key=lambda item: -max(item[1])):
        print(f"{label:{width}}  {len(list_):7}  {sum(list_):8.1f}  {max(list_):7.1f}")
    slow = sum(1 for list_ in times.values() for time in list_ if time >= limit)
    print(f"{sum(map(len, times.values()))} queries, {slow} of {limit:.0f} ms or more")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], float(sys.argv[2])))
