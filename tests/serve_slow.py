#!/usr/bin/env python3
"""Hold connections to a server open, and see that it gets rid of them.

usage: serve_slow.py PORT COUNT [--idle]

A quarter each: nothing is sent; a head is sent byte by byte; a body is; an
answer is not read.  Meanwhile other requests must be answered.  With --idle,
nothing is sent on any, and they are closed here after three seconds.
"""
import http.client
import json
import select
import socket
import sys
import time

PORT, COUNT, IDLE = int(sys.argv[1]), int(sys.argv[2]), "--idle" in sys.argv
HOST = f"Host: 127.0.0.1:{PORT}\r\n"
HEAD = f"GET /v1/search?q=w1 HTTP/1.1\r\n{HOST}X-Slow: ".encode()
BODY = (f"POST /v1/search HTTP/1.1\r\n{HOST}Content-Type: application/json\r\n"
        "Content-Length: 60000\r\n\r\n").encode()
LARGE = f"GET /v1/search?q=w1+w2&any&limit=1000&per_article=0&context=5 HTTP/1.1\r\n{HOST}\r\n".encode()


def ask():
    while True:  # where there are too many connections, that is said at once
        connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=600)
        connection.request("GET", "/v1/search?q=w1&limit=1")
        answer = connection.getresponse()
        if answer.status != 503:
            break
        time.sleep(int(answer.headers["Retry-After"]))
    good = answer.status == 200 and json.load(answer)["hits"]
    connection.close()
    return good


def start(kind):
    s = socket.socket()
    if kind == 3:
        s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    s.connect(("127.0.0.1", PORT))
    s.sendall({0: b"", 1: HEAD, 2: BODY, 3: LARGE}[kind])
    s.setblocking(False)
    return s


def idle():
    """As many as the system takes: those beyond its queue are refused there."""
    held = []
    for _ in range(COUNT):
        s = socket.socket()
        s.setblocking(False)
        s.connect_ex(("127.0.0.1", PORT))
        held.append(s)
    time.sleep(3)
    for s in held:
        s.close()
    if not ask():
        sys.exit("no answer afterwards")


def main():
    if IDLE:
        idle()
        return
    held = [(i % 4, start(i % 4)) for i in range(COUNT)]
    answered = 0
    while held:
        for entry in list(held):
            kind, s = entry
            poll = select.poll()
            poll.register(s, select.POLLHUP | select.POLLERR | select.POLLRDHUP)
            gone = bool(poll.poll(0))
            try:
                if not gone and kind in (1, 2):
                    s.send(b" ")
            except BlockingIOError:
                pass
            except OSError:
                gone = True
            if gone:
                s.close()
                held.remove(entry)
        answered += 1
        if not ask():
            sys.exit("a normal request was not answered")
        time.sleep(0.2)
    if not ask():
        sys.exit("no answer afterwards")
    print(f"{COUNT} slow connections closed, {answered} requests answered meanwhile")


main()
