"""The servers that are compared: how each indexes, starts and is asked.

Each is asked for the best ten articles with all words of a query, with a
snippet of each.
"""
import contextlib
import http.client
import json
import os
import resource
import shutil
import socket
import subprocess
import threading
import time
from dataclasses import dataclass
from urllib.parse import quote, urlencode
from xml.sax.saxutils import escape

import articles
import measure
import peers
import sphinx

HERE = os.path.dirname(os.path.abspath(__file__))
WRITES = 10  # batches under ids of their own
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Load:
    requests: int
    failures: int
    seconds: float
    p50: float  # milliseconds
    p99: float
    cpu: float  # seconds of a processor that the server used
    client: float = 0  # and that the client used

    def rate(self):
        return self.requests / self.seconds


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as s:
        return s.getsockname()[1]


def cpu_of(pid):
    with open(f"/proc/{pid}/stat", encoding="utf-8") as file:
        user, system = file.read().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / TICKS


def wrk(url, paths, connections, seconds, cpu=None, pause=0):
    """Ask for the paths in a file; cpu is the processor of the client."""
    pin = ["taskset", "-c", str(cpu)] if cpu is not None else []
    before = sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])
    done = subprocess.run(pin + ["wrk", "-t1", f"-c{connections}", f"-d{seconds}", "--timeout",
                                 "60s", "-s", os.path.join(HERE, "ask.lua"), url, "--", paths,
                                 str(pause)],
                          check=True, stdout=subprocess.PIPE, text=True)
    words = done.stdout.splitlines()[-1].split()
    used = sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2]) - before
    return Load(int(words[0]), int(words[1]), *map(float, words[2:]), 0, used)


class Server:
    name = ""
    note = ""
    form = None  # the function of articles.py that writes its input
    needs = ()

    def __init__(self, build, work, queries):
        self.build, self.work, self.queries = build, work, queries
        self.port, self.process = free_port(), None

    def missing(self):
        return next((p for p in self.needs if not shutil.which(p)), None)

    def index(self, path):
        """Index the articles in the file at path."""
        raise NotImplementedError

    def command(self, workers):
        raise NotImplementedError

    def start(self, cpus):
        self.process = subprocess.Popen(self.command(len(cpus)), stdout=subprocess.DEVNULL,
                                        stderr=subprocess.DEVNULL)
        os.sched_setaffinity(self.process.pid, cpus)
        for _ in range(600):
            with socket.socket() as s:
                if not s.connect_ex(("127.0.0.1", self.port)):
                    return
            if self.process.poll() is not None:
                break
            time.sleep(0.1)
        raise SystemExit(f"{self.name} does not start: {' '.join(self.command(1))}")

    @contextlib.contextmanager
    def running(self, cpus):
        try:
            self.start(cpus)
            yield
        finally:
            self.stop()

    def stop(self):
        self.process.terminate()
        self.process.wait()

    def hits(self):
        """All hits of all queries."""
        raise NotImplementedError

    def load(self, connections, seconds, cpu):
        raise NotImplementedError

    def measure(self, connections, seconds, cpu):
        before = cpu_of(self.process.pid)
        load = self.load(connections, seconds, cpu)
        load.cpu = cpu_of(self.process.pid) - before
        return load


class HttpServer(Server):
    def path(self, query):
        raise NotImplementedError

    def count(self, answer):
        raise NotImplementedError

    def hits(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        found = 0
        for query in self.queries:
            connection.request("GET", self.path(query))
            answer = connection.getresponse()
            body = answer.read()
            if answer.status != 200:
                raise SystemExit(f"{self.name}: {query}: {answer.status} {body[:200]}")
            found += self.count(json.loads(body))
        connection.close()
        return found

    def load(self, connections, seconds, cpu):
        paths = os.path.join(self.work, "paths")
        with open(paths, "w", encoding="utf-8") as out:
            out.writelines(self.path(query) + "\n" for query in self.queries)
        return wrk(f"http://127.0.0.1:{self.port}", paths, connections, seconds, cpu)


class Irsearch(HttpServer):
    name = "irsearch"
    form = staticmethod(articles.jsonl)
    limits = ["--max-per-client", "1024", "--max-clients", "1024", "--queue", "1024"]
    options = {"all": "true", "literal": "true", "unit": "article", "as_typed": "true"}

    def __init__(self, build, work, queries):
        super().__init__(build, work, queries)
        self.dir = os.path.join(work, "irsearch")

    def index(self, path):
        measure.run(f"{self.build}/irindex --no-config -q -d {self.dir} -f jsonl {path}")

    def command(self, workers):
        return [f"{self.build}/irsearch", "--no-config", "-d", self.dir, "--serve",
                f"127.0.0.1:{self.port}", "--workers", str(workers), *self.limits]

    def path(self, query):
        return "/v1/search?" + urlencode({"q": " ".join(query), **self.options})

    def count(self, answer):
        return len(answer["hits"])


class Passages(Irsearch):
    """As without options: passages, also of articles with some of the words."""
    name = "irsearch, passages"
    options = {}

    def index(self, path):
        pass


class Groonga(HttpServer):
    name = "groonga"
    form = staticmethod(articles.groonga)
    needs = ("groonga",)

    def __init__(self, build, work, queries):
        super().__init__(build, work, queries)
        self.peer = peers.Groonga(build, work)
        self.peer.dir = os.path.join(work, "groonga")

    def missing(self):
        return self.peer.missing()

    def index(self, path):
        measure.run(self.peer.index(path))

    def command(self, workers):
        return ["groonga", "-s", "--protocol", "http", "--bind-address", "127.0.0.1", "-p",
                str(self.port), "-t", str(workers), "--log-path", os.path.join(self.work, "log"),
                f"{self.peer.dir}/db"]

    def path(self, query):
        options = {**self.peer.options("all", query), "cache": "no"}
        return "/d/select?" + urlencode(options, quote_via=quote)

    def count(self, answer):
        return len(answer[1][0]) - 2


def sphinx_xml(number, title, body):
    text = "".join(c if c in "\n\t" or c >= " " else " " for c in f"{title}\n{body}")
    return (f'<sphinx:document id="{int(number[1:]) + 1}"><text>{escape(text)}</text>'
            "</sphinx:document>\n")


class Sphinx(Server):
    name = "searchd"
    note = "over MySQL's protocol: this version has no HTTP"
    form = staticmethod(sphinx_xml)
    needs = ("searchd", "indexer")
    options = """source articles
{{
    type = xmlpipe2
    xmlpipe_command = cat {work}/head {path} {work}/tail
}}
index articles
{{
    source = articles
    path = {work}/sphinx
    morphology = stem_en
}}
searchd
{{
    listen = 127.0.0.1:{port}:mysql41
    log = {work}/searchd.log
    pid_file = {work}/searchd.pid
    workers = threads
    max_children = 1024
    listen_backlog = 1024
    binlog_path =
}}
"""

    def missing(self):
        return "sphinxsearch" if super().missing() else None

    def write(self, name, text):
        with open(os.path.join(self.work, name), "w", encoding="utf-8") as out:
            out.write(text)

    def index(self, path):
        self.write("head", '<?xml version="1.0" encoding="utf-8"?>\n<sphinx:docset>'
                   '<sphinx:schema><sphinx:field name="text" attr="string"/></sphinx:schema>\n')
        self.write("tail", "</sphinx:docset>\n")
        self.write("sphinx.conf", self.options.format(work=self.work, path=path, port=self.port))
        measure.run(f"indexer --quiet --config {self.work}/sphinx.conf articles")

    def command(self, workers):
        return ["searchd", "--config", f"{self.work}/sphinx.conf", "--nodetach"]

    def asked(self):
        return [(f"select id, snippet(text, '{words}') from articles where match('{words}')"
                 f" limit {peers.HITS}").encode() for words in map(" ".join, self.queries)]

    def hits(self):
        return sphinx.hits(self.port, self.asked())

    def load(self, connections, seconds, cpu):
        own = os.sched_getaffinity(0)
        if cpu is not None:
            os.sched_setaffinity(0, {cpu})
        before = time.process_time()
        times, took = sphinx.measure(self.port, self.asked(), connections, seconds)
        os.sched_setaffinity(0, own)
        return Load(len(times), 0, took, measure.percentile(times, 50),
                    measure.percentile(times, 99), 0, time.process_time() - before)


class Writer(threading.Thread):
    """irindex, which adds or replaces a batch of articles of an index every second."""

    def __init__(self, server, texts, index=None):
        super().__init__()
        self.texts, self.over, self.commits = texts, threading.Event(), 0
        self.command = [f"{server.build}/irindex", "--no-config", "-q", "-d",
                        index or server.dir, "-f", "jsonl", "-"]

    def run(self):
        while not self.over.wait(1):
            lines = "".join(articles.jsonl(f"w{self.commits % WRITES}.{i}", *text)
                            for i, text in enumerate(self.texts))
            subprocess.run(self.command, input=lines, text=True, check=True)
            self.commits += 1


ALL = (Irsearch, Passages, Groonga, Sphinx)
