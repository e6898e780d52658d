#!/usr/bin/env bash
# The answer and message of a search that has timed out.
# usage: tests/timeout.sh BUILD_DIR
set -u
build=${1:-build}
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
passed=0
failed=0
warning="irsearch: warning: stopped after 1e-09 s; --timeout 0 to go on"

check() { # NAME STATUS LINES COMMAND...: what it ends with and complains of
    local name=$1 status=$2 lines=$3 got
    shift 3
    "$build/irsearch" --no-config -d "$work/index" "$@" >"$work/out" \
        2>"$work/err"
    got=$?
    if [ $got -eq "$status" ] && [ "$(cat "$work/err")" = "$lines" ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "not ok: $name (exit $got)"
        cat "$work/err"
    fi
}

holds() { # NAME PATTERN: in the output of the last one
    if grep -q -- "$2" "$work/out"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "not ok: $1"
    fi
}

printf '{"id":"g%d","text":"Oil, then gas."}\n' 1 2 3 |
    "$build/irindex" --no-config -q -d "$work/index" - || exit 2
late=(--timeout 0.000000001)

check "a late page fails" 2 "$warning" "${late[@]}" gas
check "a late document too" 2 "$warning" "${late[@]}" --json 'oil /s gas'
holds "it says so" '"timed_out":true'
holds "nothing is known" '"articles":{"value":0,"relation":"ge"}'
check "a late count" 2 "$warning" "${late[@]}" -c '"oil gas"'
check "a late list" 2 "$warning" "${late[@]}" -l gas
check "a late question" 2 "$warning" "${late[@]}" -q gas
check "a late stream" 2 "$warning" "${late[@]}" --no-limit gas
check "a page" 0 "" --json gas
holds "it was not late" '"timed_out":false'
check "a page with no bound" 0 "" --timeout 0 gas
check "a count" 0 "" --timeout 60 -c gas
holds "all of them" '^3$'
check "no such time" 2 "irsearch: option --timeout: \"soon\" is not a number \
of seconds from 0 to 86400; try irsearch --help" --timeout soon gas

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
