#!/usr/bin/env python3
"""Score extracted articles against bodies marked by people.

usage: html_score.py TRUTH.json OURS.jsonl [OTHER.jsonl] [--check FILE]
                     [--accept] [--fails FILE] [--first CHARACTERS]

Each line of the .jsonl files is {"file": ..., "text": ...}; TRUTH.json names
pages by file name without extension.  As in the article extraction benchmark,
precision and recall are of shingles of four words, averaged over pages, and F1
is of the means.  The same is printed for single words.
--accept  write the value to the FILE of --check
--check   fail if the value is lower than that in FILE
--fails   fail unless the value is lower than that in FILE
--first   score only pages whose name begins with one of these characters: half
          of them, to leave the other unseen
"""
import argparse
import collections
import json
import os
import re
import sys

WORD = re.compile(r"\w+")
TOLERANCE = 0.0005


def shingles(text, size):
    words = WORD.findall(text or "")
    if 0 < len(words) < size:
        return collections.Counter([tuple(words)])
    return collections.Counter(
        tuple(words[i:i + size]) for i in range(len(words) - size + 1))


def score(truth, found, size):
    truth, found = shingles(truth, size), shingles(found, size)
    same = sum((truth & found).values())
    if truth == found:
        return 1.0, 1.0
    return (same / sum(found.values()) if found else 0.0,
            same / sum(truth.values()) if truth else 0.0)


def f1(precision, recall):
    both = precision + recall
    return 2 * precision * recall / both if both else 0.0


def read(path):
    pages = {}
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            page = json.loads(line)
            name = os.path.basename(page["file"])
            pages[name.split(".")[0]] = page.get("text", "")
    return pages


def scores_of(truth, pages, size):
    return [score(truth[page], pages.get(page, ""), size) for page in truth]


def mean_of(scores):
    """Mean precision, mean recall, and F1 of these."""
    p = sum(s[0] for s in scores) / len(scores)
    r = sum(s[1] for s in scores) / len(scores)
    return p, r, f1(p, r)


def means(truth, pages):
    out = {}
    for name, size in (("shingles", 4), ("words", 1)):
        scores = scores_of(truth, pages, size)
        p, r, _ = out[name] = mean_of(scores)
        out[name + " by page"] = (p, r, sum(f1(*s) for s in scores)
                                  / len(scores))
    return out


def print_table(truth, runs):
    print("page          words" + "".join(
        f"  {name[:18]:>18}" for name, _ in runs))
    print("                   " + "       P     R    F1 " * len(runs))
    for page in sorted(truth):
        row = f"{page:12} {len(WORD.findall(truth[page])):6}"
        for _, pages in runs:
            p, r = score(truth[page], pages.get(page, ""), 4)
            row += f"   {p:5.3f} {r:5.3f} {f1(p, r):5.3f}"
        print(row)
    for name, pages in runs:
        for what, (p, r, f) in means(truth, pages).items():
            print(f"{name[:20]:20} {what:18} P {p:.4f}  R {r:.4f}  F1 {f:.4f}")


def complaint(path, value):
    """A message if the value is lower than that in the file, or None."""
    if not os.path.exists(path):
        return None
    with open(path, encoding="utf-8") as f:
        kept = float(f.read().split("\t")[-1])
    if value < kept - TOLERANCE:
        return f"not ok: html f1 {value:.4f}, was {kept:.4f}"
    return None


def check(args, value):
    if args.accept:
        with open(args.check, "w", encoding="utf-8") as f:
            f.write(f"html\tf1\t{value:.4f}\n")
    complaints = [] if args.accept else [complaint(args.check, value)]
    if args.fails and not complaint(args.fails, value):
        complaints.append(f"not ok: {args.fails}: a lower value passes")
    complaints = [c for c in complaints if c]
    for c in complaints:
        print(c)
    return 1 if complaints else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("truth")
    parser.add_argument("runs", nargs="+")
    parser.add_argument("--check")
    parser.add_argument("--fails")
    parser.add_argument("--first", default="")
    parser.add_argument("--accept", action="store_true")
    args = parser.parse_args()
    with open(args.truth, encoding="utf-8") as f:
        truth = {name: page["articleBody"] for name, page in
                 json.load(f).items()
                 if not args.first or name[0] in args.first}
    runs = [(os.path.basename(path).split(".")[0], read(path))
            for path in args.runs]
    if args.check:
        return check(args, mean_of(scores_of(truth, runs[0][1], 4))[2])
    print_table(truth, runs)
    return 0


sys.exit(main())
