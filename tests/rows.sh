#!/usr/bin/env bash
# Tables and offsets as programs read them: beside JSON, for every hit.
# usage: tests/rows.sh BUILD_DIR
set -u
build=$(realpath "${1:-build}")
tests=$(realpath "$(dirname "$0")")
. "$tests/checks.bash"
cd "$tests/.." || exit 2
unset IR_DB IR_CONFIG IR_COLORS

ask() { # ARGUMENT...: sets out (both streams) and status
    out=$(bounded "$build/irsearch" --no-config -d "$work/i" "$@" 2>&1)
    status=$?
}
"$build/irindex" --no-config -q -d "$work/i" corpus
python3 - >"$work/odd.jsonl" <<'PY'
import json
print(json.dumps({"id": 'odd, "1"\t\n', "title": 'Öl, "gas" 😀', "source": "",
                  "text": "😀 Gas é rose.\r\n\r\n\"Gas\", they said,\tfell. نفت gas 石油."}))
PY
"$build/irindex" --no-config -q -d "$work/i" -f jsonl "$work/odd.jsonl"
sed 's/^NASIRIYAH, Oct. 5/BASRA/' corpus/articles/25-* | "$build/irindex" --no-config -q \
    -d "$work/i" --set id=wire --set title='Measles drive' --set source='Sample Wire'

check 'every hit in every format and unit' bounded python3 "$tests/rows.py" \
    "$build" "$work/i"

# -- what goes together
ask --fields id gas; check 'columns of text' both 2 '--fields are columns'
ask --format csv --fields id,nosuch gas
check 'a column that is none' both 2 '"nosuch" is none of qid rank'
ask --json -o gas; check 'sentences as JSON' both 2 '--only-matching prints sentences'
ask -o -C 1 gas; check 'sentences with context' both 2 'exclude each other'
ask --format csv --info; check 'a description as a table' both 2 '--info is no table'
ask --format-version 1 --format tsv -c gas; check 'version 1' exits 0
ask --format-version 2 gas; check 'another version' both 2 'writes version 1, not 2'
ask --offsets word gas; check 'another unit' both 2 'byte|char|utf16'
ask --hyperlink nowhere gas; check 'a link to nowhere' both 2 'is not none, auto, or a URL'
IR_COLORS=mt=red ask gas; check 'a colour by name' both 2 '"mt=red"'
IR_COLORS=mt=35 ask --color always gas
check 'a colour by number' both 0 $'\e[m\e[35mgas'
IR_COLORS=mt=35 ask --color always --colors mt=36 gas
check 'the option is above the environment' both 0 $'\e[m\e[36mgas'

# -- copies
ask --format csv --fields copies,copy_ids measles
check 'copies of a hit' both 0 $'copies,copy_ids\r\n1,'
ask -n 0 --format tsv --facets lang measles
check 'articles and stories' both 0 $'field\tvalue\tarticles\tstories\nlang\ten\t2\t1'
ask -n 0 --format tsv --facets lang --copies show measles
check 'articles alone' both 0 $'field\tvalue\tarticles\nlang\ten\t2'
ask -n 0 --format tsv --timeline year --baseline '*' measles
check 'stories beside a baseline' both 0 $'articles\tbaseline\tboth\tstories\nyear\t'

# -- nothing found, several queries, streams
ask --format csv nosuchword
check 'no hit: the names alone' both 1 $'rank,score,id,date,source,title,start,end,text\r'
printf 'a\tgas\nb\tgas AND\nc\tnosuchword\nd\tgas\n' >"$work/q"
ask --strict --as-typed --format tsv --fields qid,rank -n 2 -f "$work/q"
check 'several queries have one line of names' test \
    "$(grep -v '^irsearch\|^ ' <<<"$out" | tr '\t\n' ',;')" = 'qid,rank;a,1;a,2;d,1;d,2;'
ask --format tsv --no-limit --fields id gas
lines=$(wc -l <<<"$out")
ask -c gas
check 'a stream has names and every article' test "$lines" -gt "$out"
finish
