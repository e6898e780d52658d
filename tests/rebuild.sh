#!/bin/bash
# An index that is made anew of its own articles: all of it or nothing, and what
# belongs to it and to its articles stays.
# Usage: rebuild.sh BUILD
set -u
export LC_ALL=C
here=$(realpath "$(dirname "$0")")
irindex=$(realpath "$1")/irindex irsearch=$(realpath "$1")/irsearch
unset IR_DB IR_CONFIG
source "$here/checks.bash"
export ASAN_OPTIONS=verify_asan_link_order=0:${ASAN_OPTIONS-}
cp -r "$here/../corpus" "$work/in" && cd "$work" || exit 2
export HOME=$work

run() { # ARGUMENT...: sets out (both streams) and status
    out=$(bounded "$irindex" -d db "$@" 2>&1)
    status=$?
}
export_of() { "$irindex" -d db --export; }
fact() { "$irindex" -d db --info | sed -n "s/^$1: *//p"; }
answers() { # of queries that do not all find the same; ties are shown in order
    local query
    for query in 'gas OR iraq' '"river bank"' 'waiver w/5 gas' 'title:gas'; do
        "$irsearch" -d db --json -n 50 "$query" | jq -c '[.total, .hits]'
    done
    "$irsearch" -d db -l --since-revision 2 '*'
}

run -q in
run -q --delete in/articles/25-measles-vaccination-campaign-in-the-south.txt
echo 'Gas flows at last.' >in/new.txt
run -q in/new.txt
export_of >articles
answers >before
uuid=$(fact uuid)
run --rebuild; check 'an index is made anew' both 0 '45 articles made anew, revision 4'
check 'it is the same index' [ "$(fact uuid)" = "$uuid" ]
check 'with the same articles' cmp articles <(export_of)
check 'searches answer the same' cmp before <(answers)
run in
check 'it knows its files' both 0 '0 replaced'
check 'and that one was deleted' says '0 articles added'
echo 'Gas flows no more.' >in/new.txt; sed -i 1d in/wire.jsonl
run in; check 'files that change are read' both 0 '0 articles added, 10 replaced'
check 'what is no longer in them is deleted' says '1 article no longer there deleted'
run --check --full; check 'it is whole' both 0 'no damage'

# -- other rules
inflected() { "$irsearch" -c -d db waivers; }
count=$(inflected)
run --rebuild --stem none; check 'another stemmer' both 0 'made anew'
check 'is recorded' [ "$(fact stem)" = none ]
check 'and is used' [ "$(inflected)" != "$count" ]
run -q --rebuild --stem english; check 'and the first again' exits 0
check 'answers as before' [ "$(inflected)" = "$count" ]
run --rebuild --stem klingon; check 'no stemmer' both 2 klingon
run --rebuild in; check 'no inputs' both 2 'takes no INPUT'
run --rebuild -n; check 'no dry run' both 2 'not with --dry-run'
out=$("$irindex" -d none --rebuild 2>&1); status=$?
check 'no index' both 2 none
check 'and none is made' [ ! -e none ]

# -- an older format
older() { # FORMAT
    sed -i "s/irsearch\\.format$(format)/irsearch.format$1/" db/postlist.glass
    rm -f db/seal
}
format() { grep -ao 'irsearch\.format.' db/postlist.glass | tail -c 2; }
now=$(format)
older 1
out=$("$irsearch" -d db gas 2>&1); status=$?
check 'too old to be searched' both 2 'irindex -d db --rebuild'
run in; check 'or changed' both 2 'irindex -d db --rebuild'
run -q --rebuild; check 'it is made anew' exits 0
check 'and sealed' [ "$(fact seal)" = 'verified as it is read' ]
check 'in the format of today' [ "$(format)" = "$now" ]
check 'and searched' [ "$(inflected)" = "$count" ]
older 9
for task in --rebuild in --compact; do
    run $task; check "newer than this program: $task" both 2 'made by a newer irindex'
done
check 'it is left alone' [ "$(format)" = 9 ]

# -- terms that are not those of the text
older "$now"
sed -i 's/irsearch\.stemenglish/irsearch.stemitalian/' db/postlist.glass
rm -f db/seal
check 'unsealed' [ "$(fact seal)" = 'not verified: there is no seal: run irindex --seal' ]
run --check; check 'terms are made again from the text' both 2 'db: article in/articles/'
sed -i 's/irsearch\.stemitalian/irsearch.stemenglish/' db/postlist.glass
run --check --full; check 'and do not' both 0 'no damage'

# -- all or nothing
faults=$work/faults.so
${CC:-cc} -std=gnu11 -shared -fPIC -o "$faults" "$here/preload/faults.c" -ldl ||
    exit 2
run -q --seal
cp -a db whole
faulty() { # AT ERRNO: its status; killed if there is no errno
    rm -rf db && cp -a whole db
    { out=$(env LD_PRELOAD="$faults" FAULT_DIR="$work/db" FAULT_AT="$1" \
        ${2:+FAULT_ERRNO=$2} FAULT_LOG="$work/calls" \
        "$irindex" -q -j 1 -d "$work/db" --rebuild --stem none 2>&1); } 2>/dev/null
}
is_either() { # WHERE: it is as it was, or as it was to become
    local stem
    stem=$(fact stem)
    run -q --check && [ "$stem:$(inflected)" = "english:$count" ] ||
        [ "$stem:$(inflected)" = "none:$plain" ] || { echo "# $1: $stem"; return 1; }
}
: >calls
faulty 0
calls=$(wc -l <calls) plain=$(inflected)
each() { # ERRNO
    local at bad=0
    for ((at = 3; at <= calls; at += calls / 3)); do
        faulty $at "$1"
        is_either "call $at" || bad=1
    done
    run -q in && [ -z "$(compgen -G 'db.new*')" ] || bad=1
    return $bad
}
check "killed at some of $calls calls" each ''
check 'a full disk' each 28

# -- a damaged article
rm -rf db && cp -a whole db
printf 'xxxx' | dd of=db/docdata.glass bs=1 seek=8100 conv=notrunc status=none
before=$(sha256sum db/*)
run --rebuild; check 'what is damaged is not made anew' exits 2
check 'it says how to go on' says 'irindex --check'
check 'nothing is changed' [ "$before" = "$(sha256sum db/*)" ]
finish
