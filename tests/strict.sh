#!/usr/bin/env bash
# Messages beside the hits: by --strict, by --stats, and when there are no hits.
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
    'irsearch: "AND": this operator has no operand (operator_as_word)
  gas AND
      ^^^' --strict 'gas AND'
check 'a caret stands under an unknown field' refused \
    'irsearch: "colour:red": no such field (unknown_field)
  gas colour:red
      ^^^^^^^^^^' --strict 'gas colour:red'
for query in 'gas AND' 'colour:red' 'gas~3 oil' 'gas^200' '"gas" w/9999 oil' \
    'topic:nil' '!gas' 'title: gas' 'source:Reuters^2'; do
    check "a refusal says no repair: $query" test "$(
        ask --strict "$query" 2>&1 | grep -c 'treated as\|; ignored\|is ignored\|left out')" = 0
done
while read -r word query; do
    check "a warning names its word: $query" says \
        "irsearch: warning: .*\"$word.*\"" -e "$query"
done <<'END'
title: title: x
OR OR OR
–oil –oil
! !oil
oil^abc oil^abc
colour:red gas colour:red
topic:nil gas topic:nil
~5 (gas oil)~5
near/x gas near/x oil
END
check 'a warning tells the column' says '"AND".* (column 5)$' 'gas AND'
check 'and of a query of a batch its name' says \
    'warning: query q7: "OR"' -f <(printf 'q7\tgas OR\n')
check 'or its line' says 'warning: query 2: "OR"' -f <(printf 'gas\ngas OR\n')
check 'and so does a spelling' says 'query b: .*showing results for' \
    -f <(printf 'a\tgas\nb\twaivr\n')
for mode in -l -q --no-limit; do
    check "$mode: warnings are told" says '"AND"' "$mode" 'gas AND'
done
usage() { # OPTION...: one line on standard error, which says where to read on
    local text
    text=$("$build/$1" --no-config "${@:2}" 2>&1 >/dev/null </dev/null)
    [ $? -eq 2 ] && [ "$(wc -l <<<"$text")" = 1 ] &&
        grep -q "; try $1 --help\$" <<<"$text"
}
check 'a bad age is one line' usage irsearch --recency 30 gas
check 'an unknown option is one line' usage irsearch --colour gas
check 'a contradiction is one line' usage irsearch --count --articles gas
check 'no query is one line' usage irsearch
check 'a bad number is one line' usage irsearch --limit x gas
check 'irindex: an unknown option is one line' usage irindex --colour
check 'irindex: a contradiction is one line' usage irindex --check --info
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

# ---- limits, and what asks for every article ----

cat >"$work/some.jsonl" <<'END'
{"id":"a","title":"Grain","source":"Reuters","date":"2026-03-01","text":"wheat one two three four five six seven eight nine ten eleven twelve"}
{"id":"b","text":"oil says no to talks 🔥 शांति वार्ता"}
{"id":"c","source":"Press Desk","text":"twelve eleven ten x nine eight seven six five four three two one"}
END
"$build/irindex" --no-config -q -d "$work/some" "$work/some.jsonl"
counts() { # NUMBER QUERY
    [ "$("$build/irsearch" --no-config -d "$work/some" -c -e "$2" 2>/dev/null)" \
        = "$1" ]
}
while IFS='|' read -r number query; do
    check "$query: $number" counts "$number" "$query"
done <<'END'
3|*
2|* -wheat
1|title:*
2|source:*
1|source:*euters
1|source:re*rs
1|source:press*
1|id:*a*
3|id:*
1|date:*
2|NOT date:*
1|oil *
3|oil OR *
2|* −wheat
1|"says “no” to talks"
1|“says "no" to” oil
1|🔥
1|oil 🔥
1|one w/1 two w/1 three w/1 four w/1 five w/1 six w/1 seven w/1 eight w/1 nine w/1 ten w/1 eleven w/1 twelve
2|one w/2 two w/2 three w/2 four w/2 five w/2 six w/2 seven w/2 eight w/2 nine w/2 ten w/2 eleven w/2 twelve
END
words() { # COUNT SUFFIX BETWEEN
    seq -s "$3" -f "%.0f$2" "$1"
}
check 'a query of 3000 words' counts 1 "$(words 3000 w ' OR ') OR wheat"
check 'a query of 1000 words of Hindi' counts 1 \
    "$(words 1000 शांतिशांति ' OR ') OR वार्ता"
check 'too many words: how many may be' says 'at most 4096 words and phrases' \
    "$(words 5000 w ' ')"
check 'too long: how long it may be' says 'at most 65536 bytes' \
    -f <(words 11000 ww ' ')
check 'too many words near each other' says 'at most 64' \
    "$(words 65 w ' w/5 ')"

# Python's pty.spawn() waits for ever once nobody reads: grep reads to the end.
on_terminal() { # PATTERN ARGUMENT...
    local pattern=$1
    shift
    python3 -c 'import pty, sys; pty.spawn(sys.argv[1:])' "$build/irsearch" \
        --no-config -d "$work/index" "$@" </dev/null | grep "$pattern" >/dev/null
}
check 'a spelling: what is searched for instead' \
    says 'no match; showing results for electricity (--as-typed searches' \
    electrcity
check 'a terminal is told that nothing matches' \
    on_terminal 'irsearch: nothing matches' xylophone
check 'and sees what does' on_terminal 'articles\{0,1\} hold' -n 1 gas
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
