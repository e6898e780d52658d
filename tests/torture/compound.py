"""Faults upon faults: a run is killed while it recovers from another that was,
a disk is full and the program is killed while it undoes what it has written.

Whatever two runs end like, the index is as it was before or as it is after one
that is complete, and the next run completes it.
"""
import errno
import os
import random

import faults

RUNS = 2
CASES = 80  # of each task
HOW = {"kill": {}, "torn": {"FAULT_TORN": "1"},
       "full": {"FAULT_ERRNO": str(errno.ENOSPC), "FAULT_ON": "1"},
       "failing": {"FAULT_ERRNO": str(errno.EIO)}}


class Loop(faults.Loop):
    sampled = 4

    def cases(self):
        return [f"{task}:{i}" for task in self.tasks for i in range(CASES)]

    def run(self, name, folder):
        task = name.split(":")[0]
        chance = random.Random(f"{self.tools.seed}:{name}")
        db, most, done, where = os.path.join(folder, "db"), self.calls[task], None, []
        self.begin(task, folder)
        for _ in range(RUNS):
            how, at = chance.choice(list(HOW)), chance.randrange(1, most + 1)
            # What fails may be followed by a kill.
            late = chance.randrange(at, most + 20)
            done = self.start(task, folder, at, status=None, FAULT_KILL=str(late), **HOW[how])
            where.append(f"{how} at {at}, killed at {late}: status {done.returncode}")
            if done.returncode < 0 and done.returncode != -9:
                raise faults.Wrong(f"{where}: {faults.said(done)}")
        where = "; ".join(where)
        now = self.tools.digest(db) if os.path.exists(db) else None
        came = self.state(task, now, where)
        self.complete(task, db, now, done, where)
        return came
