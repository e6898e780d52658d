#!/usr/bin/env python3
"""Seeds of the query and search targets: the queries of tests/query.txt.

Usage: seeds.py TARGET DIRECTORY
"""
import os
import random
import re
import sys

FLAGS = 16  # of search.c


def queries():
    with open(os.path.join(os.path.dirname(__file__), "..", "query.txt"), "rb") as f:
        blocks = re.split(rb"\n\n+", f.read())
    for block in blocks:
        lines = [line for line in block.split(b"\n") if not line.startswith(b"#")]
        if lines and lines[0]:
            yield re.sub(rb"\\(n|t|\\|x[0-9a-f]{2})", unescape, lines[0])


def unescape(found):
    name = found.group(1)
    if name[:1] == b"x":
        return bytes([int(name[1:], 16)])
    return {b"n": b"\n", b"t": b"\t", b"\\": b"\\"}[name]


def flags(chance):
    """A request that is over no limit, most fields left alone."""
    out = bytearray(FLAGS)
    out[0] = chance.randrange(128)
    out[2] = 10
    out[3] = 3 | chance.choice([0, 8, 16, 32, 48])
    for at in chance.sample([5, 6, 7, 8, 10, 11, 12, 13], 2):
        out[at] = chance.randrange(256) if at != 7 else chance.randrange(16)
    out[9] = 40
    out[15] = chance.randrange(2)
    return bytes(out)


def main():
    target, directory = sys.argv[1:]
    chance = random.Random(1)
    os.makedirs(directory, exist_ok=True)
    for number, query in enumerate(queries()):
        head = flags(chance) if target == "search" else b""
        with open(os.path.join(directory, f"{number:04}"), "wb") as f:
            f.write(head + query)


if __name__ == "__main__":
    main()
