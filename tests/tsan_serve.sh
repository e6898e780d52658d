#!/usr/bin/env bash
# The server under the thread sanitizer: many clients at once, some of which
# leave, an index that changes, SIGHUP and SIGTERM.  A race ends the server with
# status 66.
# Usage: tsan_serve.sh BUILD, which was built with -fsanitize=thread
set -u
export LC_ALL=C.UTF-8
irindex=$(realpath "$1")/irindex irsearch=$(realpath "$1")/irsearch
tests=$(realpath "$(dirname "$0")")
unset IR_DB IR_CONFIG
export TSAN_OPTIONS="exitcode=66 ignore_noninstrumented_modules=1 \
${TSAN_OPTIONS-}"
. "$tests/checks.bash"
cd "$work" || exit 2
export HOME=$work
server=0
trap '[ $server = 0 ] || kill $server 2>/dev/null; rm -rf "$work"' EXIT

articles() { # FIRST LAST
    local i
    for i in $(seq "$1" "$2"); do
        printf '{"id":"a%d","title":"Gas %d","text":"Gas flows, and oil w%d, %d barrels of w%d."}\n' \
            "$i" "$i" "$((i % 90))" "$i" "$((i % 7))"
    done
}
feed() { articles "$@" | "$irindex" --no-config -q -d db -f jsonl - >>fed 2>&1; }
quiet() { ! grep -q ThreadSanitizer log; }
started() { grep -q '"serving at' log || ! kill -0 $server 2>/dev/null; }
crowd() { bounded python3 "$tests/serve_crowd.py" "$port" "$1" a1; }

feed 1 2000 || exit 2
"$irsearch" --no-config -d one=db -d two=db --workers 2 --queue 4 \
    --serve 127.0.0.1:0 2>log &
server=$!
until_true started
at=$(sed -n 's/.*serving at \([^"]*\)".*/\1/p' log)
port=${at##*:}
crowd 4 >counts 2>&1 &
clients=$!
for i in 1 2 3 4 5 6; do
    feed $((i * 300)) $((i * 300 + 50))
    kill -HUP $server
    "$irsearch" --no-config -d "$at/two" -n 1 gas OR oil >>answers 2>>log
    "$irsearch" --no-config -d "$at" --get a1 >>answers 2>>log
done
wait $clients
status=$? out=$(<counts)
check 'all are answered, or told why not' exits 0
echo "    $(<counts)"
[ ! -s fed ] && [ "$(grep -c . answers)" -ge 12 ]
result $? 'while the index changes and is opened again'
crowd 40 >counts 2>&1 &
clients=$!
nap 1
kill -TERM $server
wait $server
status=$? out=$(<log) server=0
check 'SIGTERM among many clients: status 0' exits 0
check 'no race' quiet
kill $clients 2>/dev/null
wait $clients 2>/dev/null

finish
