#!/usr/bin/env bash
# The web page: what the server sends of it, by curl; and what it does in a
# browser, Chromium driven by playwright, with an accessibility check by axe.
# Screenshots are left in BUILD/page.
# usage: page.sh BUILD
set -u
build=$1
. "$(dirname "$0")/server.bash"
needs curl jq python3
npm=$(realpath -m "$build/npm/node_modules")
PATH=$npm/.bin:$PATH
(cd "$corpus/.." && index "$work/db" corpus/articles corpus/wire.jsonl)
index other -f jsonl "$tests/page.jsonl"
python3 "$tests/page_payloads.py" | index payloads -f jsonl -
(umask 077 && echo secret-of-this-test >token)

serve() { start_server log --serve 127.0.0.1:0 "$@"; } # OPTION...
has() { [[ $head == *"$1"* ]]; }

# ---- what is sent ----
serve -d db --token-file token
ask /
[ "$status" = 200 ] && has 'Content-Type: text/html; charset=utf-8' &&
    has 'X-Content-Type-Options: nosniff' && has 'Referrer-Policy: no-referrer'
result $? 'the page is HTML, and needs no token'
cmp -s out "$tests/../searcher/serve/page.html"
result $? 'it is the file'
cp out page
[ "$(stat -c %s page)" -lt 65536 ]
result $? 'of less than 64 KiB'
! grep -i 'https\?://\|src=\|@import\|url(' page
result $? 'which refers to no other'
! grep -n 'innerHTML\|outerHTML\|insertAdjacentHTML\|document\.write\|eval(\| on[a-z]*="\| style="' page
result $? 'and takes no text for markup'
allowed() { # the policy, with hashes computed by another program
    python3 - "$head" page <<'END'
import base64, hashlib, re, sys
page = open(sys.argv[2], encoding="utf-8").read()
def hashed(tag):
    texts = re.findall(rf"<{tag}\b[^>]*>(.*?)</{tag}>", page, re.S)
    assert len(texts) == 1, f"{len(texts)} times <{tag}>"
    return base64.b64encode(hashlib.sha256(texts[0].encode()).digest()).decode()
want = (f"default-src 'none'; script-src 'sha256-{hashed('script')}'; "
        f"style-src 'sha256-{hashed('style')}'; img-src data:; connect-src 'self'; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'")
got = re.findall(r"^Content-Security-Policy: (.*)$", sys.argv[1], re.M)
sys.exit(got != [want])
END
}
check 'its policy allows this script and this style' allowed
etag=$(sed -n 's/^ETag: //p' <<<"$head")
ask / -H "If-None-Match: $etag"
[ "$status" = 304 ] && [ ! -s out ] && has 'Content-Security-Policy: default-src'
result $? 'it is not sent again'
ask / -H 'Accept-Encoding: gzip'
has 'Content-Encoding: gzip' && gunzip <out | cmp -s - page
result $? 'it is compressed'
ask '/?q=%3Cscript%3E&source=a&source=b&anything' -I
[ "$status" = 200 ] && has "ETag: $etag"
result $? 'it is the same with any parameters'
ask / -H 'Sec-Fetch-Site: cross-site' -H 'Sec-Fetch-Mode: navigate'
[ "$status" = 200 ] && has "frame-ancestors 'none'"
result $? 'pages of other sites may link to it'
ask / -H 'Host: evil.example'
check 'under no other name' [ "$status" = 403 ]
ask / -X POST
check 'it is only read' [ "$status" = 405 ]
ask '/v1/search?q=gas' -H 'Authorization: Bearer secret-of-this-test'
! has 'script-src'
result $? 'other answers may run nothing'
kill $server && wait $server
server=0

described

# ---- what it does ----
# Without windows to draw, it takes half of the time.
browser=$(command -v chromium-headless-shell || command -v chromium ||
    command -v chromium-browser || command -v google-chrome)
for need in "node:$(command -v node)" "chromium:$browser" \
    "playwright-core:$(ls -d "$npm/playwright-core" 2>/dev/null)" \
    "axe-core:$(ls -d "$npm/axe-core" 2>/dev/null)"; do
    [ -n "${need#*:}" ] && continue
    echo "skipped in a browser: no ${need%%:*} (make test-deps)"
    finish
    exit
done
mkdir -p "$build/page"
out=''
while IFS= read -r line; do
    case $line in
    'ok - '*) result 0 "${line#ok - }" ;;
    'not ok - '*) result 1 "${line#not ok - }" ;;
    *) echo "$line" ;;
    esac
done < <(node "$tests/page.mjs" "$npm" "$browser" "$build" "$work" 2>&1 || echo 'not ok - the browser test ran to its end')
finish
