#!/usr/bin/env bash
# Facets, timelines, words and citations, beside counting and cutting by hand: see
# facts.py.
# usage: tests/facts.sh BUILD_DIR [FOLDER_OF_ARTICLES QUERIES CITED]; see make facts
tests=$(realpath "$(dirname "$0")")
build=$(realpath "${1:-build}")
articles=$(realpath "${2:-corpus}") queries=${3:-12} cited=${4:-40}
. "$tests/checks.bash"
cd "$work" || exit 2
export HOME=$work
unset IR_DB IR_CONFIG

"$build/irindex" --no-config -q -d all "$articles" &&
    "$build/irindex" --no-config -d all --export >all.jsonl
result $? 'articles to count'
out=$(python3 "$tests/facts.py" "$build" all.jsonl "$queries" "$cited" 1 2>&1)
result $? "$(tail -n 3 <<<"$out" | paste -sd ';')"
finish
