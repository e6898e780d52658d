#!/usr/bin/env bash
# The cost of a query and the quality of ranking, by the number of articles that
# are ranked again from their text (RANK_BLOCK).
# Usage: cost.sh BUILD INDEX QUERIES [N...]
# QUERIES: one a line, plain or qid<TAB>query.
set -eu
build=$1
index=$2
queries=$3
shift 3
[ $# -gt 0 ] || set -- 25 50 100 200
here=$(dirname "$0")

echo "# $(wc -l <"$queries") queries of $queries; milliseconds a query"
printf '%4s%10s%10s%10s  %s\n' N one-shot warm batch 'mean quality (and change)'
for n in "$@"; do
    variant=$build/n$n
    make -s "$variant/irsearch" BUILD="$variant" \
        CPPFLAGS="${CPPFLAGS-} -DRANK_BLOCK=$n" >/dev/null
    printf '%4s%s  %s\n' "$n" \
        "$(python3 "$here/cost.py" "$variant/irsearch" "$index" "$queries")" \
        "$(python3 tests/eval.py "$build" --brief --irsearch "$variant/irsearch")"
done
