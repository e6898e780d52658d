#!/usr/bin/env bash
# irsearch --mcp: what it answers, what it refuses, and clients of others.
# usage: tests/mcp.sh BUILD_DIR
set -u
build=${1:-build}
. "$(dirname "$0")/checks.bash"

run() { # COMMAND...: sets out and status for `exits` and `says`
    out=$("$@" 2>&1 </dev/null)
    status=$?
}

python3 tests/mcp.py "$build" "$work/index" >"$work/log" 2>&1
result $? "mcp.py: $(tail -n 1 "$work/log")"
grep -A 3 '^not ok' "$work/log" || grep '^Traceback' -A 40 "$work/log"

mcp() { "$build/irsearch" --no-config -d "$work/index" --mcp "$@"; }
for options in 'a query' '-e query' '-f file' '--get id' --info '--terms ga' '--like n1' \
    '--topic gas' --json '--format trec' --explain --stats '-C 2' -c -l -0 -q \
    --no-limit '--offset 3' '--after x' '--limit 0' '--limit 51'; do
    # shellcheck disable=SC2086 # options and their values
    run mcp $options
    check "--mcp $options is an error that says so" both 2 --mcp
done
run mcp
check 'no input: nothing is written, status 0' test "$status:$out" = 0:
for db in http://127.0.0.1:1/x "unix:$work/none"; do
    run "$build/irsearch" --no-config -d "$db" --mcp
    check "--mcp -d ${db%%:*}: is an error that says so" both 2 --mcp
done
run "$build/irsearch" --no-config -d "$work/none" --mcp
check 'no index: an error, status 2' exits 2
run bash -c "echo '{}' | \"$build/irsearch\" --no-config -d \"$work/index\" --mcp >/dev/full"
check 'no room for output: an error, status 2' both 2 'standard output'

# ---- the clients of others, where `make test-deps` has installed them ----

npm=$(realpath -m "$build/npm/node_modules")
inspector=$npm/.bin/mcp-inspector
PATH=$npm/.bin:$PATH # of the node that they need
# Each start of theirs would compile their sources again.
export NODE_COMPILE_CACHE=$work/compiled
inspect() { # ARGUMENT...
    out=$(HOME=$work bounded "$inspector" --cli "$@" -- "$build/irsearch" \
        --no-config -d "$work/index" --mcp 2>"$work/err")
    status=$?
    [ $status -eq 0 ] || out+=$(<"$work/err")
}
holds() { # JQ-CONDITION: true of $out
    exits 0 && jq -e "$1" <<<"$out" >/dev/null
}
if [ -x "$inspector" ]; then
    inspect --method tools/list
    check 'the inspector lists the tools' holds \
        '[.tools[].name] == ["search", "fetch", "describe_index"]'
    inspect --method tools/list --strict
    check 'and finds their schemas portable' exits 0
    inspect --method tools/call --tool-name search --tool-arg query=item7 limit=1
    check 'it searches' holds '.structuredContent.results[0].article == "n7"'
    inspect --method tools/call --tool-name fetch --tool-arg id=n7
    check 'it fetches' holds '.structuredContent.text | startswith("Natural")'
    inspect --method tools/call --tool-name describe_index
    check 'it describes' holds '.structuredContent.articles > 60'
    inspect --method resources/list
    check 'it lists resources' holds '.resources[0].name == "index"'
    uri=$(jq -r '.resources[0].uri' <<<"$out")
    inspect --method resources/templates/list
    check 'and templates' holds '.resourceTemplates[0].uriTemplate'
    inspect --method resources/read --uri "$uri/n7"
    check 'and reads one' holds '.contents[0].text | startswith("Natural")'
else
    echo "skipped: no inspector; make test-deps"
fi

# The conformance suite talks HTTP: a bridge stands between.  Most of its
# scenarios need the tools of its own server; these do not.  Each has a server
# of its own, as initialize is for the whole of a process.
conforms() { # SCENARIO
    local bridge port status
    exec {ready}< <(exec python3 tests/mcp_bridge.py "$build/irsearch" \
        --no-config -d "$work/index" --mcp)
    bridge=$!
    read -r -t "$patience" -u "$ready" port
    out=$(cd "$work" && bounded "$npm/.bin/conformance" server \
        --scenario "$1" --url "http://127.0.0.1:$port/mcp" \
        --expected-failures "$OLDPWD/tests/mcp_conformance.yml" 2>&1)
    status=$?
    kill "$bridge"
    exec {ready}<&-
    return $status
}
if [ -x "$npm/.bin/conformance" ] && "$npm/.bin/node" --version >/dev/null; then
    for scenario in server-initialize ping tools-list resources-list \
        server-stateless caching sep-2164-resource-not-found \
        input-required-result-unsupported-methods; do
        check "conformance suite: $scenario" conforms "$scenario"
    done
else
    echo "skipped: no conformance suite; make test-deps"
fi

finish
