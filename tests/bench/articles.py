"""Articles and queries of the comparison, in the input formats of the programs.

The articles are those that irindex reads from an archive.  In every format they
have the same text: the title, a newline and the body.
"""
import json
import os
import re
import subprocess
import tempfile

# Separate the fields and end the records of the plain format, as in sqlite3's
# ".mode ascii".
UNIT, RECORD = "\x1f", "\x1e"
# What is used if it is there, unless IR_ARCHIVE and QUERIES name others.
ARCHIVES = ("../shared/corpora/tehran-times.tar.gz", "corpus")
QUERIES = ("../shared/queries/news-topics.txt", "corpus/queries.tsv")
# Stop words, which are asked for only in phrases: some programs drop them, to
# others they are expensive, so times would not be comparable.
STOP = frozenset("""a an and are as at be but by for if in into is it no not of
    on or such that the their then there these they this to was will with""".split())


def first_there(variable, paths):
    return os.environ.get(variable) or next(p for p in paths if os.path.exists(p))


def export(irindex, archive):
    """Iterate over the articles of an archive or folder as (title, body)."""
    with tempfile.TemporaryDirectory(prefix="bench-") as work:
        common = [irindex, "--no-config", "-q", "-d", os.path.join(work, "db")]
        done = subprocess.run(common + [archive], check=False)
        if done.returncode > 1:
            raise SystemExit(f"cannot read {archive}")
        with subprocess.Popen(common + ["--export"], stdout=subprocess.PIPE) as lines:
            for line in lines.stdout:
                article = json.loads(line)
                yield article.get("title", ""), article.get("text", "")


def plain(number, title, body):
    return f"{number}{UNIT}{title}\n{body}{RECORD}"


def jsonl(number, title, body):
    return json.dumps({"id": number, "title": title, "text": body}, ensure_ascii=False) + "\n"


def dump(number, title, body):
    text = f"{title}\n{body}".replace("\n", "\n=")
    return f"id={number}\ntext={text}\n\n"


def groonga(number, title, body):
    return json.dumps({"_key": number, "text": f"{title}\n{body}"}, ensure_ascii=False) + ",\n"


class Articles:
    """All articles, kept in a file; written in any format, repeated at will."""

    def __init__(self, irindex, archive, least, work):
        """Repeat the corpus until it has at least this many articles."""
        self.path = os.path.join(work, "articles")
        self.count = self.bytes = 0
        bad = str.maketrans({UNIT: " ", RECORD: " ", "\r": " "})
        found = list(export(irindex, archive)) if least else export(irindex, archive)
        with open(self.path, "w", encoding="utf-8", newline="") as out:
            while True:
                for title, body in found:
                    title, body = title.translate(bad), body.translate(bad)
                    out.write(plain(self.count, title, body))
                    self.count += 1
                    self.bytes += len(f"{title}\n{body}".encode())
                if self.count >= least:
                    break

    def __iter__(self):
        rest = ""
        with open(self.path, encoding="utf-8", newline="") as file:
            while piece := file.read(1 << 20):
                *whole, rest = (rest + piece).split(RECORD)
                for record in whole:
                    title, body = record.split(UNIT, 1)[1].split("\n", 1)
                    yield title, body

    def write(self, path, form, times=1):
        """Write the articles this many times, each time with new ids."""
        number = 0
        with open(path, "w", encoding="utf-8", newline="") as out:
            for _ in range(times):
                for title, body in self:
                    out.write(form(f"n{number}", title, body))
                    number += 1


def read_queries(path):
    """The queries as lists of lower-case words, but not those of stop words."""
    with open(path, encoding="utf-8") as file:
        queries = [re.findall("[a-z0-9]+", line.split("\t")[-1].lower()) for line in file]
    return [words for words in queries if set(words) - STOP]


def without_stop_words(words):
    return [w for w in words if w not in STOP]
