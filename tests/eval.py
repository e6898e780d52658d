#!/usr/bin/env python3
"""Evaluate irsearch on the collections of ../shared/ir and on judged passages.

usage: eval.py BUILD [--accept | --check | --brief] [--syntax]
               [--irsearch PROGRAM] [--only NAME,...] [-- OPTION...]

Each collection is a folder with docs.jsonl, queries.tsv, qrels.txt and, to
compare with, lucene-bm25.run.gz.  It is indexed into BUILD/eval/NAME, unless
that is up to date.  All queries are run in one batch, with the OPTIONs added.

--accept  write the values to tests/quality.tsv
--check   compare with that file instead of printing tables; fail if a value
          fell by more than TOLERANCE
--brief   print only the means, on one line
--syntax  read the queries of the collections as syntax, not with --literal
--only    only these collections; "corpus" and "seeds" are judged passages

The metrics are nDCG@10 (the gain is the grade), MAP over 1000, P@10, R@100 and
RR.  As in trec_eval, documents are ranked by score, and by descending id where
scores are equal; a judged query without an answer scores 0.
"""
import argparse
import gzip
import math
import os
import shutil
import subprocess
import sys
import time

import relevance

TOLERANCE = 0.002
ACCEPTED = "tests/quality.tsv"
COLLECTIONS = "../shared/ir"
METRICS = ("ndcg10", "map", "p10", "r100", "rr")
TITLES = {"ndcg10": "nDCG@10", "map": "MAP", "p10": "P@10", "r100": "R@100", "rr": "RR"}
WITH_T = ("ndcg10", "map")
# Judged passages: name, what to index, judgments.
PASSAGES = (("corpus", "corpus", "corpus/qrels.tsv"),
            ("seeds", "../shared/seeds", "../shared/relevance/seeds.tsv"))


# ---- judging a run ----

def read_grades(path):
    """{query: {document: grade}} of the queries with a relevant document."""
    grades = {}
    with open(path, encoding="utf-8") as f:
        for row in f:
            if row.strip():
                query, _, document, grade = row.split()
                grades.setdefault(query, {})[document] = max(0, int(grade))
    return {q: g for q, g in grades.items() if any(g.values())}


def read_rankings(rows, name):
    """{query: [document, best first]} of a run's rows; ranks are ignored.
    Of equal scores, the greater document is first, as the tuples compare."""
    scores = {}
    for number, row in enumerate(rows, 1):
        try:
            query, _, document, _, score, _ = row.split()
        except ValueError:
            sys.exit(f"{name}:{number}: not the six columns of a run")
        scores.setdefault(query, []).append((float(score), document))
    rankings = {}
    for query, found in scores.items():
        found.sort(reverse=True)
        rankings[query] = [document for _, document in found]
        if len(set(rankings[query])) < len(found):
            sys.exit(f"{name}: a document a second time for query {query}")
    return rankings


def discounted(gains):
    return sum(gain / math.log2(place + 1) for place, gain in enumerate(gains, 1))


def judge(grades, ranking):
    """The metrics of one query."""
    gains = [grades.get(document, 0) for document in ranking[:1000]]
    places = [place for place, gain in enumerate(gains, 1) if gain]
    relevant = sum(1 for grade in grades.values() if grade)
    ideal = sorted(grades.values(), reverse=True)
    return {
        "ndcg10": discounted(gains[:10]) / discounted(ideal[:10]),
        "map": sum(n / place for n, place in enumerate(places, 1)) / relevant,
        "p10": sum(1 for place in places if place <= 10) / 10,
        "r100": sum(1 for place in places if place <= 100) / relevant,
        "rr": 1 / places[0] if places else 0.0,
    }


def judge_run(grades, rankings):
    return {q: judge(grades[q], rankings.get(q, [])) for q in grades}


def mean(values):
    values = list(values)
    return sum(values) / len(values)


def paired_t(differences):
    n, centre = len(differences), mean(differences)
    variance = sum((d - centre) ** 2 for d in differences) / max(1, n - 1)
    return centre / math.sqrt(variance / n) if variance else 0.0


# ---- running ----

def run(command):
    """Standard output and seconds.  Status 1 is no error: nothing was found."""
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True)
    seconds = time.perf_counter() - start
    if done.returncode > 1:
        sys.exit(f"{' '.join(command)}: {done.stderr}")
    return done.stdout, seconds


def newest(path):
    if os.path.isfile(path):
        return os.path.getmtime(path)
    return max(os.path.getmtime(os.path.join(at, name))
               for at, _, names in os.walk(path) for name in names)


def index(build, name, source):
    """The index of source, rebuilt if source or irindex is newer."""
    folder = os.path.join(build, "eval", name)
    made = os.path.join(folder, "iamglass")
    irindex = os.path.join(build, "irindex")
    if (not os.path.exists(made)
            or os.path.getmtime(made) <= max(newest(source), os.path.getmtime(irindex))):
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(os.path.dirname(folder), exist_ok=True)
        run([irindex, "--no-config", "-q", "-d", folder, source])
        os.utime(made)
    return folder


class Collection:
    """The results of a program on one collection."""

    def __init__(self, args, name):
        folder = os.path.join(COLLECTIONS, name)
        queries = os.path.join(folder, "queries.tsv")
        command = [args.irsearch, "--no-config", "-d",
                   index(args.build, name, os.path.join(folder, "docs.jsonl")), "--any",
                   "-f", queries, "--format", "trec", "-u", "article", "-n", "1000"]
        command += ([] if args.syntax else ["--literal"]) + args.options
        if not (args.check or args.brief):
            run(command)  # warm
        rows, seconds = run(command)
        rows = rows.splitlines()
        grades = read_grades(os.path.join(folder, "qrels.txt"))
        self.name = name
        self.unordered = 0 if args.check else count_unordered(rows)
        self.each = judge_run(grades, read_rankings(rows, name))
        with open(queries, encoding="utf-8") as f:
            self.milliseconds = seconds * 1e3 / sum(1 for line in f if line.strip())
        lucene = os.path.join(folder, "lucene-bm25.run.gz")
        self.base = None
        if os.path.exists(lucene) and not args.check:
            with gzip.open(lucene, "rt", encoding="utf-8") as f:
                self.base = judge_run(grades, read_rankings(f, lucene))

    def value(self, metric):
        return mean(q[metric] for q in self.each.values())

    def change(self, metric):
        base = mean(q[metric] for q in self.base.values())
        return 100 * (self.value(metric) / base - 1) if base else 0.0

    def t(self, metric):
        return paired_t([q[metric] - self.base[name][metric] for name, q in self.each.items()])


def count_unordered(rows):
    """Rows with a higher score than the row before: trec_eval would reorder."""
    count, last = 0, (None, 0.0)
    for row in rows:
        query, _, _, _, score, _ = row.split()
        count += query == last[0] and float(score) > last[1]
        last = (query, float(score))
    return count


def judge_passages(args, name, source, judgments, show):
    queries = relevance.read_judgments(judgments)
    values = relevance.report(args.irsearch, index(args.build, name, source), queries,
                              options=args.options, show=show)
    return {(name, metric): value for metric, value in values.items()}


# ---- printing ----

def print_table(collections, options):
    print(f"irsearch {' '.join(options) or 'by default'}; changes and t against the Lucene runs")
    header = f"{'collection':14}{'queries':>8}"
    for metric in METRICS:
        header += f"{TITLES[metric]:>9}{'%':>7}" + (f"{'t':>6}" if metric in WITH_T else "")
    print(header + f"{'ms/query':>10}")
    for c in collections:
        row = f"{c.name:14}{len(c.each):8}"
        for metric in METRICS:
            row += f"{c.value(metric):9.4f}"
            row += f"{c.change(metric):+7.1f}" if c.base else f"{'-':>7}"
            if metric in WITH_T:
                row += f"{c.t(metric):6.2f}" if c.base else f"{'-':>6}"
        print(row + f"{c.milliseconds:10.2f}")
        if c.unordered:
            print(f"{'':14}{c.unordered} rows have a higher score than the row before")
    compared = [c for c in collections if c.base]
    if compared:
        row = f"{'mean change':22}"
        for metric in METRICS:
            row += f"{'':9}{mean(c.change(metric) for c in compared):+7.1f}"
            row += " " * 6 if metric in WITH_T else ""
        print(row)


def print_brief(collections):
    if not collections:
        return
    parts = [f"{TITLES[m]} {mean(c.value(m) for c in collections):.4f} "
             f"({mean(c.change(m) for c in collections):+.1f} %)" for m in WITH_T]
    print("  ".join(parts))


# ---- accepted values ----

def read_accepted():
    numbers = {}
    with open(ACCEPTED, encoding="utf-8") as f:
        for row in f:
            if row.strip() and not row.startswith("#"):
                name, metric, value = row.split()
                numbers[name, metric] = float(value)
    return numbers


def accept(numbers):
    kept = read_accepted() if os.path.exists(ACCEPTED) else {}
    kept.update(numbers)
    with open(ACCEPTED, "w", encoding="utf-8") as f:
        f.write("# What the default ranking achieves; make check compares, "
                "make eval ACCEPT=1 writes.\n")
        for (name, metric), value in sorted(kept.items()):
            f.write(f"{name}\t{metric}\t{value:.4f}\n")
    print(f"accepted: {ACCEPTED}")


def compare(numbers):
    accepted, fell, rose = read_accepted(), 0, 0
    for key, value in sorted(numbers.items()):
        name, metric = key
        if key not in accepted:
            print(f"note: {name} {metric} {value:.4f} is not yet in {ACCEPTED}")
            continue
        change = value - accepted[key]
        if abs(change) > TOLERANCE:
            print(f"{'not ok' if change < 0 else 'better'}: {name} {metric} "
                  f"{accepted[key]:.4f} -> {value:.4f} ({change:+.4f})")
        fell += change < -TOLERANCE
        rose += change > TOLERANCE
    print(f"quality: {len(numbers)} values, {fell} fell, {rose} rose")
    if rose:
        print("note: make eval ACCEPT=1 keeps what rose")
    return not fell


# ---- main ----

def arguments():
    # Arguments after "--" are for irsearch.
    mine, _, options = "\0".join(sys.argv[1:] + [""]).partition("\0--\0")
    parser = argparse.ArgumentParser(usage=__doc__.split("\n\n")[1])
    parser.add_argument("build")
    parser.add_argument("--accept", action="store_true")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--brief", action="store_true")
    parser.add_argument("--syntax", action="store_true")
    parser.add_argument("--irsearch")
    parser.add_argument("--only")
    args = parser.parse_args([a for a in mine.split("\0") if a])
    args.options = [o for o in options.split("\0") if o]
    args.irsearch = args.irsearch or os.path.join(args.build, "irsearch")
    if args.accept and (args.syntax or args.options or args.irsearch != os.path.join(args.build, "irsearch")):
        sys.exit("eval.py: what is accepted is the default ranking")
    return args


def wanted(args, name, path):
    if args.only and name not in args.only.split(","):
        return False
    if not os.path.exists(path):
        print(f"skipped: {path} is not here")
        return False
    return True


def main():
    args = arguments()
    names = set(os.listdir(COLLECTIONS) if os.path.isdir(COLLECTIONS) else [])
    if os.path.exists(ACCEPTED):
        names |= {name for name, metric in read_accepted() if metric == "map"}
    collections = [Collection(args, name) for name in sorted(names)
                   if wanted(args, name, os.path.join(COLLECTIONS, name, "docs.jsonl"))]
    if args.brief:
        print_brief(collections)
        return
    if not args.check and collections:
        print_table(collections, args.options)
    numbers = {(c.name, m): c.value(m) for c in collections for m in METRICS}
    for name, source, judgments in PASSAGES:
        if wanted(args, name, source) and wanted(args, name, judgments):
            if not args.check:
                print(f"\npassages of {name}")
            numbers.update(judge_passages(args, name, source, judgments, not args.check))
    if args.accept:
        accept(numbers)
    elif args.check and not compare(numbers):
        sys.exit(1)


if __name__ == "__main__":
    main()
