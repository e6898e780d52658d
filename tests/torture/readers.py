"""Readers beside writers: no search may fail, and each answer is of one revision.

Each article of the index says in which round it was written.  Writers replace
them in turn, article N by one of round N, N + ARTICLES, N + 2 ARTICLES ... and
commit after each: so the rounds of all articles, at any time, follow each other
without a gap.  An answer that has an article too few, one twice, one of another
round, or a text that is not its own, mixes revisions.

The number of searches of each of the four readers is $SEARCHES, or 20,000; that
of the one that starts a program for each may be less: $STARTS.  $READERS names
those that run, the long ones among them; else all of them do.
"""
import ctypes
import http.client
import json
import multiprocessing
import os
import re
import subprocess
import time

from tools import Wrong, articles, said, write

ARTICLES = 40
SEARCHES = int(os.environ.get("SEARCHES", "20000"))
STARTS = int(os.environ.get("STARTS", SEARCHES))
FILLER = 1500  # articles that no search finds
# Some of these articles, of words that come again and again, are copies.
ASKED = ("--no-config", "--all", "--json", "-n", "100", "--timeout", "0", "-u", "article", "--copies", "show")
QUERIES = ("rounds", '"in rounds"', "round* all", "in w/3 rounds", "rounds OR zzyzx")
ONLY = os.environ.get("READERS", "").split()  # names of readers; none: all
TOLD = 3  # messages of a reader that failed


def article(round_):
    """That replaces another one, of ARTICLES rounds before."""
    text = f"All of it comes in rounds. This is of round{round_}. " + "So it goes on and on. " * (round_ % 7 * 20)
    return json.dumps({"id": f"a{round_ % ARTICLES}", "lang": "en", "text": text}) + "\n"


def check(found):
    """found: (id, text) of each article.  None, or what is wrong with it."""
    rounds = []
    for id_, text in found:
        said_ = re.search(r"round(\d+)", text)
        if not said_:
            return f"{id_} has no round: {text[:80]!r}"
        rounds.append(int(said_[1]))
        if f"a{rounds[-1] % ARTICLES}" != id_:
            return f"{id_} has the text of round {rounds[-1]}"
    rounds.sort()
    if len(rounds) != ARTICLES or rounds != list(range(rounds[0], rounds[0] + ARTICLES)):
        return f"{len(rounds)} articles, of rounds {rounds}"
    return None


def check_ids(ids):
    if sorted(ids) != sorted(f"a{i}" for i in range(ARTICLES)):
        return f"{len(ids)} articles: {ids}"
    return None


class Library:
    """The C libraries, as another language calls them."""

    class Error(ctypes.Structure):
        _fields_ = [("status", ctypes.c_int), ("message", ctypes.c_char * 240)]

    def __init__(self, build, name):
        self.calls = ctypes.CDLL(os.path.join(build, f"lib{name}.so.0.1.0"))
        self.error = self.Error()

    def call(self, name, *arguments):
        if getattr(self.calls, name)(*arguments, ctypes.byref(self.error)):
            raise Wrong(self.error.message.decode(errors="replace"))


# ---- readers: each yields what is wrong with an answer, or None ----

def one_shot(tools, db, count):
    for i in range(min(count, STARTS)):
        query = QUERIES[i % len(QUERIES)]
        done = tools.run(tools.irsearch, "-d", db, *ASKED, query, status=None)
        yield said(done) if done.returncode else check_json(json.loads(done.stdout))


def check_json(answer):
    if "hits" not in answer:
        return str(answer)[:300]
    return check(map(shown, answer["hits"]))


def shown(hit):
    return hit["article"]["id"], hit["passage"]["text"]


def batch(tools, db, count):
    queries = write(os.path.join(os.path.dirname(db), "queries"), [QUERIES[i % len(QUERIES)] + "\n" for i in range(count)])
    with subprocess.Popen([tools.irsearch, "-d", db, *ASKED, "-f", queries], env=tools.environment,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        for line in process.stdout:
            yield check_json(json.loads(line)) if line.startswith("{") else line.strip()


def library(tools, db, count):
    ir = Library(os.path.dirname(tools.irsearch), "irsearch")
    calls, searcher = ir.calls, ctypes.c_void_p()
    for name in ("ir_hit_id", "ir_hit_passage"):
        getattr(calls, name).restype = ctypes.c_void_p
    calls.ir_hit_count.restype = ctypes.c_size_t

    def text(name, results, i):
        size = ctypes.c_size_t()
        at = getattr(calls, name)(results, ctypes.c_size_t(i), ctypes.byref(size))
        return ctypes.string_at(at, size.value).decode()

    ir.call("ir_open", (ctypes.c_char_p * 1)(db.encode()), ctypes.c_size_t(1), ctypes.byref(searcher))
    for i in range(count):
        results = ctypes.c_void_p()
        query = QUERIES[i % len(QUERIES)].encode()
        try:
            ir.call("ir_search_text", searcher, query, ctypes.c_size_t(500), ctypes.byref(results))
        except Wrong as wrong:
            yield str(wrong)
            continue
        found = {}
        for k in range(calls.ir_hit_count(results)):
            found.setdefault(text("ir_hit_id", results, k), []).append(text("ir_hit_passage", results, k))
        yield check([(id_, " ".join(passages)) for id_, passages in found.items()])
        calls.ir_results_free(results)
    calls.ir_close(searcher)


def served(tools, db, count):
    """By a server, from a socket in the folder of the index."""
    log = os.path.join(os.path.dirname(db), "served.log")
    with open(log, "wb") as errors, \
            subprocess.Popen([tools.irsearch, "--no-config", "-d", db, "--serve", "127.0.0.1:0", "--max-time", "600"],
                             env=tools.environment, stderr=errors) as server:
        try:
            yield from ask(port(log, server), count)
        finally:
            server.terminate()


def port(log, server):
    while server.poll() is None:
        with open(log, encoding="utf-8") as f:
            found = re.search(r"serving at http://[^:]*:(\d+)", f.read())
        if found:
            return int(found[1])
        time.sleep(0.02)
    raise Wrong("the server has ended")


def ask(at, count):
    connection = http.client.HTTPConnection("127.0.0.1", at)
    for i in range(count):
        body = json.dumps({"q": QUERIES[i % len(QUERIES)], "limit": 100, "unit": "article", "all": True, "timeout": 300,
                           "copies": "show"})
        try:
            answer = post(connection, body)
        except (BrokenPipeError, ConnectionResetError, http.client.RemoteDisconnected):
            # Where many programs run, this one may wait for so long that the
            # server closes the connection, which it may before a request.
            connection.close()
            answer = post(connection, body)
        yield check_json(answer)


def post(connection, body):
    connection.request("POST", "/v1/search", body, {"Content-Type": "application/json"})
    return json.loads(connection.getresponse().read())


# ---- long ones ----

def export(tools, db):
    done = tools.run(tools.irindex, "-d", db, "--export", status=None)
    if done.returncode:
        return said(done)
    read = [json.loads(line) for line in done.stdout.splitlines()]
    if len(read) != ARTICLES + FILLER:
        return f"{len(read)} articles were exported"
    return check([(one["id"], one["text"]) for one in read if one["id"][0] == "a"])


def check_index(tools, db):
    done = tools.run(tools.irindex, "-q", "-d", db, "--check", status=None)
    return said(done) if done.returncode else None


def ids(tools, db):
    done = tools.run(tools.irsearch, "--no-config", "-d", db, "-l", "rounds", status=None)
    return said(done) if done.returncode else check_ids(done.stdout.decode().split())


def stream(tools, db):
    done = tools.run(tools.irsearch, "--no-config", "-d", db, "--no-limit", "--jsonl", "-u", "article", "rounds", status=None)
    if done.returncode:
        return said(done)
    return check([shown(json.loads(line)) for line in done.stdout.splitlines()])


def backup(tools, db):
    """The copy is whole, and its articles are of one revision."""
    copy = f"{db}.backup"
    done = tools.run(tools.irindex, "-q", "-d", db, "--backup", copy, status=None)
    if done.returncode:
        return said(done)
    return check_index(tools, copy) or export(tools, copy)


LONG = {"backup": backup, "export": export, "check": check_index, "ids": ids, "stream": stream}
READERS = {"one-shot": one_shot, "batch": batch, "library": library, "served": served}


def chosen(readers):
    return [name for name in readers if not ONLY or name in ONLY]


# ---- writers: each goes on until stop is set ----

def write_library(tools, db, stop):
    ir = Library(os.path.dirname(tools.irindex), "irsearch-writer")

    class Text(ctypes.Structure):
        _fields_ = [("data", ctypes.c_char_p), ("size", ctypes.c_size_t)]

    names = "id title text date source section byline lang url".split()

    class Article(ctypes.Structure):
        _fields_ = [("size", ctypes.c_size_t), *((name, Text) for name in names)]

    handle, round_ = ctypes.c_void_p(), ARTICLES
    ir.call("ir_writer_open", db.encode(), None, ctypes.byref(handle))
    while not stop.is_set():
        one = Article()
        ir.calls.ir_writer_article_init_size(ctypes.byref(one), ctypes.c_size_t(ctypes.sizeof(one)))
        for name, value in json.loads(article(round_)).items():
            setattr(one, name, Text(value.encode(), len(value)))
        ir.call("ir_writer_add", handle, ctypes.byref(one))
        ir.call("ir_writer_commit", handle)
        round_ += 1
    ir.calls.ir_writer_close(handle)
    return round_ - ARTICLES


def write_runs(tools, db, stop, *then):
    """A run of irindex for each article, and one for what then follows."""
    round_ = ARTICLES
    while not stop.is_set():
        path = os.path.join(os.path.dirname(db), f"a{round_ % ARTICLES}.jsonl")
        write(path, [article(round_)])
        tools.index(db, path)
        if then:
            tools.index(db, *then)
        round_ += 1
    return round_ - ARTICLES


def write_compact(tools, db, stop):
    return write_runs(tools, db, stop, "--compact")


def write_merge(tools, db, stop):
    """Of an index that has all articles, in later rounds."""
    folder, times = os.path.dirname(db), 0
    others = []
    for first in (1, 2):
        others.append(os.path.join(folder, f"other{first}"))
        lines = [article(first * ARTICLES + i) for i in range(ARTICLES)]
        tools.index(others[-1], write(os.path.join(folder, "other.jsonl"), lines))
    while not stop.is_set():
        # More than the third time, the articles of the index are older again.
        tools.index(db, "--merge", others[times % 2])
        times += 1
    return times


def stamp(db):
    version = os.stat(os.path.join(db, "iamglass"))
    return version.st_ino, version.st_mtime_ns


def write_watched(tools, db, stop):
    """Files that change in a folder that is watched."""
    folder = os.path.join(os.path.dirname(db), "watched")
    os.mkdir(folder)
    round_ = ARTICLES
    with subprocess.Popen([tools.irindex, "-q", "-d", db, "--watch", folder], env=tools.environment) as watcher:
        while not stop.is_set() and watcher.poll() is None:
            hidden = write(os.path.join(folder, ".new"), [article(round_)])
            # One by one: what changes at the same time comes in any order.
            before = stamp(db)
            os.rename(hidden, os.path.join(folder, f"a{round_ % ARTICLES}.jsonl"))
            while stamp(db) == before and not stop.is_set() and watcher.poll() is None:
                time.sleep(0.002)
            round_ += 1
        watcher.terminate()
    if watcher.returncode:
        raise Wrong(f"the watcher ended with {watcher.returncode}")
    return round_ - ARTICLES


WRITERS = {"library": write_library, "runs": write_runs, "watch": write_watched,
           "compact": write_compact, "merge": write_merge}


# ---- a case: a writer, the four readers, and the long ones in turn ----

def tell(results, name, problems):
    """Count what a reader found."""
    count, wrong, told = 0, 0, []
    for problem in problems:
        count += 1
        if problem is not None:
            wrong += 1
            told += [problem] if len(told) < TOLD else []
    results.put((name, count, wrong, told))


def read(tools, results, name, db, count):
    try:
        tell(results, name, READERS[name](tools, db, count))
    except Exception as e:  # noqa: BLE001: told where it is counted
        results.put((name, count, 1, [repr(e)]))


def read_long(tools, results, name, db, stop):
    def problems():
        while True:
            yield LONG[name](tools, db)
            if stop.is_set():
                return
    try:
        tell(results, name, problems())
    except Exception as e:  # noqa: BLE001
        results.put((name, 1, 1, [repr(e)]))


def keep_writing(tools, results, name, db, stop):
    try:
        results.put(("commits", WRITERS[name](tools, db, stop), 0, []))
    except Exception as e:  # noqa: BLE001
        results.put(("commits", 0, 1, [repr(e)]))


class Loop:
    jobs = 1
    sampled = 1

    def __init__(self, tools):
        self.tools = tools

    def cases(self):
        return [f"{writer}:{SEARCHES}" for writer in WRITERS]

    def start(self, function, *arguments):
        process = multiprocessing.Process(target=function, args=(self.tools, self.results, *arguments))
        process.start()
        return process

    def run(self, name, folder):
        writer, count = name.split(":")
        db = os.path.join(folder, "db")
        self.results = multiprocessing.Queue()
        self.tools.index(db, write(os.path.join(folder, "first.jsonl"),
                                   [*map(article, range(ARTICLES)), *articles("n", FILLER)]))
        written, done = multiprocessing.Event(), multiprocessing.Event()
        readers = [self.start(read, kind, db, int(count)) for kind in chosen(READERS)]
        longer = [self.start(read_long, kind, db, done) for kind in chosen(LONG)]
        keeper = self.start(keep_writing, writer, db, written)
        rows = [self.results.get() for _ in readers]
        done.set()
        rows += [self.results.get() for _ in longer]
        written.set()
        rows.append(self.results.get())
        for process in [*readers, *longer, keeper]:
            process.join()
        return self.judge(db, rows)

    def judge(self, db, rows):
        figures = ", ".join(f"{wrong} of {count} {name}" for name, count, wrong, _ in rows if name != "commits")
        commits = next(count for name, count, _, _ in rows if name == "commits")
        summary = f"beside {commits} commits, wrong are {figures}"
        told = [f"{name}: {text}" for name, _, _, texts in rows for text in texts]
        if told:
            raise Wrong(summary + "\n#   " + "\n#   ".join(told))
        self.tools.index(db, "--check")
        return summary
