"""Folders that are no index of today: those of older and newer versions of ours
and of Xapian, of its other backends, and what is no index at all.

Whatever irindex, irsearch or a server is asked to do with one, it does it, or it
ends with status 2 and a message that names the folder and the command that
helps.  What only reads, and what is refused, touches nothing: names, sizes,
times and bytes are as they were.
"""
import hashlib
import os
import re
import shutil
import subprocess

from tools import Wrong, said, write

ARTICLES = ('{"id":"a","text":"Gas flows at last."}\n', '{"id":"b","text":"Oil and gas."}\n')
OTHERS = ('{"id":"c","text":"Gas again."}\n',)
NOW = 5  # the format of an index that is made today
SERVES = 60  # seconds after which what should be refused counts as a server

NONE = r"there is no index DB; to make it: irindex -d DB INPUT"
ELSEWHERE = r".*; to make one elsewhere: irindex -d OTHER INPUT"
REBUILD = r"DB: index of format 1, this program reads 5; make it anew with: irindex -d DB --rebuild"
NEWER = r"DB: .* made by a newer irindex; to take it over, there: irindex -d DB --export"
FOREIGN = r"DB: a Xapian index, but not made by irindex" + ELSEWHERE
BACKEND = r"index DB is of another backend \(iam[a-z]+\)" + ELSEWHERE
XAPIAN = r"index DB is of another version of Xapian; to take it over, there: irindex -d DB --export"
SEAL = r"index .*: seal: it is of another version; to make it anew: irindex --seal"
DAMAGED = r"index DB: iamglass is of another format, or damaged: irindex -d DB --repair NEW"

# What each task is: the program, and its arguments.  IN is a file of articles,
# WHOLE an index, OUT a folder that is not there.
TASKS = (
    "irindex -d DB IN", "irindex -d DB --writer api IN", "irindex -d DB --prune IN", "irindex -d DB --delete a",
    "irindex -d DB --merge WHOLE", "irindex -d DB --compact", "irindex -d DB --seal", "irindex -d DB --rebuild",
    "irindex -d DB -n IN", "irindex -d DB --check", "irindex -d DB --check --full", "irindex -d DB --info",
    "irindex -d DB --export", "irindex -d DB --backup OUT", "irindex -d DB --repair OUT", "irindex -d OUT --merge DB",
    "irsearch -d DB gas", "irsearch -d DB -c gas", "irsearch -d DB -l gas", "irsearch -d DB --json gas",
    "irsearch -d DB --info", "irsearch -d DB --get a", "irsearch -d DB --show a", "irsearch -d DB --terms ga",
    "irsearch -d DB --terms-of gas", "irsearch -d DB --like a", "irsearch -d DB --why a gas",
    "irsearch -d DB --verify a:1-3", "irsearch -d DB -f QUERIES", "irsearch -d WHOLE -d DB gas",
    "irsearch -d DB --serve unix:SOCKET",
)
WRITE = range(0, 8)  # these change an index that they accept
OLD = ("--compact", "--seal", "--rebuild")  # and these an older one
READ_OLD = ("--check", "--export", "--backup", "--repair", "--merge DB")
UNSEALED = tuple(task.split(" ", 1)[1] for task in TASKS if "--check" not in task and "--backup" not in task)
MAKE = ("-d DB IN", "--writer api", "--prune", "--merge WHOLE", "-n IN")  # these make one where there is none


class Kind:
    """make: of a folder that has an index; says: why it is refused; may: parts
    of tasks that are not refused all the same, or True."""

    def __init__(self, make, says=None, may=()):
        self.make, self.says, self.may = make, says, may

    def accepts(self, task):
        return self.may is True or any(f"{part} " in f"{task} " for part in self.may)


def formatted(number):
    def make(db):
        patch(db, "postlist.glass", b"irsearch.format%d" % NOW, b"irsearch.format%c" % number)
        os.unlink(os.path.join(db, "seal"))
    return make


def unknown(db):
    patch(db, "postlist.glass", b"irsearch.format%d" % NOW, b"irsearch.forman%d" % NOW)
    os.unlink(os.path.join(db, "seal"))


def glass(db, sealed=True):
    patch(db, "iamglass", b"Xapian Glass\x04\x6e", b"Xapian Glass\x04\x99")
    if not sealed:
        os.unlink(os.path.join(db, "seal"))


def patch(db, name, old, new):
    path = os.path.join(db, name)
    with open(path, "rb") as f:
        data = f.read()
    if old not in data:
        raise Wrong(f"{name} has no {old}")
    with open(path, "wb") as f:
        f.write(data.replace(old, new))


def only(**files):
    """The folder has these files, and no index."""
    def make(db):
        shutil.rmtree(db)
        os.mkdir(db)
        for name, text in files.items():
            write(os.path.join(db, name.replace("_", ".")), [text])
    return make


def a_file(text):
    def make(db):
        shutil.rmtree(db)
        write(db, [text])
    return make


def tables_only(db):
    os.unlink(os.path.join(db, "iamglass"))


KINDS = {
    "today": Kind(lambda db: None, may=True),
    "format1": Kind(formatted(ord("1")), REBUILD, OLD + READ_OLD),
    **{f"format{i}": Kind(formatted(ord("0") + i), may=True) for i in range(2, NOW)},
    "format6": Kind(formatted(ord("6")), NEWER, ("--backup",)),
    "format9": Kind(formatted(ord("9")), NEWER, ("--backup",)),
    "unmarked": Kind(unknown, FOREIGN, ("--backup", "--repair")),
    "glass": Kind(glass, DAMAGED, ("--repair",)),
    "glass-unsealed": Kind(lambda db: glass(db, sealed=False), XAPIAN, ("--repair",)),
    "seal": Kind(lambda db: patch(db, "seal", b"irseal\x01", b"irseal\x09"), SEAL, may=UNSEALED),
    **{name: Kind(only(**{f"iam{name}": "x", f"postlist_{name}": "x"}), BACKEND)
       for name in ("honey", "chert", "brass", "flint")},
    "stub": Kind(only(XAPIANDB="auto whole\n"), r"DB/XAPIANDB would lead to another database"),
    "stub-file": Kind(a_file("auto whole\n"), r"DB is not an index: not a folder" + ELSEWHERE),
    "empty": Kind(only(), NONE, MAKE),
    "missing": Kind(shutil.rmtree, NONE, MAKE),
    "foreign": Kind(only(notes_txt="hello\n"), r"DB is not an index: it has notes.txt but no iamglass" + ELSEWHERE),
    "file": Kind(a_file("hello\n"), r"DB is not an index: not a folder" + ELSEWHERE),
    "tables": Kind(tables_only, r"DB is not an index: it has .* but no iamglass" + ELSEWHERE, ("--repair",)),
}


def seen(path):
    """Of all that is there: names, kinds, sizes, times and bytes."""
    found = {}
    for folder, _, names in os.walk(path):
        for name in [".", *names]:
            file = os.path.join(folder, name)
            st = os.lstat(file)
            with open(os.devnull if name == "." else file, "rb") as f:
                # Who only tries to lock the index opens the file of its lock.
                when = 0 if name == "flintlock" else st.st_mtime_ns
                found[file] = st.st_mode, st.st_size, when, hashlib.sha256(f.read()).hexdigest()
    if os.path.isfile(path):
        with open(path, "rb") as f:
            found[path] = os.lstat(path).st_mtime_ns, f.read()
    return found


def changed(before, after):
    return sorted(os.path.basename(file) for file in {**before, **after} if before.get(file) != after.get(file))


class Loop:
    jobs = 0
    sampled = 6

    def __init__(self, tools):
        self.tools = tools
        self.path = lambda name: os.path.join(tools.shared, name)
        write(self.path("in.jsonl"), OTHERS)
        write(self.path("queries"), ["gas\n"])
        tools.index(self.path("whole"), write(self.path("first.jsonl"), ARTICLES))

    def cases(self):
        return [f"{kind}:{i}" for kind in KINDS for i in range(len(TASKS))]

    def command(self, task, folder):
        words = {"DB": os.path.join(folder, "db"), "OUT": os.path.join(folder, "out"),
                 "WHOLE": os.path.join(folder, "whole"), "IN": self.path("in.jsonl"), "QUERIES": self.path("queries"),
                 "unix:SOCKET": f"unix:{folder}/socket", "irindex": self.tools.irindex,
                 "irsearch": self.tools.irsearch}
        program, *rest = (words.get(word, word) for word in task.split())
        return (program, "--no-config", *rest)

    def run(self, name, folder):
        kind, number = KINDS[name.split(":")[0]], int(name.split(":")[1])
        task, db = TASKS[number], os.path.join(folder, "db")
        shutil.copytree(self.path("whole"), db)
        shutil.copytree(self.path("whole"), os.path.join(folder, "whole"))
        kind.make(db)
        accepted = kind.accepts(task)
        before = seen(db)
        done = self.begin(task, folder, accepted)
        if not accepted:
            self.refused(kind, task, done, db)
        elif done and done.returncode > ("irsearch" in task or "--repair" in task):
            raise Wrong(f"{task}: status {done.returncode}: {said(done)}")
        if accepted and number in WRITE:
            self.written(task, kind, db)
            return "done"
        if seen(db) != before:
            raise Wrong(f"{task}: {changed(before, seen(db))} is not as it was")
        if not accepted and os.path.exists(os.path.join(folder, "out")):
            raise Wrong(f"{task}: something is made of it")
        return "done" if accepted else "refused"

    def begin(self, task, folder, accepted):
        command = self.command(task, folder)
        if not (accepted and "--serve" in task):
            return self.tools.run("timeout", str(SERVES), *command, status=None)
        # A server that serves says so, and ends when it is told to.
        with subprocess.Popen(command, env=self.tools.environment, stdin=subprocess.DEVNULL,
                              stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as server:
            lines = iter(server.stderr.readline, b"")
            serves = any(b"serving at" in line for line in lines)
            server.terminate()
            server.communicate()
        if not serves:
            raise Wrong(f"{task}: does not serve")
        return None

    @staticmethod
    def refused(kind, task, done, db):
        says = re.compile(re.sub(r"\bDB\b", re.escape(db), kind.says))
        if done.returncode != 2:
            raise Wrong(f"{task}: status {done.returncode}: {said(done)}")
        if not says.search(done.stderr.decode() + done.stdout.decode()):
            raise Wrong(f"{task}: says {said(done)}; not: {kind.says}")

    def written(self, task, kind, db):
        """Whatever wrote it, the index is whole; it is searched, unless it is too
        old for that still."""
        checked = self.tools.run(self.tools.irindex, "-d", db, "--check", "--full", status=None)
        if kind.says == SEAL and checked.returncode:
            self.refused(kind, task, checked, db)
        elif checked.returncode:
            raise Wrong(f"{task}: then checked: {said(checked)}")
        found = self.tools.run(self.tools.irsearch, "--no-config", "-d", db, "-c", "gas", status=None)
        if kind.says == REBUILD and "--rebuild" not in task:
            self.refused(kind, task, found, db)
        elif found.returncode:
            raise Wrong(f"{task}: then searched: {said(found)}")
