"""What the loops share: running the programs, looking at an index."""
import hashlib
import json
import os
import random
import subprocess

HANGS = 600  # seconds after which a program counts as hung
PRELOADS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "preload")


class Wrong(Exception):
    """A case did not end as it must."""


class Tools:
    def __init__(self, build, work, shared, seed):
        self.irindex = os.path.abspath(os.path.join(build, "irindex"))
        self.irsearch = os.path.abspath(os.path.join(build, "irsearch"))
        self.work, self.shared, self.seed = work, shared, seed
        self.environment = {name: value for name, value in os.environ.items()
                            if not name.startswith(("IR_", "FAULT_", "XAPIAN_"))}
        self.environment.update(HOME=work, LC_ALL="C")
        # The sanitizers' own library wants to be the first.
        self.environment["ASAN_OPTIONS"] = "verify_asan_link_order=0:" + os.environ.get("ASAN_OPTIONS", "")

    def preload(self, name):
        """Compile tests/preload/NAME.c; the path of the library."""
        library = os.path.join(self.shared, name + ".so")
        subprocess.run([os.environ.get("CC", "cc").split()[-1], "-std=gnu11", "-O1", "-shared", "-fPIC", "-o",
                        library, os.path.join(PRELOADS, name + ".c"), "-ldl"], check=True)
        return library

    def run(self, *command, status=0, **environment):
        """Run a command; the result has its status and what it said.  Wrong if
        it hangs or, unless status is None, ends with another status."""
        try:
            done = subprocess.run(command, env={**self.environment, **environment}, timeout=HANGS,
                                  stdin=subprocess.DEVNULL, capture_output=True, check=False)
        except subprocess.TimeoutExpired:
            raise Wrong(f"hangs: {' '.join(command)}") from None
        if status is not None and done.returncode != status:
            raise Wrong(f"{' '.join(command)}: status {done.returncode}: {said(done)}")
        return done

    def index(self, db, *options, **how):
        return self.run(self.irindex, "-q", "-d", db, *options, **how)

    def digest(self, db):
        """A hash of all that the index has, after a check of it, and its stemmer."""
        self.run(self.irindex, "-q", "-d", db, "--check")
        lines = self.run(self.irindex, "-d", db, "--export").stdout.splitlines()
        info = self.run(self.irindex, "-d", db, "--info", status=None)
        # A run that failed may leave an index that has no stemmer yet.
        if info.returncode and b" is empty" not in info.stderr:
            raise Wrong(said(info))
        lines += [fact for fact in info.stdout.splitlines() if fact.startswith(b"stem:")]
        return hashlib.sha256(b"\n".join(sorted(lines))).hexdigest()


def said(done):
    return (done.stderr or done.stdout).decode(errors="replace").strip()[:300]


def articles(prefix, count, words=60, filler=0):
    """So many articles as lines of JSON, always the same for a prefix."""
    chance = random.Random(prefix)
    for i in range(count):
        text = "storm " + " ".join(f"w{chance.randrange(2000)}" for _ in range(words))
        yield json.dumps({"id": f"{prefix}{i}", "lang": "en", "text": text, "filler": "x" * filler}) + "\n"


def write(path, lines):
    with open(path, "w", encoding="utf-8") as f:
        f.writelines(lines)
    return path
