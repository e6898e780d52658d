#!/usr/bin/env python3
"""Check what compilers do not: who includes whom, lengths, messages."""
import functools
import os
import re
import subprocess
import sys

# The folders that each folder may include from.
STORE = {"base", "glass", "store"}
LIB = STORE | {"text", "article"}
# The engine's folders; each may include from those before it.
QUERY = {"base", "text", "search/query"}
PLAN = QUERY | {"article", "search/plan"}
MATCH = PLAN | {"search/match"}
INDEX = MATCH | STORE | {"search/index"}
RUN = INDEX | {"search/run"}
# The folders of irindex, likewise; an article passes through them backwards.
DOCUMENT = LIB | {"indexer/document"}
INPUT = DOCUMENT | {"indexer/input"}
FORMATS_TEXT = INPUT | {"indexer/formats/text"}
HTML = FORMATS_TEXT | {"indexer/formats/html"}
JSON = HTML | {"indexer/formats/json"}
XML = JSON | {"indexer/formats/xml"}
FORMATS = XML | {"indexer/formats"}
COMMAND = {"base", "command"}
OUTPUT = {"base", "text", "searcher/output"}
MCP = OUTPUT | COMMAND | {"searcher/mcp"}
SESSION = OUTPUT | COMMAND | {"searcher/session"}
EXCHANGE = SESSION | {"searcher/exchange"}
FOLDERS = {
    "lib/base": {"base"},
    "lib/command": COMMAND,
    "lib/text": {"base", "text"},
    "lib/text/words": {"base", "text", "text/words"},
    "lib/glass": {"base", "glass"},
    "lib/store": STORE,
    "lib/article": LIB,
    "lib/search/query": QUERY,
    "lib/search/plan": PLAN,
    "lib/search/match": MATCH,
    "lib/search/index": INDEX,
    "lib/search/run": RUN,
    "indexer/document": DOCUMENT,
    "indexer/writer": DOCUMENT | {"indexer/writer"},
    "indexer/input": INPUT,
    "indexer/formats/text": FORMATS_TEXT,
    "indexer/formats/html": HTML,
    "indexer/formats/json": JSON,
    "indexer/formats/xml": XML,
    "indexer/formats": FORMATS,
    "indexer": FORMATS | COMMAND | {"indexer"},
    "searcher/output": OUTPUT,
    "searcher/session": SESSION,
    "searcher/exchange": EXCHANGE,
    "searcher/serve": EXCHANGE | {"searcher/serve"},
    "searcher/client": EXCHANGE | {"searcher/client"},
    "searcher/mcp": MCP,
    "searcher": SESSION | MCP | {"searcher/serve", "searcher/client", "searcher"},
}
PROGRAMS = ("lib/", "indexer/", "searcher/")
XAPIAN = {"lib/store", "tests/bench", "tests/glass_dump.cc"}
# Each program has its own; all other files have a name of their own.
SAME_NAMES = {"main", "settings"}
FUNCTION_LINES = 60
FILE_LINES = 600


def read(path):
    with open(path, encoding="utf-8") as f:
        return f.read()


def included(text):
    """Yield (line number, < or ", name) of each include of a file."""
    for number, line in enumerate(text.splitlines(), 1):
        found = re.match(r'\s*#\s*include\s+([<"])([^>"]+)', line)
        if found:
            yield number, *found.groups()


@functools.cache
def reached(name):
    """All headers that including this one includes, and itself."""
    names, left = set(), [name]
    while left:
        name = left.pop()
        path = next((p for p in (name, "lib/" + name) if os.path.exists(p)), None)
        if name not in names and path:
            left += [n for _, kind, n in included(read(path)) if kind == '"']
        names.add(name)
    return names


def includes(path, text):
    folder = os.path.dirname(path)
    allowed = FOLDERS.get(folder)
    if allowed is None and path.startswith(PROGRAMS):
        yield f"{path}: tests/lint.py has no rule for this folder"
    for number, kind, name in included(text):
        where = f"{path}:{number}"
        if name.startswith("xapian") and not {folder, path} & XAPIAN:
            yield f"{where}: Xapian outside lib/store"
        if name == "check.h" and path != "tests/test.h":
            yield f"{where}: check.h but by tests/test.h, which makes it quick"
        if kind == "<" or allowed is None:
            continue
        if os.path.dirname(name) not in allowed:
            yield f"{where}: {folder} may not include {name}"
            continue
        for inner in sorted(reached(name)):
            if os.path.dirname(inner) not in allowed:
                yield f"{where}: {folder} may not know {inner}, which {name} includes"


def lengths(path, text):
    lines = text.splitlines()
    if len(lines) > FILE_LINES:
        yield f"{path}: {len(lines)} lines, limit {FILE_LINES}"
    start = None
    for number, line in enumerate(lines, 1):
        if line == "{":
            start = number
        elif line == "}" and start:
            if number - start - 1 > FUNCTION_LINES:
                yield (f"{path}:{start}: function of {number - start - 1} lines, "
                       f"limit {FUNCTION_LINES}")
            start = None


def messages(path, text):
    """Find constants' names in messages, which must give the limit itself."""
    if not path.startswith(PROGRAMS):
        return
    for number, line in enumerate(text.splitlines(), 1):
        for string in re.findall(r'"((?:[^"\\]|\\.)*)"', line):
            if re.search(r"\b[A-Z]+(_[A-Z]+)*_(MAX|MIN|LETTERS)\b", string):
                yield f"{path}:{number}: a constant's name in a message: {string}"


def names(paths):
    """Find headers, and sources, of different folders that have the same name."""
    homes = {}
    for path in paths:
        stem, kind = os.path.splitext(path)
        name = os.path.basename(stem)
        if path.startswith(PROGRAMS) and name not in SAME_NAMES:
            other = homes.setdefault((name, kind == ".h"), path)
            if other != path:
                yield f"{path}: {other} has the same name"


def main():
    paths = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "*.c", "*.cc", "*.h"],
                           capture_output=True, text=True, check=True).stdout.split()
    problems = list(names(path for path in paths if os.path.exists(path)))
    for path in paths:
        text = read(path)
        problems += includes(path, text)
        problems += lengths(path, text)
        problems += messages(path, text)
    for problem in problems:
        print(problem)
    sys.exit(1 if problems else 0)


main()
