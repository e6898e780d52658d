"""A file system that fails: every call that changes a file of the index ends
with an error, once or from then on, or is cut short, or is never made, since
the program is killed before it, or when it has written a part ("torn").

Whatever failed, the index is as it was before the run or as it is after it (or
after one of its commits), the program says so and does not end well if it is
not, nothing is left beside the index, and the next run completes it.  What a
killed program leaves beside the index, the next run removes.
"""
import errno
import os
import re
import shutil
import signal

from tools import Wrong, articles, said, write

ERRORS = ("ENOSPC", "EIO", "EDQUOT", "EROFS", "EMFILE")
HOW = ("once", "on")
KILLED = ("kill", "torn")
WRITERS = ("-j", "1", "--memory", "80K")


class Loop:
    jobs = 0
    made = None  # what the first loop of a process has made is that of others too

    def __init__(self, tools):
        if Loop.made:
            self.__dict__.update(Loop.made)
            return
        Loop.made = self.__dict__
        self.tools = tools
        self.library = tools.preload("faults")
        self.path = lambda name: os.path.join(tools.shared, name)
        few = write(self.path("few.jsonl"), articles("n", 120))
        some = write(self.path("some.jsonl"), [*articles("o", 40), *articles("n", 30)])
        many = write(self.path("many.jsonl"), articles("n", 150, 300, 7000))
        ids = write(self.path("ids"), [f"o{i}\n" for i in range(3, 30)])
        none = write(self.path("none.jsonl"), [])
        tools.index(self.path("empty"), none)
        tools.index(self.path("filled"), some)
        tools.index(self.path("other"), few)
        # Rewritten many times, so that there are free blocks.
        shutil.copytree(self.path("filled"), self.path("worn"))
        for _ in range(3):
            tools.index(self.path("worn"), "--writer", "api", "--reread", few)
        # What there is before, and what is done to it.
        self.tasks = {
            "create": ("", (*WRITERS, few)),
            "fill": ("empty", (*WRITERS, few)),
            "join": ("filled", (*WRITERS, many)),
            "commits": ("filled", ("-j", "1", "--memory", "20K", "--writer", "api", few)),
            "delete": ("worn", ("--delete", "-T", ids)),
            "compact": ("worn", ("--compact",)),
            "seal": ("worn", ("--seal",)),
            "rebuild": ("worn", ("-j", "1", "--rebuild", "--stem", "none")),
            "merge": ("filled", ("-j", "1", "--merge", self.path("other"))),
        }
        self.learn_all()

    def learn_all(self):
        self.before, self.after, self.calls, self.made_calls = {}, {}, {}, {}
        for task in self.tasks:
            self.learn(task)

    def learn(self, task):
        """What there is before and after a task, and how many calls it makes."""
        folder = self.path(f"learn-{task}")
        os.mkdir(folder)
        log = os.path.join(folder, "log")
        self.begin(task, folder)
        db = os.path.join(folder, "db")
        self.before[task] = self.tools.digest(db) if os.path.exists(db) else None
        self.start(task, folder, 0, status=0, FAULT_LOG=log)
        self.after[task] = self.tools.digest(db)
        with open(log, encoding="utf-8") as f:
            self.made_calls[task] = f.readlines()
        self.calls[task] = len(self.made_calls[task])

    def call(self, name):
        """The call that fails in a case, and the kind of its file."""
        call, path = self.made_calls[name.split(":")[0]][int(name.split(":")[-1]) - 1].split()
        return call, re.sub("-irindex-.*", "", os.path.basename(path))

    def begin(self, task, folder):
        before = self.tasks[task][0]
        if before:
            shutil.copytree(self.path(before), os.path.join(folder, "db"))

    def start(self, task, folder, at, **how):
        return self.tools.index(os.path.join(folder, "db"), *self.tasks[task][1], LD_PRELOAD=self.library,
                                FAULT_DIR=os.path.join(folder, "db"), FAULT_AT=str(at), **how)

    def cases(self):
        names = [f"{task}:{error}:{how}:{at}" for task, calls in self.calls.items()
                 for error in ERRORS for how in HOW for at in range(1, calls + 1)]
        names += [f"{task}:short:on:{at}" for task, calls in self.calls.items()
                  for at in range(1, calls + 1, 10)]
        names += [f"{task}:{end}:once:{at}" for task, calls in self.calls.items()
                  for end in KILLED for at in range(1, calls + 1)]
        return names

    def run(self, name, folder):
        task, error, how, at = name.split(":")
        hit = os.path.join(folder, "hit")
        faults = {"FAULT_HIT": hit}
        if error == "short":
            faults["FAULT_SHORT"] = "1"
        elif error == "torn":
            faults["FAULT_TORN"] = "1"
        elif error != "kill":
            faults["FAULT_ERRNO"] = str(getattr(errno, error))
        if how == "on":
            faults["FAULT_ON"] = "1"
        self.begin(task, folder)
        done = self.start(task, folder, at, status=None, **faults)
        return self.judge(task, error, folder, done, self.kind(hit))

    @staticmethod
    def kind(hit):
        """Of the first call that failed: its name and file."""
        try:
            with open(hit, encoding="utf-8") as f:
                return f.readline().split()
        except OSError:
            return ["none", ""]

    def judge(self, task, error, folder, done, hit):
        db = os.path.join(folder, "db")
        where = f"{hit[0]} {os.path.basename(hit[1])}"
        if error not in KILLED:
            self.look_beside(folder, where, done)
        now = self.tools.digest(db) if os.path.exists(db) else None
        if done.returncode == 0:
            came = self.well(task, error, hit, now)
        else:
            came = self.failed(task, error, done, now, where)
        self.complete(task, db, now, done, where)
        return came

    def complete(self, task, db, now, done, where):
        """The next run ends well, and then all is there."""
        again = self.tools.index(db, *self.tasks[task][1], status=None)
        if again.returncode != (1 if task == "delete" and now == self.after[task] else 0):
            raise Wrong(f"{where}: the next run fails: {said(again)}")
        self.look_beside(os.path.dirname(db), where, done)
        if self.tools.digest(db) != self.after[task]:
            raise Wrong(f"{where}: the next run does not complete it; {said(done)}")

    @staticmethod
    def look_beside(folder, where, done):
        left = [name for name in os.listdir(folder) if name not in ("db", "hit")]
        if left:
            raise Wrong(f"{where}: left {left} beside the index; {said(done)}")

    def well(self, task, error, hit, now):
        if now != self.after[task]:
            raise Wrong(f"{hit[0]} {hit[1]}: exit 0, but the index is not as it should be")
        # Where no copy for readers can be made, the index itself is changed.
        if error != "short" and hit[0] in ("sync", "write", "exchange", "rename"):
            raise Wrong(f"{hit[0]} {hit[1]}: went on, exit 0")
        return f"done in spite of {hit[0]}" if hit[0] != "none" else "done"

    def failed(self, task, error, done, now, where):
        message = said(done)
        if error in KILLED:
            return self.killed(task, done, now, where)
        if error == "short" or done.returncode != 2:
            raise Wrong(f"{where}: exit {done.returncode}: {message}")
        if os.strerror(getattr(errno, error)).lower() not in message.lower():
            raise Wrong(f"{where}: does not say why: {message}")
        if "db" not in message:
            raise Wrong(f"{where}: does not say where: {message}")
        return "said, " + self.state(task, now, where)

    def killed(self, task, done, now, where):
        if done.returncode != -signal.SIGKILL:
            raise Wrong(f"{where}: exit {done.returncode}")
        return "killed, " + self.state(task, now, where)

    def state(self, task, now, where):
        if now == self.before[task]:
            return "as before"
        if now == self.after[task]:
            return "all done"
        if task in ("create", "commits"):
            return "some commits"
        raise Wrong(f"{where}: neither as before nor as after")
