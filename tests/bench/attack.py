#!/usr/bin/env python3
"""What others notice while the server is attacked.

usage: attack.py BUILD [slow] [queries]

slow: slowhttptest holds 1,000 connections in its four ways, slow heads, slow
bodies, ranges and slow reading: with the limits of connections as they are, and
with room for all of them.  Meanwhile another client asks one search after the
other, each over a new connection, from another address, or from the same.

queries: 10,000 searches that are as expensive as possible, from clients that
wait and from such that leave, while four normal clients ask what they did
before and after.

IR_ARCHIVE  articles, in any format that irindex reads
QUERIES     queries, one a line
HOSTILE     number of hostile searches
"""
import http.client
import multiprocessing
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from urllib.parse import urlencode

import measure
import servers
from abuse import LEAVING, WAITING, Hostile, hostile_queries
from articles import ARCHIVES, QUERIES, Articles, first_there, read_queries

ATTACKERS, ATTACK_SECONDS = 1000, 15
BACK_SECONDS = 15  # until all descriptors are closed
SAME, OTHER = "127.0.0.1", "127.0.0.2"  # addresses of the attackers, and of another
HOSTILE = 10000
CLIENTS, PAUSE, SECONDS = 4, 0.02, 30  # normal ones, between two searches, each round
SHORT_PAUSE = 0.01


def say(text):
    print(text, flush=True)


class Server(servers.Passages):
    limits = []

    def index(self, path):
        servers.Irsearch.index(self, path)

    def descriptors(self):
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))


class Client(threading.Thread):
    """Asks searches one after the other, and keeps when and how long each was.
    keeps: over one connection; else each over its own."""

    def __init__(self, server, pause, keeps, address=OTHER):
        super().__init__(daemon=True)
        self.address = address
        self.server, self.pause, self.keeps = server, pause, keeps
        self.connection, self.asked, self.over = None, [], threading.Event()

    def ask(self, query):
        if not self.connection:
            self.connection = http.client.HTTPConnection(
                "127.0.0.1", self.server.port, timeout=60, source_address=(self.address, 0))
        try:
            self.connection.request("GET", self.server.path(query))
            answer = self.connection.getresponse()
            answer.read()
            good = answer.status == 200
        except (OSError, http.client.HTTPException):
            good = False
        if not good or not self.keeps:
            self.connection.close()
            self.connection = None
        return good

    def run(self):
        while not self.over.wait(self.pause):
            start = time.perf_counter()
            good = self.ask(random.choice(self.server.queries))
            self.asked.append((start, (time.perf_counter() - start) * 1e3, good))

    def end(self):
        self.over.set()
        self.join()


def report(name, asked):
    times = [took for _, took, _ in asked]
    say(f"{name:24}{len(times):6} requests, {sum(not good for _, _, good in asked)} failed;"
        f" p50 {measure.percentile(times, 50):.1f} ms,"
        f" p99 {measure.percentile(times, 99):.1f} ms")


LARGE = urlencode({"q": "the", "limit": 1000, "per_article": 0, "context": 5})
ATTACKS = {
    "slow heads": ["-H", "-i", "1"],
    "slow bodies": ["-B", "-i", "1", "-s", "60000", "-f", "application/json"],
    "ranges": ["-R", "-a", "5", "-b", "500"],
    "slow reading": ["-X", "-w", "512", "-y", "1024", "-n", "1", "-z", "32", "-k", "3"],
}


def attack(server, way):
    url = f"http://127.0.0.1:{server.port}/v1/search" + ("" if way == "slow bodies" else "?" + LARGE)
    return ["slowhttptest", *ATTACKS[way], "-c", str(ATTACKERS), "-r", "500", "-p", "3", "-l",
            str(ATTACK_SECONDS), "-u", url]


def alone(server, seconds):
    other = Client(server, SHORT_PAUSE, False)
    other.start()
    time.sleep(seconds)
    other.end()
    report("nobody", other.asked)


def held(server, way, address):
    """Attack; what the other client had, and the most descriptors."""
    other, most = Client(server, SHORT_PAUSE, False, address), 0
    other.start()
    with subprocess.Popen(attack(server, way), stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL) as process:
        while process.poll() is None:
            most = max(most, server.descriptors())
            time.sleep(0.2)
    other.end()
    return other, most


def seconds_until(condition, most):
    start = time.perf_counter()
    while not condition() and time.perf_counter() - start < most:
        time.sleep(0.1)
    return time.perf_counter() - start


def slow(server):
    if not shutil.which("slowhttptest"):
        sys.exit("slowhttptest is missing: make bench-deps")
    for name, limits, address in (("limits as they are", [], OTHER),
                                  ("limits as they are, one address", [], SAME),
                                  ("room for all", servers.Irsearch.limits, OTHER)):
        server.limits = [word.replace("1024", "2048") for word in limits]
        say(f"{ATTACKERS} connections, {name}")
        with server.running(os.sched_getaffinity(0)):
            server.hits()
            time.sleep(1)
            base = server.descriptors()
            alone(server, ATTACK_SECONDS)
            for way in ATTACKS:
                other, most = held(server, way, address)
                report(way, other.asked)
                took = seconds_until(lambda: server.descriptors() <= base, BACK_SECONDS)
                back = f"back in {took:.1f} s" if server.descriptors() <= base else "NOT BACK"
                say(f"{'':24}{base} descriptors before, at most {most}, {back}")
            alone(server, ATTACK_SECONDS)


def normal(server, pipe):
    """In a process of its own: clients that ask until something is sent."""
    clients = [Client(server, PAUSE, True) for _ in range(CLIENTS)]
    for client in clients:
        client.start()
    pipe.recv()
    for client in clients:
        client.end()
    pipe.send([asked for client in clients for asked in client.asked])


def queries(server):
    count = int(os.environ.get("HOSTILE", HOSTILE))
    words = [w for query in server.queries for w in query if len(w) > 3]
    say(f"{CLIENTS} clients, beside {WAITING + LEAVING} that ask {count} hostile searches")
    server.limits = []
    with server.running(os.sched_getaffinity(0)):
        server.hits()
        hostile = Hostile(server, hostile_queries(words, count))
        pipe, end = multiprocessing.Pipe()
        process = multiprocessing.Process(target=normal, args=(server, end))
        process.start()
        time.sleep(SECONDS)
        marks = [time.perf_counter()]
        hostile.start()
        hostile.wait()
        marks.append(time.perf_counter())
        time.sleep(SECONDS)
        pipe.send("end")
        asked = pipe.recv()
        process.join()
    report("before", [a for a in asked if a[0] < marks[0]])
    report("meanwhile", [a for a in asked if marks[0] <= a[0] < marks[1]])
    report("after", [a for a in asked if a[0] >= marks[1]])
    counts = ", ".join(f"{v} {k}" for k, v in sorted(hostile.counts.items(), key=str))
    say(f"{'hostile':24}{marks[1] - marks[0]:.0f} s: {counts}")


def main():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))
    build, tasks = sys.argv[1], sys.argv[2:] or ["slow", "queries"]
    asked = [q for q in read_queries(first_there("QUERIES", QUERIES)) if q]
    with tempfile.TemporaryDirectory(prefix="bench-") as work:
        articles = Articles(f"{build}/irindex", first_there("IR_ARCHIVE", ARCHIVES), 0, work)
        server = Server(build, work, asked)
        path = os.path.join(work, "input")
        articles.write(path, server.form)
        server.index(path)
        os.unlink(path)
        say(f"# {articles.count} articles; load {os.getloadavg()[0]:.1f}")
        if "slow" in tasks:
            slow(server)
        if "queries" in tasks:
            queries(server)


main()
