#!/usr/bin/env python3
"""Check the structure of the sources: no cycles, and a true lib/README.md.

usage: house.py BUILD [--write]

Neither includes nor the symbols that objects need from each other may form a
cycle.  A way is the list of files that a query, or an article, passes through:
the files of all functions reached from the first one by calls or as arguments,
in the order of the source.  lib/README.md must show both ways as they are;
--write updates it.
"""
import collections
import os
import re
import subprocess
import sys
import textwrap

# The first function of each way.
WAYS = {"a query": "ir_search", "an article": "run_add"}
PAGE = "lib/README.md"
PAGE_LINES = 40
# Functions that lib/command/allocator.c puts in the place of the C library's.
LIBC = {"malloc", "calloc", "realloc", "posix_memalign", "aligned_alloc"}
# Names that may be a function's: followed by a call, an index or the end of an
# argument.  Strings, comments and members are matched to be skipped.
NAMED = re.compile(r"""
    "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*' | /\*.*?\*/ | //[^\n]* |
    (?: -> | \. )\s*\w+ |
    ([A-Za-z_]\w*)(?=\s*[(\[,)};]) | [A-Za-z_]\w*""", re.S | re.X)


def stem(path):
    return os.path.splitext(path)[0]


def sources():
    """{path: text} of the project's sources."""
    paths = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "lib", "indexer", "searcher"],
                           capture_output=True, text=True, check=True).stdout.split()
    texts = {}
    for path in paths:
        if path.endswith((".c", ".cc", ".h")) and os.path.exists(path):
            with open(path, encoding="utf-8") as f:
                texts[path] = f.read()
    return texts


def includes(texts):
    """{path: the project's headers that it includes}."""
    return {path: {place for name in re.findall(r'^\s*#\s*include "([^"]+)"', text, re.M)
                   for place in (name, "lib/" + name) if place in texts}
            for path, text in texts.items()}


def links(build, texts):
    """{object: the objects that define symbols it needs}."""
    home, wants = {}, {}
    for path in sorted(texts):
        if path.endswith(".h"):
            continue
        object_file = f"{build}/{stem(path)}.o"
        lines = subprocess.run(["nm", object_file], capture_output=True, text=True,
                               check=True).stdout.splitlines()
        wants[stem(path)] = {l.split()[-1] for l in lines if " U " in l}
        for line in lines:
            kind, name = line.split()[-2:]
            if kind in "TDBRC" and name not in LIBC:
                home[name] = stem(path)
    return {name: {home[w] for w in words if w in home} - {name}
            for name, words in wants.items()}


def circles(needs):
    """Strongly connected components of several (Tarjan 1972, not recursive)."""
    number, low, stack, waiting, found = {}, {}, [], set(), []
    for root in sorted(needs):
        if root in number:
            continue
        work = [(root, iter(sorted(needs[root])))]
        number[root] = low[root] = len(number)
        stack.append(root)
        waiting.add(root)
        while work:
            at, rest = work[-1]
            for other in rest:
                if other not in number:
                    number[other] = low[other] = len(number)
                    stack.append(other)
                    waiting.add(other)
                    work.append((other, iter(sorted(needs.get(other, ())))))
                    break
                if other in waiting:
                    low[at] = min(low[at], number[other])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[at])
                if low[at] == number[at]:
                    cut = stack.index(at)
                    circle, stack[cut:] = stack[cut:], []
                    waiting -= set(circle)
                    if len(circle) > 1:
                        found.append(sorted(circle))
    return found


def functions(texts):
    """{function: [(file, is it static, names in its body)]}."""
    found = collections.defaultdict(list)
    for path, text in texts.items():
        for m in re.finditer(r"^((?:[A-Za-z_][^;{}#]*?)\b(\w+)\([^;{}]*\))\n\{\n(.*?)^\}",
                             text, re.M | re.S):
            words = [w for w in NAMED.findall(m[3] + "}") if w]
            found[m[2]].append((path, m[1].lstrip().startswith("static"), words))
        # Tables of function pointers, by the name of the table.
        for m in re.finditer(r"^([^\s{};#][^{};]*?\b(\w+)(?:\[[^\]]*\])? = \{)(.*?)\};$",
                             text, re.M | re.S):
            words = [w for w in NAMED.findall(m[3] + "}") if w]
            found[m[2]].append((path, m[1].startswith("static"), words))
    return found


def way(known, needs, first):
    """The files of a way in the order of first visit, and the number of calls
    back into a file that is still being visited."""
    passed, seen, open_files, turns = [], set(), [], 0

    def visit(name, at):
        homes = known.get(name, ())
        home = next((h for h in homes if h[0] == at), None) or next(
            (h for h in homes if not h[1] and (at is None or stem(h[0]) in needs[stem(at)])), None)
        if home is None or (home[0], name) in seen:
            return
        path, _, words = home
        nonlocal turns
        turns += path != at and path in open_files
        seen.add((path, name))
        if stem(path) not in passed:
            passed.append(stem(path))
        open_files.append(path)
        for word in words:
            visit(word, path)
        open_files.pop()

    visit(first, None)
    return passed, turns


def drawn(name, passed):
    """A way as in lib/README.md: its folders, each with its files."""
    rooms = collections.defaultdict(list)
    for path in passed:
        rooms[os.path.dirname(path)].append(os.path.basename(path))
    rooms.pop("lib/base", None)
    lines = [f"    {name} passes {sum(map(len, rooms.values()))} files:"]
    for room, files in rooms.items():
        lines += textwrap.wrap(" ".join(files), 150, initial_indent=f"    {room:21} ",
                               subsequent_indent=" " * 26)
    return "\n".join(lines)


def main():
    sys.setrecursionlimit(20000)
    build = sys.argv[1]
    texts = sources()
    needs = links(build, texts)
    problems = [f"a circle of files: {' '.join(circle)}"
                for circle in circles(includes(texts)) + circles(needs)]
    known = functions(texts)
    with open(PAGE, encoding="utf-8") as f:
        page = f.read()
    for name, first in WAYS.items():
        passed, turns = way(known, needs, first)
        picture = drawn(name, passed)
        print(picture)
        print(f"    it turns back {turns} times")
        if turns:
            problems.append(f"{name}: a way turns back")
        shown = re.search(rf"^    {name} passes .*?(?=\n\n|\Z)", page, re.M | re.S)
        if "--write" in sys.argv and shown:
            page = page.replace(shown[0], picture.rstrip())
        elif not shown or shown[0] != picture:
            problems.append(f"{PAGE}: not as above; house.py {build} --write mends it: {name}")
    if len(page.splitlines()) > PAGE_LINES:
        problems.append(f"{PAGE}: over {PAGE_LINES} lines")
    if "--write" in sys.argv:
        with open(PAGE, "w", encoding="utf-8") as f:
            f.write(page)
    for problem in problems:
        print(problem)
    sys.exit(1 if problems else 0)


main()
