#!/usr/bin/env bash
# Does a search end in an index so damaged that Xapian's call never would?  In
# each of the ways to search, and what comes after it is answered.  `make
# torture LOOPS=damage` damages every place of every table.
# Usage: endless.sh BUILD
set -u
build=$1
. tests/checks.bash
# What an interrupted call had is not freed.
export ASAN_OPTIONS=${ASAN_OPTIONS-}:detect_leaks=0
irsearch=$build/irsearch
server=0
trap '[ $server = 0 ] || kill -KILL $server; rm -rf "$work"' EXIT
search() { # OPTION...: for less than 20 seconds of a processor
    out=$(frugal 20 "$irsearch" --no-config -d "$work/db" "$@" 2>&1)
    status=$?
}
told='a search was stopped long after its time: if a longer timeout does not help, run irindex --check'

PYTHONPATH=tests/torture python3 -c '
from damage import articles
print("".join(articles(4000)), end="")' |
    "$build/irindex" --no-config -q -d "$work/db" - &&
    "$build/irindex" --no-config -q -d "$work/db" --compact || exit 2
# As in an index of an older version: with its seal, no damaged block is read.
mv "$work/db/seal" "$work/seal"

# Zero one half of a kilobyte of the postings after another, from the last on,
# until Xapian goes on for ever between two lists of documents.
postings=$work/db/postlist.glass
cp "$postings" "$work/good"
for ((at = $(stat -c %s "$postings") / 512; at--;)); do
    cp "$work/good" "$postings"
    dd if=/dev/zero of="$postings" bs=512 seek=$at count=1 conv=notrunc 2>/dev/null
    search --timeout 0.1 'gas iran'
    ! says "$told" || break
done
check 'a page ends and says what to do' both 2 "$told"
printf 'gas iran\nstorm\n' >"$work/queries"
search --timeout 0.1 -f "$work/queries" -n 1
check 'a query of a batch ends' both 2 "query 1: index $work/db: $told"
check 'and the next is answered' says '4000 articles hold storm'

if command -v curl >/dev/null; then
    "$irsearch" --no-config -d "$work/db" --serve "unix:$work/socket" --workers 1 \
        2>"$work/log" &
    server=$!
    started() { grep -q '"serving at\|^irsearch:' "$work/log" || ! kill -0 $server; }
    until_true started
    ask() { # PATH
        out=$(curl -sS --unix-socket "$work/socket" "http://localhost$1" 2>&1)
    }
    count_open() { ls /proc/$server/fd | wc -l; }
    ask '/v1/search?q=storm'
    files=$(count_open)
    ask '/v1/search?q=gas+iran&timeout=0.1'
    check 'a server answers' says '"code":"endless"'
    ask '/v1/search?q=storm'
    check 'and goes on' says '"schema":"irsearch/1"'
    check 'with as many open files as before' test "$(count_open)" -le "$files"
    out=$(<"$work/log")
    check 'and tells its operator' says "$told"
    kill $server
    wait $server
    server=0
fi
mv "$work/seal" "$work/db/seal"
search 'gas iran'
check 'with the seal, the damage is named' both 2 'of postlist.glass is damaged'
finish
