"""A thousand hostile files among ten thousand good articles.

The hostile ones are those of tests/hostile.py, and what they become when they
are cut off or bytes of them are others.  All good articles are indexed, and each
hostile file is named with a reason, or indexed; another run, in another order
and with other threads, gives the same articles and the same report.
"""
import json
import os
import random
import re
import subprocess
import sys

from tools import Wrong, said, write

GOOD, ALONE = 10000, 1000  # articles, and those that are files of their own
HOSTILE = 1000
LARGEST = 200000  # bytes of what others are made from
EMPTY = "empty.zip"  # there is nothing in it, and nothing to tell
MAKER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "hostile.py")


class Loop:
    jobs = 1

    def __init__(self, tools):
        self.tools = tools

    def cases(self):
        return [f"files:{self.tools.seed}"]

    def run(self, name, folder):
        good, hostile = os.path.join(folder, "good"), os.path.join(folder, "hostile")
        names = self.make(random.Random(name), good, hostile)
        first = self.index(folder, "first", "1", good, hostile)
        second = self.index(folder, "second", "2", hostile, good)
        articles, report = first
        missing = {f"g{i}" for i in range(GOOD)} - set(articles)
        if missing:
            raise Wrong(f"lacks {len(missing)} good articles: {sorted(missing)[:3]}")
        told = {item for item in names if any(f"hostile/{item}" in line for line in report)}
        held = {item for item in names if any(f"hostile/{item}" in line for line in articles.values())}
        silent = {item for item in set(names) - told - held - {EMPTY}
                  if not self.is_counted(folder, os.path.join(hostile, item))}
        if silent:
            raise Wrong(f"{len(silent)} hostile files are not named: {sorted(silent)[:5]}")
        if first != second:
            raise Wrong(f"a second run differs: {self.difference(first, second)}")
        return f"{GOOD} good articles, {len(told)} of {len(names)} hostile files named, {len(held)} with articles"

    def is_counted(self, folder, file):
        """Is it one of those of which only the number is said: what is in it has
        a name of an unknown type by now, or is a copy of what another has?"""
        done = self.tools.run(self.tools.irindex, "-n", "-d", os.path.join(folder, "none"), file, status=None)
        return re.search(rb"of unknown type skipped|: [1-9]\d* articles? read", done.stderr)

    @staticmethod
    def difference(first, second):
        for a, b in zip(first, second):
            a, b = (sorted(f"{key}: {value}" for key, value in x.items()) if isinstance(x, dict) else x for x in (a, b))
            if unlike := sorted(set(a) ^ set(b)):
                return f"{len(unlike)}: {unlike[:2]}"
        return "twice"

    @staticmethod
    def make(chance, good, hostile):
        """The names of the hostile files."""
        os.mkdir(good)
        os.mkdir(hostile)
        lines = [json.dumps({"id": f"g{i}", "text": f"Gas storm w{chance.randrange(5000)} of day {i}."}) + "\n"
                 for i in range(GOOD)]
        write(os.path.join(good, "many.jsonl"), lines[ALONE:])
        for i in range(ALONE):
            write(os.path.join(good, f"g{i}.json"), [lines[i]])
        subprocess.run((sys.executable, MAKER), cwd=hostile, check=True)
        made = sorted(os.listdir(hostile))
        small = [name for name in made if name != EMPTY and
                 os.path.getsize(os.path.join(hostile, name)) <= LARGEST]
        for i in range(HOSTILE - len(made)):
            name = chance.choice(small)
            with open(os.path.join(hostile, name), "rb") as f:
                data = bytearray(f.read())
            if chance.random() < 0.3:
                data = data[:chance.randrange(len(data) + 1)]
            for _ in range(chance.randrange(1, 5) if data else 0):
                data[chance.randrange(len(data))] = chance.randrange(256)
            with open(os.path.join(hostile, f"{i}-{name}"), "wb") as f:
                f.write(data)
        return sorted(os.listdir(hostile))

    def index(self, folder, name, jobs, *inputs):
        """What is in the index then, by id, and the report."""
        db, report = os.path.join(folder, name), os.path.join(folder, f"{name}.report")
        done = self.tools.index(db, "--base", folder, "-j", jobs, "--report", report, *inputs, status=None)
        if done.returncode != 1:
            raise Wrong(f"status {done.returncode}: {said(done)}")
        self.tools.index(db, "--check", "--full")
        articles = self.tools.run(self.tools.irindex, "-d", db, "--export").stdout.decode().splitlines()
        with open(report, encoding="utf-8") as f:
            lines = sorted(f)
        return {json.loads(line)["id"]: line for line in articles}, lines
