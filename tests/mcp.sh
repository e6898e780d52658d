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
    --no-limit '--facets source' '--timeline day' '--baseline x' '--offset 3' '--after x' '--limit 0' '--limit 51'; do
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
PATH=$npm/.bin:$PATH # of the node that they need
if command -v node >/dev/null; then
    while IFS= read -r line; do
        case $line in
        'ok - '*) result 0 "${line#ok - }" ;;
        'not ok - '*) result 1 "${line#not ok - }" ;;
        *) echo "$line" ;;
        esac
    done < <(HOME=$work bounded node tests/mcp_clients.mjs "$npm" tests/mcp_conformance.yml \
        "$build/irsearch" --no-config -d "$work/index" --mcp 2>&1 || echo 'not ok - the clients ran to their end')
else
    echo 'skipped: no node; make test-deps'
fi

finish
