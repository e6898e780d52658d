#!/usr/bin/env python3
"""Mutation testing: do the unit tests find small faults in the sources?

usage: tests/mutants.py BUILD [-v] [--first] [WORDS]

Makes and builds each fault in a copy of the tree and runs the unit tests, the
suites likely to find it first.  Prints which faults were found; fails if more
than 3 of 30 were not.  With WORDS, tries only faults whose text contains them;
with --first, runs only the likely suites, which is faster, but may miss faults
that others find.  The text of a fault must occur exactly once in the sources;
its file does not matter, so that files can be renamed.
"""
import os
import shutil
import subprocess
import sys
import tempfile

SURVIVORS = 3
WALL = 3600  # seconds after which a test counts as hung

# The suites to run first, the text, and its replacement.
FAULTS = [
    # -- the query language
    ("query", "number >= 1 && number <= IR_QUERY_NUMBER_MAX",
     "number >= 1 && number < IR_QUERY_NUMBER_MAX"),
    ("query", "if (edits > QUERY_EDITS_MAX) {",
     "if (edits >= QUERY_EDITS_MAX) {"),
    ("query", "number >= 1 && number <= 1000) {",
     "number >= 1 && number < 1000) {"),
    ("query", "code == 0x201c && space_before && !space_after)",
     "code == 0x201c && space_before)"),
    ("query round_trip", "(limited && group->plain > 1 ? 2 : 1)",
     "(limited && group->plain > 2 ? 2 : 1)"),
    ("query", "(double)(uint64_t)(weight * 1000 + 0.5) / 1000",
     "(double)(uint64_t)(weight * 1000) / 1000"),
    # -- the plan
    ("dates oracle", "a->date >= dates->from && a->date <= dates->to",
     "a->date >= dates->from && a->date < dates->to"),
    ("patterns plan", "if (smallest > most + 1)", "if (smallest >= most)"),
    ("url", "return *start < label - 1;", "return *start <= label - 1;"),
    ("dates", "((today + 3) % 7 + 7)", "((today + 4) % 7 + 7)"),
    ("plan", "if (pair.first == PLAN_NONE || pair.first == term)",
     "if (pair.first == PLAN_NONE)"),
    ("patterns", "if (p->prefix > 1)", "if (p->prefix > 0)"),
    # -- matching and scores
    ("score", "in_order && apart <= ADJACENT_SPAN",
     "in_order && apart < ADJACENT_SPAN"),
    ("score hits", "size > MOST(c->aim) && (tried || last > first)",
     "size >= MOST(c->aim) && (tried || last > first)"),
    ("score", "e->body.items[count].position < LEAD_WORDS",
     "e->body.items[count].position <= LEAD_WORDS"),
    ("near evidence oracle", "if (a->items[i].last < end)",
     "if (a->items[i].last <= end)"),
    ("near oracle", "(uint64_t)lasts[count - 1] + distance < p->first",
     "(uint64_t)lasts[count - 1] + distance <= p->first"),
    ("feedback", "return letters >= 3 && !digits;",
     "return letters > 3 && !digits;"),
    ("smooth", "if (e == d || row[e] <= 0)", "if (row[e] <= 0)"),
    # -- running a search
    ("page_token", "    add_texts(&all, r->langs, r->lang_count);\n", ""),
    ("page_token", "if (revision != index->revision)",
     "if (revision > index->revision)"),
    ("order search", "return l->date < r->date ? 1 : -1;\n    order =",
     "return l->date > r->date ? 1 : -1;\n    order ="),
    ("oracle", "if (!r->hits || r->choices.count < r->wanted)",
     "if (!r->hits || r->choices.count <= r->wanted)"),
    ("searcher", "if (lists[i].count > IR_FILTERS_MAX)",
     "if (lists[i].count >= IR_FILTERS_MAX)"),
    ("facets", "return a / b - (a % b < 0);", "return a / b;"),
    # -- the store
    ("doc", "    if (size > DOC_TERM_MAX)\n",
     "    if (size >= DOC_TERM_MAX)\n"),
    ("doc", "if (!i || numbers[i] != numbers[kept - 1])",
     "if (!i || numbers[i] != numbers[i - 1] + 1)"),
    ("store_search patterns", "count += !(word & mask);", "count++;"),
    ("pairs", "if (all->items[middle].from < from)",
     "if (all->items[middle].from <= from)"),
    # -- the indexer
    ("container", "check_ratio(c->outer->inner + out,", "check_ratio(out,"),
]


def output(*command, **more):
    return subprocess.run(command, check=True, text=True,
                          stdout=subprocess.PIPE, **more).stdout


def tracked():
    return output("git", "ls-files").split("\n")[:-1]


def copy(files, build, to):
    for name in files:
        if os.path.isfile(name):
            os.makedirs(os.path.dirname(f"{to}/{name}"), exist_ok=True)
            shutil.copy2(name, f"{to}/{name}", follow_symlinks=False)
    for sub in ("lib", "indexer", "searcher", "tests"):  # not builds inside
        if os.path.isdir(f"{build}/{sub}"):
            shutil.copytree(f"{build}/{sub}", f"{to}/build/{sub}")
    for name in os.listdir(build):
        if name.endswith(".a"):
            shutil.copy2(f"{build}/{name}", f"{to}/build/{name}")


def places(files):
    """Yield (name, text) of the sources, without tests."""
    for name in files:
        if (name.endswith((".c", ".cc", ".h")) and os.path.isfile(name) and
                not name.startswith("tests/")):
            with open(name, encoding="utf-8") as f:
                yield name, f.read()


def find(text, sources):
    found = [name for name, whole in sources.items()
             for _ in range(whole.count(text))]
    if len(found) != 1:
        sys.exit(f"mutants.py: {len(found)} places have: {text!r}"
                 f" {' '.join(found)}")
    return found[0]


def build_in(tree, target):
    done = subprocess.run(
        ["make", "-s", "-j2", "BUILD=build", "WERROR=", target],
        cwd=tree, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        check=False)
    if done.returncode:
        sys.exit(f"{target} does not build:\n{done.stdout[-2000:]}")


def suite_names(tree):
    with open(f"{tree}/tests/suites.h", encoding="utf-8") as f:
        return [line[6:-2] for line in f if line.startswith("SUITE(")]


def killer(tree, first, more=True):
    """The suite that fails, or None.  Runs those of `first` first."""
    names = first[:]
    if more:
        names += [s for s in suite_names(tree) if s not in first]
    for name in names:
        try:
            done = subprocess.run(
                ["build/tests/run"], cwd=tree, stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL, check=False, timeout=WALL,
                env={**os.environ, "CK_RUN_SUITE": name, "CK_SILENT": "1"})
        except subprocess.TimeoutExpired:
            return name
        if done.returncode:
            return name
    return None


def change(tree, name, text):
    with open(f"{tree}/{name}", "w", encoding="utf-8") as f:
        f.write(text)


def main():
    build = sys.argv[1]
    verbose, more = "-v" in sys.argv, "--first" not in sys.argv
    words = [w for w in sys.argv[2:] if not w.startswith("-")]
    files = tracked()
    sources = dict(places(files))
    faults = [(*f, find(f[1], sources)) for f in FAULTS]
    faults = [f for f in faults if all(w in f"{f}" for w in words)]
    survived = 0
    with tempfile.TemporaryDirectory() as tree:
        copy(files, build, tree)
        build_in(tree, "build/tests/run")
        if more and not words and (fails := killer(tree, [])):
            sys.exit(f"mutants.py: {fails} fails without a fault")
        for first, old, new, name in faults:
            change(tree, name, sources[name].replace(old, new))
            build_in(tree, "build/tests/run")
            by = killer(tree, first.split(), more)
            change(tree, name, sources[name])
            survived += by is None
            print(f"{'killed by ' + by if by else 'SURVIVED':24}{name}: "
                  f"{old.strip()}", flush=True)
            if verbose:
                print(f"{'':24}{new.strip()}", flush=True)
    print(f"{len(faults) - survived} killed, {survived} survived")
    return survived > SURVIVORS


if __name__ == "__main__":
    sys.exit(main())
