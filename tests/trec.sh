#!/usr/bin/env bash
# A TREC run from end to end: topics in, six columns out.
# usage: tests/trec.sh BUILD_DIR
set -u
build=${1:-build}
. "$(dirname "$0")/checks.bash"

ask() { # OPTION... : a run, or the error
    "$build"/irsearch --no-config -d "$work/db" --format trec "$@" 2>&1
}
says() { # TEXT OPTION...
    local text=$1
    shift
    ask "$@" | grep -qF -- "$text"
}
same() { # FILE FILE
    diff "$work/$1" "$work/$2"
}
falls() { # FILE: scores of a query never rise, ranks count from 1
    awk '$1 == qid && ($5 > score || $4 != rank + 1) || $1 != qid && $4 != 1 ||
        NF != 6 { exit 1 }
        { qid = $1; score = $5; rank = $4 }' "$work/$1"
}

"$build"/irindex --no-config -q -d "$work/db" corpus || exit 1
printf '7\tgas (waiver\n8\tmeasles\n' >"$work/lines"
printf '<top>\n<num> Number: 007\n<title> Topic: gas (waiver\n</top>
<topic number="8"><query>measles</query><narrative>x</narrative></topic>' \
    >"$work/topics"

ask --any --literal -f "$work/lines" -u article -n 1000 >"$work/a"
ask --any --literal -f "$work/topics" -u article -n 1000 >"$work/b"
check 'topics and lines are one run' same a b
check 'the scores of articles fall' falls a
ask --any --literal -f - <"$work/topics" >"$work/c"
check 'the scores of passages fall' falls c
check 'a passage has its sentences in its id' grep -q '#[0-9]*-[0-9]* 1 ' "$work/c"
check 'syntax is read unless --literal' says warning -f "$work/topics"
check 'with --literal it is text' test -z "$(ask --literal -q -f "$work/topics")"
check 'the one query is named 1' says '1 Q0 ' -n 1 measles
"$build"/irsearch --no-config -d "$work/db" --any --json -u article -n 1000 \
    --literal 'gas (waiver' | jq -r '.hits[].article.id' >"$work/ids"
grep '^7 ' "$work/a" | cut -d' ' -f3 >"$work/run-ids"
check 'a run has the articles of the JSON document' same ids run-ids
check 'the tag is the last column' says ' a%20b' --tag 'a b' -n 1 measles
check 'a tag has a name' says '--tag needs a name' --tag '' measles
check 'a run has no counts' says 'a TREC run holds hits' -c measles
printf '<top>\n<num> 1\n' >"$work/torn"
check 'a torn topic is named' says "torn:1: this topic is never closed" \
    -f "$work/torn"
# What no query can be asked with is said once, by its own words.
for wrong in --rank=none --facets=none --since=never '--lang=e*'; do
    says_once() { [ "$(ask --strict -f "$work/lines" "$wrong" | wc -l)" = 1 ]; }
    check "$wrong is an error of the batch" says_once
    check "$wrong is none of its first query" test -z \
        "$(ask -f "$work/lines" "$wrong" | grep 'query 7')"
done
ask --topic-part desc -f "$work/topics" >/dev/null
check 'a topic without a description is an error' test $? -eq 2

finish
