#!/usr/bin/env python3
"""Compare irindex and irsearch with other programs on the same articles.

usage: compare.py BUILD [--growth "1 2 4 8 30"]

Prints the cost of indexing and how fast queries are answered, by one process
for all queries (warm) and by a process for each (one-shot).  irsearch is
measured first and last, which shows the noise of the machine; "x" is the
ratio to the mean of the two.

IR_ARCHIVE  articles, in any format that irindex reads
QUERIES     queries, one a line
ONE_SHOT    number of queries that are asked one-shot
PEERS       parts of the names of the programs to compare; irsearch always is

--growth measures with the articles repeated so many times, under new ids.
"""
import argparse
import os
import shutil
import signal
import sys
import tempfile
from dataclasses import dataclass

import measure
import peers
from articles import (ARCHIVES, QUERIES, Articles, first_there, read_queries,
                      without_stop_words)

WAYS = ("any", "all", "phrase")
PASSES = 3  # over the queries; the first is not timed
ONE_SHOT = 106
GROWTH_QUERIES, GROWTH_ONE_SHOT = 106, 20
LEAST = 2000  # articles; a smaller archive is repeated
MB = 1e6


@dataclass
class Result:
    name: str
    text: float  # bytes of the articles' text
    usage: measure.Usage
    size: float  # bytes of the index
    warm: dict  # milliseconds of each query, by way
    once: dict
    hits: dict  # number for all queries, by way


def say(text):
    print(text, file=sys.stderr, flush=True)


def some(items, count):
    """At most count of the items, evenly spread."""
    return [items[i * len(items) // count] for i in range(min(count, len(items)))]


def asked(way, queries):
    return queries if way == "phrase" else [without_stop_words(q) for q in queries]


def search_warm(peer, way, queries):
    """The shortest time of each query, and the number of hits of all."""
    lines = [peer.ask(way, words) for words in queries]
    times, hits = [], 0
    for at, (took, answer) in enumerate(measure.answers(peer.serve(way), lines * PASSES)):
        if at < len(lines):
            hits += peer.hits(answer)
        else:
            times.append(took)
    return [min(times[at::len(lines)]) for at in range(len(lines))], hits


def search_once(peer, way, queries):
    measure.once(peer.once(way, queries[0]))
    return [measure.once(peer.once(way, words))[0] for words in queries]


def examine(peer, articles, times, queries, one_shot):
    """Index and search with a peer, then remove its index."""
    path = os.path.join(peer.work, "input")
    articles.write(path, peer.form, times)
    result = Result(peer.name, articles.bytes * times, measure.run(peer.index(path)),
                    measure.size(peer.dir), {}, {}, {})
    os.unlink(path)
    say(f"{peer.name}: {times}x indexed in {result.usage.wall:.1f} s")
    for way in WAYS if peer.searches else ():
        words = asked(way, queries)
        result.warm[way], result.hits[way] = search_warm(peer, way, words)
        result.once[way] = search_once(peer, way, some(words, one_shot))
    shutil.rmtree(peer.dir)
    return result


def nothing(result):
    """The one-shot times of a process that does nothing, as a baseline."""
    times = [measure.once(["true"])[0] for _ in range(100)]
    return Result("(a process)", 0, None, 0, {}, {way: times for way in WAYS}, result.hits)


def row(name, cells, widths):
    print(f"{name:16}" + "".join(f"{cell:>{width}}" for cell, width in zip(cells, widths)))


def number(value):
    """The value with at least three significant digits if it is 1 or more."""
    digits = 0 if value >= 100 else 1 if value >= 10 else 2
    return f"{value:.{digits}f}"


def mean_of(ours, figure):
    return sum(figure(r) for r in ours) / len(ours)


def print_indexing(results, ours):
    figures = {
        "MB/cpu-s": (lambda r: r.text / MB / r.usage.cpu),
        "cpu s": (lambda r: r.usage.cpu),
        "wall s": (lambda r: r.usage.wall),
        "memory MB": (lambda r: r.usage.memory / MB),
        "index MB": (lambda r: r.size / MB),
    }
    widths = [10] * 5 + [8] * 4
    row("indexing", [*figures, "x cpu", "x wall", "x mem", "x index"], widths)
    for r in results:
        values = [f(r) for f in figures.values()]
        base = [mean_of(ours, f) for f in figures.values()]
        row(r.name, [number(v) for v in values] +
            [number(v / b) for v, b in zip(values[1:], base[1:])], widths)


def print_searching(title, results, ours, times_of, hits=False):
    """Print p50 and p99 of each way, and the ratio of p50 to irsearch's."""
    widths = [8, 8, 7] + [6] * hits
    cells = ["p50", "p99", "x"] + ["hits"] * hits
    print()
    row(title, [f"{way}:" for way in WAYS], [sum(widths)] * len(WAYS))
    row("", cells * len(WAYS), widths * len(WAYS))
    for r in results:
        cells = []
        for way in WAYS if times_of(r) else ():
            p50, p99 = (measure.percentile(times_of(r)[way], p) for p in (50, 99))
            base = mean_of(ours, lambda o, w=way: measure.percentile(times_of(o)[w], 50))
            cells += [number(p50), number(p99), number(p50 / base)]
            cells += [r.hits[way]] * hits
        if cells:
            row(r.name, cells, widths * len(WAYS))


def compare(articles, chosen, queries):
    one_shot = int(os.environ.get("ONE_SHOT", ONE_SHOT))
    results = [examine(p, articles, 1, queries, one_shot) for p in chosen + chosen[:1]]
    ours = [results[0], results[-1]]
    print_indexing(results, ours)
    print_searching(f"warm, {len(queries)}", results, ours, lambda r: r.warm, hits=True)
    print_searching(f"one-shot, {min(one_shot, len(queries))}", results + [nothing(results[0])],
                    ours, lambda r: r.once)


def growth_figures():
    figures = {
        "indexing, MB a CPU second": lambda r: r.text / MB / r.usage.cpu,
        "indexing, seconds": lambda r: r.usage.wall,
        "peak memory, MB": lambda r: r.usage.memory / MB,
        "index, times the text": lambda r: r.size / r.text,
    }
    for way in WAYS:
        for percent in (50, 99):
            figures[f"warm {way}, p{percent} ms"] = (
                lambda r, w=way, p=percent: measure.percentile(r.warm[w], p) if r.warm else 0)
        figures[f"one-shot {way}, p50 ms"] = (
            lambda r, w=way: measure.percentile(r.once[w], 50) if r.once else 0)
    return figures


def print_growth(results, factors):
    """Print a table for each figure: a row per peer, a column per factor."""
    names = list(dict.fromkeys(r.name for r in results.values()))
    for title, figure in growth_figures().items():
        print(f"\n{title}")
        row("", [f"{f}x" for f in factors], [10] * len(factors))
        for name in names:
            cells = [results.get((name, f)) for f in factors]
            values = [figure(r) if r else 0 for r in cells]
            if any(values):
                row(name, [number(v) if v else "-" for v in values], [10] * len(factors))


def grow(articles, chosen, queries, factors):
    results = {}
    one_shot = int(os.environ.get("ONE_SHOT", GROWTH_ONE_SHOT))
    queries = some(queries, GROWTH_QUERIES)
    try:
        for factor in factors:
            for peer in chosen:
                results[peer.name, factor] = examine(peer, articles, factor, queries, one_shot)
    finally:  # also print what an interrupted run has
        print_growth(results, factors)


def choose(build, work):
    wanted = os.environ.get("PEERS", "").lower().split()
    chosen = []
    for peer in (make(build, work) for make in peers.ALL):
        if chosen and wanted and not any(w in peer.name.lower() for w in wanted):
            continue
        missing = peer.missing()
        if missing:
            print(f"# {peer.name} is left out: {missing} is not installed (make bench-deps)")
        else:
            chosen.append(peer)
    return chosen


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("build")
    parser.add_argument("--growth", default="", metavar="FACTORS")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))
    if not os.path.exists(measure.TIME):
        sys.exit(f"{measure.TIME} is missing: make bench-deps")
    archive = first_there("IR_ARCHIVE", ARCHIVES)
    queries = read_queries(first_there("QUERIES", QUERIES))
    with tempfile.TemporaryDirectory(prefix="bench-") as work:
        articles = Articles(f"{options.build}/irindex", archive,
                            LEAST if archive == ARCHIVES[-1] else 0, work)
        print(f"# {articles.count} articles, {articles.bytes / MB:.1f} MB of text;"
              f" {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
        chosen = choose(options.build, work)
        if options.growth:
            grow(articles, chosen, queries, [int(f) for f in options.growth.split()])
        else:
            compare(articles, chosen, queries)


main()
