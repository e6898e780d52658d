#!/bin/bash
# Nothing that is given is lost, and nothing else is taken for an article.
# Usage: input.sh BUILD
set -u
export LC_ALL=C
tests=$(realpath "$(dirname "$0")")
irindex=$(realpath "$1")/irindex irsearch=$(realpath "$1")/irsearch
unset IR_DB IR_CONFIG
. "$tests/checks.bash"
cd "$work" || exit 2
export HOME=$work

run() { # ARGUMENT...: leaves out (both streams) and status
    out=$(timeout 60 "$irindex" --no-config -d db "$@" 2>&1)
    status=$?
}
ids() {
    "$irindex" --no-config -d db --export |
        python3 -c 'import json, sys
print(*sorted(json.loads(line)["id"] for line in sys.stdin))'
}
ids_are() { out=$(ids); [ "$out" = "$*" ]; }

# -- names in archives
python3 "$tests/zips.py" || exit 2
zip_holds() { # NAME ENTRY...: in any locale
    local zip=$1 locale
    shift
    for locale in C POSIX C.UTF-8; do
        rm -rf db
        LC_ALL=$locale run $zip
        check "$zip, $locale: all are added" both 0 "$# articles added, 0 repl"
        check "$zip, $locale: each has a name" ids_are "${@/#/$zip/}"
    done
}
zip_holds utf8.zip новости/статья-{0,1,2,3,4}.txt
zip_holds cp866.zip новости/{да,один,пять}.txt
zip_holds cp437.zip cafè.txt café.txt Ωm.txt
zip_holds bad.zip entry-1 entry-2 ok.txt
zip_holds none.zip entry-1 entry-2
zip_holds same.zip a.txt a~2.txt a~2~2.txt a~3.txt
run same.zip
check 'names are the same at the next run' ids_are \
    same.zip/a.txt same.zip/a~2.txt same.zip/a~2~2.txt same.zip/a~3.txt

# -- one article does not replace another of the same run without a word
rm -rf db
printf '{"id":"a","text":"one"}\n{"id":"b","text":"two"}\n' >1.jsonl
printf '{"id":"a","text":"other"}\n{"id":"b","text":"two"}\n' >2.jsonl
run --report rep 1.jsonl 2.jsonl
check 'the same id again' both 0 \
    '2.jsonl:1: replaces another article of this run, which had the same id: a'
check 'what is the same is no loss' [ "$(grep -c 2.jsonl <<<"$out")" = 1 ]
check 'the last one holds' [ "$("$irsearch" -d db --get a)" = other ]
check 'it is counted' says '1 article replaced another of this run'
check 'and in the report' grep -q '"reason":"same_id"' rep
run --reread 1.jsonl; check 'another run may replace' both 0 '2 replaced'
check 'and says nothing' [ "$(wc -l <<<"$out")" = 1 ]
for n in $(seq 30); do echo "{\"id\":\"n\",\"text\":\"number $n\"}"; done >n.jsonl
run -q --report rep n.jsonl; check 'many are told of' says 'n.jsonl:11:'
check 'but not all' [ "$(wc -l <<<"$out")" = 10 ]
check 'all are in the report' [ "$(wc -l <rep)" = 29 ]
run -n --reread n.jsonl; check 'a dry run tells as well' says '29 articles replaced'
run --on-duplicate error -f jsonl - <1.jsonl
check 'they may be errors' both 1 'is there already: a'

finish
