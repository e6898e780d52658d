#!/usr/bin/env python3
"""How much of a page of hits is of use: its lines, and what it repeats.

usage: listing.py BUILD INDEX [QUERIES]

For each line of QUERIES (tests/bench/listing.txt) it prints the lines that the
first page takes on a terminal of 80 columns, its hits, those that take more
than three lines, those of an article that is above already, and those whose
passage has nearly the words of one above: of the runs of three words in either
of the two, at least 80 % are in both.  The last line has the sums.
"""
import fcntl
import json
import os
import pty
import re
import struct
import subprocess
import sys
import termios

ROWS, COLUMNS = 50, 80
ALIKE = 0.8  # share of common runs from which passages count as the same
RUN = 3  # words
LINES = 3  # of a hit that is not too long
HIT = re.compile(r"^ {0,2}\d+ ")


def on_terminal(command):
    """What a command writes to a terminal, as plain lines."""
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    environment = {**os.environ, "TERM": "dumb"}
    environment.pop("COLUMNS", None)
    written = b""
    with subprocess.Popen(command, stdout=follower, stderr=subprocess.DEVNULL, env=environment):
        os.close(follower)
        try:
            while chunk := os.read(leader, 1 << 16):
                written += chunk
        except OSError:  # of a terminal that nobody writes to any more
            pass
    os.close(leader)
    return written.decode().replace("\r\n", "\n").splitlines()


def long_hits(lines):
    """How many hits take more than LINES lines, without the empty ones between."""
    starts = [i for i, line in enumerate(lines) if HIT.match(line)] + [len(lines)]
    return sum(sum(map(bool, lines[start:end])) > LINES
               for start, end in zip(starts, starts[1:]))


def runs(text):
    words = re.findall(r"\w+", text.lower())
    return set(zip(*(words[i:] for i in range(RUN))))


def alike(some, others):
    return bool(some and others) and len(some & others) >= ALIKE * len(some | others)


def figures(irsearch, query):
    lines = on_terminal([*irsearch, "--", query])
    # The same hits: those of the text are articles.
    answer = subprocess.run([*irsearch, "--json", "--unit", "article", "--", query],
                            stdout=subprocess.PIPE, check=False).stdout
    hits = json.loads(answer)["hits"]
    texts = [runs(hit["passage"]["text"]) for hit in hits]
    articles = [hit["article"]["id"] for hit in hits]
    return {"lines": len(lines), "hits": len(hits), "long": long_hits(lines),
            "repeated": len(articles) - len(set(articles)),
            "alike": sum(any(alike(text, above) for above in texts[:i])
                         for i, text in enumerate(texts))}


def main():
    build, index, *rest = sys.argv[1:]
    queries = rest[0] if rest else os.path.join(os.path.dirname(__file__), "listing.txt")
    irsearch = [os.path.join(build, "irsearch"), "--no-config", "-d", index]
    with open(queries, encoding="utf-8") as file:
        rows = [(query, figures(irsearch, query)) for query in map(str.strip, file) if query]
    print(*(f"{name:>8}" for name in rows[0][1]), " query")
    for query, row in rows:
        print(*(f"{value:8}" for value in row.values()), "", query)
    sums = {name: sum(row[name] for _, row in rows) for name in rows[0][1]}
    print(*(f"{value:8}" for value in sums.values()),
          f" all; {sums['lines'] / len(rows):.1f} lines a page")


if __name__ == "__main__":
    main()
