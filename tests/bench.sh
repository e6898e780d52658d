#!/usr/bin/env bash
# The comparison runs with every program that is installed, and its rows have
# the figures of searches that found something.  Usage: bench.sh BUILD
set -u
build=$(realpath "$1")
failed=0
fail() {
    echo "FAIL: $1"
    failed=1
}
[ -x /usr/bin/time ] || { echo "skipped: no /usr/bin/time"; exit 0; }
export TMPDIR
TMPDIR=$(mktemp -d)
trap 'rm -rf "$TMPDIR"' EXIT
export QUERIES=corpus/queries.tsv IR_ARCHIVE=corpus/articles ONE_SHOT=1
export PEERS='analysis raw scriptindex sqlite'

PATH=$build:/usr/bin:/bin python3 tests/bench/compare.py "$build" \
    >"$TMPDIR/out" 2>"$TMPDIR/err" ||
    fail "it ends with an error: $(tail -n 1 "$TMPDIR/err")"
names='irsearch raw.Xapian'
for pair in scriptindex=scriptindex sqlite3=SQLite.FTS5; do
    if command -v "${pair%=*}" >/dev/null; then
        names="$names ${pair#*=}"
    else
        grep -q "left out: ${pair%=*} is not installed" "$TMPDIR/out" ||
            fail "${pair%=*} is missing and not named"
    fi
done
for name in $names; do
    # Rows of indexing, warm and one-shot searches; irsearch runs twice.
    rows=3
    [ "$name" = irsearch ] && rows=6
    [ "$(grep -c "^$name  *[0-9]" "$TMPDIR/out")" = $rows ] ||
        fail "$name has not $rows rows"
    awk -v name="^$name " '
        /^warm/ { warm = 1 } /^one-shot/ { warm = 0 }
        warm && $0 ~ name { bad += !($(NF) + $(NF - 4) + $(NF - 8)) }
        END { exit bad }' "$TMPDIR/out" || fail "$name finds nothing"
done
[ "$(grep -c '^irsearch .* 0\.00$' "$TMPDIR/out")" = 0 ] ||
    fail "a ratio of irsearch's to its own mean is 0"

# Ratios are of times that are never 0, however little a command does.
PYTHONPATH=tests/bench python3 -B -c '
import measure
took = measure.run("true")
assert took.wall > 0 and took.cpu > 0 and took.memory > 0, took' ||
    fail "a command takes no time"

# --growth: each size of the index has its column, and searches take time.
PEERS=none python3 tests/bench/compare.py "$build" --growth '1 3' \
    >"$TMPDIR/out" 2>"$TMPDIR/err" ||
    fail "growth ends with an error: $(tail -n 1 "$TMPDIR/err")"
grep -A 2 '^index, times' "$TMPDIR/out" | grep -q '^irsearch  *[0-9.]*  *[0-9.]*$' ||
    fail "growth has no two figures of the index's size"
awk '/^warm all, p50/ { getline; getline; bad = !($2 > 0 && $3 > 0) }
    END { exit bad }' "$TMPDIR/out" || fail "growth has no times"
rm "$TMPDIR"/out "$TMPDIR"/err
[ -z "$(ls "$TMPDIR")" ] || fail "something is left: $(ls "$TMPDIR")"
[ $failed = 0 ] || exit 1
