"""A damaged index: half a kilobyte of a table is zeroed or replaced.

Whatever is damaged, a search ends: soon after its timeout, with an answer or
with an error that tells what to do, and so does each of a batch, after which
the next queries are answered.  Its processor time is what is limited.
"""
import os
import random
import shutil
import subprocess

from tools import Wrong, said, write

SECTOR = 512
HOW = ("zeros", "chance")
TIMEOUT = 0.25
# Two whole calls may follow the timeout; what it takes otherwise is little.
ENDS = 4  # seconds of processor time
ENDLESS = b"run irindex --check"
WORDS = ("gas", "iran", "oil", "price", "pipeline", "trade")
SEARCHES = (("gas iran",), ("-c", "oil price gas"), ("-l", "pipeline gas"), ("--no-limit", '"gas iran"'),
            ("--like", "d17"), ("-c", "*ine gas"), ("--batch",))


def articles(count):
    chance = random.Random(5)
    for i in range(count):
        words = [word for word in WORDS if chance.random() < 0.5] * 2
        chance.shuffle(words)
        yield f'{{"id":"d{i}","lang":"en","text":"storm {" ".join(words)}"}}\n'


class Loop:
    jobs = 0

    def __init__(self, tools):
        self.tools = tools
        self.db = os.path.join(tools.shared, "db")
        self.queries = write(os.path.join(tools.shared, "queries"), ["gas iran\n", "storm\n"])
        tools.index(self.db, write(os.path.join(tools.shared, "articles"), articles(4000)))
        tools.index(self.db, "--compact")
        self.tables = sorted(name for name in os.listdir(self.db) if name.endswith(".glass"))

    def cases(self):
        return [f"{table}:{how}:{sector}" for table in self.tables for how in HOW
                for sector in range(os.path.getsize(os.path.join(self.db, table)) // SECTOR)]

    def run(self, name, folder):
        table, how, sector = name.split(":")
        db = shutil.copytree(self.db, os.path.join(folder, "db"))
        chance = random.Random(f"{self.tools.seed}:{name}")
        with open(os.path.join(db, table), "r+b") as f:
            f.seek(int(sector) * SECTOR)
            f.write(bytes(SECTOR) if how == "zeros" else chance.randbytes(SECTOR))
        return self.search(db, chance.choice(SEARCHES))

    def search(self, db, search):
        """What comes of it."""
        if search == ("--batch",):
            search = ("--queries", self.queries, "-n", "1")
        command = (self.tools.irsearch, "--no-config", "-d", db, "--timeout", str(TIMEOUT), *search)
        done = subprocess.run(("bash", "-c", f'ulimit -c 0 -t {ENDS}; exec "$@"', "-", *command),
                              env=self.tools.environment, stdin=subprocess.DEVNULL, capture_output=True,
                              check=False)
        if done.returncode in (-9, -24, 137, 152):
            raise Wrong(f"{' '.join(search)}: does not end")
        if done.returncode < 0 or done.returncode > 2:
            return "crash of Xapian"
        if b"was stopped long after its time" not in done.stderr:
            return "error" if done.returncode == 2 else "answer"
        if done.returncode != 2 or ENDLESS not in done.stderr:
            raise Wrong(f"{' '.join(search)}: {said(done)}")
        if "--queries" in search and b"storm" not in done.stdout:
            raise Wrong(f"the next query of a batch: {said(done)}")
        return "ended"
