#!/usr/bin/env bash
# The counts that irindex prints agree with the index before and after, and with
# its input.  And --set refuses values that no article can have.
# usage: tests/counts.sh BUILD_DIR [RUNS [SEED]]
set -u
export LC_ALL=C
build=$(realpath "${1:-build}") runs=${2:-40} seed=${3:-$RANDOM}
. "$(dirname "$0")/checks.bash"
cd "$work" || exit 2

# -- random runs: new, changed and gone files, copies, bad lines, used ids
echo "# seed $seed"
add_up() {
    python3 - "$build/irindex" "$runs" "$seed" <<'PYTHON'
import os, random, re, subprocess, sys

irindex, runs, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
random.seed(seed)
os.mkdir("n")


def run(*arguments):
    done = subprocess.run([irindex, "--no-config", "-d", "db", *arguments],
                          capture_output=True, text=True)
    assert done.returncode in (0, 1), done.stderr
    return done.stdout + done.stderr


def articles():
    found = re.search(r"articles: +([\d,]+)", run("--info"))
    return int(found[1].replace(",", ""))


def number(pattern, text):
    found = re.search(pattern, text)
    return int(found[1].replace(",", "")) if found else 0


def line():
    if not random.randrange(6):
        return random.choice(["{", '{"id":"empty","text":""}', '{"text":5}'])
    return '{"id":"%d","text":"word %d"}' % (random.randrange(12),
                                             random.randrange(8))


def change():
    """Write, or take away, some of five files; all their lines."""
    for name in ("n/%d.jsonl" % i for i in range(5)):
        if not random.randrange(4) and os.path.exists(name):
            os.unlink(name)
        elif not random.randrange(2):
            with open(name, "w") as f:
                f.write("".join(line() + "\n"
                                for _ in range(random.randrange(6))))
    return sum(len(open("n/" + name).readlines()) for name in os.listdir("n"))


before = seen = 0
for i in range(runs):
    given = change()
    how = ["--reread", "--prune", "--force-prune",
           "--on-duplicate=" + random.choice(["replace", "skip", "error"]),
           "--on-copy=" + random.choice(["keep", "skip"])]
    if not random.randrange(8):
        how.append("--set=id=same")
    said = run(*how, "n")
    added, replaced, rejected, skipped, deleted = (
        number(p, said) for p in (
            r"([\d,]+) articles? added", r"added, ([\d,]+) replaced",
            r"replaced, ([\d,]+) rejected", r"rejected, ([\d,]+) skipped",
            r"; ([\d,]+) articles? no longer there deleted"))
    after = articles()
    assert added + replaced + rejected + skipped == given, (given, how, said)
    assert after - before == added - deleted, (before, after, how, said)
    before = after
    seen += (added > 0) + (replaced > 0) + (deleted > 0) + (skipped > 0)
assert seen > runs, seen
PYTHON
}
check 'what was added, replaced, rejected, skipped, deleted adds up' add_up

# -- --set and --lang
set_is() { # STATUS MESSAGE ARGUMENT...
    local want=$1 message=$2
    shift 2
    rm -rf fresh
    out=$(printf '{"id":"a","text":"wheat"}\n' |
        "$build/irindex" --no-config -d fresh "$@" - 2>&1)
    status=$?
    both "$want" "$message" && { [ "$want" -eq 0 ] || [ ! -e fresh ]; }
}
check 'a word is no date' set_is 2 '--set date=foo: no date: it cannot be read' --set date=foo
check 'nor is a day that there is not' set_is 2 'February 2026 has 28 days' --set date=2026-02-30
check 'nor is what may be two' set_is 2 'day and month may be either' --set date=05/06/2026
check 'nor is a year' set_is 2 'it is only a year' --set date=1987
check 'a language has a form' set_is 2 'not a language, such as en' --set lang='?'
check 'letters first' set_is 2 'not a language' --set lang=1en
check 'no empty part' set_is 2 'not a language' --set lang=en-
check 'so has a URL' set_is 2 'not a URL, such as' --set url=nowhere
check 'without a space' set_is 2 'not a URL' --set 'url=https://example.org/a b'
check 'an id has a size' set_is 2 'at most 4096' --set "id=$(printf '%5000s' | tr ' ' x)"
check 'nothing is no value' set_is 2 'source=: the value is empty' --set source=
check 'text is UTF-8' set_is 2 'not UTF-8' --set $'title=\xff'
check 'a field is known' set_is 2 'not FIELD=VALUE' --set colour=red
check '--lang has a form, too' set_is 2 '--lang e?: not a language' --lang 'e?'
for value in date=2026-05-12 'date=Tue, 12 May 2026 10:00 +0330' lang=pt-BR \
    lang=en_GB lang=zh-Hant-TW lang=de-1996 url=https://example.org/1 \
    url=urn:isbn:1 id=x title='A title' source=Wire; do
    check "--set $value" set_is 0 '1 article added' --set "$value"
done

finish
