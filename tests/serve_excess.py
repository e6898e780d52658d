#!/usr/bin/env python3
"""More connections and more bytes than a server holds: each is told so.

usage: serve_excess.py PORT MOST BIG

The server has at most MOST connections at a time, which are held here.  Those
that come then must be answered with 503 and Retry-After and closed, as long as
the others are new; once they have done nothing for a while, they are closed for
the new ones.  BIG, a path, has 15 MB, which
are asked for and not read until the server refuses to hold more.  It ends them
after ten seconds, so a slow machine has several tries to make enough of them.
"""
import http.client
import select
import socket
import sys
import time

PORT, MOST, BIG = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
TRIES = 10
AWHILE = 0.2  # seconds after which one that does nothing gives way
HOST = f"Host: 127.0.0.1:{PORT}\r\n\r\n"


def ask(path="/v1/search?q=w1&limit=1"):
    """Status, code and Retry-After of an answer, whose connection is closed."""
    with socket.create_connection(("127.0.0.1", PORT)) as s:
        s.sendall(f"GET {path} HTTP/1.1\r\nConnection: close\r\n{HOST}".encode())
        answer = http.client.HTTPResponse(s)
        answer.begin()
        body = answer.read().decode()
        if s.recv(1):
            sys.exit("the connection was not closed")
    code = body.partition('"code":"')[2].partition('"')[0]
    return answer.status, code, answer.headers.get("Retry-After")


def hold(request):
    s = socket.socket()
    s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    s.connect(("127.0.0.1", PORT))
    s.sendall(request.encode())
    return s


def is_closed(s):
    poll = select.poll()
    poll.register(s, select.POLLRDHUP)
    return bool(poll.poll(0))


def first_line(s):
    return s.recv(4096).split(b"\r\n")[0]


def idle():
    """Connections that have been answered, so that all are known."""
    held = [hold(f"GET /livez HTTP/1.1\r\n{HOST}") for _ in range(MOST)]
    for i, s in enumerate(held):
        if first_line(s) != b"HTTP/1.1 200 OK":
            sys.exit(f"connection {i} was refused")
    return held


def gone(held):
    for s in held:
        s.close()
    while ask()[0] == 503:  # until it has been noticed
        pass


def refused():
    """Is the next one refused?  Not if this takes so long that one gives way."""
    held = idle()
    got = ask()
    gone(held)
    if got[0] != 200 and got != (503, "too_many_connections", "1"):
        sys.exit(f"instead of 503: {got}")
    return got[0] == 503


def connections():
    if not any(refused() for _ in range(TRIES)):
        sys.exit(f"{TRIES} times one more than {MOST} was not refused")
    held = idle()
    time.sleep(AWHILE)
    for _ in range(3):
        if ask()[0] != 200:
            sys.exit(f"{MOST} that do nothing shut others out: {ask()}")
    time.sleep(AWHILE)
    closed = sum(is_closed(s) for s in held)
    if not 1 <= closed <= 3:
        sys.exit(f"{closed} connections were closed for 3 others")
    gone(held)


def fill():
    """How many answers are held when one is refused; 0 if none is."""
    held = [hold(f"GET {BIG} HTTP/1.1\r\n{HOST}") for _ in range(MOST)]
    lines = [first_line(s) for s in held]
    for s in held:
        s.close()
    others = set(lines) - {b"HTTP/1.1 200 OK"}
    if others - {b"HTTP/1.1 503 Service Unavailable"}:
        sys.exit(f"{len(held)} times 15 MB: {others}")
    return others and lines.count(b"HTTP/1.1 200 OK")


def replies():
    held = next(filter(None, (fill() for _ in range(TRIES))), None)
    if not held:
        sys.exit(f"{TRIES} times {MOST} answers of 15 MB were not refused")
    while ask(BIG)[0] == 503:
        pass
    print(f"{held} answers of 15 MB were held")


connections()
replies()
