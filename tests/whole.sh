#!/bin/bash
# An index that is written in one go, a new one or one that is joined with many
# articles, and what can come in between: killed or a full disk at every call
# that changes a file, fsync() that fails, killed at random moments.  Then there
# is what there was before, or all; and the next run makes it whole and leaves
# nothing beside it.
# Usage: whole.sh BUILD [ROUNDS [SEED]]; IR_FAULTS=1: every call, and 100 rounds.
set -u
export LC_ALL=C
source "$(dirname "$0")/checks.bash"
irindex=$(realpath "$1")/irindex irsearch=$(realpath "$1")/irsearch
if [ -n "${IR_FAULTS-}" ]; then usual=100 every=1; else usual=4 every=15; fi
case $1 in *asan*) usual=2 every=$((every * 3)) ;; esac # which are six times as slow
rounds=${2:-$usual} seed=${3:-$RANDOM}
unset IR_DB IR_CONFIG
export HOME=$work
RANDOM=$seed
echo "# seed $seed"
faults=$work/faults.so
${CC:-cc} -std=gnu11 -shared -fPIC -o "$faults" \
    "$(dirname "$0")/preload/faults.c" -ldl || exit 2
# The sanitizers' own library wants to be the first.
export ASAN_OPTIONS=verify_asan_link_order=0:${ASAN_OPTIONS-}
news() { # PREFIX COUNT WORDS [FILLER]: and so many bytes that are not indexed
    python3 - "$seed" "$@" <<'PY'
import random
import sys
prefix, count, words = sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
filler = "x" * int((sys.argv[5:] or [0])[0])
random.seed(sys.argv[1] + prefix)
for i in range(count):
    text = " ".join("w%d" % random.randrange(2000) for _ in range(words))
    print('{"id":"%s%d","lang":"en","text":"storm %s","filler":"%s"}'
          % (prefix, i, text, filler))
PY
}
cd "$work" || exit 2
: >none.jsonl
news n 400 60 >new.jsonl
news n 200 300 4500 >many.jsonl # over a megabyte: they are joined, of some runs
{ news o 60 60; news n 40 60; } >old.jsonl
"$irindex" -q -d empty none.jsonl || exit 2
"$irindex" -q -d filled old.jsonl || exit 2

# 80K: several runs that are merged.
index() { "$irindex" -q -j 2 --memory 80K -d d/db "$file"; }
# Sets $articles to their number, or to nothing if there is no index.
count_articles() {
    articles=$("$irindex" -d d/db --info 2>/dev/null)
    articles=${articles#*articles:}
    articles=${articles%%$'\n'*}
    articles=${articles// /}
}
has_all() { count_articles && [ "$articles" = "$count" ]; }
answers() { "$irsearch" -d d/db --articles storm >/dev/null 2>&1; }
# FIRST: absent, or an index, empty or filled.  Sets the file that comes, and
# the numbers of articles before and after.
begin() {
    rm -rf d && mkdir d
    [ "$1" = absent ] || cp -a "$1" d/db
    file=$work/new.jsonl before=0 count=400
    [ "$1" != filled ] || file=$work/many.jsonl before=100 count=260
}
problem() { echo "# $1: $2"; cat said 2>/dev/null; return 1; }
# True if there is nothing but the index; otherwise $beside is what there is.
is_alone() {
    beside=$(cd d && shopt -s dotglob nullglob && echo *)
    [[ $beside == '' || $beside == db ]]
}

# None of it or all, and sound: FIRST WHERE.
is_sound() {
    if [ ! -e d/db ]; then
        [ "$1" = absent ] || problem "$2" 'the index is gone'
        return
    fi
    "$irindex" -q -d d/db --check >said 2>&1 || problem "$2" damaged || return
    count_articles
    case $articles in
    "$count") answers || problem "$2" 'no answer' ;;
    "$before") ;;
    '') # made, but nothing was committed yet
        [ "$1" = absent ] || problem "$2" 'the index is empty' ;;
    *) problem "$2" "$articles articles" ;;
    esac
}
is_completed() {
    index >said 2>&1 || problem "$1" 'cannot go on' || return
    has_all || problem "$1" 'not complete' || return
    "$irindex" -q -d d/db --check >said 2>&1 || problem "$1" damaged || return
    answers || problem "$1" 'no answer' || return
    is_alone || problem "$1" "left: $beside"
}

# What a run does to files, without faults.
faulty() { # AT [NAME=VALUE...]: run with a fault, its status
    local at=$1
    shift
    { env LD_PRELOAD="$faults" FAULT_DIR="$work/d" FAULT_AT="$at" "$@" \
        "$irindex" -q -j 2 --memory 80K -d "$work/d/db" "$file" >said \
        2>&1; } 2>/dev/null # not that it was killed
}
calls_of() { # FIRST: their number
    begin "$1"
    rm -f calls
    faulty 0 FAULT_LOG="$work/calls" || return
    wc -l <calls
}

killed_at() { # FIRST CALL
    begin "$1"
    faulty "$2"
    is_sound "$1" "killed at call $2" && is_completed "killed at call $2"
}
# What the disk refuses is said, and nothing stays of it.
refused_at() { # FIRST CALL ERROR [NAME=VALUE...]
    local where="$3 at call $2" first=$1 at=$2 errno
    case $3 in 'No space left on device') errno=28 ;; *) errno=5 ;; esac
    shift 3
    begin "$first"
    faulty "$at" FAULT_ERRNO=$errno "$@"
    case $? in
    0) has_all || problem "$where" 'not said' || return ;;
    2) grep -q . said || problem "$where" 'no message' || return ;;
    *) problem "$where" 'another exit status' || return ;;
    esac
    is_alone || problem "$where" "left: $beside" || return
    is_sound "$first" "$where" && is_completed "$where"
}
at_calls() { # FIRST COMMAND...: at each call, or some of them
    local first=$1 total at bad=0
    shift
    total=$(calls_of "$first") || return
    [ "$total" -gt 20 ] || problem "$first" "only $total calls" || return
    for ((at = 1 + RANDOM % every; at <= total; at += every)); do
        "$1" "$first" "$at" "${@:2}" || bad=$((bad + 1))
    done
    echo "# $first, $1 ${*:2}: every ${every}th of $total calls, $bad wrong"
    [ "$bad" -eq 0 ]
}

for first in absent empty filled; do
    check "killed at a call, $first before" at_calls "$first" killed_at
    check "a full disk, $first before" at_calls "$first" refused_at \
        'No space left on device' FAULT_ON=1
    check "one call that fails, $first before" at_calls "$first" refused_at \
        'Input/output error'
done

# Files of at most so many KB stand for a disk that fills up.
is_full() { # KB
    local where="files of at most $1 KB"
    begin absent
    # cat, which has no limit, writes the message.
    (trap '' XFSZ && ulimit -f "$1" && index) 2>&1 | cat >said
    [ "${PIPESTATUS[0]}" = 2 ] || problem "$where" 'another exit status' || return
    grep -q 'File too large' said || problem "$where" 'no reason' || return
    is_alone || problem "$where" "left: $beside" || return
    is_sound absent "$where" && is_completed "$where"
}
for size in 0 1 16 100; do check "no file over $size KB" is_full $size; done

start=$(date +%s%N)
begin absent
check 'undisturbed' index
span=$((($(date +%s%N) - start) / 1000000))
round() { # NUMBER
    local delay=$((RANDOM % (span + span / 4 + 1))) writer
    local states=(absent empty filled)
    local first=${states[RANDOM % 3]}
    begin $first
    "$irindex" -q -j 2 --memory 80K -d d/db "$file" >said 2>&1 & writer=$!
    printf -v delay '%d.%03d' $((delay / 1000)) $((delay % 1000))
    nap "$delay"
    kill -9 "$writer" 2>/dev/null
    wait "$writer" 2>/dev/null
    is_sound $first "round $1" && is_completed "round $1"
}
rounds() {
    local bad=0 i
    for ((i = 1; i <= rounds; i++)); do round $i || bad=$((bad + 1)); done
    [ "$bad" -eq 0 ]
}
check "killed at $rounds random moments of $span ms" rounds
finish
