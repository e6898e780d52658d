#!/usr/bin/env bash
# Every JSON output against the schema, and broken ones refused.
# usage: tests/schema.sh BUILD_DIR
build=${1:-build}
schema=searcher/irsearch-1.schema.json
. "$(dirname "$0")/checks.bash"

fits() { # NAME, lines on stdin
    python3 tests/schema.py "$schema"
    result $? "$1"
}

broken() { # NAME SED-COMMAND
    sed "$2" "$work/documents.jsonl" >"$work/broken"
    if [ ! -s "$work/documents.jsonl" ] ||
        cmp -s "$work/broken" "$work/documents.jsonl" ||
        python3 tests/schema.py "$schema" <"$work/broken" >"$work/told"; then
        result 1 "$1 is refused"
    else
        result 0 "$1 is refused"
    fi
}

IR_SCHEMA_DIR=$work CK_RUN_SUITE=output "$build/tests/run" >"$work/log" 2>&1 ||
    cat "$work/log"
[ -s "$work/documents.jsonl" ]
result $? "the output suite leaves its documents"
touch "$work/documents.jsonl"
fits "the renderers write what the schema says" <"$work/documents.jsonl"
broken "a missing key" 's/"next":null,//'
broken "a key too many" 's/"words":/"weight":1,"words":/'
broken "a number as text" 's/"rank":1/"rank":"1"/'
broken "an unknown word" 's/"relation":"eq"/"relation":"about"/'
broken "a null that may not be" 's/"start":[0-9]*/"start":null/'
broken "NaN" 's/"took_ms":0/"took_ms":NaN/'

"$build/irsearch" --json 2>"$work/error"
[ $? -eq 2 ]
result $? "an error exits with 2"
fits "an error is a document" <"$work/error"
"$build/irsearch" --limt --jsonl 2>"$work/error"
fits "a bad option is a document" <"$work/error"
"$build/irsearch" --json --no-config -d /nowhere/x word 2>"$work/error"
fits "a missing index is a document" <"$work/error"

finish
