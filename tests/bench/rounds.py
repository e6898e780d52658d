#!/usr/bin/env python3
"""What it costs to keep an index up to date.

usage: rounds.py BUILD [ROUNDS]

Each round deletes a hundred articles and adds a thousand, a hundred of them in
place of others.  Printed are the processor time and the wall time of a
round as parts of those of the first build, and the size after all rounds beside
that of a new index of the same articles.  The two must have the same articles
and give the same answers.  Then irindex --watch adds articles one by one: printed
is the time from a file to the first search that finds it.
"""
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time

import measure
from articles import ARCHIVES, QUERIES, Articles, first_there, jsonl

ADDED, REPLACED, DELETED = 1000, 100, 100
ASKED = 100  # queries
WATCHED = 20  # articles
LEAST = 2000  # articles; a smaller archive is repeated


class Index:
    def __init__(self, build, work, name):
        self.build, self.dir = build, os.path.join(work, name)

    def irindex(self, *words):
        return measure.run(" ".join([f"{self.build}/irindex --no-config -q -d {self.dir}", *words]))

    def articles(self):
        with subprocess.Popen([f"{self.build}/irindex", "--no-config", "-d", self.dir, "--export"],
                              stdout=subprocess.PIPE) as lines:
            # What differs are the names of the files that they came from.
            return sorted(line.rpartition(b',"irsearch":')[0] for line in lines.stdout)

    def answers(self, queries):
        """All scores, and the ids of those that no other hit has: which of several
        comes first, or is left out, depends on their order in the index."""
        base = [f"{self.build}/irsearch", "--no-config", "-d", self.dir, "--any", "--literal"]
        done = subprocess.run(base + ["-f", "-", "--json", "-n", "50"], text=True, check=False,
                              input="\n".join(queries), stdout=subprocess.PIPE)
        for line in done.stdout.splitlines():
            hits = json.loads(line)["hits"]
            scores = [hit["score"] for hit in hits]
            yield scores, [hit["id"] for hit in hits[:-1] if scores.count(hit["score"]) == 1]


def half(text, second):
    """Its first or second half, cut at a space: most articles are one line."""
    cut = text.find(" ", len(text) // 2)
    return text if cut < 0 else text[cut + 1:] if second else text[:cut]


def mixed(texts):
    """A new article of the usual size: the title and the first half of one, the
    second half of another.  Copies would tie."""
    (title, one), (_, other) = random.sample(texts, 2)
    return title, half(one, False) + " " + half(other, True)


def write(path, articles, ids):
    with open(path, "w", encoding="utf-8") as out:
        for name in ids:
            out.write(jsonl(name, *articles[name]))


def change(texts, articles, number):
    """Change the articles; returns the ids to write and those to delete."""
    there = random.sample(sorted(articles), REPLACED + DELETED)
    gone = there[REPLACED:]
    written = there[:REPLACED] + [f"r{number}.{i}" for i in range(ADDED - REPLACED)]
    for name in written:
        articles[name] = mixed(texts)
    for name in gone:
        del articles[name]
    return written, gone


def a_round(index, work, texts, articles, number):
    path = os.path.join(work, f"changed{number}.jsonl")
    written, gone = change(texts, articles, number)
    write(path, articles, written)
    used = [index.irindex("--delete", *gone), index.irindex(path)]
    os.unlink(path)
    return sum(u.cpu for u in used), sum(u.wall for u in used)


def seconds_to_hit(index, folder, word):
    hidden, path = (os.path.join(folder, prefix + word + ".txt") for prefix in (".", ""))
    with open(hidden, "w", encoding="utf-8") as out:
        out.write(f"A report about {word}.\n")
    search = [f"{index.build}/irsearch", "--no-config", "-d", index.dir, "-q", word]
    begin = time.perf_counter()
    os.rename(hidden, path)
    while subprocess.run(search, check=False).returncode:
        time.sleep(0.01)
    return time.perf_counter() - begin


def watch(index, folder):
    os.mkdir(folder)
    command = [f"{index.build}/irindex", "--no-config", "-d", index.dir, "--watch", folder]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        while "watching" not in process.stderr.readline():
            pass
        took = [seconds_to_hit(index, folder, f"zz{i}zz") for i in range(WATCHED)]
        process.terminate()
        process.stderr.read()
    print(f"watch: {statistics.median(took):.2f} s from a file to its hit in the median,"
          f" {max(took):.2f} s at most")


def show(name, values, whole):
    parts = [100 * v / whole for v in values]
    print(f"{name}: {statistics.median(parts):.1f} % of {whole:.1f} s in the median,"
          f" {max(parts):.1f} % at most")


def main():
    build, rounds = sys.argv[1], int((sys.argv[2:] or ["50"])[0])
    random.seed(50)
    with tempfile.TemporaryDirectory(prefix="bench-") as work:
        archive = first_there("IR_ARCHIVE", ARCHIVES)
        texts = list(Articles(f"{build}/irindex", archive, LEAST, work))
        with open(first_there("QUERIES", QUERIES), encoding="utf-8") as file:
            queries = [line.split("\t")[-1].strip() for line in file][:ASKED]
        articles = {f"n{i}": text for i, text in enumerate(texts)}
        path = os.path.join(work, "all.jsonl")
        index, fresh = Index(build, work, "index"), Index(build, work, "fresh")
        write(path, articles, articles)
        first = index.irindex(path)
        print(f"# {len(articles)} articles, {rounds} rounds, load {os.getloadavg()[0]:.1f}")
        used = [a_round(index, work, texts, articles, number) for number in range(rounds)]
        show("processor", [cpu for cpu, _ in used], first.cpu)
        show("wall", [wall for _, wall in used], first.wall)
        write(path, articles, articles)
        fresh.irindex(path)
        sizes = measure.size(index.dir), measure.size(fresh.dir)
        print(f"size: {sizes[0] / 1e6:.1f} MB, new {sizes[1] / 1e6:.1f} MB:"
              f" {100 * sizes[0] / sizes[1] - 100:+.1f} %")
        if index.articles() != fresh.articles():
            sys.exit("the articles are not the same")
        # Of many copies, which are examined depends on their order in the index.
        if archive == ARCHIVES[-1]:
            queries = []
        if list(index.answers(queries)) != list(fresh.answers(queries)):
            sys.exit("the answers are not the same")
        print(f"the same articles and answers to {len(queries)} queries")
        watch(index, os.path.join(work, "watched"))


main()
