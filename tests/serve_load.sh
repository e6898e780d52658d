#!/usr/bin/env bash
# The HTTP server where clients are slow, many or gone, on a socket of the file
# system or one handed over, and with a token.
# usage: serve_load.sh BUILD
set -u
build=$1
. "$(dirname "$0")/server.bash"
needs curl jq python3

# Articles that a search by nearness has to read one by one.
python3 - <<'END' >in.jsonl
import json, random
random.seed(1)
words = [f"w{i}" for i in range(400)]
for i in range(8000):
    text = " ".join(random.choice(words) + ("." if k % 12 == 11 else "") for k in range(120))
    print(json.dumps({"id": str(i), "text": text}))
END
index db -f jsonl in.jsonl
some=$(printf 'w%d OR ' $(seq 99))w100 others=$(printf 'w%d OR ' $(seq 101 199))w200
jq -n --arg q "($some) w/3 ($others)" '{q: $q, limit: 0}' >slow.json

serve() { start_server log -d db --serve "$@"; } # ADDRESS OPTION...
slowly() { curl -sS -D "head.$1" -o "out.$1" -w '%{http_code}\n' "$at/v1/search" -H 'Content-Type: application/json' -d @slow.json; }
# Sets $in_flight, $queue and $moved to what the server counts.  Without curl,
# which takes longer to start than what is waited for.
metrics() {
    local web name value
    in_flight='' queue='' moved=''
    exec {web}<>"/dev/tcp/127.0.0.1/${at##*:}" || return
    printf 'GET /metrics HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n' >&"$web"
    while read -ru "$web" name value; do
        case $name in
        irsearch_requests_in_flight) in_flight=$value ;;
        irsearch_queue_length) queue=$value ;;
        irsearch_long_searches_total) moved=$value ;;
        esac
    done
    exec {web}>&-
}
works() { metrics && [ "$in_flight" = 1 ]; }
rests() { metrics && [ "$in_flight$queue" = 00 ]; }
cpu() { awk '{ print $14 + $15 }' "/proc/$server/stat"; } # in hundredths of a second
descriptors() { ls "/proc/$server/fd" | wc -l; }

# ---- a full queue, searches that end, clients that go ----
serve 127.0.0.1:0 --workers 1 --queue 2 --max-time 600
slowly 0 >status.0
# Where the machine is slow, none may have been found before its time is over.
[ "$(<status.0)" = 200 ] && jq -e '.total.articles.value > 0 or .timed_out' out.0 >/dev/null
result $? 'a slow search is answered'
pids=()
for i in 1 2 3 4 5 6 7 8; do
    slowly "$i" >"status.$i" &
    pids+=($!)
done
wait "${pids[@]}"
full=$(cat status.[1-8] | grep -c 503) good=$(cat status.[1-8] | grep -c 200)
[ "$full" -ge 1 ] && [ "$good" -ge 1 ] && [ $((full + good)) = 8 ]
result $? 'of eight at once, those that do not fit into the queue are refused'
grep -lq 'Retry-After: 1' head.[1-8] && grep -q '"code":"queue_full"' out.[1-8]
result $? 'with 503 and Retry-After'
until_true rests
check 'nothing is left behind' rests
leave() { # a client that goes before it is answered
    curl -sS "$at/v1/search" -H 'Content-Type: application/json' -d @slow.json >out.1 &
    until_true works
    kill $!
    wait $! 2>/dev/null
    until_true rests
}
cancelled() { grep -q '"path":"/v1/search","status":503' <(tail -n +"$lines" log); }
lines=$(($(wc -l <log) + 1))
for ((i = 0; i < 100; i++)); do
    leave
    cancelled && break
done
cancelled
result $? "the search of a client that has gone is cancelled (after $((i + 1)))"

ask '/v1/search?q=w1+w2&timeout=0.000001'
[ "$status" = 200 ] && [ "$(jq .timed_out out)" = true ]
result $? 'a search that is stopped is a success that says so'

# ---- long searches do not keep others waiting ----
waits() { metrics && [ "$queue" -ge 1 ]; }
metrics && before=$moved
# Both: more would not fit into the queue, where the first has not been taken yet.
beside_two() {
    local i pids=()
    for i in 1 2; do
        slowly "$i" >"status.$i" &
        pids+=($!)
    done
    until_true waits
    ask '/v1/search?q=w1&limit=1'
    [ "$status" = 200 ] && waits
    i=$?
    wait "${pids[@]}"
    [ "$(cat status.[12] | uniq)" = 200 ] || status=$(cat status.[12])
    return $i
}
# On a slow machine the time of both may be over before the short one is asked.
for ((i = 1; i < 20; i++)); do
    beside_two && break
    [ "$status" = 200 ] || break
done
[ "$status" = 200 ] && [ $i -lt 20 ]
result $? "a short search is answered while long ones wait (after $i)"
metrics && [ $((moved - before)) = $((2 * i)) ]
result $? 'the long ones were left to others, as they look long'
# Few words, and yet each of 8,000 articles has to be read.
long="w1* w/100 ($(printf 'w%d OR ' $(seq 20 39))w40)"
metrics && before=$moved
for ((i = 0; i < 100 && moved == before; i++)); do
    curl -sS -G "$at/v1/search" --data-urlencode "q=$long" -d limit=0 \
        -o out.1 -w '%{http_code}' >status.1 &
    pid=$!
    until_true works
    ask '/v1/search?q=w1&limit=1'
    wait $pid
    metrics
done
[ "$moved" != "$before" ]
result $? "one that does not gives way to a short one (after $i)"
[ "$(<status.1)" = 200 ] && [ "$(jq .total.articles.value out.1)" -gt 0 ]
result $? 'and is answered too'

# ---- SIGTERM finishes what runs ----
slowly 0 >status.0 &
pid=$!
until_true works
kill -TERM $server
wait $pid
wait $server
status=$?
server=0
check 'SIGTERM: status 0' exits 0
[ "$(<status.0)" = 200 ] && jq -e .total out.0 >/dev/null
result $? 'and the search that ran has been answered'

# ---- a socket of the file system ----
serve unix:
[ -S "$XDG_RUNTIME_DIR/irsearch.sock" ] && [ "$(stat -c %a "$XDG_RUNTIME_DIR/irsearch.sock")" = 600 ]
result $? 'unix: alone is a socket in XDG_RUNTIME_DIR, for its owner only'
at=http://localhost
ask '/v1/search?q=w1&limit=1' --unix-socket run/irsearch.sock
[ "$status" = 200 ] && [ "$(jq .total.articles.value out)" -gt 0 ]
result $? 'it is answered there'
ask '/v1/search?q=w1' --unix-socket run/irsearch.sock -H 'Host: evil.example'
check 'Host counts there too' [ "$status" = 403 ]
out=$("$irsearch" --no-config -d db --serve unix: 2>&1)
status=$?
check 'a second server is refused' both 2 'listens there already'
ask /livez --unix-socket run/irsearch.sock
check 'and the first goes on' [ "$status" = 200 ]
kill -KILL $server
wait $server 2>/dev/null
check 'one that is killed leaves its socket' [ -S run/irsearch.sock ]
serve unix:
at=http://localhost
ask /livez --unix-socket run/irsearch.sock
check 'which the next one replaces' [ "$status" = 200 ]
stop KILL
rivals=()
for i in 1 2 3 4; do
    "$irsearch" --no-config -d db --serve unix: 2>"log.$i" &
    rivals+=($!)
done
decided() { [ "$(grep -l '"serving at\|listens there already' log.[1-4] | wc -l)" = 4 ]; }
until_true decided
ask /livez --unix-socket run/irsearch.sock
[ "$status" = 200 ] && [ "$(cat log.[1-4] | grep -c '"serving at')" = 1 ]
result $? 'of four that find it stale at once, one does'
kill "${rivals[@]}" 2>/dev/null
wait "${rivals[@]}"
serve unix:
if [ "$(id -u)" = 0 ]; then
    chmod 777 run/irsearch.sock "$work" run
    status=$(setpriv --reuid 65534 --regid 65534 --clear-groups \
        curl -sS -o /dev/null -w '%{http_code}' --unix-socket run/irsearch.sock http://localhost/livez)
    check 'another user is refused even where the mode lets in' exits 403
    chmod 700 "$work" run
else
    echo 'skipped: not root, so no other user to be'
fi
stop
check 'the socket is removed at the end' [ ! -e run/irsearch.sock ]
touch file
ln -s /nowhere/at/all link
for path in file link .; do
    out=$("$irsearch" --no-config -d db --serve "unix:$path" 2>&1)
    status=$?
    check "unix:$path, which is no socket, is left alone" both 2 'not a socket'
done
[ -f file ] && [ -L link ]
result $? 'they are still there'
# What is no socket is looked at only in a folder where it could be one.
mkdir -p folder && touch folder/file && ln -s folder to-folder
in_folder() { # MODE STATUS-AND-MESSAGE WHAT
    chmod "$1" folder
    out=$("$irsearch" --no-config -d db --serve "unix:${3:-folder}/file" 2>&1)
    status=$?
    check "a socket in a folder of mode $1 ${3:+by a link}: $2" both 2 "$2"
}
in_folder 700 'not a socket'
in_folder 770 'not a socket'
in_folder 1777 'not a socket'
in_folder 777 'other users may write to its folder'
in_folder 777 'other users may write to its folder' to-folder
if [ "$(id -u)" = 0 ]; then
    chgrp 1 folder
    in_folder 770 'other users may write to its folder'
    in_folder 750 'not a socket'
    chown 1 folder
    in_folder 1700 'other users may write to its folder'
fi
while IFS=$'\t' read -r address message; do
    out=$("$irsearch" --no-config -d db --serve "$address" 2>&1 </dev/null)
    status=$?
    check "$address is refused" both 2 "$message"
done <<END
unix:$(printf 'a%.0s' $(seq 120))	at most 107 bytes
unix:/nowhere/at/all	No such file
0.0.0.0:7799	--listen-public permits
[::]:7799	--listen-public permits
7799	is not an address
:7799	is not an address
localhost:	is not an address
localhost:http	is not an address
localhost:65536	is not an address
localhost:-1	is not an address
::1:7799	is not an address
systemd	handed over no socket
END
for words in 'gas' '--info' '--get a' '--like a' '-f file'; do
    # shellcheck disable=SC2086 # several arguments
    out=$("$irsearch" --no-config -d db --serve unix:x $words 2>&1)
    status=$?
    check "--serve and $words exclude each other" both 2 '--serve takes no query'
done
out=$("$irsearch" --no-config -d nowhere --serve unix:x 2>&1)
status=$?
check 'an index that does not exist is an error at once' both 2 nowhere

# ---- a socket handed over ----
# What the log still has of the server before would be taken for its start.
: >log
python3 - "$irsearch" <<'END' 2>log &
import os, socket, sys
s = socket.create_server(("127.0.0.1", 0))
with open("port", "w") as f:
    f.write(str(s.getsockname()[1]))
os.dup2(s.fileno(), 3)
os.set_inheritable(3, True)
os.environ.update(LISTEN_PID=str(os.getpid()), LISTEN_FDS="1")
os.execv(sys.argv[1], [sys.argv[1], "--no-config", "-d", "db", "--serve", "systemd"])
END
begun log
at=http://127.0.0.1:$(<port)
ask '/v1/search?q=w1'
check 'a socket that systemd hands over' [ "$status" = 200 ]
stop
check 'SIGTERM ends that too' exits 0

# ---- a token ----
echo 'correct-horse-battery' >token
chmod 644 token
out=$("$irsearch" --no-config -d db --serve unix:x --token-file token 2>&1)
status=$?
check 'a token that others can read is refused' both 2 'chmod 600'
chmod 600 token
serve 127.0.0.1:0 --token-file token --allow-host search.example
while IFS=$'\t' read -r want path header; do
    ask "$path" -H "$header"
    [ "$status" = "$want" ]
    result $? "$path, $header: $want"
done <<'END'
200	/v1/info	Authorization: Bearer correct-horse-battery
200	/v1/info	authorization: bearer  correct-horse-battery
401	/v1/info	X-A: b
401	/v1/info	Authorization: Bearer correct-horse-batterz
401	/v1/info	Authorization: Bearer correct-horse-batter
401	/v1/info	Authorization: Bearer correct-horse-battery2
401	/v1/info	Authorization: Bearer
401	/v1/info	Authorization: Basic correct-horse-battery
401	/v1/info	Authorization: correct-horse-battery
401	/metrics	X-A: b
401	/nothing	X-A: b
200	/livez	X-A: b
200	/readyz	X-A: b
401	/v1/info	Host: search.example
403	/v1/info	Host: other.example
END
ask /v1/info -H 'Authorization: Bearer correct-horse-battery' -H 'Host: search.example:80'
check '--allow-host' [ "$status" = 200 ]
grep -q correct-horse log
check 'the log does not have the token' [ $? -ne 0 ]
stop
echo short >token
out=$("$irsearch" --no-config -d db --serve unix:x --token-file token 2>&1)
status=$?
check 'a short token is refused' both 2 'at least 16 bytes'

# ---- more connections, and more bytes, than it holds ----
python3 -c 'print("big\n\n" + "- " * 7500000)' >big.txt
index bigdb big.txt
serve 127.0.0.1:0 -d big=bigdb --max-clients 20 --max-per-client 100
out=$(bounded python3 "$tests/serve_excess.py" "${at##*:}" 20 /big/v1/articles/big.txt 2>&1)
result $? 'what is too much is refused with 503, and only then'
stop

# ---- slow clients, and more than there are descriptors for ----
serve 127.0.0.1:0 --max-per-client 1000
ask '/v1/search?q=w1'
base=$(descriptors)
bounded python3 "$tests/serve_slow.py" "${at##*:}" 60
result $? 'slow clients are cut off, and others are answered meanwhile'
at_base() { [ "$(descriptors)" -le "$base" ]; }
until_true at_base
check 'their descriptors are closed' at_base
stop
: >log
(
    ulimit -n 64
    exec "$irsearch" --no-config -d db --serve 127.0.0.1:0 --max-per-client 1000 2>log
) &
begun log
before=$(cpu)
bounded python3 "$tests/serve_slow.py" "${at##*:}" 1000 --idle
result $? '1,000 clients where 64 descriptors are allowed'
[ $(($(cpu) - before)) -lt 200 ]
result $? "without a busy loop ($(($(cpu) - before)) hundredths of a second)"
again() { ask '/v1/search?q=w1' && [ "$status" = 200 ]; }
check 'and answers once it has seen that they have gone' until_true again
stop
check 'and ends' exits 0
out=$(ulimit -n 16 && "$irsearch" --no-config -d db --serve 127.0.0.1:0 2>&1)
status=$?
check 'too few descriptors are an error that tells how many' both 2 'needs at least'

# Two workers, the warden, that of the callers, and libmicrohttpd's.
${CC:-cc} -std=gnu11 -shared -fPIC -o threads.so "$tests/preload/threads.c" -ldl || exit 2
for most in 0 1 2 3 4; do
    # The sanitizers' own library wants to be the first.
    out=$(ASAN_OPTIONS=verify_asan_link_order=0:$ASAN_OPTIONS THREADS_MAX=$most LD_PRELOAD=./threads.so \
        bounded "$irsearch" --no-config -d db --serve 127.0.0.1:0 --workers 1 2>&1)
    status=$?
    check "room for $most threads is an error that says so" both 2 'Resource temporarily unavailable'
done

described
finish
