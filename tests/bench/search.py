#!/usr/bin/env python3
"""Time one-shot searches beside quest (Xapian) and sqlite3 FTS5, in one run.

usage: search.py BUILD FOLDER INDEX QUERIES

FOLDER holds the articles (text files) that INDEX, made by irindex, was made
of; QUERIES one query a line, of which 20 are taken.  quest reads the same
index and prints no passages; FTS5 prints a snippet of each of its ten hits.
Every program runs once to warm the caches, then in turn; medians are printed.
"""
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time

ROUNDS = 5


def pick(path):
    with open(path, encoding="utf-8") as f:
        lines = [l.strip() for l in f]
    words = [l for l in lines if l and all(w.isalpha() for w in l.split()) and len(l.split()) > 1]
    return words[:: max(1, len(words) // 20)][:20]


def build_fts(folder, path):
    db = sqlite3.connect(path)
    db.execute("create virtual table a using fts5(id unindexed, body, tokenize='porter unicode61')")
    for root, _, names in os.walk(folder):
        for name in sorted(names):
            file = os.path.join(root, name)
            with open(file, encoding="utf-8", errors="replace") as f:
                db.execute("insert into a values (?, ?)", (file, f.read()))
    db.commit()
    db.execute("insert into a(a) values('optimize')")
    db.commit()
    db.close()


def fts_command(path, query):
    match = " OR ".join('"' + w + '"' for w in query.split())
    return ["sqlite3", path, "select id, snippet(a, 1, '[', ']', '...', 60) from a "
            f"where a match '{match}' order by rank limit 10"]


def timed(command):
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return (time.perf_counter() - start) * 1e3


def main():
    build, folder, index, queries = sys.argv[1:5]
    fts = os.path.join(tempfile.mkdtemp(), "fts.db")
    build_fts(folder, fts)
    programs = {
        "irsearch": lambda q: [f"{build}/irsearch", "--no-config", "-d", index, q],
        "irsearch --any": lambda q: [f"{build}/irsearch", "--no-config", "-d", index, "--any", q],
        "quest": lambda q: ["quest", "-d", index, "--stemmer=english", "-m", "10", q],
        "sqlite3 fts5": lambda q: fts_command(fts, q),
        "true": lambda q: ["true"],
    }
    times = {name: [] for name in programs}
    for query in pick(queries):
        for name, command in programs.items():
            timed(command(query))
        for _ in range(ROUNDS):
            for name, command in programs.items():
                times[name].append(timed(command(query)))
    base = statistics.median(times["quest"])
    print(f"{'one-shot, warm':16} {'median ms':>9} {'p90 ms':>7} {'x quest':>8}")
    for name, values in times.items():
        values.sort()
        median = statistics.median(values)
        print(f"{name:16} {median:9.2f} {values[len(values) * 9 // 10]:7.2f} {median / base:8.2f}")
    os.unlink(fts)


main()
