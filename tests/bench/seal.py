#!/usr/bin/env python3
"""What it costs to compare each block that a search reads with the seal.

usage: seal.py BUILD

Prints for each value of --verify-blocks the instructions (callgrind) of a few
queries, in a process each and in one process, which are the same in each run,
and how many queries one process answers in a CPU second, the best of ROUNDS in
turn.

IR_ARCHIVE  articles, in any format that irindex reads
QUERIES     queries, one a line
"""
import os
import re
import resource
import subprocess
import sys
import tempfile

from articles import ARCHIVES, QUERIES, first_there

WHEN = "off", "once", "always"
ROUNDS = 7
COUNTED = 20  # queries whose instructions are counted


def read_queries(path):
    with open(path, encoding="utf-8") as file:
        return [line.rstrip("\n").split("\t")[-1] for line in file if line.strip()]


def run(command, lines):
    done = subprocess.run(command, input=lines, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    if done.returncode > 1:
        sys.exit(f"{' '.join(command)}: {done.stderr}")
    return done.stderr


def instructions(command, lines):
    said = run(["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *command], lines)
    return int(re.search(r"Collected : (\d+)", said).group(1)) / 1e6


def cpu_seconds(command, lines):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run(command, lines)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main():
    build = sys.argv[1]
    queries = read_queries(first_there("QUERIES", QUERIES))
    few = queries[:: max(1, len(queries) // COUNTED)][:COUNTED]
    with tempfile.TemporaryDirectory(prefix="bench-") as work:
        index = os.path.join(work, "db")
        run([f"{build}/irindex", "--no-config", "-q", "-d", index, first_there("IR_ARCHIVE", ARCHIVES)], "")
        ask = {when: [f"{build}/irsearch", "--no-config", "-d", index, "--verify-blocks", when, "--any", "--literal"]
               for when in WHEN}
        rates = {when: [] for when in WHEN}
        for _ in range(ROUNDS):
            for when in WHEN:
                took = cpu_seconds(ask[when] + ["-f", "-"], "".join(q + "\n" for q in queries))
                rates[when].append(len(queries) / took)
        print(f"# {len(queries)} queries; instructions of {len(few)}, in millions a query; load {os.getloadavg()[0]:.1f}")
        print(f"{'':8}{'one process each':>18}{'one for all':>13}{'queries a CPU second':>22}")
        base = None
        for when in WHEN:
            row = (sum(instructions(ask[when] + ["-e", q], "") for q in few) / len(few),
                   instructions(ask[when] + ["-f", "-"], "".join(q + "\n" for q in few)) / len(few),
                   max(rates[when]))
            base = base or row
            print(f"{when:8}" + "".join(f"{value:{width}.1f} {100 * value / first - 100:+5.1f} %"
                                        for value, first, width in zip(row, base, (10, 5, 14))))


main()
