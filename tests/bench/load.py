#!/usr/bin/env python3
"""How many searches a second servers answer, and how long each waits.

usage: load.py BUILD [SECONDS] [writer]

The same articles are indexed by irindex, groonga and Sphinx, and their servers
are asked the same queries over 1, 8, 64 and 256 connections that stay open.
Before and after irsearch, the library is asked in process, once only for its
results and once to print them as the server does: what the server takes beyond
the first is all that serving costs, and beyond the second what HTTP costs.  All
have been asked every query once before they are measured.  The client runs on
the last processor, and the servers and the library on the others, with a worker
or a thread for each.  Then irsearch is measured beside an irindex that commits
every second to its index, or as often to a copy, which takes the same time of
the processors; with "writer" as the last argument, only that.

IR_ARCHIVE  articles, in any format that irindex reads
QUERIES     queries, one a line
SERVERS     parts of the names of the servers to compare; irsearch always is
"""
import os
import shutil
import signal
import subprocess
import sys
import tempfile

import servers
from articles import ARCHIVES, QUERIES, Articles, first_there, read_queries
from articles import without_stop_words

CONNECTIONS = (1, 8, 64, 256)
SECONDS = 10
ROUNDS = 3  # beside irindex, and alone
BATCH = 20  # articles of a commit
READERS = 4  # connections beside irindex
MB = 1e6


def say(text):
    print(text, flush=True)


def cell(load):
    mark = "!" if load.failures else " "
    return f"{load.rate():9.1f}{load.p50:8.1f}{load.p99:8.1f}{load.cpu / load.requests * 1e3:7.2f}{mark}"


class Library:
    """The library in process, on the processors of the servers."""

    def __init__(self, build, index, queries, work, cpus):
        self.path = os.path.join(work, "queries")
        with open(self.path, "w", encoding="utf-8") as out:
            out.writelines(" ".join(q) + "\n" for q in queries)
        self.command = ["taskset", "-c", ",".join(map(str, cpus)), f"{build}/bench/library", index,
                        self.path, str(len(cpus))]

    def rate(self, seconds, way):
        """Searches a second, and seconds of a processor for each: of the results alone, and
        printed."""
        found = []
        for form in ([], ["json"]):
            done = subprocess.run(self.command + [str(seconds)] + way + form, check=True,
                                  stdout=subprocess.PIPE, text=True)
            searches, took, cpu = map(float, done.stdout.split())
            name = ", ".join(["library", *(way or ["passages"]), *form])
            say(f"{name:24}{searches / took:9.1f}{'':16}{cpu / searches * 1e3:7.2f}")
            found.append((searches / took, cpu / searches))
        return found


def measure_server(server, cpus, cpu, seconds):
    """Its loads, by the number of connections."""
    with server.running(cpus):
        hits = server.hits()
        loads = [server.measure(connections, seconds, cpu) for connections in CONNECTIONS]
    say(f"{server.name:24}" + "".join(cell(load) for load in loads) + f"{hits:7}")
    say("    the client took, ms of a processor for each answer: " +
        ", ".join(f"{load.client / load.requests * 1e3:.2f}" for load in loads))
    failures = sum(load.failures for load in loads)
    if failures:
        say(f"    {failures} requests failed")
    return loads


def compare(chosen, library, cpus, cpu, seconds):
    say(f"{'connections':24}" + "".join(f"{c:>33}" for c in CONNECTIONS))
    say(f"{'':24}" + "      a s     p50     p99  cpu ms" * len(CONNECTIONS) + "   hits")
    for server in chosen:
        ours = isinstance(server, servers.Irsearch)
        way = [] if isinstance(server, servers.Passages) else ["all"]
        before = library.rate(seconds, way) if ours else None
        loads = measure_server(server, cpus, cpu, seconds)
        if server.note:
            say(f"    {server.note}")
        if ours:
            after = library.rate(seconds, way)
            for i, name in enumerate(("library", "library that prints")):
                rate, used = ((before[i][k] + after[i][k]) / 2 for k in (0, 1))
                parts = [100 * load.rate() / rate for load in loads]
                costs = [100 * used / (load.cpu / load.requests) for load in loads]
                say(f"    of the rate of the {name}: " + ", ".join(f"{p:.0f} %" for p in parts) +
                    "; by seconds of a processor: " + ", ".join(f"{c:.0f} %" for c in costs))


def beside_writer(server, texts, seconds):
    """Rounds alone, beside irindex, and beside one of a copy, in turn: only they can be
    compared."""
    copy = server.dir + ".copy"
    shutil.copytree(server.dir, copy)
    ways = {"alone": None, "beside irindex": server.dir, "beside one of a copy": copy}
    found, commits = {name: [] for name in ways}, 0
    with server.running(os.sched_getaffinity(0)):
        server.hits()
        for name, index in ROUNDS * list(ways.items()):
            writer = servers.Writer(server, texts, index) if index else None
            if writer:
                writer.start()
            found[name].append(server.measure(READERS, seconds, None))
            if writer:
                writer.over.set()
                writer.join()
                commits += writer.commits
    say(f"# over {READERS} connections; {commits} commits of {BATCH} articles")
    for name, loads in found.items():
        say(f"{name:24}{sum(x.requests for x in loads):7} requests,"
            f" {sum(x.failures for x in loads)} failed; p50 " +
            " ".join(f"{x.p50:.1f}" for x in loads) + "; p99 " +
            " ".join(f"{x.p99:.1f}" for x in loads))


def choose(build, work, queries):
    wanted = os.environ.get("SERVERS", "").lower().split()
    chosen = []
    for server in (make(build, work, queries) for make in servers.ALL):
        ours = isinstance(server, servers.Irsearch)
        if not ours and wanted and not any(w in server.name for w in wanted):
            continue
        if missing := server.missing():
            say(f"# {server.name} is left out: {missing} is not installed (make bench-deps)")
        else:
            chosen.append(server)
    return chosen


def main():
    build, seconds = sys.argv[1], int((sys.argv[2:] or [SECONDS])[0])
    only_writer = sys.argv[3:] == ["writer"]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))
    for tool in ("wrk", "taskset"):
        if not shutil.which(tool):
            sys.exit(f"{tool} is missing: make bench-deps")
    cpus = sorted(os.sched_getaffinity(0))
    cpu = cpus.pop() if len(cpus) > 1 else None
    queries = read_queries(first_there("QUERIES", QUERIES))
    queries = [words for words in map(without_stop_words, queries) if words]
    with tempfile.TemporaryDirectory(prefix="bench-") as work:
        all_articles = Articles(f"{build}/irindex", first_there("IR_ARCHIVE", ARCHIVES), 0, work)
        say(f"# {all_articles.count} articles, {all_articles.bytes / MB:.1f} MB of text;"
            f" {len(queries)} queries; the client on one processor and the servers on"
            f" {len(cpus)}; load {os.getloadavg()[0]:.1f}")
        chosen = choose(build, work, queries)
        path = os.path.join(work, "input")
        for server in chosen[:2] if only_writer else chosen:
            all_articles.write(path, server.form)
            server.index(path)
        os.unlink(path)
        if not only_writer:
            library = Library(build, chosen[0].dir, queries, work, cpus)
            compare(chosen, library, cpus, cpu, seconds)
            say("")
        texts = [text for text, _ in zip(all_articles, range(BATCH))]
        beside_writer(chosen[1], texts, seconds)


main()
