#!/usr/bin/env bash
# Faults that users of this and of other search tools have reported: lost input,
# wrong answers, misleading messages.
# usage: tests/cases.sh BUILD_DIR
set -u
build=${1:-build}
. "$(dirname "$0")/checks.bash"

articles() { # TEXT...: makes an index of these, with the ids a1, a2 ...
    rm -rf "$work/i"
    jq -nc '$ARGS.positional | to_entries[] |
        {id: "a\(.key + 1)", text: .value}' --args -- "$@" |
        "$build/irindex" --no-config -q -d "$work/i" -f jsonl -
}
ask() { # ARGUMENT...
    "$build/irsearch" --no-config -d "$work/i" "$@"
}
count() { # QUERY [ARGUMENT...]
    ask -c -e "$1" "${@:2}" 2>/dev/null
}
run() { # COMMAND...: sets out and status for `exits` and `says`
    out=$("$@" 2>&1)
    status=$?
}
counts() { # WANT QUERY [ARGUMENT...]
    out=$(ask -c -e "$2" "${@:3}" 2>&1)
    status=$?
    check "${*:2}: $1" test "${out##*$'\n'}" = "$1"
}
marked() { # QUERY: prints the matches in the first hit, separated by spaces
    ask --json -n 1 -e "$1" 2>/dev/null | jq -r '.hits[0] as $h |
        [$h.matches[]? | select(.field != "title") | .text] | join(" ")'
}

# ---- 1 to 7: lost or refused input ----

python3 - "$work/w.zip" <<'PY'
import sys, zipfile
with zipfile.ZipFile(sys.argv[1], "w") as z:
    for n in range(1, 6):
        z.writestr(f"новости/статья-{n}.txt", f"Wheat prices rose in region {n}.\n")
PY
for locale in C C.UTF-8; do
    rm -rf "$work/i"
    run env LC_ALL=$locale "$build/irindex" --no-config -d "$work/i" "$work/w.zip"
    check "$locale: a zip's five UTF-8 names are five articles" \
        both 0 '5 articles added'
done
check 'and their ids hold the names' test "$(ask -l wheat | sort | head -n 1)" = \
    "$work/w.zip/новости/статья-1.txt"

for signal in TERM INT; do
    rm -rf "$work/i" "$work/fifo"
    mkfifo "$work/fifo"
    sleep 20 >"$work/fifo" &
    holder=$!
    python3 - "$signal" "$build/irindex" "$work/i" "$work/fifo" <<'PY' &
import signal, subprocess, sys, time
name, irindex, index, fifo = sys.argv[1:]
with open(fifo) as stdin:
    p = subprocess.Popen([irindex, "--no-config", "-q", "-d", index], stdin=stdin)
    time.sleep(1)
    p.send_signal(getattr(signal, "SIG" + name))
    sys.exit(0 if p.wait() >= 0 or -p.returncode == getattr(signal, "SIG" + name)
             else 1)
PY
    wait $!
    check "SIG$signal before the first byte is no crash" test $? -eq 0
    kill "$holder" 2>/dev/null
    wait "$holder" 2>/dev/null
done

if [ "$(id -u)" -eq 0 ] && command -v setpriv >/dev/null; then
    articles 'wheat fell'
    chown -R 12345:12345 "$work/i"
    chmod 755 "$work"
    check "another user's index is searched" test "$(count wheat)" = 1
    chmod -R g+w "$work/i"
    check 'and one that a group may write' test "$(count wheat)" = 1
else
    echo "skipped: another user's index (needs root and setpriv)"
fi

mkdir "$work/copies"
printf 'Wheat fell.\n' >"$work/copies/a.txt"
printf 'Wheat fell.\n' >"$work/copies/b.txt"
rm -rf "$work/i"
"$build/irindex" --no-config -q -d "$work/i" --on-copy skip "$work/copies"
first=$(count wheat)
"$build/irindex" --no-config -q -d "$work/i" --on-copy keep "$work/copies"
check 'a copy that was skipped comes back when copies are kept' \
    test "$first $(count wheat)" = '1 2'

cp /bin/ls "$work/ls.txt"
head -c 5000 /dev/urandom >"$work/random.txt"
printf 'Wheat fell.\n' >"$work/wheat.txt"
rm -rf "$work/i"
run "$build/irindex" --no-config -d "$work/i" "$work/ls.txt" "$work/random.txt" \
    "$work/wheat.txt"
check 'binary files are rejected' exits 1
check 'by name' says ls.txt
check 'each' says random.txt
check 'and their neighbour is kept' test "$(count 'words:>0')" = 1

run "$build/irindex" --no-config -d "$work/i" --set date=foo "$work/wheat.txt"
check '--set of a date that is none is refused' both 2 foo
run "$build/irindex" --no-config -d "$work/i" "$work/wheat.txt" "$work/wheat.txt"
check 'added never falls below 0' says ' 0 articles added'

rm -rf "$work/i"
jq -nc '{id: "a", text: "wheat", date: "2026-04-01T00:30:00+03:30"}' |
    "$build/irindex" --no-config -q -d "$work/i" -f jsonl -
counts 1 date:2026-04-01
counts 0 date:2026-03-31
counts 1 wheat --since 2026-03-31T21:00:00Z
counts 0 wheat --since 2026-03-31T21:00:01Z
counts 1 wheat --since 1987/03/12
run ask -c wheat --since 2026-02-30
check 'an impossible date names itself' both 2 2026-02-30
run ask -c wheat --since 2026-05 --until 2026-04
check 'a reversed range too' both 2 2026-05

# ---- 8 to 16: wrong answers ----

articles wheat 'wheat subsidy'
counts 1 'wheat subsidy'
counts 2 'wheat subsidy' --any
run ask -q 'wheat trombone'
check '-q finds nothing that holds all words' exits 1
check 'the page tells articles with some words apart' test "$(
    ask --json 'wheat subsidy' | jq -c '[.total.articles.value,
        .total.partial.value, (.hits | length)]')" = '[1,1,2]'

articles 'the father in law spoke' 'a father spoke of law' 'in the wedding' \
    'the father-in-law of the wedding'
for query in father-in-law 'father-in-law -zebra' '+father-in-law' \
    'father-in-law lang:en' 'father-in-law OR zebra'; do
    case $query in
    *lang*) ;; # the articles are too short for their language to be detected
    *) counts 2 "$query" ;;
    esac
done
counts 1 'father-in-law -wedding'
counts 1 'father-in-law wedding'
articles 'Forces left al Tanf base.' 'al Jazeera said' 'the Al-Tanf garrison'
counts 2 Al-Tanf
counts 2 Al-Tanf --any
check 'a part alone is not marked' test "$(
    ask --json --any Al-Tanf | jq '[.hits[].matches[].text] | length')" -le 4

articles 'nuclear technology talks' 'nuclear talks on technology' 'al-Qaeda' \
    'he was re-elected' 'U.S.-led forces' 'cooperation grew' 'co-operation grew' \
    'some 1,250,000 people'
counts 1 '"nuclear tech*"'
counts 1 'al-q*'
counts 1 're-elect*'
counts 1 'U.S.-l*'
counts 1 '1,250*'
counts 2 'cooperat*'
counts 2 'co-operat*'
check 'a compound found in one way of two warns of nothing' \
    test "$(articles 'cooperation grew'; ask -c 'co-operat*' 2>&1)" = 1

articles 'Lech Wałęsa spoke' 'Binali Yıldırım spoke' 'Jonas Støre spoke' \
    'Novak Đoković won' 'Kur’an and Qur`an' 'کتاب خوب'
counts 1 Walesa
counts 1 Yildirim
counts 1 Store
counts 1 Dokovic
counts 1 Djokovic
counts 1 'Wałęsa'
counts 1 'Qur´an'
counts 1 'كتاب'

mapfile -t words < <(seq -f 'prefix%03g' 300)
articles "${words[@]}" aa1 bb1 cc1 dd1
counts 300 'prefix*'
counts 304 'prefix* OR aa* OR bb* OR cc* OR dd*'
counts 4 'NOT prefix*'

articles 'The bank closed.' 'The bank on the bank closed.' 'The bank. A bank.'
counts 1 'bank /s bank'
counts 2 'bank /p bank'
printf 'lorry, truck\n' >"$work/synonyms"
rm -rf "$work/i"
jq -nc '{id: "a", title: "Truck drivers strike", text: "The truck stood. The driver slept."}' |
    "$build/irindex" --no-config -q -d "$work/i" -f jsonl --synonyms "$work/synonyms" -
counts 1 lorry
counts 0 -lorry
counts 1 title:lorry
counts 1 lead:lorry
counts 1 'lorry NEAR/3 stood'
counts 1 'lorry /s stood'
counts 1 'atleast2(lorry)'

articles 'The minister says no to talks again.'
counts 1 '"says “no” to talks"'
for query in 'title: talks' 'OR OR' '!talks' 'talks^abc' 'id:*a1*'; do
    check "$query: works or warns" test "$(
        ask --json -- "$query" 2>/dev/null |
            jq '(.total.articles.value > 0) or (.query.warnings | length > 0)'
    )" = true
done

articles '5月に東京都で核実験' '原子核の話'
counts 1 '5月'
counts 1 '核実験'
counts 2 '核'
counts 2 '核*'
check 'the whole match is marked' test "$(marked 東京都)" = 東京都

articles 'wheat fell' 'rain 😀 again'
long=$(printf 'word%d OR ' $(seq 4000))wheat
check "a query of ${#long} bytes" test "$(count "$long")" = 1
counts 1 '😀'
counts 2 '*'
articles 'one two three four five six seven eight nine ten eleven twelve'
counts 1 'one w/9 two w/9 three w/9 four w/9 five w/9 six w/9 seven w/9 eight w/9 nine w/9 ten'

articles 'the US left' 'they told us'
counts 1 US
counts 1 'US words:>0'
counts 1 -US

# ---- 17 to 20: bytes, words ----

text=$'Tab\there, bell \a, می\u200cخواهم 👨\u200d👩\u200d👧 end'
articles "$text"
check '--get gives back the bytes' test "$(ask --get a1 | sha256sum | cut -c 1-64)" = \
    "$(ask --json --get a1 | jq -r '.hits[0].article.fingerprint //
        .article.fingerprint // .fingerprint' | cut -d : -f 2)"
check 'joiners are text' test -z "$(ask end | grep 'U+200')"

articles wheat 'wheat subsidy'
run ask --jsonl -c wheat
check '--jsonl -c prints something or is refused' test "$status,$out" != 0,
check 'copies are told where they are not hits' test "$(
    for how in collapse show; do
        ask --json --copies $how wheat | jq -c '.hits[0].article.copies.count'
    done | tr '\n' ' ')" = '0 null '
rm -rf "$work/i"
printf '{"id":"a%d","date":"2026-05-0%d","text":"Wheat %s."}\n' \
    1 1 'prices fell after rain' 2 2 'prices fell after rain' 3 3 rose |
    "$build/irindex" --no-config -q -d "$work/i" -f jsonl -
check '--info counts stories' \
    test "$(ask --info | sed -n 's/^stories *//p')" = 2
run ask -n 0 --facets month --timeline year wheat
check 'facets and timelines count them, too, where there are copies' \
    test "$(tr -d ' █' <<<"$out" | tr '\n' ' ')" = \
    'month(articles,stories) 2026-0532  articlesandstoriesbyyear 202632 '
run ask -n 0 --facets month --timeline year -e 'wheat -prices'
check 'else they do not' \
    test "$(tr -d ' █' <<<"$out" | tr '\n' ' ')" = \
    'month 2026-051  articlesbyyear 20261 '
articles wheat 'wheat subsidy'
run ask -n 2 wheat
check 'no page is offered that is empty' test "${out/--offset/}" = "$out"
run ask --strict 'wheat colour:red'
check '--strict says nothing of what would have been done' \
    test "${out/taken as/}" = "$out"
run ask "$(head -c 70000 /dev/zero | tr '\0' a)"
check "a limit is told in words" test "${out/IR_/}" = "$out"
run "$build/irsearch" --no-config -d "$work/none" wheat
check 'no index: how to make one' both 2 irindex
mkdir "$work/other"
printf x >"$work/other/x"
run "$build/irsearch" --no-config -d "$work/other" wheat
check 'a folder of other things is no index' both 2 "not an index"
run ask --recency 30 wheat
check 'a wrong option is told in a line or two' test "$(wc -l <<<"$out")" -le 2
run bash -c "'$build/irindex' --no-config -d '$work/i' --export | head -n 0"
check '--export ends with its reader' test -z "$out"
run ask -c wheat --since 2020
check 'an undated index says so' says date
first=$(ask --jsonl -n 1 wheat | jq -r .article.id)
check '-l -n 1 is the first hit' test "$(ask -l -n 1 wheat)" = "$first"

finish
