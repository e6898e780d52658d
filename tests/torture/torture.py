#!/usr/bin/env python3
"""Loops of faults: each makes one thing fail, at each place where it can.

usage: torture.py BUILD [LOOP...] [--seed N] [--some N [--besides GROUP]] [--case NAME]

Without a LOOP all of them run.  --some N takes a sample of about N cases of
each, and --besides one of each kind in a group of faults; --case only the one
that the line of a failure names, or all of a group.
Exit status: 0 if all cases end well, 1 if not, 2 if a loop could not begin.

A loop is a module with a class Loop:

  Loop(tools)        makes what its cases share, in the folder tools.shared
  cases()            the names of its cases: words joined by colons, of which
                     the last is a number; those of all others make a group
  run(name, folder)  runs one, in a folder of its own, and returns a string of
                     what came of it, which is counted for its group; raises
                     Wrong if that must not be
  sampled            a sample has at most so many cases (as many as asked for)
  jobs               as many cases may run side by side; 0: one a processor
"""
import argparse
import collections
import concurrent.futures
import importlib
import os
import random
import shutil
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from tools import Tools, Wrong  # noqa: E402

LOOPS = ("faults", "outside", "compound", "cuts", "damage", "decay", "memory", "readers", "backup", "upgrade", "poison", "exhaustive", "scripts")
SHOWN = 20  # failures of a loop that are told in full
loop = None  # of this process and of those that it forks


def attempt(name, scratch):
    """(name, group, what came of it, what is wrong or None) of a case."""
    group = name.rpartition(":")[0]
    folder = tempfile.mkdtemp(dir=scratch)
    try:
        return name, group, loop.run(name, folder), None
    except Wrong as wrong:
        return name, group, "WRONG", str(wrong)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def attempts(names, scratch):
    jobs = min(loop.jobs or os.cpu_count() or 1, len(names))
    if jobs <= 1:
        yield from (attempt(name, scratch) for name in names)
        return
    with concurrent.futures.ProcessPoolExecutor(jobs) as pool:
        yield from pool.map(attempt, names, [scratch] * len(names), chunksize=4)


def sample(names, some):
    """About so many: of each group, or of some if there are more groups."""
    if not some or len(names) <= some:
        return names
    groups = collections.defaultdict(list)
    for name in names:
        groups[name.rpartition(":")[0]].append(name)
    chosen = random.sample(list(groups.values()), min(some, len(groups)))
    share = some / len(names)
    return [name for group in chosen
            for name in random.sample(group, max(1, round(share * len(group))))]


def choose(given):
    """The names of the cases that run."""
    if given.case and given.case.rpartition(":")[2].isdigit():
        return [given.case]
    names = loop.cases()
    whole = [name for name in names if name.rpartition(":")[0] == (given.case or given.besides)]
    if given.case:
        return whole
    some = sample(names, min(given.some, getattr(loop, "sampled", given.some)))
    random.shuffle(whole)
    return [*dict.fromkeys([*some, *{loop.call(name): name for name in whole}.values()])]


def run(module, tools, given):
    """Run a loop: the number of cases that went wrong."""
    global loop
    random.seed(given.seed)
    loop = importlib.import_module(module).Loop(tools)
    names = choose(given)
    random.shuffle(names)
    began, wrong = time.monotonic(), 0
    groups = collections.defaultdict(collections.Counter)
    with tempfile.TemporaryDirectory(dir=tools.work) as scratch:
        for name, group, came, problem in attempts(names, scratch):
            groups[group][came] += 1
            if problem is None:
                continue
            wrong += 1
            if wrong <= SHOWN:
                print(f"not ok - {module} {name}: {problem}\n"
                      f"#   again: make torture LOOPS={module} SEED={given.seed} CASE={name}")
    for group, counts in sorted(groups.items()):
        print(f"# {module} {group}: {counts.total()} cases; " +
              ", ".join(f"{count} {came}" for came, count in counts.most_common()))
    print(f"{'not ok' if wrong else 'ok'} - {module}: {len(names)} cases, {wrong} wrong, "
          f"{time.monotonic() - began:.0f} s", flush=True)
    return wrong


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("build")
    parser.add_argument("loops", nargs="*", metavar="LOOP")
    parser.add_argument("--seed", type=int)
    parser.add_argument("--some", type=int, default=0)
    parser.add_argument("--besides")
    parser.add_argument("--case")
    given = parser.parse_args()
    if given.seed is None:
        given.seed = random.SystemRandom().randrange(1 << 31)
    if given.case and len(given.loops) != 1:
        parser.error("--case: of which LOOP?")
    print(f"# seed {given.seed}", flush=True)
    wrong = 0
    with tempfile.TemporaryDirectory() as work:
        for module in given.loops or LOOPS:
            shared = os.path.join(work, module)
            os.mkdir(shared)
            wrong += run(module, Tools(given.build, work, shared, given.seed), given)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
