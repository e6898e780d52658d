"""Memory runs out: every request for it, of whichever library, is refused in
turn, once or from then on.

A program ends as if nothing had happened, or with "out of memory" and status
2.  A search never shows another answer, an export no other lines; an index is
sound afterwards, no file counts as read that was not, and the next run
completes it.
"""
import glob
import io
import os
import shutil
import tarfile
import zipfile

from tools import Wrong, articles, said, write

HOW = ("once", "on")
FORMATS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "formats")
MAIL = """From: a@example.org
Subject: =?utf-8?q?Storm?= over the harbour
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary=b

--b
Content-Type: text/plain; charset=iso-8859-1
Content-Transfer-Encoding: quoted-printable

The storm =E9 reached the harbour on Monday.
--b
Content-Type: text/html

<p>The storm</p>
--b--
"""
HTML = """<!doctype html><html lang=en><head><title>Storm</title>
<script type="application/ld+json">{"@type":"NewsArticle","headline":"Storm"}</script></head>
<body><article><h1>Storm</h1><p>The storm reached the harbour on Monday, and ships had to wait
for two days until it was over.</p></article></body></html>
"""


def add(folder, name, content):
    write(os.path.join(folder, name), [content])


def inputs(folder):
    """A folder with a file of each format, and archives of some of them."""
    os.mkdir(folder)
    for path in glob.glob(os.path.join(FORMATS, "*")):
        if not path.endswith(".want"):
            shutil.copy(path, folder)
    add(folder, "mail.eml", MAIL)
    add(folder, "page.html", HTML)
    add(folder, "table.csv", "id,title,text\nc1,Storm,The storm in a table\nc2,Wind,Wind and storm\n")
    write(os.path.join(folder, "lines.jsonl"), articles("n", 6))
    with zipfile.ZipFile(os.path.join(folder, "some.zip"), "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("a.txt", "The storm in an archive.\n")
        z.writestr("b.html", HTML)
    with tarfile.open(os.path.join(folder, "some.tar.gz"), "w:gz") as t:
        entry = tarfile.TarInfo("c.eml")
        entry.size = len(MAIL)
        t.addfile(entry, io.BytesIO(MAIL.encode()))
    return folder


class Loop:
    jobs = 0

    def __init__(self, tools):
        self.tools = tools
        self.library = tools.preload("memory")
        path = self.path
        some = write(path("some.jsonl"), articles("o", 40))
        tools.index(path("filled"), some)
        tools.index(path("other"), write(path("few.jsonl"), articles("n", 20)))
        every = inputs(path("inputs"))
        queries = write(path("queries"), ["storm\n", '"storm w1"~5 OR w2*\n'])
        index = (tools.irindex, "-q", "-j", "1", "-d", "db")
        search = (tools.irsearch, "--no-config", "-d", "db")
        # What there is before, and what is run.
        self.tasks = {
            "create": ("", (*index, every)),
            "add": ("filled", (*index, "--writer", "api", every)),
            "delete": ("filled", (*index, "--delete", "o3", "o4")),
            "compact": ("filled", (*index, "--compact")),
            "merge": ("filled", (*index, "--merge", path("other"))),
            "check": ("filled", (*index, "--check")),
            "export": ("filled", (*index, "--export")),
            "search": ("filled", (*search, "--json", "storm w1 w2~")),
            "count": ("filled", (*search, "-c", "storm w1*")),
            "list": ("filled", (*search, "-l", '"storm w1"~9 OR storm')),
            "like": ("filled", (*search, "--like", "o1")),
            "get": ("filled", (*search, "--get", "o1")),
            "batch": ("filled", (*search, "-f", queries, "--feedback=2")),
        }
        self.right, self.after, self.requests = {}, {}, {}
        for task in self.tasks:
            self.learn(task)

    def path(self, name):
        return os.path.join(self.tools.shared, name)

    def writes(self, task):
        return task in ("create", "add", "delete", "compact", "merge")

    def learn(self, task):
        """How a task ends, and how often it asks for memory."""
        folder, log = self.path(f"learn-{task}"), self.path(f"log-{task}")
        os.mkdir(folder)
        self.right[task] = self.start(task, folder, MEMORY_LOG=log)
        # Some of the inputs are no articles.
        if self.right[task].returncode not in (0, 1):
            raise Wrong(f"{task}: {said(self.right[task])}")
        if self.writes(task):
            self.after[task] = self.tools.digest(os.path.join(folder, "db"))
        with open(log, encoding="utf-8") as f:
            self.requests[task] = int(f.read())

    def start(self, task, folder, **memory):
        before, command = self.tasks[task]
        db = os.path.join(folder, "db")
        if before and not os.path.exists(db):
            shutil.copytree(self.path(before), db)
        command = [db if word == "db" else word for word in command]
        return self.tools.run(*command, status=None, LD_PRELOAD=self.library, **memory)

    def cases(self):
        return [f"{task}:{how}:{at}" for task, requests in self.requests.items() for how in HOW
                for at in range(1, requests + 1)]

    def run(self, name, folder):
        task, how, at = name.split(":")
        done = self.start(task, folder, MEMORY_AT=at, **({"MEMORY_ON": "1"} if how == "on" else {}))
        right = self.right[task]
        if done.returncode == 2 and b"out of memory" in done.stderr:
            came = "out of memory"
        elif (done.returncode, self.told(done, folder)) == \
                (right.returncode, self.told(right, self.path(f"learn-{task}"))):
            came = "right"
        else:
            raise Wrong(f"status {done.returncode}: {said(done)}")
        if self.writes(task):
            self.complete(task, folder, came)
        return came

    @staticmethod
    def told(done, folder):
        """The output, but for the time that a search took."""
        out = done.stdout.replace(folder.encode(), b"")
        return out[:out.find(b'"took_ms"')] if b'"took_ms"' in out else out

    def complete(self, task, folder, came):
        db = os.path.join(folder, "db")
        if came == "right" and self.tools.digest(db) != self.after[task]:
            raise Wrong("exit 0, but the index is not as it should be")
        if os.path.exists(db):
            self.tools.run(self.tools.irindex, "-q", "-d", db, "--check")
        again = self.start(task, folder)
        if again.returncode not in (0, 1):
            raise Wrong(f"the next run fails: {said(again)}")
        if self.tools.digest(db) != self.after[task]:
            raise Wrong("the next run does not complete it")
