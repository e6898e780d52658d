#!/usr/bin/env python3
"""Seeds of the query, search and mcp targets: the queries of tests/query.txt,
and for mcp messages of clients; of serve: the paths and bodies of tests/serve.sh;
of exchange: questions, answers and heads of replies.

Usage: seeds.py TARGET DIRECTORY
"""
import json
import os
import random
import re
import sys

FLAGS = 16  # of search.c
NEW = {"io.modelcontextprotocol/protocolVersion": "2026-07-28",
       "io.modelcontextprotocol/clientCapabilities": {}}
METHODS = [
    ("initialize", {"protocolVersion": "2025-06-18", "capabilities": {}}), ("ping", {}),
    ("server/discover", {}), ("tools/list", {}), ("resources/list", {}),
    ("resources/templates/list", {}), ("resources/read", {"uri": "irsearch://x/a1#0-9"}),
    ("subscriptions/listen", {"notifications": {}}), ("notifications/cancelled", {"requestId": 1}),
    ("tools/call", {"name": "search", "arguments": {"query": "gas", "limit": 3, "unit": "article"}}),
    ("tools/call", {"name": "fetch", "arguments": {"id": "a1#0-1"}}),
    ("tools/call", {"name": "describe_index"})]


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


def messages():
    """Of both eras, each after the byte that mcp.c reads first."""
    for method, params in METHODS:
        for more in ({}, {"_meta": NEW}):
            line = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params | more}
            yield bytes([4]) + json.dumps(line).encode()
            yield bytes([12]) + json.dumps([line]).encode()
    for name in (b"a1", b"a1#0-1", b"a1[0,9)", b"a1@sha256:0[0,9)", b"irsearch://x/a1#0-9"):
        yield bytes([6]) + name
        yield bytes([7]) + name


def requests():
    """Paths and JSON bodies of the server's test, one after the other."""
    with open(os.path.join(os.path.dirname(__file__), "..", "serve.sh"), "rb") as f:
        text = f.read()
    paths = re.findall(rb"(?:^|['\" ])(/(?:small/)?(?:v1|livez|openapi)[^'\"\t\n ]*)", text, re.M)
    queries_of = re.findall(rb"^((?:q|topic)=[^\t\n]*)\t", text, re.M)
    bodies = re.findall(rb"^(\{[^\t\n]*)\t4", text, re.M) + re.findall(rb"'(\{\"q\"[^'\n]*\})'", text)
    yield from paths
    for query in queries_of:
        yield b"/v1/search?" + query
        yield b"/v1/suggest?" + query
        yield b"/v1/terms?" + query
    for body in bodies:
        yield b"/v1/search\n" + body


def varint(number):
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    return bytes(out) + bytes([number])


def put(text):
    return varint(len(text)) + text


def exchanges():
    """Each after the byte that exchange.c reads first: see exchange.h."""
    options = [[], [(b"limit", b"3")], [(b"source", b"Reuters"), (b"source", b"AP"), (b"sort", b"-date")],
               [(b"format", b"json"), (b"explain", b"")], [(b"topic", b"gas"), (b"timeout", b"1.5")]]
    for kind in range(4):
        for chosen in options:
            yield bytes([2]) + varint(1) + varint(kind) + varint(80) + varint(3) + put(b"q1") + b"".join(
                put(name) + put(value) for name, value in chosen) + put(b"") + put(b"gas waiver")
    for parts in ([], [(1, b"an answer")], [(1, b"a"), (2, b"irsearch: warning: x\n"), (1, b"b" * 300)]):
        body = varint(1) + b"".join(varint(part) + put(text) for part, text in parts) + varint(0)
        yield bytes([0]) + body + varint(0) + put(b"") + varint(1)
        yield bytes([0]) + body + varint(7) + put(b"why") + varint(4) + put(b"unbalanced_quote") + put(
            b"a quote") + varint(4) + varint(5)
    for head in (b"Content-Length: 12", b"Content-Type: application/json\r\ncontent-length: 0\r\nConnection: close",
                 b"Transfer-Encoding: chunked", b"Content-Length: 1\r\nContent-Length: 2"):
        for line in (b"HTTP/1.1 200 OK", b"HTTP/1.0 404 Not Found", b"HTTP/1.1 503 "):
            yield bytes([1]) + line + b"\r\n" + head + b"\r\n\r\n"


def main():
    target, directory = sys.argv[1:]
    own = {"mcp": messages, "serve": requests, "exchange": exchanges}
    chance = random.Random(1)
    os.makedirs(directory, exist_ok=True)
    heads = {"search": lambda: flags(chance), "mcp": lambda: b"\5"}
    seeds = [] if target in ("serve", "exchange") else [
        heads.get(target, bytes)() + query for query in queries()]
    for number, seed in enumerate(seeds + (list(own[target]()) if target in own else [])):
        with open(os.path.join(directory, f"{number:04}"), "wb") as f:
            f.write(seed)


if __name__ == "__main__":
    main()
