#!/usr/bin/env python3
"""Checks the sample corpus: articles, wire records, queries and judgements.

usage: corpus.py [corpus-folder]

Prints one line per problem and a summary; exit status 1 if there was a
problem, 0 otherwise.  Python's standard library only.
"""
import json
import os
import re
import sys

MIN_ARTICLES = 24
MIN_WIRE = 8
MIN_QUERIES = 24
WORDS = (150, 700)          # words of a text article, least and most
JUDGED_WORDS = (4, 10)      # words of a judged substring
WIRE_FIELDS = ("id", "title", "text", "date", "source", "section",
               "byline", "lang", "url")
RFC3339 = re.compile(
    r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)\Z")

problems = []


def problem(where, what):
    problems.append("%s: %s" % (where, what))


def read(path):
    """The text of a UTF-8 file, or None after noting why there is none."""
    try:
        with open(path, encoding="utf-8", newline="") as f:
            return f.read()
    except (OSError, UnicodeDecodeError) as e:
        problem(os.path.basename(path), e)
        return None


def read_articles(folder):
    articles = {}
    try:
        names = sorted(os.listdir(folder))
    except OSError as e:
        problem("articles", e)
        return articles
    for name in names:
        if not re.match(r"\d\d-[a-z0-9-]+\.txt\Z", name):
            problem(name, "name is not NN-short-name.txt")
        text = read(os.path.join(folder, name))
        if text is None:
            continue
        articles[name] = text
        n = len(text.split())
        if not WORDS[0] <= n <= WORDS[1]:
            problem(name, "%d words, not %d to %d" % ((n,) + WORDS))
    if len(articles) < MIN_ARTICLES:
        problem("articles", "%d, fewer than %d" % (len(articles), MIN_ARTICLES))
    return articles


def read_wire(path):
    wire = {}
    for i, line in enumerate((read(path) or "").split("\n"), 1):
        if not line:
            continue
        where = "wire.jsonl:%d" % i
        try:
            record = json.loads(line)
        except ValueError as e:
            problem(where, e)
            continue
        if not isinstance(record, dict) or \
                sorted(record) != sorted(WIRE_FIELDS) or \
                not all(isinstance(v, str) for v in record.values()):
            problem(where, "fields are not the strings " + ",".join(WIRE_FIELDS))
            continue
        if not RFC3339.match(record["date"]):
            problem(where, "date is not RFC 3339: " + record["date"])
        if record["id"] in wire:
            problem(where, "id %s occurs twice" % record["id"])
        wire[record["id"]] = record["text"]
    if len(wire) < MIN_WIRE:
        problem("wire.jsonl", "%d records, fewer than %d" % (len(wire), MIN_WIRE))
    return wire


def rows(path, columns):
    """Yield (line number, fields) of the rows of a TSV file, not comments."""
    for i, line in enumerate((read(path) or "").split("\n"), 1):
        if not line or line.startswith("#"):
            continue
        fields = line.split("\t")
        if len(fields) != columns:
            problem("%s:%d" % (os.path.basename(path), i),
                    "%d columns, not %d" % (len(fields), columns))
            continue
        yield i, fields


def read_queries(path):
    queries = {}
    for i, (qid, query) in rows(path, 2):
        if qid in queries:
            problem("queries.tsv:%d" % i, "%s occurs twice" % qid)
        queries[qid] = query
    if len(queries) < MIN_QUERIES:
        problem("queries.tsv", "%d queries, fewer than %d"
                % (len(queries), MIN_QUERIES))
    return queries


def check_judgements(path, queries, texts):
    seen = set()
    best = set()
    count = 0
    for i, (qid, query, grade, article, words) in rows(path, 5):
        where = "qrels.tsv:%d" % i
        count += 1
        if qid not in queries:
            problem(where, "%s is not in queries.tsv" % qid)
        elif queries[qid] != query:
            problem(where, "query of %s differs from queries.tsv" % qid)
        if grade not in ("1", "2"):
            problem(where, "grade is neither 1 nor 2: " + grade)
        if grade == "2":
            best.add(qid)
        if (qid, article, words) in seen:
            problem(where, "judged twice: " + words)
        seen.add((qid, article, words))
        n = len(words.split())
        if not JUDGED_WORDS[0] <= n <= JUDGED_WORDS[1]:
            problem(where, "%d judged words, not %d to %d"
                    % ((n,) + JUDGED_WORDS))
        if article not in texts:
            problem(where, "no such article: " + article)
        elif not words or words not in texts[article]:
            problem(where, "not found in %s: %s" % (article, words))
    judged = {qid for qid, _, _ in seen}
    for qid in queries:
        if qid not in judged:
            problem("queries.tsv", "%s has no judgement" % qid)
        elif qid not in best:
            problem("queries.tsv", "%s has no judgement of grade 2" % qid)
    return count


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    folder = sys.argv[1] if len(sys.argv) > 1 \
        else os.path.join(here, os.pardir, "corpus")
    articles = read_articles(os.path.join(folder, "articles"))
    wire = read_wire(os.path.join(folder, "wire.jsonl"))
    queries = read_queries(os.path.join(folder, "queries.tsv"))
    texts = dict(articles)
    texts.update(wire)
    judgements = check_judgements(os.path.join(folder, "qrels.tsv"),
                                  queries, texts)
    for p in problems:
        print(p)
    print("corpus: %d articles, %d wire records, %d queries, %d judgements, "
          "%d problem%s" % (len(articles), len(wire), len(queries), judgements,
                            len(problems), "" if len(problems) == 1 else "s"))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
