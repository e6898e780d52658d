#!/bin/sh
# Every JSON output against the schema, and broken ones refused.
# usage: tests/schema.sh BUILD_DIR
build=${1:-build}
schema=searcher/irsearch-1.schema.json
dir=$(mktemp -d) || exit 2
trap 'rm -rf "$dir"' EXIT
passed=0
failed=0

result() { # STATUS NAME
    if [ "$1" -eq 0 ]; then
        passed=$((passed + 1))
        echo "ok $2"
    else
        failed=$((failed + 1))
        echo "not ok $2"
    fi
}

fits() { # NAME, lines on stdin
    python3 tests/schema.py "$schema"
    result $? "$1"
}

broken() { # NAME SED-COMMAND
    sed "$2" "$dir/documents.jsonl" >"$dir/broken"
    if [ ! -s "$dir/documents.jsonl" ] ||
        cmp -s "$dir/broken" "$dir/documents.jsonl" ||
        python3 tests/schema.py "$schema" <"$dir/broken" >"$dir/told"; then
        result 1 "$1 is refused"
    else
        result 0 "$1 is refused"
    fi
}

IR_SCHEMA_DIR=$dir CK_RUN_SUITE=output "$build/tests/run" >"$dir/log" 2>&1 ||
    cat "$dir/log"
[ -s "$dir/documents.jsonl" ]
result $? "the output suite leaves its documents"
touch "$dir/documents.jsonl"
fits "the renderers write what the schema says" <"$dir/documents.jsonl"
broken "a missing key" 's/"next":null,//'
broken "a key too many" 's/"words":/"weight":1,"words":/'
broken "a number as text" 's/"rank":1/"rank":"1"/'
broken "an unknown word" 's/"relation":"eq"/"relation":"about"/'
broken "a null that may not be" 's/"start":[0-9]*/"start":null/'
broken "NaN" 's/"took_ms":0/"took_ms":NaN/'

"$build/irsearch" --json 2>"$dir/error"
[ $? -eq 2 ]
result $? "an error exits with 2"
fits "an error is a document" <"$dir/error"
"$build/irsearch" --limt --jsonl 2>"$dir/error"
fits "a bad option is a document" <"$dir/error"
"$build/irsearch" --json --no-config -d /nowhere/x word 2>"$dir/error"
fits "a missing index is a document" <"$dir/error"

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
