#!/usr/bin/env python3
"""Ask a server everything at once, over many connections, some of which are
closed before the answer.

usage: serve_crowd.py PORT ROUNDS ID

ID is an article's.  Each of the clients asks every request ROUNDS times.
Prints how many answers had each status.
"""
import collections
import http.client
import random
import sys
import threading
import urllib.parse

PORT, ROUNDS, ID = int(sys.argv[1]), int(sys.argv[2]), urllib.parse.quote(sys.argv[3])
CLIENTS = 8
GONE = 0.01  # seconds after which a client leaves
MANY = "+".join(f"w{i}*" for i in range(16))
REQUESTS = (
    ("GET", "/v1/search?q=gas", None),
    ("GET", "/v1/search?q=gas+OR+oil&limit=1000&per_article=0", None),
    ("GET", f"/v1/search?q={MANY}&any", None),
    ("GET", "/v1/search?q=%22", None),
    ("POST", "/v1/search", b'{"q":"gas w/3 oil","explain":true}'),
    ("POST", "/v1/search", b'{"q":'),
    ("POST", "/v1/run", b"not a question"),
    ("GET", f"/v1/articles/{ID}", None),
    ("GET", f"/v1/articles/{ID}/similar", None),
    ("GET", "/v1/info", None),
    ("GET", "/readyz", None),
    ("GET", "/metrics", None),
    ("GET", "/nothing", None),
    ("DELETE", "/v1/search", None),
)
counts, lock = collections.Counter(), threading.Lock()


def ask(chance, connection, method, path, body):
    headers = {"Content-Type": "application/json"} if body else {}
    if path == "/v1/run":
        headers["Content-Type"] = "application/vnd.irsearch.run"
    headers["Accept-Encoding"] = chance.choice(("gzip", "identity"))
    try:
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status
    except TimeoutError:
        return "left"
    except (OSError, http.client.HTTPException):
        return "closed"


def client(number):
    chance = random.Random(number)
    connection = None
    for request in chance.sample(REQUESTS * ROUNDS, len(REQUESTS) * ROUNDS):
        leaves = chance.random() < 0.1
        if leaves and connection:
            connection.close()
            connection = None
        connection = connection or http.client.HTTPConnection(
            "127.0.0.1", PORT, timeout=GONE if leaves else 3600)
        outcome = ask(chance, connection, *request)
        with lock:
            counts[outcome] += 1
        if leaves or not isinstance(outcome, int):
            connection.close()
            connection = None


def main():
    threads = [threading.Thread(target=client, args=(i,)) for i in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(", ".join(f"{count} {outcome}" for outcome, count in sorted(counts.items(), key=str)))
    known = {200, 400, 404, 405, 503, "left"}
    sys.exit(0 if set(counts) <= known and counts[200] > 10 else 1)


main()
