#!/usr/bin/env python3
"""Why an article is in an answer, or not: does the search agree?

Random articles and queries, of words that the article has and of others, with
operators, fields and dates.  Where --why says that an article matches, a list of
all matches must have it; where it says what is wrong, the article must match
once that is mended, and not while one cause of several is left, nor with one
word less than the distance that is stated.  A server is asked, and every tenth
time the program, which must say the same.

usage: why.py IRSEARCH INDEX ARTICLES.jsonl PAIRS SEED
"""
import http.client
import json
import os
import random
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse
from collections import Counter
from datetime import date, timedelta

LOOKED = 1000  # hits among which the article is looked for
WORD = re.compile(r"[^\W\d_]{3,}")
STOP = set("the and for that with from was are has have this its but not near "
           "same atleast adj pre title lead other which were been they their "
           "who will would had about what when where how all any more than "
           "said says into after also over out one two can may its our your "
           "his her she him you did does just too own off".split())


def words_of(text):
    return [w for w in WORD.findall(text) if w.lower() not in STOP]


class Piece:
    """A part of a query: of a kind, with words and a number."""

    def __init__(self, kind, words=(), number=0):
        self.kind, self.words, self.number = kind, list(words), number

    def text(self):
        w, n = self.words, self.number
        return {
            "word": lambda: w[0], "exact": lambda: f"={w[0]}",
            "phrase": lambda: '"' + " ".join(w) + '"',
            "near": lambda: f"({w[0]} w/{n} {w[1]})",
            "adj": lambda: f"({w[0]} pre/{n} {w[1]})",
            "exact adj": lambda: f"(={w[0]} pre/{n} ={w[1]})",
            "sentence": lambda: f"({w[0]} /s {w[1]})",
            "paragraph": lambda: f"({w[0]} /p {w[1]})",
            "not near": lambda: f"({w[0]} NOT w/{n} {w[1]})",
            "not": lambda: f"NOT {w[0]}",
            "title": lambda: f"title:{w[0]}", "lead": lambda: f"lead:{w[0]}",
            "atleast": lambda: f"atleast{n}({w[0]})",
            "or": lambda: "(" + " OR ".join(w) + ")",
            "and": lambda: "(" + " AND ".join(w) + ")",
            "source": lambda: f'source:"{w[0]}"',
            "words": lambda: f"words:>{n}",
        }[self.kind]()


class Case:
    """A query: its pieces, and options."""

    def __init__(self, pieces, any_=False, options=None):
        self.pieces, self.any = pieces, any_
        self.options = dict(options or {})

    def query(self):
        return " ".join(p.text() for p in self.pieces)

    def arguments(self):
        out = ["--any" if self.any else "--all", "--as-typed"]
        for name, value in self.options.items():
            out += [f"--{name}", value]
        return out + ["-e", self.query()]

    def parameters(self, **more):
        return urllib.parse.urlencode({
            "any" if self.any else "all": "true", "as_typed": "true",
            "q": self.query(), **self.options, **more})


class Connection(http.client.HTTPConnection):
    def __init__(self, path):
        super().__init__("localhost")
        self.path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.connect(self.path)


class Index:
    """An index, its server and its program."""

    def __init__(self, irsearch, index, folder):
        self.base = [irsearch, "--no-config", "-d", index]
        path = os.path.join(folder, "s")
        self.server = subprocess.Popen(
            self.base + ["--serve", f"unix:{path}"], stderr=subprocess.DEVNULL)
        while not os.path.exists(path) and self.server.poll() is None:
            time.sleep(.01)
        self.connection = Connection(path)
        self.asked = 0

    def stop(self):
        self.connection.close()
        self.server.terminate()
        self.server.wait()

    def get(self, path):
        self.connection.request("GET", path)
        answer = self.connection.getresponse()
        body = answer.read().decode()
        if answer.status != 200:
            raise RuntimeError(f"{path}: {answer.status} {body}")
        return json.loads(body)

    def run(self, *arguments):
        done = subprocess.run(self.base + list(arguments), capture_output=True,
                              text=True, timeout=600, check=False)
        if done.returncode not in (0, 1):
            raise RuntimeError(f"{arguments}: {done.stderr}")
        return done.returncode, done.stdout

    def lists(self, article, case):
        found = self.get("/v1/search?" + case.parameters(
            **{"in": article, "count": "true"}))
        return found["total"]["articles"]["value"] == 1

    def why(self, article, case):
        place = "/v1/articles/" + urllib.parse.quote(article)
        told = self.get(f"{place}/why?{case.parameters()}")
        self.asked += 1
        if self.asked % 10 == 0:
            self.compare(article, case, told)
        return told

    def compare(self, article, case, told):
        code, out = self.run("--why", article, "--json", *case.arguments())
        same = json.loads(out)
        for one in same, told:
            del one["query"]["store"]
        assert same == told, "the program and the server differ"
        assert (code == 0) == (told["standing"] != "out"), "exit status"
        code, out = self.run("-l", "--in", article, *case.arguments())
        listed = out == article + "\n"
        assert listed == (told["standing"] == "in"), "-l does not agree"


# ---- queries ----

def pick(rng, own, other):
    return rng.choice(own if rng.random() < .8 else other)


def make_piece(rng, article, own, other):
    kind = rng.choice(["word", "word", "exact", "phrase", "near", "near", "adj",
                       "sentence", "paragraph", "not near", "not", "title",
                       "lead", "atleast", "or", "source", "words"])
    a, b = pick(rng, own, other), pick(rng, own, other)
    number = rng.randint(1, 8)
    if kind == "phrase":
        at = rng.randrange(max(1, len(own) - 1))
        a, b = (own[at:at + 2] + [b])[:2] if rng.random() < .6 else (a, b)
        if rng.random() < .3:
            a, b = b, a
    if kind in ("sentence", "paragraph", "near", "adj", "not near") and a == b:
        kind = "word"
    if kind == "source":
        name = article.get("source") or "nobody"
        return Piece(kind, [name if rng.random() < .5 else "Daily Nobody"])
    if kind == "words":
        return Piece(kind, number=rng.choice([10, 100, 200, 400, 900]))
    return Piece(kind, [a, b], number)


def make_options(rng, article):
    options = {}
    day = (article.get("date") or "2020-01-01")[:10]
    day = date.fromisoformat(day)
    if rng.random() < .12:
        options["since"] = str(day + timedelta(rng.randint(-3, 3)))
    if rng.random() < .12:
        options["until"] = str(day + timedelta(rng.randint(-3, 3)))
        if options.get("since", "") > options["until"]:
            del options["since"]
    if rng.random() < .1:
        options["source"] = rng.choice(["Daily Nobody",
                                        article.get("source") or "x"])
    return options


def make_case(rng, article, other):
    own = words_of(article["text"])
    others = words_of(other["text"])
    pieces = [make_piece(rng, article, own, others)
              for _ in range(rng.choice([1, 1, 2, 3, 4]))]
    any_ = rng.random() < .2
    if any_ or all(p.kind in ("not", "source", "words") for p in pieces):
        pieces.insert(0, Piece("word", [pick(rng, own, others)]))
    return Case(pieces, any_, make_options(rng, article)), own


# ---- mending ----

def mend_piece(piece, cause):
    """The piece as it must be; None: without it."""
    kind, found = cause["cause"], cause["found"]
    w = piece.words
    if kind == "absent" and piece.kind in ("word", "exact") and cause["instead"]:
        return Piece("phrase", [cause["instead"]])
    if kind == "order" and piece.kind == "phrase" and found:
        return Piece("exact adj", w, found)
    if kind == "order" and piece.kind == "adj":
        return Piece("near", w, found)
    if kind in ("far", "count", "close") and found:
        return Piece(piece.kind, w, found)
    if kind == "apart":
        return Piece("and", w)
    if kind == "close":
        return Piece("word", w[:1])
    if kind == "scope":
        return Piece("word", w[:1])
    if kind == "length":
        return Piece("words", number=found - 1)
    if kind == "field" and cause["instead"]:
        return Piece("source", [cause["instead"]])
    return None


OPTIONS = ("since", "until", "source", "in")


def is_about(piece, cause):
    """Is the cause about the piece, or a word of it?"""
    part = cause["part"]
    text = piece.text()
    bare = text[1:-1] if text[0] == "(" else text
    if part in (text, bare) or (piece.kind == "exact" and
                                part == f'"{piece.words[0]}"'):
        return True
    if piece.kind == "or":  # a stop word is no alternative
        return part in piece.words
    if piece.kind in ("source", "words", "not", "phrase"):
        return False
    needed = piece.words[:1] if piece.kind in ("not near", "word", "exact",
                                               "title", "lead") else piece.words[:2]
    return part in needed and cause["cause"] == "absent"


def mend(case, causes, own):
    """The case without these causes.  Alternatives all of which fail are given
    one that does not."""
    pieces = list(case.pieces)
    options = dict(case.options)
    for cause in causes:
        name = cause["part"]
        if name in OPTIONS and cause["cause"] in ("date", "field"):
            if cause["cause"] == "date" and cause["instead"]:
                options[name] = cause["instead"][:10]
            else:
                del options[name]
            continue
        if cause["cause"] == "none" and case.any:
            pieces.append(Piece("word", [own[0]]))
            continue
        about = [i for i, p in enumerate(case.pieces) if is_about(p, cause)]
        assert about, f"{cause['part']!r} is no part of the query"
        for i in about:
            if pieces[i]:
                pieces[i] = mend_piece(pieces[i], cause)
    pieces = [p for p in pieces if p]
    if not pieces or all(p.kind in ("not", "source", "words") for p in pieces):
        pieces.append(Piece("word", [own[0]]))
    return Case(pieces, case.any, options)


def check(index, rng, article, case, own, seen):
    """What is wrong with the answer; empty: nothing."""
    told = index.why(article["id"], case)
    lists = index.lists(article["id"], case)
    seen[told["standing"]] += 1
    if (told["standing"] == "in") != lists:
        return "the list does not agree"
    causes = [c for c in told["causes"] if c["parent"] is None]
    if bool(causes) == lists:
        return "causes, and it matches; or none, and it does not"
    for cause in causes:
        seen[cause["cause"]] += 1
    if not causes:
        beyond = told["looked"] == LOOKED
        return "" if told["rank"] or told["shown_as"] or beyond else "it matches, but has no rank"
    whole = mend(case, causes, own)
    if not index.lists(article["id"], whole):
        return f"mended to {whole.arguments()} it does not match"
    if len(causes) > 1:
        left = rng.choice(causes)
        pieces = [p for p in case.pieces if is_about(p, left)]
        others = [c for c in causes if c["part"] != left["part"] and
                  not any(is_about(p, c) for p in pieces)]
        part = mend(case, others, own)
        if others and index.lists(article["id"], part):
            return f"without {left['part']} mended it matches"
    for cause in causes:
        if cause["cause"] == "far" and cause["found"] > cause["asked"] + 1:
            less = dict(cause, found=cause["found"] - 1)
            others = [less if c is cause else c for c in causes]
            if index.lists(article["id"], mend(case, others, own)):
                return f"{cause['part']}: less than {cause['found']} does"
    return ""


def main():
    irsearch, folder, articles, pairs, seed = sys.argv[1:]
    with open(articles, encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines]
    articles = [a for a in articles if len(words_of(a["text"])) > 5]
    rng = random.Random(int(seed))
    seen = Counter()
    with tempfile.TemporaryDirectory() as scratch:
        index = Index(irsearch, folder, scratch)
        try:
            wrong = ask_all(index, rng, articles, int(pairs), seen)
        finally:
            index.stop()
    print(f"{pairs} pairs, {wrong} wrong:",
          ", ".join(f"{name} {count}" for name, count in sorted(seen.items())))
    return 1 if wrong else 0


def ask_all(index, rng, articles, pairs, seen):
    wrong = 0
    for _ in range(pairs):
        article, other = rng.choice(articles), rng.choice(articles)
        case, own = make_case(rng, article, other)
        try:
            problem = check(index, rng, article, case, own, seen)
        except (AssertionError, RuntimeError) as error:
            problem = str(error)
        if problem:
            wrong += 1
            print(f"{article['id']}: {case.arguments()}: {problem}")
    return wrong


if __name__ == "__main__":
    sys.exit(main())
