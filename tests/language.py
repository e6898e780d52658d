#!/usr/bin/env python3
"""Search with every example of irsearch-query(7).

usage: language.py BUILD

The examples are the list items ".It Li EXAMPLE , Li EXAMPLE".  None may cause a
warning, and each must find something in corpus/.  The page must have every
warning code of the sources.
"""
import glob
import os
import re
import shutil
import subprocess
import sys
import tempfile

PAGE = "searcher/irsearch-query.7"
NO_DATELINES = {"dateline:Baghdad", "dateline(Baghdad)"}  # corpus/ has none
ESCAPES = {r"\(dq": '"', r"\(ti": "~", r"\(ha": "^", r"\-": "-", r"\&": ""}


def plain(text):
    """The text as it is rendered."""
    return re.sub(r"\\\(..|\\.", lambda escape: ESCAPES[escape[0]], text)


def examples(page):
    for line in re.findall(r"(?m)^\.It Li (.*)$", page):
        yield from map(plain, line.split(" , Li "))


def codes():
    """The warning codes in the sources."""
    found = set()
    for path in glob.glob("lib/search/**/*.c", recursive=True):
        with open(path, encoding="utf-8") as f:
            source = f.read()
        found.update(re.findall(
            r'(?:query_warn|query_fault|tell|note)\((?:[^;"]*[,(]\s*)?"([a-z]+_[a-z_]+|undated)"',
            source))
        found.update(re.findall(r'(?:code = |\?\s|:\s)"([a-z]+_[a-z_]+)"', source))
    return found


def main():
    build = os.path.abspath(sys.argv[1])
    work = tempfile.mkdtemp()
    index = os.path.join(work, "index")

    def run(program, *words):
        return subprocess.run(
            [os.path.join(build, program), "--no-config", "-d", index, *words],
            text=True, capture_output=True)

    with open(PAGE, encoding="utf-8") as f:
        page = f.read()
    run("irindex", "-q", "corpus")
    asked, bad = 0, []
    for query in examples(page):
        asked += 1
        done = run("irsearch", "--strict", "-a", "-c", "-e", query)
        found = done.returncode == 0 or query in NO_DATELINES
        if done.stderr or not found:
            bad.append(query)
            print(f"not ok: {query}: exit {done.returncode} {done.stderr}")
    for code in sorted(codes()):
        asked += 1
        if f"Er {code}" not in page:
            bad.append(code)
            print(f"not ok: the warning {code} is not on the page")
    shutil.rmtree(work)
    print(f"{asked - len(bad)} passed, {len(bad)} failed")
    sys.exit(1 if bad or asked < 90 else 0)


main()
