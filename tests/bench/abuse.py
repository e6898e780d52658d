"""Clients that ask searches which are as expensive as possible."""
import http.client
import random
import threading
from collections import Counter
from urllib.parse import urlencode

WAITING, LEAVING = 16, 16  # clients
PATIENCE = 0.2  # seconds after which the latter leave


def hostile_queries(words, count):
    """Paths of searches of the worst kinds."""
    chance = random.Random(1)
    pick = lambda n: [chance.choice(words) for _ in range(n)]
    some = lambda n: "(" + " OR ".join(pick(n)) + ")"
    kinds = [
        lambda: {"q": " ".join(w[:2] + "*" for w in pick(16)), "any": "true"},
        lambda: {"q": " ".join(f"*{w[1:3]}*" for w in pick(16)), "any": "true"},
        lambda: {"q": " ".join(w + "~2" for w in pick(16)), "any": "true"},
        lambda: {"q": f"{some(100)} w/30 {some(100)}", "limit": 0},
        lambda: {"q": " w/50 ".join(pick(60))},
        lambda: {"q": f"{some(9)} /s (the OR of OR and) w/9 (to OR in)"},
        lambda: {"q": " ".join(pick(2)), "any": "true", "limit": 1000, "per_article": 0,
                 "context": 5},
        lambda: {"q": " ".join(pick(2)), "any": "true", "offset": 9000, "limit": 1000},
        lambda: {"q": "(" * 30 + pick(1)[0] + ")" * 30},
        lambda: {"q": "(" * 4000},
        lambda: {"q": " ".join(pick(900))},
        lambda: {"q": " ".join(pick(550)), "any": "true"},
        lambda: {"q": "x" * 7900},
        lambda: {"q": "the of and to in a for on is by", "any": "true"},
        lambda: {"q": '"' + "the of " * 50 + '"'},
        lambda: {"q": '"the of" "of the" "in the" "to the" "and the"', "any": "true"},
        lambda: {"q": " ".join(pick(20)), "feedback": 100, "any": "true"},
        lambda: {"q": f"NOT {pick(1)[0]}"},
    ]
    return ["/v1/search?" + urlencode(kinds[i % len(kinds)]()) for i in range(count)]


class Hostile:
    """Clients that ask hostile searches: until all have been asked, or with
    stays, those that are added until the end."""

    def __init__(self, server, paths, stays=False):
        self.server, self.paths, self.stays = server, paths, stays
        self.change, self.counts = threading.Condition(), Counter()
        self.threads = [threading.Thread(target=self.run, args=(i < WAITING,), daemon=True)
                        for i in range(WAITING + LEAVING)]

    def ask(self, connection, path):
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            answer.read()
            return answer.status
        except TimeoutError:
            return "left"
        except (OSError, http.client.HTTPException):
            return "closed"

    def next(self):
        with self.change:
            while not self.paths and self.stays:
                self.change.wait()
            return self.paths.pop() if self.paths else None

    def run(self, waits):
        connection = None
        while path := self.next():
            if not connection:
                connection = http.client.HTTPConnection("127.0.0.1", self.server.port,
                                                        timeout=60 if waits else PATIENCE)
            outcome = self.ask(connection, path)
            with self.change:
                self.counts[outcome] += 1
            if not waits or outcome == "closed":
                connection.close()
                connection = None

    def start(self):
        for thread in self.threads:
            thread.start()

    def add(self, paths):
        with self.change:
            self.paths += paths
            self.change.notify_all()

    def end(self):
        """No more are asked; what has been is answered."""
        with self.change:
            self.paths, self.stays = [], False
            self.change.notify_all()
        self.wait()

    def wait(self):
        for thread in self.threads:
            thread.join()
