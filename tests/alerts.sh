#!/usr/bin/env bash
# What came or changed after a revision, however the index was written.
# usage: tests/alerts.sh BUILD_DIR
set -u
build=$(realpath "${1:-build}")
. "$(dirname "$0")/checks.bash"
cd "$work" || exit 2
unset IR_DB IR_CONFIG
irindex() { bounded "$build/irindex" --no-config -q "$@"; }
articles() { # NAME FIRST LAST WORD: as JSON lines
    local n
    for ((n = $2; n <= $3; n++)); do
        printf '{"id":"%s%d","text":"Gas %s rose, number %d."}\n' "$1" "$n" "$4" "$n"
    done
}
run() { # ARGUMENT...: sets out and status
    out=$(bounded "$build/irsearch" --no-config -d db "$@" 2>&1)
    status=$?
}
revision() { bounded "$build/irsearch" --no-config -d db --info --json | jq .index.revision; }
since() { # NAME REVISION ID...: these came after it, of all that have gas
    local name=$1
    run --since-revision "$2" -l gas
    shift 2
    check "$name" [ "$(sort <<<"$out" | tr '\n' ' ')" = "$(printf '%s\n' "$@" | sort | tr '\n' ' ')" ]
}

for writer in auto api; do
    rm -rf db
    articles a 1 3 imports | irindex -d db --writer $writer -f jsonl -
    first=$(revision)
    since "$writer: nothing after the first run" "$first"
    since 'all of it before' $((first - 1)) a1 a2 a3
    articles b 1 1 exports | irindex -d db --writer $writer -f jsonl -
    since 'one that came' "$first" b1
    second=$(revision)
    articles a 2 2 prices | irindex -d db --writer $writer -f jsonl -
    since 'one that changed' "$second" a2
    since 'both' "$first" a2 b1
    third=$(revision)
    articles b 1 1 exports | irindex -d db --writer $writer -f jsonl -
    irindex -d db --delete a1
    since 'one that came again as it was is not new' "$third"
    irindex -d db --compact 2>/dev/null
    since 'after --compact as before' "$first" a2 b1
    articles m 1 400 reserves | irindex -d db --writer $writer -f jsonl -
    run -c --since-revision "$third" gas
    check 'many at once' [ "$out" = 400 ]
    run -c --since-revision "$first" gas
    check 'beside the few' [ "$out" = 402 ]
done
mv db other
articles n 1 2 flows | irindex -d db -f jsonl -
merged=$(revision)
irindex -d db --merge other
run -c --since-revision "$merged" gas
check 'what is merged is new here' [ "$out" = 403 ]

# -- how it is asked
run --since-revision 99999 gas
check 'a revision that is not there yet' both 2 'before 99999: is it another one?'
out=$(bounded "$build/irsearch" --no-config -d db -d other --since-revision 1 gas 2>&1)
status=$?
check 'several indexes' both 2 'those of one index, not of 2'
now=$(revision)
run --since-revision "$now" gas
check 'nothing new' exits 1
articles z 1 1 news | irindex -d db -f jsonl -
run --json --since-revision "$now" gas
check 'in JSON' [ "$(jq -c '[.total.articles.value, .hits[0].article.id]' <<<"$out")" = '[1,"z1"]' ]
run --since-revision "$now" --format csv -n 0 --facets lang gas
check 'facets count no other' says $'lang,,1'
run --why z1 --since-revision "$now" gas
check 'why it is among what is new' both 0 'z1: in the answer'
run --why n1 --since-revision "$now" gas
check 'and another is not' both 1 'since_revision: it came with revision 1'

# -- the recipe of irsearch(1)
recipe() {
    since=$(cat state 2>/dev/null || echo 0)
    "$build/irsearch" --no-config -d db --json --since-revision "$since" gas >new.json
    jq .index.revision new.json >state
    jq -r '.hits[].article | "\(.handle) \(.title)"' new.json
}
out=$(recipe)
check 'the first time all' [ "$(wc -l <<<"$out")" = 10 ]
out=$(recipe)
check 'then nothing' [ -z "$out" ]
articles y 1 1 news | irindex -d db -f jsonl -
out=$(recipe)
check 'then what is new' [ "$(wc -l <<<"$out")" = 1 ]
finish
