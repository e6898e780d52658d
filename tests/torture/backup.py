"""Backups beside a writer, which commits all the time.

Each copy is whole, by its seal too, and of one revision; what is restored from
it gives the same answers, bit for bit, as the copy does.  There are $BACKUPS of
them, or 200.
"""
import multiprocessing
import os
import re
import shutil

import readers
from tools import Wrong, said, write

BACKUPS = int(os.environ.get("BACKUPS", "200"))
SEARCHES = (("--json", "-n", "50", "rounds"), ("-l", '"in rounds"'), ("-c", "round*"), ("--jsonl", "-n", "9", "goes OR on"))
TIME = re.compile(rb'"took_ms":[0-9.]+')


class Loop(readers.Loop):
    def cases(self):
        return [f"{writer}:{BACKUPS}" for writer in ("library", "runs")]

    def run(self, name, folder):
        writer, count = name.split(":")
        db = os.path.join(folder, "db")
        self.results, stop = multiprocessing.Queue(), multiprocessing.Event()
        self.tools.index(db, write(os.path.join(folder, "first.jsonl"),
                                   [*map(readers.article, range(readers.ARTICLES)),
                                    *readers.articles("n", readers.FILLER)]))
        keeper = self.start(readers.keep_writing, writer, db, stop)
        wrong = None
        for i in range(int(count)):
            wrong = readers.backup(self.tools, db) or self.restored(f"{db}.backup", os.path.join(folder, "restored"))
            shutil.rmtree(f"{db}.backup", ignore_errors=True)
            if wrong:
                break
        stop.set()
        _, commits, failed, told = self.results.get()
        keeper.join()
        if wrong or failed:
            raise Wrong(f"backup {i + 1} of {count}: {wrong}; of the writer: {told}")
        return f"{count} backups beside {commits} commits, all whole"

    def restored(self, copy, db):
        """What is wrong with what is restored, or None."""
        shutil.copytree(copy, db)
        try:
            for search in SEARCHES:
                first, second = (self.answer(index, search) for index in (copy, db))
                if first != second:
                    return f"{search}: another answer"
            return None
        finally:
            shutil.rmtree(db)

    def answer(self, db, search):
        done = self.tools.run(self.tools.irsearch, "--no-config", "--timeout", "0", "-d", db, *search, status=None)
        if done.returncode:
            raise Wrong(f"{search}: {said(done)}")
        return TIME.sub(b"", done.stdout.replace(db.encode(), b"DB"))
