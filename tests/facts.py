#!/usr/bin/env python3
"""Counts and citations are what counting and cutting by hand gives.

Articles get random fields and dates, are spread over several indexes, changed
and deleted; then for random queries facets and timelines must be those of the
listed articles in what --export prints, and the words of --terms-of must be in as
many of them as it says.  Passages of hits, in every unit of offsets, must be what
the stored text has there, and their citations must hold, unless a byte of what is
quoted, the range, or the article is changed.

usage: facts.py BUILD ARTICLES.jsonl QUERIES CITED SEED
"""
import collections
import datetime
import http.client
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
import urllib.parse

from why import Connection, words_of

SHARDS = 3
FACETS = ("source", "section", "lang", "byline", "year", "month")
SOURCES = ["", "Reuters", "REUTERS", "Press  TV", "IRNA", "The Daily"]
SECTIONS = ["", "World", "Energy & Oil", "sport"]
BYLINES = ["", "A. Author", "B. Writer", "a. author"]
LANGS = ["", "en", "en-GB", "de", "de-AT"]
ZONES = ["", "UTC", "+03:30", "-05:00", "+14:00"]
UNITS = {"byte": ("utf-8", 1), "char": ("utf-32-le", 4), "utf16": ("utf-16-le", 2)}
SCRIPTS = ["نفت و گاز", "石油と天然ガス", "нефть и газ", "Öl und Gas", "שמן וגז",
           "e\u0301nergie 😀👩‍💻", "तेल और गैस", "น้ำมัน"]


# ---- the indexes ----

def make_date(rng):
    if rng.random() < .1:
        return None
    moment = datetime.datetime(2019, 12, 20) + datetime.timedelta(
        seconds=rng.randrange(300 * 86400))
    form = rng.randrange(3)
    if form == 0:
        return moment.strftime("%Y-%m-%d")
    offset = rng.choice(["Z", "+03:30", "-05:00"]) if form == 1 else "Z"
    return moment.strftime("%Y-%m-%dT%H:%M:%S") + offset


def dress(rng, article, name):
    text = article["text"]
    if rng.random() < .3:
        text += f"\n\nThe word was {rng.choice(SCRIPTS)}, they said."
    out = {"id": name, "title": article.get("title") or "", "text": text,
           "source": rng.choice(SOURCES), "section": rng.choice(SECTIONS),
           "byline": rng.choice(BYLINES), "lang": rng.choice(LANGS),
           "date": make_date(rng)}
    return {key: value for key, value in out.items() if value}


class Indexes:
    def __init__(self, build, folder, articles, rng):
        self.build, self.folder = build, folder
        self.dirs = [os.path.join(folder, f"i{i}") for i in range(SHARDS)]
        for i, where in enumerate(self.dirs):
            own = [dress(rng, a, f"{i}/{n}") for n, a in enumerate(articles[i::SHARDS])]
            self.add(where, own)
            self.add(where, [dress(rng, a, a["id"]) for a in
                             rng.sample(own, len(own) // 8)])
            gone = [a["id"] for a in rng.sample(own, len(own) // 10)]
            self.run("irindex", where, "--delete", *gone)
        self.base = [arg for where in self.dirs for arg in ("-d", where)]
        self.stored = {}
        for where in self.dirs:
            for line in self.run("irindex", where, "--export").splitlines():
                article = json.loads(line)
                self.stored[article["id"]] = article
        path = os.path.join(folder, "s")
        self.server = subprocess.Popen(
            [f"{build}/irsearch", "--no-config", *self.base, "--max-time", "600", "--serve",
             f"unix:{path}"],
            stderr=subprocess.DEVNULL)
        while not os.path.exists(path) and self.server.poll() is None:
            time.sleep(.01)
        self.connection = Connection(path)

    def run(self, program, where, *arguments, **more):
        done = subprocess.run([f"{self.build}/{program}", "--no-config", "-d", where, *arguments],
                              capture_output=True, text=True, check=False, **more)
        assert done.returncode in (0, 1), done.stderr
        return done.stdout

    def add(self, where, articles):
        self.run("irindex", where, "-f", "jsonl", "-",
                 input="".join(json.dumps(a) + "\n" for a in articles))

    def ask(self, *arguments):
        done = subprocess.run([f"{self.build}/irsearch", "--no-config", *self.base, *arguments],
                              capture_output=True, text=True, check=False)
        assert done.returncode in (0, 1), done.stderr
        return done.stdout

    def get(self, path, **parameters):
        target = f"{path}?{urllib.parse.urlencode(parameters)}"
        try:
            self.connection.request("GET", target)
            answer = self.connection.getresponse()
        except (ConnectionError, http.client.HTTPException):  # it was idle
            self.connection.close()
            self.connection.request("GET", target)
            answer = self.connection.getresponse()
        body = answer.read().decode()
        assert answer.status == 200, (parameters, body)
        document = json.loads(body)
        assert not document["timed_out"], parameters
        return document

    def ids(self, query, *more):
        return self.ask("-l", "--timeout", "0", "--as-typed", *more, "-e", query).splitlines()

    def stop(self):
        self.connection.close()
        self.server.kill()
        self.server.wait()


def make_query(rng, articles):
    article = rng.choice(articles)
    words = [w for w in words_of(article["text"]) if w.isascii()] or ["gas"]
    a, b, c = (rng.choice(words) for _ in range(3))
    return rng.choice([a, a, f"{a} OR {b}", f"{a} {b}", f"{a} -{b}", f"({a} OR {b}) {c}",
                       f"{a} w/20 {b}", f"{a[:4]}*", "*", f"{a} source:reuters",
                       f"{a} date:2020-0{rng.randint(1, 9)}", f'"{a}"', f"{a} /s {b}"])


# ---- counting by hand ----

def folded(value):
    return " ".join(value.lower().split())


def value_of(article, field):
    if field in ("year", "month"):
        return article.get("date", "")[:4 if field == "year" else 7]
    value = folded(article.get(field) or "")
    return value.split("-")[0] if field == "lang" else value


def local_moment(date, zone, interval):
    """The moment, in its zone, by which an article is counted."""
    if "T" not in date:
        return datetime.datetime.fromisoformat(date)
    moment = datetime.datetime.fromisoformat(date.replace("Z", "+00:00"))
    if not zone and interval != "hour":
        return moment.replace(tzinfo=None)
    sign = -1 if zone.startswith("-") else 1
    hours, minutes = (int(zone[1:3]), int(zone[4:])) if zone[:1] in "+-" and zone else (0, 0)
    away = datetime.timedelta(minutes=sign * (hours * 60 + minutes))
    return moment.astimezone(datetime.timezone(away)).replace(tzinfo=None)


def bucket_of(moment, interval):
    if interval == "week":
        moment -= datetime.timedelta(moment.weekday())
    return moment.strftime({"hour": "%Y-%m-%dT%H", "month": "%Y-%m", "year": "%Y"}.get(interval, "%Y-%m-%d"))


def check_facets(document, listed, most):
    for field in FACETS:
        counts = collections.Counter(value_of(a, field) for a in listed)
        without = counts.pop("", 0)
        wanted = sorted(counts.items(), key=lambda item: (-item[1], item[0].encode()))[:most]
        got = [(b["value"], b["count"]) for b in document["facets"][field]]
        rest = document["facet_totals"][field]
        if got != wanted or rest != {"distinct": len(counts), "without": without}:
            return f"{field}: {got} {rest}, by hand {wanted}, {without} without"
    return ""


def check_timeline(document, listed, interval, zone):
    line = document["timeline"]
    dated = [local_moment(a["date"], zone, interval) for a in listed if a.get("date")]
    counts = collections.Counter(bucket_of(m, interval) for m in dated)
    starts = [b["start"] for b in line["buckets"]]
    got = {b["start"]: b["articles"] for b in line["buckets"] if b["articles"]}
    if got != counts or line["undated"] != len(listed) - len(dated):
        differ = {b: (got.get(b), counts[b]) for b in {*got, *counts} if got.get(b, 0) != counts[b]}
        return f"{interval} {zone}: {sorted(differ.items())[:5]}, by hand"
    if starts and (starts[0] != min(counts) or starts[-1] != max(counts) or starts != sorted(set(starts))):
        return f"{interval}: does not begin or end with matches"
    if interval == "day" and starts:
        days = (datetime.date.fromisoformat(starts[-1]) - datetime.date.fromisoformat(starts[0])).days
        if len(starts) != days + 1:
            return f"{interval}: has gaps"
    return ""


def check_terms(indexes, query, ids):
    document = indexes.get("/v1/terms", q=query, limit=12, as_typed="true", all="true")
    if document["total"]["articles"]["value"] != len(ids):
        return "terms: another total"
    for term in document["terms"][:2]:
        word = term["word"]
        if not re.fullmatch("[a-z]{4,}", word):
            continue
        form = re.compile(rf"\b{word}\b", re.IGNORECASE)
        least = {name for name, a in indexes.stored.items()
                 if form.search(a.get("title", "") + " " + a["text"])}
        most = set(indexes.ids(word))  # with words that mean the same, too
        if not len(least) <= term["all"] <= len(most) or \
                not len(least & set(ids)) <= term["articles"] <= len(most & set(ids)):
            return f"{term}: by hand {len(least & set(ids))} of {len(least)} to {len(most)}"
    return ""


def count(indexes, rng, queries):
    wrong = 0
    articles = list(indexes.stored.values())
    for i in range(queries):
        query = make_query(rng, articles)
        ids = indexes.ids(query)
        listed = [indexes.stored[name] for name in ids]
        most = rng.choice([1, 3, 20])
        interval = rng.choice(["hour", "day", "week", "month", "year"])
        zone = rng.choice(ZONES)
        document = indexes.get(
            "/v1/search", q=query, limit=0, all="true", as_typed="true", facets=",".join(FACETS),
            facet_values=most, timeline=interval, copies=rng.choice(["show", "collapse"]),
            **({"time_zone": zone} if zone else {}))
        problem = check_facets(document, listed, most) or check_timeline(document, listed, interval, zone)
        if not problem and i % 5 == 0:
            problem = check_terms(indexes, query, ids)
        if problem:
            wrong += 1
            print(f"{query}: {problem}")
    print(f"{queries} queries counted, {wrong} wrong")
    return wrong


# ---- citations ----

def cut(text, start, end, unit):
    encoding, width = UNITS[unit]
    return text.encode(encoding)[start * width:end * width].decode(encoding)


def cite(indexes, rng, queries, cited):
    wrong = 0
    articles = list(indexes.stored.values())
    for i in range(queries):
        unit = rng.choice(list(UNITS))
        query = rng.choice(SCRIPTS).split()[0] if i % 5 == 0 else make_query(rng, articles)
        document = indexes.get("/v1/search", q=query, limit=3, offsets=unit, offset=rng.choice([0, 0, 5]))
        for hit in document["hits"]:
            p, text = hit["passage"], indexes.stored[hit["article"]["id"]]["text"]
            cited[hit["citation"]] = p["text"]
            spans = [p] + [m for m in hit["matches"] if m["field"] == "body"]
            if any(cut(text, s["start"], s["end"], unit) != s["text"] for s in spans):
                wrong += 1
                print(f"{query}: {hit['citation']} in {unit}s is another text")
    return wrong


def documents(text):
    return [json.loads(line) for line in text.splitlines()]


def verify(indexes, arguments):
    verdicts = []
    for at in range(0, len(arguments), 200):
        found = documents(indexes.ask("--verify", "--json", "--", *arguments[at:at + 200]))
        verdicts += [d["verdict"] for d in found]
    return verdicts


def check_held(indexes, cited):
    names = list(cited)
    wrong = sum(v != "holds" for v in verify(indexes, [f"{c} {cited[c]}" for c in names]))
    for at in range(0, len(names), 200):
        part = names[at:at + 200]
        got = documents(indexes.ask("--get", "--json", "--", *part))
        wrong += len(got) != len(part)
        wrong += sum(d["text"] != cited[c] for c, d in zip(part, got))
    for name in names[:20]:
        done = subprocess.run([f"{indexes.build}/irsearch", "--no-config", *indexes.base, "--get", "--", name],
                              capture_output=True, check=False)
        wrong += done.stdout != cited[name].encode()
    print(f"{len(names)} citations verified and read, {wrong} wrong")
    return wrong


def tampered(indexes, rng, cited):
    """(argument, verdict that is due)"""
    for name, text in rng.sample(sorted(cited.items()), min(300, len(cited))):
        article, _, rest = name.partition("@sha256:")
        digits, _, ends = rest.partition("[")
        start, end = (int(n) for n in ends[:-1].split(","))
        size = len(indexes.stored[article]["text"].encode())
        at = rng.randrange(len(text))
        other = "x" if text[at] != "x" else "y"
        yield f"{name} {text[:at]}{other}{text[at + 1:]}", "other"
        flipped = "0" if digits[at % 64] != "0" else "1"
        yield f"{article}@sha256:{digits[:at % 64]}{flipped}{digits[at % 64 + 1:]}[{ends}", "changed"
        yield f"{article}@sha256:{digits}[{start},{size + 1 + at})", "outside"
        yield f"no{name}", "gone"
        if start and len(text) > 20 and text[0].isascii() and text[1].isascii() and not text[0].isspace():
            yield f"{article}@sha256:{digits}[{start + 1},{end}) {text}", "other"


def check_tampered(indexes, rng, cited):
    pairs = list(tampered(indexes, rng, cited))
    got = verify(indexes, [argument for argument, _ in pairs])
    wrong = [(argument, due, verdict) for (argument, due), verdict in zip(pairs, got) if due != verdict]
    names = rng.sample(sorted(cited), min(30, len(cited)))
    changed = {name.partition("@")[0] for name in names}
    for i, where in enumerate(indexes.dirs):
        own = [indexes.stored[n] for n in sorted(changed) if n.startswith(f"{i}/")]
        if own:
            indexes.add(where, [{"id": a["id"], "text": a["text"] + "!"} for a in own])
    got = verify(indexes, names)
    wrong += [(name, "changed", verdict) for name, verdict in zip(names, got) if verdict != "changed"]
    for argument, due, verdict in wrong[:5]:
        print(f"{argument}: {verdict}, due is {due}")
    print(f"{len(pairs) + len(names)} that do not hold, {len(wrong)} wrong")
    return len(wrong)


def main():
    build, path, queries, citing, seed = sys.argv[1:]
    rng = random.Random(int(seed))
    with open(path, encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines]
    cited = {}
    with tempfile.TemporaryDirectory() as folder:
        indexes = Indexes(build, folder, articles, rng)
        try:
            wrong = count(indexes, rng, int(queries))
            wrong += cite(indexes, rng, int(citing), cited)
            wrong += check_held(indexes, cited)
            wrong += check_tampered(indexes, rng, cited)
        finally:
            indexes.stop()
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
