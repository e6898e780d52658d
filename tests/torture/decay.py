"""A seal against decay: bits, bytes, sectors and pages of an index that are
other ones, blocks that are those of another time or place, tables that are cut
off, emptied, missing, or from an older copy.

Whatever it is, `irindex --check` ends with status 2 and names the file, and a
search gives the answer that it gave before, or an error, and does not crash.
"""
import os
import random
import re
import shutil

from tools import Wrong, said, write

BLOCK = 8192
WORDS = 900
ARTICLES = 900
FILES = ("postlist.glass", "docdata.glass", "termlist.glass", "position.glass", "iamglass", "seal")
TABLES = FILES[:4]
# How many cases of each kind there are for a file.
PIECES = {"bit": (0, 300), "byte": (1, 300), "sector": (512, 150), "zeros": (512, 150), "page": (4096, 100),
          "many": (65536, 50)}
WHOLE = {"stale": 60, "swapped": 60, "cut": 60, "empty": 1, "missing": 1, "older": 1}
SEARCHES = (("--json", "w1 w2 OR storm"), ("--jsonl", "-n", "50", "storm"), ("-l", '"w1 w2" OR "storm w3"'),
            ("-c", "w5 w/5 storm"), ("-c", "w1*"), ("-l", "-n", "30", "--like", "n17"), ("--get", "n30"),
            ("-c", "w7 OR w8 OR w9 OR w10 OR w11"), ("--json", "--facets", "source", "storm w4"),
            ("-c", "storm -w1 -w2"), ("--jsonl", "--sort", "newest", "-n", "20", "w12 OR w13"),
            ("-o", "-n", "9", "w20 w21~"), ("--all", "--json", "title:storm w3"), ("-c", '"storm w1"~9'))
TIME = re.compile(rb'"took_ms":[0-9.]+')
SHOWN = 3  # searches of each case
LEFT_OUT = re.compile(rb"left out, as [a-z]+ cannot be read: (.*) \(")


def lines(prefix, count, seed):
    chance = random.Random(seed)
    for i in range(count):
        words = " ".join(f"w{int(chance.paretovariate(0.6)) % WORDS}" for _ in range(90))
        yield (f'{{"id":"{prefix}{i}","lang":"en","source":"s{i % 7}","date":"2026-{i % 12 + 1:02}-03",'
               f'"title":"storm {i}","text":"storm {words}."}}\n')


def shown(search, answer):
    """The ids of the articles in an answer."""
    return answer.decode().split("\n")[:-1] if "-l" in search else \
        [found.decode() for found in re.findall(rb'"id":"(n[0-9]+)"', answer)]


class Loop:
    jobs = 0

    def __init__(self, tools):
        self.tools = tools
        self.path = lambda name: os.path.join(tools.shared, name)
        every = write(self.path("every.jsonl"), lines("n", ARTICLES, 1))
        few = [write(self.path(f"few{i}.jsonl"), lines("n", 150, i + 2)) for i in range(3)]
        # As it is written in one go, and as commits have left it; and both as
        # they were before.
        tools.index(self.path("fresh-before"), every)
        tools.index(self.path("worn-before"), "--writer", "api", every)
        for i in range(2):
            tools.index(self.path("worn-before"), "--writer", "api", few[i])
        for name in ("fresh", "worn"):
            shutil.copytree(self.path(f"{name}-before"), self.path(name))
            tools.index(self.path(name), "--writer", "api", few[2])
        tools.index(self.path("fresh"), "--compact")
        self.right = {(name, search): self.search(self.path(name), search)[:2]
                      for name in ("fresh", "worn") for search in SEARCHES}

    def search(self, db, search):
        done = self.tools.run(self.tools.irsearch, "--no-config", "--timeout", "0", "-d", db, *search, status=None)
        return done.returncode, TIME.sub(b"", done.stdout.replace(db.encode(), b"DB")), done

    def cases(self):
        names = []
        for index in ("fresh", "worn"):
            for file in FILES:
                kinds = {kind: count for kind, (size, count) in PIECES.items() if file in TABLES or size < 2}
                kinds.update({kind: count for kind, count in WHOLE.items() if file in TABLES})
                names += [f"{index}:{kind}:{file}:{i}" for kind, count in kinds.items() for i in range(count)]
        return names

    def run(self, name, folder):
        index, kind, file, _ = name.split(":")
        chance = random.Random(f"{self.tools.seed}:{name}")
        db = shutil.copytree(self.path(index), os.path.join(folder, "db"))
        where = self.damage(chance, os.path.join(db, file), self.path(f"{index}-before/{file}"), kind)
        checked = self.tools.run(self.tools.irindex, "--no-config", "-d", db, "--check", status=None)
        if checked.returncode != 2:
            raise Wrong(f"{where}: --check: status {checked.returncode}: {said(checked)}")
        if file.encode() not in checked.stderr:
            raise Wrong(f"{where}: --check does not name it: {said(checked)}")
        came = {self.ask(db, index, search, where) for search in chance.sample(SEARCHES, SHOWN)}
        return "found; searches: " + next(kind for kind in ("some left out", "error", "same") if kind in came)

    def ask(self, db, index, search, where):
        status, answer, done = self.search(db, search)
        if (status, answer) == self.right[index, search]:
            return "same"
        if status != 2:
            raise Wrong(f"{where}: {' '.join(search)}: status {status}, another answer")
        if b"--check" not in done.stderr and b"iamglass" not in done.stderr and b".glass" not in done.stderr:
            raise Wrong(f"{where}: {' '.join(search)}: {said(done)}")
        return self.lacks(index, search, answer, where, done) if LEFT_OUT.search(done.stderr) else "error"

    def lacks(self, index, search, answer, where, done):
        """Of the articles that were found before, only those are missing that
        are said to be, or that follow where a page has others instead."""
        found, right = shown(search, answer), shown(search, self.right[index, search][1])
        named = LEFT_OUT.search(done.stderr)[1].decode().split(", ")
        wrong = [article for article in right if article not in found + named]
        if "-l" in search and "-n" not in search and wrong and not named[-1].endswith("more"):
            raise Wrong(f"{where}: {' '.join(search)}: lacks {wrong}, names {named}")
        if set(found) & set(named):
            raise Wrong(f"{where}: {' '.join(search)}: shows what it names as left out: {named}")
        return "some left out"

    @staticmethod
    def damage(chance, path, before, kind):
        """Damage the file; what was done."""
        with open(path, "rb") as f:
            old = f.read()
        new = old
        while new == old and kind not in ("missing", "older"):
            at = chance.randrange(len(old))
            new = bytearray(old)
            if kind == "bit":
                new[at] ^= 1 << chance.randrange(8)
            elif kind in PIECES:
                size = max(PIECES[kind][0], 1)
                at -= at % size
                size = min(size, len(old) - at)
                new[at:at + size] = bytes(size) if kind in ("zeros", "page", "many") else chance.randbytes(size)
            elif kind in ("stale", "swapped"):
                at -= at % BLOCK
                new[at:at + BLOCK] = Loop.other_block(chance, old, before, at, kind)
            else:
                at = 0 if kind == "empty" else at
                new = new[:at]
        if kind == "missing":
            os.unlink(path)
            return "missing"
        if kind == "older":
            shutil.copy(before, path)
            return "older"
        with open(path, "wb") as f:
            f.write(new)
        return f"{kind} at {at}"

    @staticmethod
    def other_block(chance, old, before, at, kind):
        if kind == "stale":
            with open(before, "rb") as f:
                f.seek(at)
                stale = f.read(BLOCK)
            if len(stale) == BLOCK and stale != old[at:at + BLOCK]:
                return stale
        there = chance.randrange(len(old) // BLOCK) * BLOCK
        return old[there:there + BLOCK]
