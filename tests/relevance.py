#!/usr/bin/env python3
"""Score the passages of irsearch against judged passages.

usage: relevance.py IRSEARCH INDEX JUDGMENTS [--where]

Lines of JUDGMENTS are qid, query, grade, article and words of the passage,
separated by tabs; # begins a comment line.  The article is the one whose id,
without folders, begins with the name given.  A passage covers a judgment if it
contains its words, regardless of white space.

Judgments that one passage covers count once, also in the ideal ranking: the
gain is their best grade, at the first passage that covers any of them.

--where  also print at which rank each judgment is first answered (to 1000)
"""
import json
import math
import subprocess
import sys
from collections import OrderedDict


def tidy(text):
    return " ".join(text.split())


def read_judgments(path):
    queries = OrderedDict()
    with open(path, encoding="utf-8") as f:
        for line in f:
            if not line.strip() or line.startswith("#"):
                continue
            qid, query, grade, article, words = line.rstrip("\n").split("\t")
            text, items = queries.setdefault(qid, (query, []))
            items.append((int(grade), article, tidy(words)))
    return queries


def search(program, index, query, limit, options):
    run = subprocess.run([program, "--no-config", "-d", index, "--json", "-n", str(limit),
                          "-e", query] + options, capture_output=True, text=True)
    if run.returncode > 1:
        sys.exit(f"{query}: {run.stderr}")
    if not run.stdout:
        return []
    return [(hit["article"]["id"].split("/")[-1], tidy(hit["passage"]["text"]))
            for hit in json.loads(run.stdout)["hits"]]


def covers(hit, item):
    return hit[0].startswith(item[1]) and item[2] in hit[1]


def gain(grades):
    return sum(g / math.log2(i + 2) for i, g in enumerate(grades[:5]))


def ndcg(hits, items):
    """nDCG of the first five hits, and the set of judgments they cover."""
    covered, got, groups = set(), [], []
    for hit in hits[:5]:
        now = {i for i, item in enumerate(items) if covers(hit, item)} - covered
        covered |= now
        got.append(max((items[i][0] for i in now), default=0))
        groups.append(got[-1])
    rest = [item[0] for i, item in enumerate(items) if i not in covered]
    ideal = gain(sorted(groups + rest, reverse=True))
    return (gain(got) / ideal if ideal else 0), covered


def report(program, index, queries, options=(), where=False, show=True):
    """Mean nDCG@5, share of queries whose first hit is right, MRR (to 10)."""
    total, first_ok, best_sum = 0, 0, 0
    say = print if show else lambda *_: None
    say("qid   nDCG@5 first  best  query")
    for qid, (query, items) in queries.items():
        hits = search(program, index, query, 1000 if where else 10, list(options))
        value, _ = ndcg(hits, items)
        ranks = [next((r for r, h in enumerate(hits, 1) if covers(h, i)), None)
                 for i in items]
        found = [r for r in ranks if r]
        total += value
        first = 1 in found
        first_ok += first
        best_sum += 1 / min(found) if found else 0
        say(f"{qid:5} {value:6.3f} {'yes' if first else 'NO':5} "
            f"{min(found) if found else '-':>5}  {query}")
        if where:
            for item, rank in zip(items, ranks):
                say(f"      rank {rank or '-':>5}  grade {item[0]}  {item[1]}: {item[2]}")
    n = len(queries)
    say(f"mean  {total / n:6.3f} {first_ok}/{n}   MRR {best_sum / n:.3f}")
    return {"ndcg5": total / n, "first": first_ok / n, "mrr": best_sum / n}


if __name__ == "__main__":
    report(sys.argv[1], sys.argv[2], read_judgments(sys.argv[3]), where="--where" in sys.argv)
