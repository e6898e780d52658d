#!/usr/bin/env bash
# --why: what it prints, and whether the search agrees: see why.py.
# usage: tests/why.sh BUILD_DIR [FOLDER_OF_ARTICLES PAIRS]; see make why
tests=$(realpath "$(dirname "$0")")
build=$(realpath "${1:-build}")
articles=$(realpath "${2:-corpus}") pairs=${3:-60}
. "$tests/checks.bash"
cd "$work" || exit 2
export HOME=$work
unset IR_DB IR_CONFIG
why() { out=$("$build/irsearch" --no-config -d db --why "$@" 2>&1); status=$?; }

printf '%s\n' '{"id":"a","title":"Gas rises","text":"Gas rose. Oil fell by the waivers."}' \
    '{"id":"b","text":"Gas and oil and gas."}' >in.jsonl
"$build/irindex" --no-config -q -d db -f jsonl in.jsonl

why a gas w/2 fell
[ $status = 1 ] && [ "$out" = 'a: not in the answer
  gas w/2 fell: the words are 3 apart, you asked for 2  [0,18) Gas rose. Oil fell' ]
result $? 'a distance'
why a -n 1 gas oil
[ $status = 0 ] && says 'a: in the answer' &&
    says '  gas: 2 times, fold, first at [0,3) Gas' && says 'rank 2, score ' &&
    says 'hit 1, the last of the page, has ' && says ' more for '
result $? 'words, rank and what the last of the page has more of'
why b waivers oil
[ $status = 0 ] && says 'b: in the answer, but not with all the words' &&
    says '  waivers is not there'
result $? 'some words are in the answer'
why nobody gas
[ $status = 2 ] && says 'no article "nobody"'
result $? 'no such article is an error'
while IFS='|' read -r said line; do
    # shellcheck disable=SC2086 # words
    why a $line
    [ $status = 2 ] && says "$said"
    result $? "--why $line: $said"
done <<'END'
no query|
--why takes no other task|--get b
--why explains hits|gas -c
--why explains hits|gas --facets lang
--why takes one query|--like b
--why answers as text or JSON|gas --format trec
END

{
    for query in gas 'gas w/2 fell' 'oil camel' '=waiver OR x' 'date:2020.. zz*'; do
        for id in a b; do
            "$build/irsearch" --no-config -d db --json --offsets utf16 -n 1 \
                --why $id "$query" 2>/dev/null
        done
    done
} >documents
[ "$(wc -l <documents)" = 10 ]
result $? 'a document for each'
out=$(python3 "$tests/schema.py" "$tests/../searcher/irsearch-1.schema.json" <documents)
result $? 'and as the schema says'

"$build/irindex" --no-config -q -d all "$articles" &&
    "$build/irindex" --no-config -d all --export >all.jsonl
result $? 'articles to ask about'
out=$(python3 "$tests/why.py" "$build/irsearch" all all.jsonl "$pairs" 1)
result $? "causes that are mended: $(tail -n 1 <<<"$out")"
finish
