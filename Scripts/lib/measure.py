#!/usr/bin/env python3
"""Times commands: measure.py run LOG COMMAND… prints wall seconds, processor seconds and peak MiB, tab-separated;
measure.py report NAME=FILE… prints the medians of such lines, and the ratio of each to the first."""

import os
import statistics
import subprocess
import sys
import time


def run(log, command):
    with open(log, "ab") as output:
        start = time.monotonic()
        child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output)
        _, status, used = os.wait4(child.pid, 0)
        wall = time.monotonic() - start
    if status != 0:
        print(f"measure: status {os.waitstatus_to_exitcode(status)}: {' '.join(command)} (see {log})",
              file=sys.stderr)
        return 1
    print(f"{wall:.3f}\t{used.ru_utime + used.ru_stime:.3f}\t{used.ru_maxrss / 1024:.0f}")
    return 0


def report(entries):
    first = None
    print(f"{'median of':14} {'runs':>4} {'wall s':>8} {'cpu s':>8} {'peak MiB':>9} {'wall ratio':>11}")
    for entry in entries:
        name, path = entry.split("=", 1)
        with open(path, encoding="utf-8") as file:
            rows = [[float(value) for value in line.split("\t")] for line in file]
        wall, cpu, peak = (statistics.median(column) for column in zip(*rows))
        first = first or wall
        print(f"{name:14} {len(rows):4} {wall:8.2f} {cpu:8.2f} {peak:9.0f} {wall / first:11.2f}")
    return 0


if __name__ == "__main__":
    if len(sys.argv) >= 4 and sys.argv[1] == "run":
        sys.exit(run(sys.argv[2], sys.argv[3:]))
    if len(sys.argv) >= 3 and sys.argv[1] == "report":
        sys.exit(report(sys.argv[2:]))
    print(__doc__, file=sys.stderr)
    sys.exit(2)
