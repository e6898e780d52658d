#!/bin/bash
# Fields and encodings that the command line names.  Usage: readers.sh BUILD
set -u
export LC_ALL=C
irindex=$(realpath "$1")/irindex irsearch=$(realpath "$1")/irsearch
unset IR_DB IR_CONFIG
. "$(dirname "$0")/checks.bash"
cd "$work" || exit 2
export HOME=$work

printf '{"key":"k1","lead":"Rain fell.","text":"no"}\n' >map.jsonl
"$irindex" --no-config -q -d map.db -m id=key --map text=lead map.jsonl
[ "$("$irsearch" --no-config -d map.db --get k1)" = 'Rain fell.' ]
result $? "--map"
"$irindex" --no-config -n -d map.db -m colour=red map.jsonl 2>/dev/null
[ $? -eq 2 ]
result $? "--map of no field"
printf 'caf\xe9 society opens\n' >latin.txt
"$irindex" --no-config -d latin.db --encoding latin1 latin.txt 2>&1 |
    grep -q 'taken for latin1: 1 article'
result $? "--encoding is told"
[ "$("$irsearch" --no-config -d latin.db --get latin.txt)" = \
    $'caf\xc3\xa9 society opens' ]
result $? "--encoding"
"$irindex" --no-config -n -d map.db --encoding klingon map.jsonl 2>/dev/null
[ $? -eq 2 ]
result $? "--encoding of no name"

finish
