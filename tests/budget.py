#!/usr/bin/env python3
"""Expensive and malformed queries: each is answered, or refused with its limit.

usage: tests/budget.py BUILD_DIR [ARTICLES [INDEX]]

Indexes generated articles (300 by default), or uses INDEX if it exists, and
searches with at most 256 MiB of address space.  If ARTICLES is given, it prints
the slow queries with their times.
"""
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time

MEMORY = 256 << 20
# A query that uses so much CPU time hangs; tests/bench measures speed.  The
# limit on wall time is far larger, for loaded machines.
CPU_SECONDS = int(os.environ.get("IR_HANGS", "100"))
SECONDS = 3600


def word(r):
    return "".join(r.choice("bcdfglmnprst") + r.choice("aeiou")
                   for _ in range(r.randint(1, 4)))


def articles(count):
    """JSON lines with words by Zipf's law, and with `x`, `a` and `gas`."""
    r = random.Random(7)
    words = ["the", "of", "gas", "a", "x", "oil"]
    words += [word(r) for _ in range(min(40000, 20 * count))]
    weights = [1 / (i + 3) for i in range(len(words))]
    total, sums = 0, []
    for weight in weights:
        total += weight
        sums.append(total)
    for i in range(count):
        w = r.choices(words, cum_weights=sums, k=80)
        text = " ".join(" ".join(w[j:j + 15]).capitalize() + "."
                        for j in range(5, 80, 15))
        yield json.dumps({"id": f"g{i}", "title": " ".join(w[:5]),
                          "text": text, "source": f"S{i % 20}",
                          "date": f"2026-{1 + i % 12:02}-{1 + i % 28:02}"})


def nested(opening, inner, closing, depth):
    return opening * depth + inner + closing * depth


def queries():
    r = random.Random(8)
    many = [word(r) for _ in range(40000)]
    for count in (200, 1000, 10000, 40000):
        yield f"{count} words with OR", " OR ".join(many[:count])
        yield f"{count} words", " ".join(many[:count])
    for count in (16, 200, 1000):
        yield f"{count} x ba*", " ".join(["ba*"] * count)
        yield f"{count} x *la*", " ".join(["*la*"] * count)
        yield f"{count} x x*", " ".join(["x*"] * count)
        yield f"{count} x fuzzy", " ".join(f"{w}~2" for w in many[:count])
    for depth in (16, 32, 200, 2000, 10000):
        yield f"brackets {depth}", nested("(", "gas", ")", depth)
        yield f"alternating {depth}", nested(
            "(a OR (gas ", "oil", "))", depth)
        yield f"alternating, open {depth}", "(a AND (" * depth
        yield f"near nested {depth}", nested(
            "((a OR ", "gas", ") w/3 of)", depth)
        yield f"lists in near {depth}", nested(
            "((a ", "gas", " the) w/50 of)", depth)
        yield f"sentences nested {depth}", nested("(a /s ", "gas", ")", depth)
        yield f"not near nested {depth}", nested(
            "(a NOT w/2 ", "gas", ")", depth)
        yield f"atleast {depth}", nested("atleast2(", "gas", ")", depth)
        yield f"scopes {depth}", nested("title:(", "gas", ")", depth)
    yield "NOT x 10000", "NOT " * 10000 + "gas"
    yield "NOT x 100", "NOT " * 100 + "gas"
    for count in (2, 10, 50, 400, 3000):
        yield f"near chain {count}", " w/1000 ".join(["a", "the", "of"] * count)
        yield f"adj chain {count}", " pre/1000 ".join(["a", "the"] * count)
        yield f"sentence chain {count}", " /s ".join(["a", "the"] * count)
        yield f"mixed chain {count}", " ".join(
            f"a w/{1 + i % 900} the /p" for i in range(count)) + " of"
    for count in (100, 1500, 10000):
        yield f"phrase of {count}", '"' + "a " * count + '"'
        yield f"phrase of {count} words", '"' + " ".join(many[:count]) + '"'
        yield f"minimum of {count}", '"' + " ".join(many[:count]) + '"/2'
        yield f"slop of {count}", '"' + " ".join(many[:count]) + '"~5'
    yield "slop of 10", '"' + " ".join(["a", "the", "of"] * 3 + ["x"]) + '"~9'
    yield "atleast of wild", " ".join(["atleast2(*ba* w/9 *se*)"] * 8)
    yield "all near wild", "*ba* w/1000 *te* w/1000 *lo* w/1000 *ri*"
    yield "wild in a sentence", "*ba* /s *te* /s *lo*"
    yield "wild and none", "the -*ba* -*te* -*lo*"
    yield "wild alternatives", " OR ".join(["(gas ba*)", "(oil ba*)"] * 60)
    yield "180 prefixes", " OR ".join(
        f"{a}{b}{c}*" for a in "bcdfgl" for b in "aeiou" for c in "mnprst")
    yield "only negative", "-gas -oil NOT \"a b\""
    yield "any url", "url:x*"
    yield "no such url", "url:http://nowhere/"
    yield "byline of none", "byline:nobody"
    yield "long word", "a" * 1000000
    yield "megabyte of quotes", '"' * 1000000
    yield "4 KiB of quotes", '"' * 4096
    for signs in ('"', '\u201c"', '\u201e\u201c\u201d"', "\u00ab\u201c", "!", "|",
                  "title: ", "a^ ", "-", "\u2212"):
        yield f"64 KiB of {signs}", signs * (65000 // len(signs.encode()))
    for pattern in ("id:" + "*a" * 20000, "source:" + "*e*" * 20000):
        yield f"{pattern[:9]}, of 40000 *", pattern
    yield "megabyte of minus signs", "-" * 1000000
    yield "4 KiB of stars", "*" * 4096
    yield "weights", " ".join(f"{w}^100" for w in many[:300])


def limit(memory):
    """Limit this process, and with it those it starts.  Setting the limits in
    each child (preexec_fn) would need a slow fork."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    if memory:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def ask(build, index, path, more):
    """Search with a query file, since arguments cannot be that long."""
    start = time.monotonic()
    try:
        done = subprocess.run(
            [f"{build}/irsearch", "--no-config", "-d", index, "-f", path,
             "--timeout", "0", *more], capture_output=True, timeout=SECONDS,
            check=False, close_fds=False)
    except subprocess.TimeoutExpired:
        done = subprocess.CompletedProcess([], -1, b"", b"it hangs")
    return done, time.monotonic() - start


def complaint(done):
    """What is wrong with the exit status or message, or None."""
    error = done.stderr.decode("utf-8", "replace")
    if done.returncode in (0, 1):
        return None
    if done.returncode != 2:
        return f"ended with {done.returncode}: {error[:200]}"
    if not any(name in error for name in ("at most", "no word", "stopped after")):
        return f"refused without a limit: {error[:200]}"
    return None


def main():
    build = sys.argv[1] if len(sys.argv) > 1 else "build"
    timed = len(sys.argv) > 2
    sanitized = "asan" in build or "coverage" in build
    count = int(sys.argv[2]) if timed else 100 if sanitized else 300
    bad = slow = total = 0
    with tempfile.TemporaryDirectory() as directory:
        index = sys.argv[3] if len(sys.argv) > 3 else f"{directory}/index"
        if not os.path.isdir(index):
            text = "\n".join(articles(count))
            subprocess.run([f"{build}/irindex", "--no-config", "-q", "-d",
                            index, "-"], input=text.encode(), check=True)
        limit(not sanitized)
        for name, query in queries():
            path = f"{directory}/query.txt"
            with open(path, "w", encoding="utf-8") as f:
                f.write(query + "\n")
            for more in (["-n", "10"], ["-c"]):
                done, seconds = ask(build, index, path, more)
                problem = complaint(done)
                total += 1
                slow += seconds > 2
                if timed and (seconds > 0.5 or problem):
                    print(f"{seconds:7.2f} s  {' '.join(more):6} {name}")
                if problem:
                    bad += 1
                    print(f"not ok {name} {' '.join(more)}: {problem}")
    print(f"{total - bad} passed, {bad} failed")
    if timed:
        print(f"{slow} of {total} took over 2 s")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
