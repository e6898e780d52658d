#!/usr/bin/env python3
"""Ask every example of README.md's table of the query language.

usage: language.py BUILD

None may draw a warning, and each has to find something in corpus/.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

NO_DATELINES = "dateline:Baghdad"  # the articles of corpus/ have none


def examples():
    with open("README.md", encoding="utf-8") as f:
        section = f.read().split("\n## Queries\n")[1].split("\n## ")[0]
    for line in section.splitlines():
        if line.startswith("| `"):
            yield from re.findall(r"`([^`]+)`", line.split(" | ")[0])


def main():
    build = os.path.abspath(sys.argv[1])
    work = tempfile.mkdtemp()
    index = os.path.join(work, "index")

    def run(program, *words):
        return subprocess.run(
            [os.path.join(build, program), "--no-config", "-d", index, *words],
            text=True, capture_output=True)

    run("irindex", "-q", "corpus")
    asked, bad = 0, []
    # A build that only reads the operators has nothing to find with them.
    answers = run("irsearch", "-a", "-c", "elec*ity").returncode == 0
    for query in examples():
        asked += 1
        done = run("irsearch", "--strict", "-a", "-c", "-e", query)
        found = done.returncode == 0 or query == NO_DATELINES or not answers
        if "^" in done.stderr or (answers and done.returncode > 1) or not found:
            bad.append(query)
            print(f"not ok: {query}: exit {done.returncode} {done.stderr}")
    shutil.rmtree(work)
    print(f"{asked - len(bad)} passed, {len(bad)} failed"
          + ("" if answers else "; they were read but not searched for"))
    sys.exit(1 if bad or asked < 50 else 0)


main()
