#!/usr/bin/env python3
"""How often the first passage answers a question.

usage: answers.py IRSEARCH INDEX QUESTIONS

A line of QUESTIONS is an article's id, a question, and a regular expression of
its answer, parted by tabs.  Printed are the shares of the questions whose first
passage of all is of that article and has the answer, whose first passage has
the answer, whose first passage of that article has it, and whose article has
it in any passage.  Questions are parted in halves by their article, so that
what is fitted on one can be checked on the other: coefficients are those of
passage_weights in lib/search/match/passages.c, tried one after the other.
"""
import json
import re
import subprocess
import sys

NAMES = ("first, of its article", "first, of any", "first in its article", "any in its article")


def read_questions(path):
    with open(path, encoding="utf-8") as f:
        return [line.rstrip("\n").split("\t") for line in f if line.strip()]


def ask(program, index, questions):
    done = subprocess.run(
        [program, "--no-config", "-d", index, "--json", "--literal", "--any", "-n", "60",
         "--per-article", "0", "--timeout", "0", "-f", "-"],
        input="".join(q + "\n" for _, q, _ in questions), capture_output=True, text=True)
    if done.returncode > 1:
        sys.exit(done.stderr)
    return [json.loads(line)["hits"] for line in done.stdout.splitlines()]


def judge(article, answer, hits):
    """For each of NAMES, whether it holds."""
    def has(hit):
        return re.search(answer, " ".join(hit["passage"]["text"].split())) is not None

    own = [hit for hit in hits if hit["article"]["id"] == article]
    return (bool(hits) and hits[0] in own and has(hits[0]), bool(hits) and has(hits[0]),
            bool(own) and has(own[0]), any(has(hit) for hit in own))


def main():
    program, index, path = sys.argv[1:4]
    questions = read_questions(path)
    places = {a: i for i, a in enumerate(dict.fromkeys(a for a, _, _ in questions))}
    found = ask(program, index, questions)
    halves = ([], [])
    for (article, _, answer), hits in zip(questions, found):
        halves[places[article] % 2].append(judge(article, answer, hits))
    print(f"{'':24}{'half':>8}{'half':>8}{'all':>8}")
    for i, name in enumerate(NAMES):
        row = [sum(j[i] for j in part) / max(1, len(part))
               for part in (*halves, halves[0] + halves[1])]
        print(f"{name:24}" + "".join(f"{value:8.3f}" for value in row))


main()
