#!/usr/bin/env bash
# Has ranking become worse than in tests/quality.tsv?  Judges the passages of
# corpus/ and, if ../shared exists, those of its seeds and its collections.
# QUALITY=corpus in the environment judges corpus/ only.
# usage: tests/quality.sh BUILD_DIR
set -u
build=${1:-build}
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT

python3 tests/eval.py "$build" --check ${QUALITY:+--only "$QUALITY"} || exit 1

# The check itself must fail if a value has dropped.
mkdir -p "$work/tests" "$work/build"
ln -s "$PWD/corpus" "$work/corpus"
ln -s "$(realpath "$build/irindex")" "$(realpath "$build/irsearch")" \
    "$work/build"
cp tests/eval.py tests/relevance.py "$work/tests"
printf 'corpus\tndcg5\t0.9999\ncorpus\tfirst\t0.5\n' >"$work/tests/quality.tsv"
cd "$work" || exit 2
if python3 tests/eval.py build --check --only corpus >out; then
    echo "not ok: a lower value passes"
    exit 1
fi
grep -q '^not ok: corpus ndcg5 0.9999' out &&
    grep -q '^better: corpus first 0.5000 -> 1.0000' out &&
    grep -q 'ACCEPT=1' out || { cat out; exit 1; }
