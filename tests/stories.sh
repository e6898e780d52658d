#!/usr/bin/env bash
# Copies after additions, replacements, moves, deletions and merges: stories.py.
# usage: tests/stories.sh BUILD_DIR [ROUNDS [SEED]]
tests=$(realpath "$(dirname "$0")")
build=$(realpath "${1:-build}")
rounds=${2:-2} seed=${3:-$((RANDOM + 1))}
. "$tests/checks.bash"
unset IR_DB IR_CONFIG

out=$(bounded python3 "$tests/stories.py" "$build" "$work" "$rounds" "$seed" 2>&1)
result $? "stories are those of a fresh index, seed $seed"
finish
