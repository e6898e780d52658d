#!/usr/bin/env bash
# irsearch as a client of its server writes what it writes for a folder: the
# same bytes on both streams and the same status; and what a server does wrong
# is an error that names its address.
# usage: client.sh BUILD
set -u
build=$1
. "$(dirname "$0")/server.bash"
needs python3 script
unset NO_COLOR
export TERM=xterm

index db "$corpus/articles" "$corpus/wire.jsonl"
printf '%s\n' '{"id":"one","title":"Harbour","text":"A ferry left. Zwölf boats stayed."}' \
    '{"id":"dir/two 2?","text":"The harbour \u001b[2Jfroze."}' | index small -f jsonl -
index empty -f jsonl - </dev/null

serve() { start_server "$1" --serve "${@:2}"; } # LOG ADDRESS OPTION...
printf 'a secret of 24 bytes, ok' >token
printf 'another secret of 24 byte' >wrong
cp token readable
chmod 600 token wrong
serve log1 unix:s -d db -d small=small -d empty=empty
serve log2 127.0.0.1:0 -d small=small -d db=db -d empty=empty --token-file token
http=$at

timeless() { sed -E 's/("took_ms": ?)[0-9.]+/\10/g; s/[0-9.]+ ms/0 ms/g' "$@"; }
# Runs a line of the table with each of three indexes; each must do the same.
as() { # NAME DB OPTION... <in
    local name=$1
    shift
    eval "$setting" bounded '"$irsearch"' -d '"$@"' >"$name.out" 2>"$name.err" <"$name.in"
    echo $? >"$name.status"
}
# One sum of all that is compared takes less than a comparison of each.
same() { # THIS THAT...
    local part sums=() sum rest
    while read -r sum rest; do sums+=("$sum"); done < <(
        md5sum "${@/%/.status}" "${@/%/.out}" "${@/%/.err}")
    for ((part = 0; part < 3 * $#; part++)); do
        [ "${sums[part]}" = "${sums[part / $# * $#]}" ] || break
    done
    [ ${#sums[@]} = $((3 * $#)) ] && [ $part = ${#sums[@]} ] && return
    out=$(head -c 400 "${@/%/.status}" "${@/%/.out}" "${@/%/.err}")
    return 1
}
everywhere() { # INDEX INPUT OPTION...
    local index=$1 input=$2 path=unix:s
    shift 2
    [ "$index" = db ] || path=unix:s:/$index
    [ "$input" != - ] || input=''
    for name in here socket http; do
        printf '%b' "$input" >$name.in
    done
    as here "$index" "$@"
    as socket "$path" "$@"
    as http "$http/$index" --token-file token "$@"
    timeless -i {here,socket,http}.{out,err}
    same here socket http
}

"$irsearch" --no-config -d db -l gas -n 1 >id
"$irsearch" --no-config -d db gas -n 2 --json | sed -n 's/.*"next":"\([^"]*\)".*/\1/p' >next
check 'there is a next page' [ -s next ]
# index, standard input or -, options; in tabs.
lines=0 statuses=''
setting='IR_CONFIG=/dev/null'
while IFS=$'\t' read -r index input options; do
    [ -n "$index" ] || continue
    eval "arguments=($options)"
    everywhere "$index" "$input" "${arguments[@]}"
    result $? "$index: $options"
    lines=$((lines + 1))
    statuses+=$(<here.status)
done <<'END'
db	-	gas
db	-	gas waiver
db	-	"gas waiver" -n 3
db	-	gas -n 2 --offset 3
db	-	gas -n 0
db	-	gas --all waiver
db	-	gas waiver --any
db	-	--literal 'title:gas ('
db	-	--strict 'gas ('
db	-	--strict '"zwölf gas'
db	-	--strict 'gas OR OR فارسی (' --json
db	-	'gas OR'
db	-	'gas ( AND'
db	-	$'gas \xff\xfe waiver'
db	-	'the'
db	-	''
db	-	'   '
db	-	gaz wayver
db	-	gaz wayver --as-typed
db	-	xyzzyqq
db	-	xyzzyqq --json
db	-	-c gas
db	-	-c gas --json
db	-	-c xyzzyqq
db	-	-l gas
db	-	-l gas -0
db	-	-l gas -n 3
db	-	-q gas
db	-	-q xyzzyqq
db	-	--no-limit gas
db	-	--no-limit gas --jsonl
db	-	--no-limit xyzzyqq
db	-	gas --json
db	-	gas --jsonl
db	-	gas --format trec --tag mine
db	-	gas --format trec -u article
db	-	gas -u article -S -date
db	-	gas -S date -C 2 --passage 40 --per-article 1
db	-	gas --explain
db	-	gas --explain --json
db	-	gas --stats
db	-	gas --stats --json
db	-	gas --source Reuters --source AP
db	-	gas --lang en --since 2026-01 --until 2026-12
db	-	gas --since notadate
db	-	gas --section ''
db	-	gas --rank best --feedback
db	-	gas --rank bm25:k1=1.5,b=0.3 --feedback=5,10
db	-	gas --rank nosuch
db	-	gas --recency 30d --timeout 9.25
db	-	gas --recency soon
db	-	gas --facets source,lang,year --facet-values 2
db	-	gas -n 0 --timeline month --time-zone +03:30 --baseline * --json
db	-	gas --first --facets nosuch
db	-	--topic gas
db	-	--topic nosuch
db	-	gas --topic electricity
db	-	--like corpus/none
db	-	-n 3 --like "$(cat id)"
db	-	gas -v --in w01 --in w02
db	-	--get "$(cat id)"
db	-	--get "$(cat id)" nosuch "$(cat id)" --json
db	-	--get nosuch
db	-	--get "$(cat id)" -q
db	-	--show "$(cat id)"
db	-	--show "$(cat id)" nosuch "$(cat id)" -e 'gas wayver' --stats
db	-	--show "$(cat id)" -e '(gas' --strict
db	-	--show "$(cat id)" --json
db	-	--show "$(cat id)" -q --topic gas
db	-	--show nosuch -e gas
db	-	--show
db	-	--info
db	-	--info --json
db	-	--info -q
db	-	--terms 'gas wa'
db	-	--terms wa --json -n 3
db	-	--terms wa -n 500
db	-	--terms xyzzyq
db	-	--terms-of gas
db	-	--terms-of gas -n 3 --format csv --any waiver
db	-	--terms-of xyzzyqq nosuch
db	gas\nb\tmeasles\n	-f - --terms-of -n 2
db	-	gas --color always
db	-	gas --after zzzz
db	-	gas -n 2 --after "$(cat next)"
db	-	gas --offset 20000
db	-	gas -n 5000
db	-	gas --nosuch
db	-	gas --json --nosuch
db	-	gas -c -l
db	-	--get
db	-	
db	gas\nmeasles\n	-f -
db	q1\tgas\n\nq2\t(\nq3\txyzzyqq\n	-f - --strict
db	q1\tgas\nq2\t(\nq3\tmeasles\n	-f - --strict --json
db	q1\tgas\nq2\tmeasles\n	-f - --jsonl -n 2
db	q1\tgas\nq2\tmeasles\n	-f - --format trec -n 3
db	q1\tgas\nq2\tmeasles\n	-f - -c
db	q1\tgas\nq2\tmeasles\n	-f - -l
db	xyzzyqq\ngas\n	-f - -q
db	q1\tga\0000s\n	-f - --json
db	q1\tgas\n	-f - --no-limit
db	<top>\n<num> 5\n<title> gas\n<desc> waiver\n</top>\n	-f - --topic-part title+desc
db	<top>\n<num> 5\n	-f -
db	-	-f nosuchfile
small	-	harbour
small	-	'zwölf -ferry' --json
small	-	--get 'dir/two 2?'
small	-	--get 'dir/two 2?' --json
db	-	gas --format citation -n 3
db	q1\tgas\nq2\t(\nq3\tmeasles\n	-f - --format csv -n 2
db	-	gas -o --format tsv --fields id,start --offsets utf16
db	-	gas --json --offsets char
db	-	gas --color always --hyperlink auto --colors mt=4
db	-	gas --format csv --fields nosuch
db	-	--get "$(cat id)" nosuch "$(cat id)" --format tsv
db	-	--verify "$(cat id)" "$(cat id)[0,9) so" nosuch
db	-	--verify "$(cat id)[2,4)"
db	-	--get "$(cat id)[2,9)"
small	-	--show 'dir/two 2?' -e ferry
small	-	-e -ferry
empty	-	gas
empty	-	--info
END
check 'the table has 80 lines or more' [ $lines -ge 80 ]
out=$statuses
[[ $statuses == *0* && $statuses == *1* && $statuses == *2* ]]
result $? 'some succeed, some find nothing, some fail'

# ---- what the client knows: its terminal, its config, its environment ----
terminal() { # COMMAND: what it shows on a terminal of 60 columns
    COLUMNS=60 bounded script -qec "$1" /dev/null </dev/null | timeless
}
for options in gas 'gas --color never' xyzzyqq '--get one' "--show '$(cat id)' -e gas" '--strict "gas ("' '-l gas -0' --info; do
    terminal "'$irsearch' --no-config -d db $options" >here
    terminal "'$irsearch' --no-config -d unix:s $options" >there
    cmp here there && [ -s here ]
    result $? "on a terminal: $options"
done
terminal "'$irsearch' --no-config -d unix:s gas" >there
check 'which has colours' grep -q $'\033\\[1;31m' there
printf '[irsearch]\nlimit = 2\nformat = jsonl\n' >config
IR_CONFIG=config IR_DB=unix:s "$irsearch" gas | timeless >there
IR_CONFIG=config IR_DB=db "$irsearch" gas | timeless >here
cmp here there && [ "$(wc -l <here)" = 2 ]
result $? 'IR_DB and the config of the client'
(cd run && ln -s ../s irsearch.sock)
check 'unix: alone' "$irsearch" --no-config -d unix: -q gas
check 'unix: and a name' "$irsearch" --no-config -d unix::/small -q ferry

# ---- errors ----
fails() { # TEXT OPTION...: exit 2, nothing on standard output, TEXT in the message
    local text=$1
    shift
    "$irsearch" --no-config "$@" >stdout 2>stderr </dev/null
    status=$?
    out=$(<stderr)
    both 2 "$text" && [ ! -s stdout ] && [ "$(wc -l <stderr)" = 1 ]
}
while IFS=$'\t' read -r text options; do
    eval "arguments=($options)"
    check "$options" fails "$text" "${arguments[@]}"
done <<'END'
option --topics	-d unix:s --topics mine gas
--mcp	-d unix:s --mcp
searched alone	-d unix:s -d db gas
searched alone	-d unix:s -d unix:s gas
not the address	-d http://: gas
not the address	-d http://127.0.0.1:99999 gas
not the address	-d http://127.0.0.1:x gas
not the address	-d http://user@host gas
not the address	-d http://[::1 gas
not the address	-d $'http://a\r\nX:y' gas
only /NAME	-d http://127.0.0.1:1/a/b gas
only /NAME	-d 'unix:s:/a b' gas
https needs a tunnel	-d https://localhost gas
at most 107 bytes	-d "unix:$(printf %0200d 0)" gas
unix:gone: no server listens there	-d unix:gone gas
unix:token: no server listens there	-d unix:token gas
http://127.0.0.1:1: no server listens there	-d http://127.0.0.1:1 gas
no such index	-d unix:s:/nosuch gas
at most 8192 bytes	-d unix:s "$(printf %09000d 0)"
at most 8192 bytes	-d unix:s --show one -e "$(printf %09000d 0)"
chmod 600	-d unix:s --token-file readable gas
nosuch	-d unix:s --token-file nosuch gas
END
check 'no token' fails '(401)' -d "$http/db" gas
check 'a wrong token' fails '(401)' -d "$http/db" --token-file wrong gas
check 'an error as JSON' fails '{"schema"' -d unix:gone --json gas

python3 "$tests/client_server.py" s >requests &
servers+=($!)
until_true [ -s requests ]
false_at=http://127.0.0.1:$(head -n 1 requests)
# Those that take time run beside the others.
for slow in drip silent; do
    (
        "$irsearch" --no-config --timeout 0.01 -d "$false_at/$slow" gas >"$slow.out" 2>"$slow.err"
        echo $? >"$slow.status"
    ) &
    waiting+=($!)
done
check 'a good answer' "$irsearch" --no-config -d "$false_at/good" gas
while IFS=$'\t' read -r name text; do
    check "a server that answers: $name" fails "$false_at/$name: $text" -d "$false_at/$name" gas
done <<'END'
garbage	not an answer of irsearch --serve
banner	the server closed the connection
html	not an answer of irsearch --serve
gateway	not an answer of irsearch --serve: status 502
problem	64 requests wait already
badproblem	not an answer of irsearch --serve: status 503
chunked	not an answer of irsearch --serve: its body comes in chunks
nolength	not an answer of irsearch --serve: it has no Content-Length
twolengths	not an answer of irsearch --serve: its Content-Length is wrong
badlength	not an answer of irsearch --serve: its Content-Length is wrong
huge	the answer has 1099511627776 bytes, over the limit
hugehead	not an answer of irsearch --serve: no end of its head
cuthead	the server closed the connection
cutbody	the server closed the connection
more	the server sends more than an answer
empty	not an answer of this version
damaged	not an answer of this version
version	not an answer of this version
trailing	not an answer of this version
nothing	the server closed the connection
gzip	not an answer of irsearch --serve: its body is compressed
http2	not an answer of irsearch --serve: it is not HTTP/1.1
END
fails 'requests wait' -d "$false_at/problem" gas
grep -q $'\033' stderr
check 'an escape in the message of a server is not shown' [ $? = 1 ]

# ---- the endpoint ----
if command -v curl >/dev/null; then
    run() { # NAME WANTED CURL-OPTION...
        out=$(bounded curl -sS -o body -w '%{http_code}' --unix-socket s "${@:3}" 2>&1 http://localhost/v1/run)
        [ "$out" = "$2" ]
        result $? "$1 is $2"
    }
    own='Content-Type: application/vnd.irsearch.run'
    run 'GET' 405
    run 'JSON' 415 -H 'Content-Type: application/json' -d '{"q":"gas"}'
    run 'an empty question' 400 -H "$own" -X POST
    run 'a damaged question' 400 -H "$own" -d 'gas'
    run 'a page of another site' 403 -H "$own" -H 'Origin: http://evil.example' -d 'gas'
    run 'another host' 403 -H "$own" -H 'Host: evil.example' -d 'gas'
    printf '\1\0\0\0\0\0\3gas' >question
    run 'a question' 200 -H "$own" --data-binary @question
    check 'which is answered' grep -aq gas body
    printf '\1\0\0\0\0\6topics\2/x\0\3gas' >question
    run 'a path of a file' 400 -H "$own" --data-binary @question
    check 'which names the option' grep -q 'option --topics cannot be used' body
else
    echo "skipped: no curl (make test-deps)"
fi

# ---- connections ----
printf 'gas\nmeasles\nxyzzyqq\n' >queries
"$irsearch" --no-config -d db -f queries --json | timeless >here
for name in keep forget; do
    : >requests.before
    cp requests requests.before
    "$irsearch" --no-config -d "$false_at/$name" -f queries --json | timeless >there
    out=$(tail -n "+$(($(wc -l <requests.before) + 1))" requests)
    cmp here there
    result $? "a batch whose server will $name the connection"
    count=$(grep -c connection <<<"$out")
    check 'takes as many connections' [ "$count" = "$([ $name = keep ] && echo 1 || echo 3)" ]
done
(printf 'gas\n'; until_true [ -s first ]; kill "${servers[0]}"; wait_gone() { ! kill -0 "${servers[0]}" 2>/dev/null; }
    until_true wait_gone; printf 'measles\n') |
    "$irsearch" --no-config -d unix:s -f - -l >first 2>stderr
status=$? out=$(<stderr)
check 'a server that stops within a batch' both 2 'query 2: unix:s: no server listens there'
check 'after the first answer' [ -s first ]

wait "${waiting[@]}"
out=$(cat drip.err silent.err)
[ "$(cat drip.status silent.status)" = $'2\n2' ] && [ ! -s drip.out ] && [ ! -s silent.out ] &&
    says "$false_at/drip: the answer comes too slowly" &&
    says "$false_at/silent: no answer within 10.01 s; --timeout SEC waits longer"
result $? 'servers that are slow'
finish
