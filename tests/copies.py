#!/usr/bin/env python3
"""Measure how well copies are found: copies.py IRINDEX IRSEARCH BENCH SHARED.

Makes rewritings of Tehran Times articles as wires and outlets make them (cut,
another headline and lead, lines of credit, 5 to 40 % of the sentences changed,
all of it) and merged briefs, indexes them together with the articles, and asks
for the copies of each.  Then it compares the pairs that the index finds in
Reuters with all pairs that are alike (bench/copies).  The seed is fixed.

The likeness of rewritings is the share of the longer text's shingles (runs of
four words of the body) that the other one has; that of the Reuters pairs is the
one that sketches estimate.  Exits 1 if recall at a likeness of .8 or more is
below .95, or precision below .98.
"""

import datetime
import json
import os
import random
import re
import subprocess
import sys
import tarfile
import tempfile

SEED = 16
ARTICLES = 3000
REWRITINGS = 2000
SHINGLE = 4
LIKE = .8
DAYS = 3


def words(text):
    return re.findall(r"\w+", text.lower())


def shingles(text):
    all = words(text)
    return {tuple(all[i:i + SHINGLE]) for i in range(len(all) - SHINGLE + 1)}


def likeness(a, b):
    return len(a & b) / max(len(a), len(b), 1)


def without_frame(text):
    """The body, without the licence at its end and the dateline."""
    text = re.split(r"This work by|Content by Tehran|All [Cc]ontent", text)[0]
    return re.sub(r"^[^\n]{0,60}?(–|—|- )", "", text.strip(), count=1)


def sentences(text):
    return [s for s in re.split(r"(?<=[.?!”\"])\s+", without_frame(text)) if s]


def articles(shared):
    """Lists of sentences: of some articles, and others to take from."""
    path = os.path.join(shared, "corpora/tehran-times.tar.gz")
    kept = []
    with tarfile.open(path) as tar:
        for member in tar:
            if member.isfile():
                text = tar.extractfile(member).read().decode("utf-8", "replace")
                one = sentences(text)
                if len(one) >= 6:
                    kept.append(one)
    random.shuffle(kept)
    return kept[:ARTICLES], [s for one in kept[ARTICLES:2 * ARTICLES]
                             for s in one[1:]]


class Desk:
    """Rewrites articles, with sentences of others."""

    def __init__(self, others):
        self.others = others

    def other(self):
        return random.choice(self.others)

    def edited(self, sentence):
        all = sentence.split()
        for _ in range(max(1, len(all) // 5)):
            at = random.randrange(len(all))
            way = random.random()
            if way < .5:
                all[at] = random.choice(self.other().split())
            elif way < .75 and len(all) > 1:
                del all[at]
            else:
                all.insert(at, random.choice(self.other().split()))
        return " ".join(all)

    def cut(self, one):
        return one[:max(2, round(len(one) * random.uniform(.6, .97)))]

    def lead(self, one):
        return [self.other()] + one[1:]

    def change(self, one):
        out = list(one)
        count = max(1, round(len(one) * random.uniform(.05, .4)))
        for i in random.sample(range(len(one)), count):
            out[i] = (self.edited(out[i]) if random.random() < .5
                      else self.other())
        return out

    def credit(self, one):
        return one

    def all(self, one):
        return self.change(self.cut(one))


KINDS = ("cut", "lead", "change", "credit", "all")
CITIES = ("LONDON", "TEHRAN", "NEW YORK", "PARIS")


def record(number, title, body, framed, day):
    text = " ".join(body)
    if framed:
        text = (f"By A Staff Writer\n\n{random.choice(CITIES)}, Agencies – "
                f"{text}\n\nSource: Example Agency\nEditing by B Person")
    date = datetime.date(2020, 1, 1) + datetime.timedelta(day)
    return {"id": str(number), "title": title, "text": text,
            "date": date.isoformat()}


def make(shared):
    """The articles, and what is known of them: [(original, kind, likeness)]."""
    chosen, others = articles(shared)
    desk = Desk(others)
    days = [random.randrange(1000) for _ in chosen]
    out = [record(i, " ".join(one[0].split()[:9]), one, False, days[i])
           for i, one in enumerate(chosen)]
    truth = {}
    for _ in range(REWRITINGS):
        of = random.randrange(len(chosen))
        kind = random.choice(KINDS)
        new = getattr(desk, kind)(chosen[of])
        title = " ".join(desk.other().split()[:9])
        truth[str(len(out))] = (of, kind, likeness(
            shingles(" ".join(chosen[of])), shingles(" ".join(new))))
        out.append(record(len(out), title, new, kind in ("credit", "all"),
                          days[of] + random.randrange(3)))
    for _ in range(REWRITINGS // 20):  # merged briefs: copies of nothing
        parts = random.sample(chosen, 5)
        out.append(record(len(out), "In brief",
                          [s for one in parts for s in one[:2]], False,
                          random.randrange(1000)))
    return out, chosen, truth


def run(*command, **more):
    done = subprocess.run(command, capture_output=True, text=True, **more)
    if done.returncode > 1:
        sys.exit("%s: %s" % (command[0], done.stderr))
    return done.stdout


def stories(irsearch, index, ids):
    """The ids of the copies of each."""
    queries = "".join(f"{i}\tcopies:\"{i}\"\n" for i in ids)
    out = {i: set() for i in ids}
    for line in run(irsearch, "-d", index, "-f", "-", "-l",
                    "--timeout", "0", input=queries).splitlines():
        qid, found = line.split("\t", 1)
        if found != qid:
            out[qid].add(found)
    return out


def rewritings(irindex, irsearch, shared, folder):
    made, chosen, truth = make(shared)
    path, index = os.path.join(folder, "a.jsonl"), os.path.join(folder, "a")
    with open(path, "w") as out:
        out.writelines(json.dumps(one) + "\n" for one in made)
    run(irindex, "-d", index, path)
    found = stories(irsearch, index, [one["id"] for one in made])
    tried = {kind: [0, 0] for kind in KINDS}
    near = [0, 0]
    for i, (of, kind, like) in truth.items():
        if like >= LIKE:
            hit = str(of) in found[i]
            tried[kind][0] += hit
            tried[kind][1] += 1
            if like < LIKE + .05:
                near[0] += hit
                near[1] += 1
    hits = sum(t[0] for t in tried.values())
    wanted = sum(t[1] for t in tried.values())
    origin = {i: truth[i][0] if i in truth else int(i) if int(i) < len(chosen)
              else None for i in found}
    pairs = wrong = wrong_real = 0
    for i, others in found.items():
        for j in others:
            same = origin[i] is not None and origin[i] == origin[j]
            pairs += 1
            wrong += not same
            wrong_real += not same and i not in truth and j not in truth
    # What two articles of the newspaper have in common was not made here.
    made_pairs, made_wrong = pairs - wrong_real, wrong - wrong_real
    print("rewritings: %d articles, %d rewritten with a likeness of %.2f or "
          "more" % (len(made), wanted, LIKE))
    for kind in KINDS:
        print("  %-8s recall %.3f of %d" % (kind, tried[kind][0] /
                                           max(1, tried[kind][1]),
                                           tried[kind][1]))
    print("  recall %.3f; at a likeness of .80 to .85 %.3f of %d" %
          (hits / wanted, near[0] / max(1, near[1]), near[1]))
    print("  precision %.3f of %d pairs" %
          (1 - made_wrong / max(1, made_pairs), made_pairs // 2))
    return hits / wanted, 1 - made_wrong / max(1, made_pairs)


def exact_pairs(bench, index, least):
    """The likeness of all pairs that are alike by least or more."""
    out = {}
    for line in run(bench, index, str(least)).splitlines():
        like, a, b = line.split("\t")
        out[a, b] = float(like)
    return out


def near_in_time(days, a, b):
    return (days[a] and days[b] and
            abs((days[a] - days[b]).total_seconds()) <= DAYS * 86400)


def reuters(irindex, irsearch, bench, shared, folder):
    source, index = os.path.join(folder, "reuters21578"), os.path.join(folder, "r")
    with tarfile.open(os.path.join(shared, "corpora/reuters21578.tar.gz")) as tar:
        tar.extractall(folder, filter="data")
    run(irindex, "-d", index, source)
    days = {}
    for line in run(irindex, "-d", index, "--export").splitlines():
        one = json.loads(line)
        days[one["id"]] = one.get("date") and datetime.datetime.fromisoformat(
            one["date"].replace("Z", "+00:00"))
    exact = exact_pairs(bench, index, .5)
    found = stories(irsearch, index, sorted(days))
    pairs = {(a, b) for a in found for b in found[a] if a < b}
    known = {tuple(sorted(pair)) for pair in exact}
    print("Reuters: %d articles, %d pairs of copies, of which %d have a likeness "
          "below .5" % (len(days), len(pairs), len(pairs - known)))
    for low, high in ((.5, .6), (.6, .65), (.65, .7), (.7, .8), (.8, .9),
                      (.9, 1), (1, 2)):
        some = [pair for pair, like in exact.items() if low <= like < high]
        near = [pair for pair in some if near_in_time(days, *pair)]
        print("  %.2f to %.2f: %3d of %3d are copies; of those within %d days "
              "%3d of %3d" %
              (low, min(high, 1), sum(b in found[a] for a, b in some), len(some),
               DAYS, sum(b in found[a] for a, b in near), len(near)))


def main():
    irindex, irsearch, bench, shared = sys.argv[1:5]
    if not os.path.isdir(os.path.join(shared, "corpora")):
        print("skipped: no", shared)
        return 0
    random.seed(SEED)
    with tempfile.TemporaryDirectory() as folder:
        recall, precision = rewritings(irindex, irsearch, shared, folder)
        reuters(irindex, irsearch, bench, shared, folder)
    return 0 if recall >= .95 and precision >= .98 else 1


if __name__ == "__main__":
    sys.exit(main())
