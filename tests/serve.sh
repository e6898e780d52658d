#!/usr/bin/env bash
# The HTTP server: every endpoint and every error, over TCP and a socket; what
# it prints is what --json prints; signals, limits, and hostile requests.
# usage: serve.sh BUILD
set -u
build=$1
. "$(dirname "$0")/server.bash"
needs curl jq python3

index db "$corpus/articles" "$corpus/wire.jsonl"
printf '%s\n' '{"id":"one","title":"Harbour","text":"A ferry left. Zwölf boats stayed."}' \
    '{"id":"dir/two 2?","text":"The harbour froze."}' | index small -f jsonl -

serve() { # ADDRESS OPTION...
    start_server log --serve "$@"
    port=${at##*:}
}
refused() { # STATUS CODE
    told '"\(.status) \(.code)"'
    [ "$status" = "$1" ] && [ "$told" = "$1 $2" ] &&
        [[ $head == *'Content-Type: application/problem+json'* ]]
}
names() { # PARAMETER
    told '.errors[0].parameter'
    [ "$told" = "$1" ]
}
timeless() { sed 's/"took_ms":[0-9.]*/"took_ms":0/'; }
same_as_json() { # PATH OPTION...: the bytes that --json prints
    ask "$1"
    shift
    [ "$status" = 200 ] &&
        cmp <(timeless <out) <("$irsearch" --no-config "$@" --json 2>/dev/null | timeless)
}
post() { # BODY [PATH]
    ask "${2-/v1/search}" -H 'Content-Type: application/json' -d "$1"
}

serve 127.0.0.1:0 -d db -d small=small --log-queries

if grep -q 'cannot write files, run programs' log; then
    grep -q '^NoNewPrivs:.1' "/proc/$server/status" &&
        [ "$(cat "/proc/$server/task/"*/status | grep -c '^Seccomp:.2')" = "$(ls "/proc/$server/task" | wc -l)" ]
    result $? 'every thread has given up what it does not need'
else
    echo 'skipped: this kernel has no Landlock or no seccomp'
fi

# ---- searches are those of the command line ----
while IFS=$'\t' read -r query options; do
    read -ra words <<<"$options"
    same_as_json "/v1/search?$query" -d db "${words[@]}"
    result $? "search?$query"
done <<'END'
q=gas	gas
q=gas&limit=3&offset=2	gas -n 3 --offset 2
q=gas%20waiver&all	gas waiver --all
q=gas+waiver&any=true	gas waiver --any
q=gas&explain=1&stats=1	gas --explain --stats
q=gas&explain=false	gas
q=gas&unit=article&sort=-date	gas -u article -S -date
q=gas&source=Reuters&source=AP	gas --source Reuters --source AP
q=gas&unit=passage&in=w01	gas -u passage --in w01
q=gas&since=2026-01&until=2026-12	gas --since 2026-01 --until 2026-12
q=gas&context=1&passage=30&per_article=1	gas -C 1 --passage 30 --per-article 1
q=gas&rank=best&feedback	gas --rank best --feedback
q=gas&recency=30d&timeout=5	gas --recency 30d --timeout 5
q=title:gas&literal	title:gas --literal
q=gaz+wayver&as_typed=true	gaz wayver --as-typed
q=gaz+wayver	gaz wayver
q=gas+OR&limit=1	gas OR -n 1
q=gas&count	gas -c
q=gas&limit=0	gas -n 0
q=gas&facets=source,lang&timeline=day&baseline=oil&first	gas --facets source,lang --timeline day --baseline oil --first
q=xyzzyq	xyzzyq
topic=gas	--topic gas
q=%D9%81%D8%A7%D8%B1%D8%B3%DB%8C	فارسی
END
same_as_json '/small/v1/search?q=harbour' -d small harbour
result $? 'another index, by its name'
ask '/v1/search?q=gas&limit=3'
next=$(jq -r .next <<<"$out")
same_as_json "/v1/search?q=gas&limit=3&after=$next" -d db gas -n 3 --after "$next"
result $? 'the next page'
id=$(jq -r '.hits[0].article.id' <<<"$out")
at_id=$(jq -rn --arg id "$id" '$id|@uri')
same_as_json "/v1/articles/$at_id/similar?limit=2" -d db --like "$id" -n 2
result $? 'similar articles'
same_as_json "/v1/articles/$at_id/why?q=gas+zebra&since=2999" -d db --why "$id" \
    --since 2999 gas zebra
result $? 'why an article is not in an answer'
same_as_json '/v1/terms?q=gas+OR+oil&limit=7&lang=en' -d db --terms-of \
    gas OR oil -n 7 --lang en
result $? 'what articles are about'
cited=$("$irsearch" --no-config -d db --format citation -n 1 gas)
for quoted in "$cited" "$cited gas" "${cited%[*}" 'Gas flows through the waiver.' nobody; do
    same_as_json "/v1/verify?q=$(jq -rn --arg q "$quoted" '$q|@uri')" -d db --verify "$quoted"
    result $? "verify: $quoted"
    post "$(jq -n --arg q "$quoted" '{$q}')" /v1/verify
    [ "$status" = 200 ] &&
        cmp out <("$irsearch" --no-config -d db --json --verify "$quoted")
    result $? 'and by POST'
done
post "{\"q\":\"$(printf 'река %.0s' $(seq 500))\"}" /v1/verify
check 'POST takes a quotation that is too long for a URL' [ "$status" = 200 ]
same_as_json "/v1/articles/$at_id" -d db --get "$id"
result $? 'an article'
same_as_json '/small/v1/articles/dir/two%202%3F' -d small --get 'dir/two 2?'
result $? 'an article whose id has a slash, a space and a ?'

post '{"q":"gas","limit":3,"source":["Reuters","AP"],"explain":true,"timeout":1.5,"after":null}'
[ "$status" = 200 ] && cmp <(timeless <out) <("$irsearch" --no-config -d db gas -n 3 \
    --source Reuters --source AP --explain --timeout 1.5 --json | timeless)
result $? 'POST takes the same parameters'
long=$(printf 'gas%04d ' $(seq 900))
post "{\"q\":\"$long\"}"
check 'POST takes a query of 7 KB' [ "$status" = 200 ]

# ---- formats, tags, compression ----
ask '/v1/search?q=gas&limit=3' -H 'Accept: application/x-ndjson'
cmp <(timeless <out) <("$irsearch" --no-config -d db gas -n 3 --jsonl | timeless) &&
    [[ $head == *'Content-Type: application/x-ndjson'* ]]
result $? 'hits as lines'
ask '/v1/search?q=gas' -H 'Accept: text/html'
check 'Accept: text/html is 406' refused 406 not_acceptable
ask '/v1/search?q=gas' -H 'Accept: application/x-ndjson;q=0, */*;q=0.1'
check 'q=0 refuses a format' [ "$(jq -r .schema <<<"$out")" = irsearch/1 ]
ask '/v1/search?q=gas&limit=9'
cp out plain
ask '/v1/search?q=gas&limit=9' -H 'Accept-Encoding: gzip'
[[ $head == *'Content-Encoding: gzip'* ]] && cmp <(gunzip <out | timeless) <(timeless <plain) &&
    [ "$(stat -c %s out)" -lt "$(($(stat -c %s plain) / 2))" ]
result $? 'gzip'
ask '/v1/search?q=gas&limit=9' -H 'Accept-Encoding: gzip;q=0, identity'
[[ $head != *'Content-Encoding'* ]]
result $? 'no gzip where it is refused'
for path in '/v1/search?q=gas&limit=2' "/v1/articles/$at_id"; do
    ask "$path"
    etag=$(sed -n 's/^ETag: //p' <<<"$head")
    ask "$path" -H "If-None-Match: \"x\", $etag"
    [ "$status" = 304 ] && [ -z "$out" ]
    result $? "304 of $path"
    ask "$path" -H 'If-None-Match: "x"'
    check "200 with another tag" [ "$status" = 200 ]
done
[[ $etag == *"$("$irsearch" --no-config -d db --get "$id" --json | jq -r .fingerprint)"* ]]
result $? 'the tag of an article has its fingerprint'
ask '/v1/search?q=gas' -I
[ "$status" = 200 ] && cmp -s out $answer.head && [[ $head == *'Content-Length: '[1-9]* ]]
result $? 'HEAD has no body'
curl -sS "$at/livez" "$at/livez" -o /dev/null -o /dev/null -w '%{num_connects}\n' >connects
check 'connections are kept' [ "$(tr '\n' ' ' <connects)" = '1 0 ' ]

# ---- ranges of an article ----
ask '/small/v1/articles/one?start=14&end=20'
[ "$(jq -r .text <<<"$out")" = 'Zwölf' ] && [ "$(jq -r .start <<<"$out")" = 14 ]
result $? 'a range of an article'
ask '/small/v1/articles/one?start=17'
check 'a range within a character' refused 400 invalid
ask '/small/v1/articles/one?start=9&end=3'
check 'a range that ends before it starts' refused 400 invalid
for place in 35 -1 1x '' 99999999999999999999999; do
    ask "/small/v1/articles/one?end=$place"
    refused 400 invalid && names end
    result $? "a range to '$place'"
done
ask '/v1/articles/nobody'
check 'no such article' refused 404 not_found

# ---- the rest ----
ask /v1/info
[ "$(jq -c '.index, .coverage' <<<"$out")" = "$("$irsearch" --no-config -d db --info --json | jq -c '.index, .coverage')" ] &&
    [ "$(jq -c .server.indexes <<<"$out")" = '["","small"]' ] &&
    [ "$(jq -c .topics <<<"$out")" = '["sanctions","gas","electricity","officials"]' ] && [ "$(jq .server.limits.url_bytes <<<"$out")" = 8192 ]
result $? 'info'
for path in /livez /readyz; do
    ask $path
    [ "$status" = 200 ] && [ "$out" = ok ]
    result $? $path
done
ask /metrics
says 'irsearch_requests_total{code="200"}' && says 'irsearch_index_revision{index=""} 1' &&
    says 'irsearch_request_seconds_bucket{le="+Inf"}' && says 'irsearch_index_bytes{index="small"}'
result $? metrics

ask /openapi.json
[ "$status" = 200 ] && cmp -s out "$tests/../searcher/serve/openapi.json"
result $? 'the description'

# ---- completing a word ----
for words in 'q=wai' 'q=gas+wai&limit=2' 'q=xyzzyq' 'q=' 'q=%22gas%20s&limit=1'; do
    text=${words%&*} text=${text#q=} text=${text//+/ } text=${text//%20/ } limit=10
    [[ $words != *limit* ]] || limit=${words##*=}
    same_as_json "/v1/suggest?$words" -d db --terms "${text//%22/\"}" -n $limit
    result $? "suggest?$words"
done
ask '/v1/suggest?q=gas+waiv'
[ "$(jq -r '.suggestions[0] | .word + "|" + .text' <<<"$out")" = 'waiver|gas waiver' ] &&
    [ "$(jq .suggestions[0].articles <<<"$out")" = "$("$irsearch" --no-config -d db -c waiver)" ]
result $? 'what is suggested, and how many articles a search for it finds'
etag=$(sed -n 's/^ETag: //p' <<<"$head")
ask '/v1/suggest?q=gas+waiv' -H "If-None-Match: $etag"
check '304 of it' [ "$status" = 304 ]

# ---- errors ----
while IFS=$'\t' read -r path want code parameter; do
    ask "$path"
    refused "$want" "$code" && { [ -z "$parameter" ] || names "$parameter"; }
    result $? "$path: $want $code"
done <<'END'
/v1/search	400	no_query	q
/v1/search?q=	400	no_query	q
/v1/search?q=+%20	400	no_query	q
/v1/search?q=%22	400	invalid
/v1/search?q=gas&limt=3	400	unknown_parameter	limt
/v1/search?q=gas&per-article=3	400	unknown_parameter	per-article
/v1/search?query=gas	400	unknown_parameter	query
/v1/search?q=gas&db=/etc	400	unknown_parameter	db
/v1/search?q=gas&topics=/etc/passwd	400	unknown_parameter	topics
/v1/search?q=gas&config=x	400	unknown_parameter	config
/v1/search?q=gas&token_file=x	400	unknown_parameter	token_file
/v1/search?q=gas&limit=3&limit=4	400	repeated_parameter	limit
/v1/search?q=gas&q=oil	400	repeated_parameter	q
/v1/search?q=gas&limit=x	400	invalid	limit
/v1/search?q=gas&limit=-1	400	invalid	limit
/v1/search?q=gas&limit=1001	400	invalid	limit
/v1/search?q=gas&limit	400	invalid	limit
/v1/search?q=gas&offset=10001	400	invalid	offset
/v1/search?q=gas&offset=9999&limit=10	400	limit
/v1/search?q=gas&explain=maybe	400	invalid	explain
/v1/search?q=gas&sort=up	400	invalid	sort
/v1/search?q=gas&unit=word	400	invalid	unit
/v1/search?q=gas&since=nonsense	400	invalid
/v1/search?q=gas&in=nobody	404	not_found
/v1/search?q=gas&recency=soon	400	invalid	recency
/v1/search?q=gas&timeout=1e9	400	invalid	timeout
/v1/search?q=gas&after=x	400	invalid
/v1/search?q=gas&after=x&offset=1	400	invalid
/v1/search?q=gas&like=a	400	invalid
/v1/search?q=gas+AND+(&strict=1	400	unbalanced_bracket	q
/v1/search?like=nobody	404	not_found
/v1/articles/nobody/similar	404	not_found
/v1/articles/nobody/why?q=gas	404	not_found
/v1/articles/nobody/why	400	no_query	q
/v1/articles/nobody/why?q=gas&facets=lang	400	invalid
/v1/terms	400	no_query	q
/v1/verify	400	no_query	q
/v1/verify?q=	400	no_query	q
/v1/verify?q=gas&limit=3	400	unknown_parameter	limit
/v1/terms?q=gas&facets=lang	400	invalid
/v1/terms?q=gas&offset=3	400	invalid
/v1/articles/nobody/similar?q=gas	400	invalid
/v1/articles/	404	no_such_path
/v1/articles/a?limit=3	400	unknown_parameter	limit
/v1/info?q=gas	400	unknown_parameter	q
/v1/suggest	400	no_query	q
/v1/suggest?q=gas&q=oil	400	repeated_parameter	q
/v1/suggest?q=gas&limit=101	400	invalid	limit
/v1/suggest?q=gas&limit=x	400	invalid	limit
/v1/suggest?q=gas&offset=1	400	unknown_parameter	offset
/livez?x	400	unknown_parameter	x
/v1	404	no_such_path
/v1/search/	404	no_such_path
/V1/search?q=gas	404	no_such_path
/nobody/v1/search?q=gas	404	no_such_path
/../etc/passwd	404	no_such_path
END
ask "/v1/search?q=$(printf 'a%.0s' $(seq 8300))"
check 'a long URL is 414' refused 414 url_too_long
for method in PUT DELETE PATCH OPTIONS TRACE; do
    ask '/v1/search?q=gas' -X $method
    refused 405 method_not_allowed && [[ $head == *'Allow: GET, HEAD, POST'* ]]
    result $? "$method is 405"
done
ask /v1/info -X POST
refused 405 method_not_allowed && [[ $head == *$'Allow: GET, HEAD\n'* ]]
result $? 'POST of what is only read'
ask /v1/search -d 'q=gas'
check 'a form is 415' refused 415 not_json
while IFS=$'\t' read -r body want code parameter path; do
    post "$body" "${path:-/v1/search}"
    refused "$want" "$code" && { [ -z "$parameter" ] || names "$parameter"; }
    result $? "POST $body: $want $code"
done <<'END'
{	400	bad_json
[]	400	bad_json
"q"	400	bad_json
{"q":"gas"} x	400	bad_json
{"q":"gas","q":"oil"}	400	bad_json
{"q":"\u0000"}	400	bad_json
{"q":"\ud800"}	400	bad_json
{"q":{}}	400	invalid	q
{"q":["gas","oil"]}	400	repeated_parameter	q
{"q":"gas","limit":"x"}	400	invalid	limit
{"q":"gas","limit":1.5}	400	invalid	limit
{"q":"gas","limit":-1}	400	invalid	limit
{"q":"gas","limit":1e300}	400	invalid	limit
{"q":"gas","limit":[1,2]}	400	repeated_parameter	limit
{"q":"gas","limt":1}	400	unknown_parameter	limt
{"q":"gas","source":[{}]}	400	invalid	source
{}	400	no_query	q
{}	400	no_query	q	/v1/verify
{"q":" "}	400	no_query	q	/v1/verify
{"q":1}	400	invalid	q	/v1/verify
{"q":"gas","limit":1}	400	unknown_parameter	limit	/v1/verify
{"q":"gas"}	400	repeated_parameter	q	/v1/verify?q=gas
END
post "{\"q\":\"$(printf 'a%.0s' $(seq 8193))\"}"
refused 413 query_too_long && names q
result $? 'a query of 8,193 bytes is 413'
head -c 70000 /dev/zero | tr '\0' ' ' >big
ask /v1/search -H 'Content-Type: application/json' --data-binary @big
check 'a body of 70,000 bytes is 413' refused 413 body_too_long

# ---- who may ask ----
while IFS=$'\t' read -r want header; do
    ask '/v1/search?q=gas' -H "${header//PORT/$port}"
    [ "$status" = "$want" ]
    result $? "$header: $want"
done <<'END'
200	Host: localhost
200	Host: LOCALHOST:PORT
200	Host: 127.0.0.1
200	Host: [::1]:PORT
403	Host: evil.example
403	Host: localhost.evil.example
403	Host: evil.example:PORT
403	Host: 127.0.0.1.evil.example
403	Host: 127.0.0.2
403	Host: 0.0.0.0:PORT
403	Host: localhost@evil.example
403	Host: localhost:80:80
403	Host: localhost:x
403	Host: [::1
403	Host: ::1
403	Host: 2130706433
200	Origin: http://127.0.0.1:PORT
403	Origin: http://127.0.0.1
403	Origin: http://127.0.0.1:1
403	Origin: http://localhost:PORT
403	Origin: null
403	Origin;
403	Origin: http://evil.example
403	Origin: http://127.0.0.1:PORT.evil.example
403	Origin: file://
200	Sec-Fetch-Site: same-origin
200	Sec-Fetch-Site: none
403	Sec-Fetch-Site: same-site
403	Sec-Fetch-Site: cross-site
403	Sec-Fetch-Site: anything
END
ask '/v1/search?q=gas' -H "Origin: http://127.0.0.1:$port"
[[ $head != *Access-Control* ]]
result $? 'no header lets other sites read'

# ---- commits are seen at once; the log has a line for each request ----
for round in 1 2 3 4 5; do
    echo "{\"id\":\"r$round\",\"text\":\"Quokka number $round.\"}" |
        "$irindex" --no-config -q -d small -f jsonl -
    ask '/small/v1/search?q=quokka'
    check "commit $round is seen at once" [ "$(jq .total.articles.value <<<"$out")" = $round ]
done
lines=$(wc -l <log)
ask '/v1/search?q=%0A%1B%5B31m%0D%0A%7B%22level%22%3A%22x%22' -H 'User-Agent: a'
ask '/v1/articles/%0Aforged' -H 'X-A: b'
logged() { [ "$(($(wc -l <log) - lines))" -ge 2 ]; }
until_true logged
[ $(($(wc -l <log) - lines)) = 2 ] && jq -e . log >/dev/null && ! grep -q $'[\x1b\r]' log
result $? 'a request is one line of the log, whatever is in it'
grep -q '"query":"q=%0A' log
result $? '--log-queries tells queries'

if out=$(python3 "$tests/serve_log.py" "$port" log); then status=0; else status=1; fi
check 'nor does a text in any part of a request write another, or act on a terminal' exits 0

if out=$(python3 "$tests/serve_hostile.py" "$port"); then status=0; else status=1; fi
check 'hostile requests are refused, their connections closed' exits 0
# Not one of make test-deps: its package starts a server of its own.
if PATH=$PATH:/usr/sbin type nginx >/dev/null 2>&1; then
    if out=$(python3 "$tests/serve_proxy.py" "$port" log); then status=0; else status=1; fi
    check 'behind nginx, they are as many requests as it takes them for' exits 0
else
    echo 'skipped: no nginx (Debian package nginx-light) to send them through'
fi
ask '/v1/search?q=gas'
check 'and the server goes on' [ "$status" = 200 ]

# ---- signals ----
"$irindex" --no-config -q -d other "$corpus/wire.jsonl"
mv small small.old && mv other small
kill -HUP $server
reopened() { ask /small/v1/info && [ "$(jq -r .index.uuid <<<"$out")" = "$uuid" ]; }
uuid=$("$irsearch" --no-config -d small --info --json | jq -r .index.uuid)
until_true reopened
result $? 'SIGHUP opens the indexes again'
"$irindex" --no-config -q --compact -d small # which exchanges two folders
same_as_json '/small/v1/search?q=gas' -d small gas && ! grep -q '"level":"error"' log
result $? 'a compacted index is searched without it'
kill -HUP $server
same_as_json '/small/v1/search?q=gas' -d small gas && ! grep -q '"level":"error"' log
result $? 'and with it'
stop TERM
check 'SIGTERM ends it with 0' exits 0
grep -c stopping log >/dev/null
result $? 'and it says so'

# ---- topics that are replaced, and a link to a file that is not its business ----
mkdir topics elsewhere box
mv small box
topic() { printf '[%s]\nferry\n' "$1"; }
topic harbour >topics/own
topic secret >elsewhere/own
serve 127.0.0.1:0 -d box/small --topics topics/own
has_topic() { ask /v1/info && [ "$(jq ".topics | index(\"$1\")" <<<"$out")" != null ]; }
check 'topics of a file' has_topic harbour
topic port >topics/new
mv topics/new topics/own
kill -HUP $server
until_true has_topic port
result $? 'which SIGHUP reads again, though it is another file'
if grep -q 'reads nothing but its indexes' log; then
    ln -sf ../elsewhere/own topics/own
    kill -HUP $server
    denied() { ask /v1/info && grep -q 'topics/own: Permission denied' log; }
    until_true denied
    has_topic port
    result $? 'nothing outside of its folders can be read'
else
    echo 'skipped: this kernel has no Landlock'
fi
stop

# ---- every answer above is as the description says ----

# A schema that lacks a member, so that what is not described is seen.
if described; then
    for change in 'del(.components.schemas.results.properties.took_ms)' \
        'del(.paths."/v1/search".get.responses."406")' \
        '.components.parameters.limit.name = "limt"'; do
        jq "$change" "$description" >changed.json
        check "which would be seen without it: $change" eval '! answers changed.json && says ": "'
    done
fi
npm=$(realpath -m "$build/npm/node_modules")
validated=
if python3 -c 'import openapi_spec_validator' 2>/dev/null; then
    validated="python's openapi-spec-validator"
    out=$(python3 -c 'import json, openapi_spec_validator as v, sys; v.validate(json.load(open(sys.argv[1])))' "$description" 2>&1)
    result $? "$validated finds nothing wrong with the description"
fi
if [ -d "$npm/@apidevtools/swagger-parser" ] && command -v node >/dev/null; then
    validated=swagger-parser
    out=$(node -e 'require(process.argv[1]).validate(process.argv[2]).catch(e => { console.log(e.message); process.exit(1) })' \
        "$npm/@apidevtools/swagger-parser" "$(realpath "$description")" 2>&1)
    result $? "$validated finds nothing wrong with the description"
fi
[ -n "$validated" ] || echo 'skipped: no validator of OpenAPI (npm: @apidevtools/swagger-parser)'

finish
