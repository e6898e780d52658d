#!/usr/bin/env python3
"""Ask the server for long, and see whether it keeps what it takes.

usage: soak.py BUILD [SECONDS] [REQUESTS]

Cheap requests over 16 connections, one in a hundred of them hostile, beside an
irindex that replaces articles every second, until so many seconds have passed
and so many requests are answered.  Printed are memory, descriptors and threads
of the server at ten times, and how its memory has grown since the warm-up, the
first third.

IR_ARCHIVE  articles, in any format that irindex reads
QUERIES     queries, one a line
"""
import os
import random
import signal
import statistics
import sys
import tempfile
import threading
import time
from urllib.parse import urlencode

import servers
from abuse import Hostile, hostile_queries
from articles import ARCHIVES, QUERIES, Articles, first_there, read_queries

SECONDS, REQUESTS = 600, 1000000
SHARE = 100  # one in so many is hostile
CONNECTIONS, ROUND, BATCH = 16, 20, 20
PATHS = 2000
LONGEST = 6  # times SECONDS
MB = 1e6


def say(text):
    print(text, flush=True)


def write_paths(path, queries):
    """Half searches, a third articles, the rest whether the server lives."""
    chance = random.Random(1)
    with open(path, "w", encoding="utf-8") as out:
        for i in range(PATHS):
            search = urlencode({"q": " ".join(chance.choice(queries)), "all": "true",
                                "unit": "article", "as_typed": "true", "limit": 1})
            article = f"n{chance.randrange(100)}?start=0&end=0"
            out.write([f"/v1/search?{search}", f"/v1/articles/{article}", "/livez",
                       f"/v1/search?{search}", f"/v1/articles/{article}",
                       f"/v1/search?{search}"][i % 6] + "\n")


def status_of(pid):
    with open(f"/proc/{pid}/status", encoding="utf-8") as file:
        lines = dict(line.split(":", 1) for line in file)
    return int(lines["VmRSS"].split()[0]) * 1024, int(lines["Threads"])


class Watch(threading.Thread):
    """Looks at the server every second."""

    def __init__(self, pid):
        super().__init__()
        self.pid, self.seen, self.over = pid, [], threading.Event()

    def run(self):
        while not self.over.wait(1):
            memory, threads = status_of(self.pid)
            self.seen.append((memory, threads, len(os.listdir(f"/proc/{self.pid}/fd"))))


def soak(server, paths, queries, seconds, requests):
    """Load until it is enough; the answers, the failures, and the hostile ones."""
    words = [w for query in queries for w in query if len(w) > 3]
    url, start = f"http://127.0.0.1:{server.port}", time.perf_counter()
    asked = failed = 0
    hostile = Hostile(server, [], True)
    hostile.start()
    while (took := time.perf_counter() - start) < LONGEST * seconds and (
            took < seconds or asked < requests):
        load = servers.wrk(url, paths, CONNECTIONS, ROUND)
        asked, failed = asked + load.requests, failed + load.failures
        hostile.add(hostile_queries(words, load.requests // SHARE))
    hostile.end()
    return asked, failed, hostile, time.perf_counter() - start


def report(seen, base, after):
    part = len(seen) // 3
    say("memory MB, threads, descriptors:")
    for memory, threads, descriptors in seen[::max(1, len(seen) // 10)]:
        say(f"{memory / MB:8.1f}{threads:4}{descriptors:5}")
    warm, last = (statistics.median(m for m, _, _ in seen[a:a + part]) for a in (part, 2 * part))
    say(f"memory after the warm-up: {warm / MB:.1f} MB, in the last third {last / MB:.1f} MB,"
        f" {100 * last / warm - 100:+.1f} %")
    threads = {threads for _, threads, _ in seen[part:]}
    say(f"threads: {', '.join(map(str, sorted(threads)))}; descriptors without clients:"
        f" {base} before, {after} after")


def run(server, work, texts, seconds, requests):
    paths = os.path.join(work, "paths")
    write_paths(paths, server.queries)
    with server.running(os.sched_getaffinity(0)):
        server.hits()
        time.sleep(1)
        base = len(os.listdir(f"/proc/{server.process.pid}/fd"))
        watch, writer = Watch(server.process.pid), servers.Writer(server, texts)
        watch.start()
        writer.start()
        asked, failed, hostile, took = soak(server, paths, server.queries, seconds, requests)
        for thread in (watch, writer):
            thread.over.set()
            thread.join()
        time.sleep(15)
        after = len(os.listdir(f"/proc/{server.process.pid}/fd"))
    say(f"{asked} requests in {took:.0f} s, {failed} failed; {writer.commits} commits; hostile: " +
        ", ".join(f"{v} {k}" for k, v in sorted(hostile.counts.items(), key=str)))
    report(watch.seen, base, after)


def main():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))
    build, words = sys.argv[1], list(map(int, sys.argv[2:]))
    seconds, requests = words + [SECONDS, REQUESTS][len(words):]
    queries = [q for q in read_queries(first_there("QUERIES", QUERIES)) if q]
    with tempfile.TemporaryDirectory(prefix="bench-") as work:
        articles = Articles(f"{build}/irindex", first_there("IR_ARCHIVE", ARCHIVES), 0, work)
        server = servers.Passages(build, work, queries)
        path = os.path.join(work, "input")
        articles.write(path, server.form)
        servers.Irsearch.index(server, path)
        os.unlink(path)
        texts = [text for text, _ in zip(articles, range(BATCH))]
        say(f"# {articles.count} articles; load {os.getloadavg()[0]:.1f}")
        run(server, work, texts, seconds, requests)


main()
