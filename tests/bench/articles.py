"""The articles and the queries of the comparison, in each program's form.

The articles are those that irindex finds in an archive, whatever is in it.
Every form holds the same bytes of text: the title, a line end and the body.
"""
import json
import os
import re
import subprocess
import tempfile

# Between the fields and after the records of the plain form, as sqlite3's
# ".mode ascii" has them.
UNIT, RECORD = "\x1f", "\x1e"
# Words that no program is asked for except in a phrase: some look them up at
# great cost and others never, and they say nothing.
STOP = frozenset("""a an and are as at be but by for if in into is it no not of
    on or such that the their then there these they this to was will with""".split())


def export(irindex, archive):
    """The articles of an archive, or a folder, as (title, body)."""
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
    """All articles, kept in a file; ask for them in any form, times over."""

    def __init__(self, irindex, archive, least, work):
        """The corpus is repeated until it has the least number of articles."""
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
        """Each time with other ids, since an id is an article's own."""
        number = 0
        with open(path, "w", encoding="utf-8", newline="") as out:
            for _ in range(times):
                for title, body in self:
                    out.write(form(f"n{number}", title, body))
                    number += 1


def read_queries(path):
    """Queries as lists of plain words."""
    with open(path, encoding="utf-8") as file:
        queries = [re.findall("[a-z0-9]+", line.split("\t")[-1].lower()) for line in file]
    return [words for words in queries if set(words) - STOP]


def without_stop_words(words):
    return [w for w in words if w not in STOP]
