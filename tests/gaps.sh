#!/usr/bin/env bash
# An index from which articles were deleted answers as one that never had them,
# also for what all of its articles have: a word, a source, a language, a day.
# Usage: gaps.sh BUILD
set -u
export LC_ALL=C NO_COLOR=1
irindex=$(realpath "$1")/irindex irsearch=$(realpath "$1")/irsearch
unset IR_DB IR_CONFIG
export ASAN_OPTIONS=new_delete_type_mismatch=0:${ASAN_OPTIONS-}
. "$(dirname "$0")/checks.bash"
cd "$work" || exit 2
export HOME=$work

# As many as Xapian lists in three chunks, since its faults begin with the
# second one.  All have a storm.
count=2600
articles() { # FROM TO
    local i other
    for ((i = $1; i < $2; i++)); do
        other=('ships' 'a harbour' 'many roofs')
        printf '{"id":"a%d","title":"Storm %d","lang":"en","source":"Wire",' $i $i
        printf '"date":"2026-05-%02dT10:00:00Z",' $((1 + i % 28))
        printf '"text":"The storm came by night. It took %s and %d trees."}\n' \
            "${other[i % 3]}" $((i % 50))
    done
}
articles 0 $count >all.jsonl
articles $count $((count + 300)) >more.jsonl
mkdir rest
"$irindex" -q -d whole all.jsonl
"$irindex" -q -d more more.jsonl

cat >queries <<'X'
storm
storm night
storm -ships
ships -storm
NOT ships
lang:en
lang:en ships
ships -lang:en
source:wire
harbour source:wire
date:2026
date:2026-05 roofs
"storm came"
"the storm" ships
storm w/5 night
title:storm harbour
(+storm ships lang:en) OR "many roofs"
=storm ships
stor*
storm~
atleast2(storm)
storm NOT w/3 ships
X

search() { # ARGUMENT...: the answer, without what only one run has
    bounded "$irsearch" --no-config --timeout 0 "$@" 2>&1 |
        sed -E 's/"(took_ms|revision)":[0-9.]+//g; s/"(uuid|next)":"[^"]*"//g'
    echo "status ${PIPESTATUS[0]}"
}
lists() { # INDEX...: of the indexes together
    local dbs=() one
    for one; do dbs+=(-d "$one"); done
    for one in -c -l '--any -c' '--lang en -c' '--source wire -l' \
        '--since 2026-05-01 -c' '--since 2026-05-03 --until 2026-05-04 -l'; do
        echo "# $one"
        # shellcheck disable=SC2086
        search "${dbs[@]}" $one -f queries
    done
}
answers() { # INDEX
    local one
    for one in '--sort relevance' '--sort date' '--sort -date' \
        '--any --offset 30 --lang en' '--rank best' '--source wire --explain'; do
        echo "# $one"
        # shellcheck disable=SC2086
        search -d "$1" --json -n 20 $one -f queries
    done
    search -d "$1" --no-limit -f queries
    search -d "$1" --json --like a2200 --lang en
    search -d "$1" -q storm
}
same() { # NAME
    out=$(diff gaps.txt anew.txt | cut -c 1-200 | head -n 5)
    check "$1" cmp gaps.txt anew.txt
}

try() { # NAME ID...: delete them
    local name=$1
    shift
    rm -rf gaps anew
    cp -r whole gaps
    "$irindex" -q -d gaps --delete "$@"
    printf '"id":"%s",\n' "$@" | grep -vFf - all.jsonl >rest/all.jsonl
    (cd rest && "$irindex" -q -d ../anew all.jsonl)
    answers gaps >gaps.txt
    answers anew >anew.txt
    same "$name: answers"
    lists gaps >gaps.txt
    lists anew >anew.txt
    same "$name: lists"
    # Those of several indexes come in turn, by the numbers of the articles.
    lists gaps more | sort >gaps.txt
    lists anew more | sort >anew.txt
    same "$name: lists with another index"
}
# Sanitizers, which take six times as long, find nothing in the ones that they
# do not find in the others.
if [ "${1%asan}" = "$1" ]; then
    try 'the first is deleted' a0
    try 'one in the middle' a1299
    try 'the last' a$((count - 1))
fi
# shellcheck disable=SC2046
try 'all over' $(seq -f 'a%.0f' 900 2100) a3 a2400

# What was compared is no row of errors.
out=''
says_none() { ! grep -v 'irsearch: warning' gaps.txt | grep 'irsearch:\|status 2'; }
first() { search -d gaps "$@" | head -n 1; }
check 'no error' says_none
check 'lists are full' [ "$(search -d gaps -l storm | wc -l)" = $((count - 1203 + 1)) ]
check 'so are counts' [ "$(first -c lang:en)" = $((count - 1203)) ]
check 'a NOT excludes' [ "$(first -c 'storm -lang:en')" = 0 ]
finish
