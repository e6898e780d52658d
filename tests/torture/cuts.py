"""The power is cut: what was not synced may be lost, sector by sector.

A history of runs of irindex is recorded, call by call.  A case plays it again up
to a chance place, loses a part of what was not durable there, and looks at the
index that is left: what a run has acknowledged is in it, what was under way is
there as a whole or not at all, --check finds nothing, and the next run
completes it.

Of a file that is not synced, each sector of each write is there or not.  Names
are "strict": those of a folder are durable once that is synced; or as in a
"journal", in the order in which they were given, before any file that is synced
later.  Until then the first so many are there.
"""
import os
import random

from tools import Wrong, articles, said, write

SECTOR = 512
CASES = 2600  # of each model
MODELS = ("strict", "journal")


class File:
    def __init__(self, data=b""):
        self.data, self.durable, self.pending = bytearray(data), bytearray(data), []

    def write(self, at, data):
        put(self.data, at, data)
        self.pending.append((at, data))

    def cut(self, size):
        del self.data[size:]
        self.data.extend(bytes(size - len(self.data)))
        self.pending.append((size, None))

    def sync(self):
        self.durable, self.pending = bytearray(self.data), []

    def left(self, chance):
        """What is there after the power was cut."""
        data = bytearray(self.durable)
        for at, new in self.pending:
            if new is None:
                if chance.random() < 0.5:
                    del data[at:]
                continue
            for i in range(0, len(new), SECTOR):
                if chance.random() < 0.5:
                    put(data, at + i, new[i:i + SECTOR])
        return data


def put(data, at, new):
    data.extend(bytes(max(at - len(data), 0)))
    data[at:at + len(new)] = new


class Folder:
    def __init__(self):
        self.now, self.durable = {}, {}


class Disk:
    def __init__(self, model):
        self.model, self.root, self.names = model, Folder(), []

    def find(self, path):
        """The folder that a path is in, and its name there."""
        *folders, name = path.split("/")
        at = self.root
        for folder in folders:
            at = at.now[folder]
        return at, name

    def change(self, *changes):
        """(folder, name, node or None): together, or not at all."""
        for folder, name, node in changes:
            put_name(folder.now, name, node)
        self.names.append(changes)

    @staticmethod
    def settle(changes):
        """Make them durable."""
        for folder, name, node in changes:
            put_name(folder.durable, name, node)

    def sync(self, node):
        rest = []
        for changes in self.names:
            if self.model == "journal" or any(node in change for change in changes):
                self.settle(changes)
            else:
                rest.append(changes)
        self.names = rest
        if isinstance(node, File):
            node.sync()

    def lose(self, chance):
        """Of names that are not durable some are there after all."""
        left = chance.randrange(len(self.names) + 1)
        for i, changes in enumerate(self.names):
            if i < left if self.model == "journal" else chance.random() < 0.5:
                self.settle(changes)


def put_name(names, name, node):
    names.pop(name, None)
    if node is not None:
        names[name] = node


def play(disk, calls, folder):
    for what, path, other, at, data in calls:
        try:
            step(disk, what, path[len(folder) + 1:], other[len(folder) + 1:], at, data)
        except KeyError:
            pass  # what has no name any more


def step(disk, what, path, other, at, data):
    if not path:
        disk.sync(disk.root)
        return
    folder, name = disk.find(path)
    if what == "create":
        if name not in folder.now:
            disk.change((folder, name, File()))
        elif at:
            folder.now[name].cut(0)
    elif what == "mkdir":
        disk.change((folder, name, Folder()))
    elif what == "remove":
        disk.change((folder, name, None))
    elif what in ("rename", "exchange"):
        there, second = disk.find(other)
        back = there.now[second] if what == "exchange" else None
        disk.change((folder, name, back), (there, second, folder.now[name]))
    elif what == "sync":
        disk.sync(folder.now[name])
    elif what == "write":
        folder.now[name].write(at, data)
    elif what == "cut":
        folder.now[name].cut(at)
    else:
        raise Wrong(f"an unknown call: {what}")


def save(folder, path, names, content):
    os.mkdir(path)
    for name, node in names(folder).items():
        if isinstance(node, Folder):
            save(node, os.path.join(path, name), names, content)
            continue
        with open(os.path.join(path, name), "wb") as f:
            f.write(content(node))


def calls_of(log):
    """What was recorded: (name, path, other path, offset, bytes)."""
    with open(log, "rb") as f:
        bytes_ = f.read()
    at, calls = 0, []
    while at < len(bytes_):
        end = bytes_.index(b"\n", at)
        what, path, other, offset, size = bytes_[at:end].decode().split("\t")
        at = end + 1 + int(size)
        calls.append((what, path, other, int(offset), bytes_[end + 1:at]))
    return calls


class Loop:
    jobs = 0
    sampled = 6

    def __init__(self, tools):
        self.tools = tools
        self.library = tools.preload("record")
        path = self.path = lambda name: os.path.join(tools.shared, name)
        some = write(path("some.jsonl"), articles("o", 40))
        few = write(path("few.jsonl"), [*articles("n", 30), *articles("o", 10)])
        one = write(path("one.jsonl"), articles("p", 1))
        many = write(path("many.jsonl"), articles("q", 100, 200, 3000))
        ids = write(path("ids"), [f"o{i}\n" for i in range(5, 25)])
        tools.index(path("other"), write(path("others.jsonl"), articles("r", 20)))
        fast, slow = ("-j", "1", "--memory", "80K"), ("-j", "1", "--writer", "api")
        self.runs = ((*fast, some), (*slow, few), ("--delete", "-T", ids), (*slow, "--reread", some),
                     ("-j", "1", many), ("--seal",), (*slow, one), ("--compact",), (*slow, "--reread", few),
                     ("-j", "1", "--merge", path("other")))
        # The calls until each run has ended, and what the index has then.
        self.folder, self.calls, self.ends, self.states = path("disk"), [], [], [None]
        os.mkdir(self.folder)
        for run in self.runs:
            self.record(run)
        self.prove()

    def record(self, run):
        log, db = self.path("log"), os.path.join(self.folder, "db")
        self.tools.index(db, *run, LD_PRELOAD=self.library, RECORD_DIR=self.folder, RECORD_LOG=log)
        self.calls += calls_of(log)
        self.ends.append(len(self.calls))
        os.unlink(log)
        self.states.append(self.tools.digest(db))

    def prove(self):
        """Of what was recorded nothing is missing: without losses, the disk is as it is."""
        disk = Disk("strict")
        play(disk, self.calls, self.folder)
        again = self.path("again")
        save(disk.root, again, lambda folder: folder.now, lambda file: file.data)
        self.tools.run("diff", "-r", self.folder, again)

    def cases(self):
        return [f"{model}:{i}" for model in MODELS for i in range(CASES)]

    def run(self, name, folder):
        model = name.split(":")[0]
        chance = random.Random(f"{self.tools.seed}:{name}")
        cut = chance.randrange(len(self.calls) + 1)
        done = sum(end <= cut for end in self.ends)
        left = os.path.join(folder, "disk")
        disk = Disk(model)
        play(disk, self.calls[:cut], self.folder)
        disk.lose(chance)
        save(disk.root, left, lambda folder: folder.durable, lambda file: file.left(chance))
        where = f"cut after {cut} calls, {done} runs" + (f", at {self.calls[cut][:3]}" if cut < len(self.calls) else "")
        return self.judge(os.path.join(left, "db"), done, where)

    def judge(self, db, done, where):
        try:
            now = self.tools.digest(db) if os.path.exists(os.path.join(db, "iamglass")) else None
        except Wrong as wrong:
            raise Wrong(f"{where}: {wrong}") from None
        states = self.states[done:done + 2]
        if now not in states and not (done == 0 and now is not None):
            raise Wrong(f"{where}: neither as before nor as after the run, but as after " +
                        (str(self.states.index(now)) if now in self.states else "none"))
        if done == len(self.runs):
            return "all there"
        again = self.tools.index(db, *self.runs[done], status=None)
        if again.returncode not in (0, 1) or self.tools.digest(db) != self.states[done + 1]:
            raise Wrong(f"{where}: the next run does not complete it: {said(again)}")
        return "as before" if now == states[0] else "as after"
