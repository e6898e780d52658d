#!/usr/bin/env bash
# What is told beside the hits: by --strict, by --stats, and when there are none.
# usage: tests/strict.sh BUILD_DIR
set -u
build=${1:-build}
. "$(dirname "$0")/checks.bash"

ask() {
    "$build/irsearch" --no-config -d "$work/index" "$@"
}

refused() { # LINES ARGUMENT...: exit 2, this on standard error, nothing else
    local want=$1
    shift
    [ -z "$(ask "$@" 2>"$work/err")" ] && [ "$(cat "$work/err")" = "$want" ]
}

leaves() { # STATUS ARGUMENT...
    local status=$1
    shift
    ask "$@" >/dev/null 2>&1
    [ $? -eq "$status" ]
}

says() { # PATTERN ARGUMENT...: on standard error
    local pattern=$1
    shift
    ask "$@" 2>&1 >/dev/null | grep -q -- "$pattern"
}

"$build/irindex" --no-config -q -d "$work/index" corpus 2>/dev/null

check 'a caret stands under the operator' refused \
    'irsearch: AND has nothing to work on here (operator_as_word)
  gas AND
      ^^^' --strict 'gas AND'
check 'a caret stands under an unknown field' refused \
    'irsearch: there is no such field: taken as text (unknown_field)
  gas colour:red
      ^^^^^^^^^^' --strict 'gas colour:red'
for mode in -c -l -q --json; do
    check "$mode: a warning is exit 2" leaves 2 --strict "$mode" 'gas AND'
    check "$mode: without --strict it is not" leaves 0 "$mode" 'gas AND'
    check "$mode: what is well formed is answered" leaves 0 --strict "$mode" gas
done
check 'a topic that is not known is refused' leaves 2 --strict 'gas topic:nil'
check 'literal text has no warnings' leaves 0 --strict --literal 'gas AND ('
check 'a batch goes on' test "$(printf 'a\tgas AND\nb\tgas\n' |
    ask -f - --strict -c 2>/dev/null | cut -f 1)" = b
check 'in JSON the error tells the bytes' test "$(
    ask --strict --json 'gas AND' 2>&1 | jq -c .error.detail
)" = '{"warning":"operator_as_word","start":4,"end":7}'

on_terminal() { # PATTERN ARGUMENT...
    local pattern=$1
    shift
    python3 -c 'import pty, sys; pty.spawn(sys.argv[1:])' "$build/irsearch" \
        --no-config -d "$work/index" "$@" </dev/null | grep -q "$pattern"
}
check 'a spelling: what is searched for instead' \
    says 'did you mean: electricity (that is searched for;' electrcity
check 'a terminal is told that nothing matches' \
    on_terminal 'irsearch: nothing matches' xylophone
check 'and sees what does' on_terminal 'articles\{0,1\} match' -n 1 gas
check 'a pipe is told nothing' test -z "$(ask xylophone 2>&1)"

check 'stats: the query' says '^irsearch: query: gas w/5 oil$' --stats 'gas w/5 oil'
check 'stats: as it was read' says 'read:  gas NEAR/5 oil' --stats 'gas w/5 oil'
check 'stats: what the index was asked' says 'store: Query(' --stats gas
check 'stats: JSON holds it' test "$(
    ask --stats --json gas | jq -r '.query.store' | cut -c 1-6
)" = 'Query('
check 'without stats it is null' test "$(
    ask --json gas | jq -r '.query.store'
)" = null
check 'stats: lines leave the document on standard error' test "$(
    ask --stats --jsonl -n 1 gas 2>&1 >/dev/null | jq -r .query.parsed
)" = gas
check 'stats and ids exclude each other' leaves 2 --stats -l gas

finish
