"""Faults while one index is made from another: a backup, where there is none
and over an older one, and a repair.

Whatever fails, or kills the program, the index that is read stays as it is,
bit for bit, and the new one is as it was before, or whole, or none: what is
half made is no index to --check and to searches.  The next run completes it.
"""
import hashlib
import os
import shutil

import faults
from tools import Wrong, articles, said, write

BLOCK = 8192


class Loop(faults.Loop):
    def __init__(self, tools):
        self.tools = tools
        self.library = tools.preload("faults")
        self.path = lambda name: os.path.join(tools.shared, name)
        first = write(self.path("first.jsonl"), articles("n", 120))
        more = write(self.path("more.jsonl"), articles("o", 60))
        tools.index(self.path("older"), first)
        shutil.copytree(self.path("older"), self.path("source"))
        tools.index(self.path("source"), more)
        shutil.copytree(self.path("source"), self.path("damaged"))
        with open(self.path("damaged/docdata.glass"), "r+b") as table:
            table.seek(2 * BLOCK)
            table.write(b"\xa5" * BLOCK)
        # The index that is read, what there is before, and what is done.
        self.copies = {"backup": ("source", "", "--backup"),
                     "replace": ("source", "older", "--backup"),
                     "repair": ("damaged", "", "--repair")}
        self.tasks = dict.fromkeys(self.copies)
        self.learn_all()

    def begin(self, task, folder):
        before = self.copies[task][1]
        if before:
            shutil.copytree(self.path(before), os.path.join(folder, "db"))

    def read(self, task):
        return self.path(self.copies[task][0])

    def start(self, task, folder, at, **how):
        # The index that is read is the same for all cases, so none may change it.
        db = os.path.join(folder, "db")
        environment = {"LD_PRELOAD": self.library, "FAULT_DIR": db, "FAULT_AT": str(at), **how}
        return self.tools.index(self.read(task), self.copies[task][2], db, **environment)

    def judge(self, task, error, folder, done, hit):
        db, source = os.path.join(folder, "db"), self.read(task)
        where = f"{hit[0]} {os.path.basename(hit[1])}"
        if error not in faults.KILLED:
            self.look_beside(folder, where, done)
        now = self.look(db, where)
        if done.returncode == 0:
            came = self.well(task, error, hit, now)
        else:
            came = self.failed(task, error, done, now, where)
        self.complete(task, db, now, done, where)
        if now is None and b"stands" in done.stderr:
            raise Wrong(f"{where}: no index is left, but {said(done)}")
        if bits(source) != self.bits[source]:
            raise Wrong(f"{where}: the index that is read was changed")
        return came

    def learn_all(self):
        self.bits = {self.read(task): bits(self.read(task)) for task in self.tasks}
        super().learn_all()

    def look(self, db, where):
        """What the new index has, None if there is none, "" if it is refused."""
        if not os.path.exists(db):
            return None
        checked = self.tools.index(db, "--check", status=None)
        if checked.returncode == 0:
            return self.tools.digest(db)
        searched = self.tools.run(self.tools.irsearch, "--no-config", "-d", db, "-c", "storm", status=None)
        if searched.returncode != 2 or checked.returncode != 2:
            raise Wrong(f"{where}: half an index is searched: {said(searched)}; {said(checked)}")
        return ""

    def state(self, task, now, where):
        if now == "" and self.before[task] is None:
            return "none"
        return super().state(task, now, where)

    def complete(self, task, db, now, done, where):
        """The next run ends well, or a repair finds what it has made."""
        again = self.tools.index(self.read(task), self.copies[task][2], db, status=None)
        if again.returncode and not (task == "repair" and now == self.after[task]):
            raise Wrong(f"{where}: the next run fails: {said(again)}")
        self.look_beside(os.path.dirname(db), where, done)
        if self.tools.digest(db) != self.after[task]:
            raise Wrong(f"{where}: the next run does not complete it; {said(done)}")


def bits(folder):
    """A hash of the files of a folder."""
    digest = hashlib.sha256()
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), "rb") as file:
            digest.update(name.encode() + b"\0" + file.read())
    return digest.hexdigest()
