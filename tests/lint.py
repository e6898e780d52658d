#!/usr/bin/env python3
"""Check what the compiler does not: layers, function and file length."""
import re
import subprocess
import sys

# Who may include whom, by first component of the include.
LAYERS = {
    "lib/base/": {"base"},
    "lib/text/": {"base", "text"},
    "lib/store/": {"base", "store"},
    "lib/article/": {"base", "text", "store", "article"},
    "indexer/": {"base", "text", "store", "article", "indexer"},
    "searcher/": {"base", "text", "store", "article", "searcher"},
}
# These rooms of the searcher know no store.
NO_STORE = re.compile(r"searcher/(query|score|passages|evidence|plan|output|json|layout)")
FUNCTION_LINES = 60
FILE_LINES = 600


def includes(path, text):
    layer = next((l for l in LAYERS if path.startswith(l)), None)
    for number, line in enumerate(text.splitlines(), 1):
        found = re.match(r'\s*#\s*include\s+([<"])([^>"]+)', line)
        if not found:
            continue
        kind, name = found.groups()
        where = f"{path}:{number}"
        if name.startswith("xapian") and not path.startswith("lib/store/"):
            yield f"{where}: Xapian outside lib/store"
        if kind == '"' and layer and name.split("/")[0] not in LAYERS[layer]:
            yield f"{where}: {layer} may not include {name}"
        if NO_STORE.match(path) and name.startswith("store/"):
            yield f"{where}: knows no store, but includes {name}"


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


def main():
    paths = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "*.c", "*.cc", "*.h"],
                           capture_output=True, text=True, check=True).stdout.split()
    problems = []
    for path in paths:
        with open(path, encoding="utf-8") as f:
            text = f.read()
        problems += includes(path, text)
        problems += lengths(path, text)
    for problem in problems:
        print(problem)
    sys.exit(1 if problems else 0)


main()
