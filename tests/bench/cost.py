#!/usr/bin/env python3
"""Milliseconds per query, asked in three ways.

usage: cost.py IRSEARCH INDEX QUERIES

one-shot  a process for each query, ten passages: the median
warm      one process for all queries, ten passages: the median of took_ms
batch     one process, a TREC run of a thousand articles per query, with start
          and printing: the mean
Each is measured ROUNDS times, in turn, and the minimum is printed.
"""
import json
import statistics
import subprocess
import sys
import time

ROUNDS = 3
ONE_SHOT = 100  # queries, evenly spread over all


def read_queries(path):
    with open(path, encoding="utf-8") as f:
        return [line.rstrip("\n").split("\t")[-1] for line in f if line.strip()]


def timed(command, **more):
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, **more)
    if done.returncode > 1:
        sys.exit(f"{' '.join(command)}: {done.stderr}")
    return (time.perf_counter() - start) * 1e3, done.stdout


def main():
    program, index, path = sys.argv[1:4]
    base = [program, "--no-config", "-d", index, "--any", "--literal"]
    queries = read_queries(path)
    few = queries[:: max(1, len(queries) // ONE_SHOT)][:ONE_SHOT]
    lines = "".join(q + "\n" for q in queries)
    best = {}
    for _ in range(ROUNDS):
        _, out = timed(base + ["-f", "-", "--json"], input=lines)
        took = [json.loads(line)["took_ms"] for line in out.splitlines()]
        run, _ = timed(base + ["-f", "-", "--format", "trec", "-u", "article", "-n", "1000"],
                       input=lines)
        now = {
            "one-shot": statistics.median(timed(base + ["-e", q])[0] for q in few),
            "warm": statistics.median(took),
            "batch": run / len(queries),
        }
        best = {name: min(value, best.get(name, value)) for name, value in now.items()}
    print("".join(f"{best[name]:10.2f}" for name in ("one-shot", "warm", "batch")))


main()
