#!/usr/bin/env bash
# --show prints an article to be read: its facts, its text in paragraphs as wide
# as the terminal, the words of a query marked, and nothing that a terminal acts
# on.  usage: tests/show.sh BUILD_DIR
set -u
build=$(realpath "${1:-build}")
. "$(dirname "$0")/checks.bash"
unset IR_DB IR_CONFIG COLUMNS
cd "$work" || exit 2

cat >in.jsonl <<'END'
{"id":"dir/a b?","title":"Cargo ships return","source":"Harbour Post","byline":"By Anna \u001b[31mLee","date":"2026-05-12T23:30:00-05:00","text":"Cargo ships return\n\nThe first ships came back to the harbour on Tuesday, after eleven days of waiting outside.\u202e Crews had run short of water. They drank rain.\nA pilot said the channel was free.\n\nNo ship was lost."}
{"id":"cjk","source":"日报","text":"港口周二重新开放，十一天来一直在外等候的船只陆续返回，船员们说淡水已经不足，航道现已畅通，没有船只沉没。"}
{"id":"fa","title":"بندر","text":"کشتی\u200cها روز سه\u200cشنبه پس از یازده روز انتظار به بندر بازگشتند و خدمه گفتند که آب کم شده بود."}
{"id":"marks","byline":"Desk","text":"Cafe\u0301s near the quay re\u0301opened, and naïve visitors came to the cafe\u0301s at once with the ships."}
{"id":"bare","text":"Ships."}
{"id":"silent","title":"Only a headline","text":""}
{"id":"long","title":"T","text":"Ships https://example.net/a/very/long/address/that/no/line/of/forty/columns/has/any/room/for end."}
END
"$build/irindex" --no-config -q -d db -f jsonl in.jsonl
show() { # ARGUMENT... : sets out and status
    out=$("$build/irsearch" --no-config -d db --show "$@" 2>&1)
    status=$?
}
# What a terminal of so many columns shows, which ends its lines with CR LF.
terminal() { # COLUMNS ARGUMENT...
    out=$(COLUMNS=$1 python3 -c 'import os, pty, sys
sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))' \
        "$build/irsearch" --no-config -d db --show "${@:2}" </dev/null | tr -d '\r')
}
handle() { # ID
    "$build/irsearch" --no-config -d db --json --get "$1" | jq -r '.fingerprint[7:13]'
}
is() { [ "$out" = "$1" ]; } # TEXT
unmarked() { sed 's/«//g; s/»//g' <<<"$1"; } # TEXT

# ---- a page of text ----
show 'dir/a b?' -e 'ships (channel OR nowhere)'
check 'an article is a page of text' both 0 "$(
    cat <<'END'
Cargo ships return
Harbour Post · 2026-05-12 · By Anna ␛[31mLee

The first «ships» came back to the harbour on Tuesday, after eleven days of
waiting outside.<U+202E> Crews had run short of water. They drank rain.

A pilot said the «channel» was free.

No «ship» was lost.

END
)"
check 'which ends with handle and id' eval '[[ $out == *$'"'\n\n$(handle 'dir/a b?')   dir/a b?'"' ]]'
check 'and has its headline once' [ "$(grep -c 'Cargo ships return' <<<"$out")" = 1 ]
plain=$out
show "$(handle 'dir/a b?')" --query=ships -e '(channel OR nowhere)'
check 'a handle and a query in parts do as well' is "$plain"
show 'dir/a b?'
check 'without a query nothing is marked' is "$(unmarked "$plain")"
show 'dir/a b?' -e zebra
check 'nor by one that matches nothing there' both 0 "$(unmarked "$plain")"
show 'dir/a b?' -e 'ships zebra'
check 'words are marked where others lack' both 0 'first «ships» came'
show 'dir/a b?' -e '"eleven days" w/9 water'
check 'and what the query asks for as a whole' both 0 $'«eleven» «days» of\n'
show 'dir/a b?' -e '"days eleven"'
check 'not the words of a phrase that is not there' eval '! says «'
show 'dir/a b?' -e shipz
check 'a word that is nowhere is corrected' eval 'says "showing results for ship" && says «ship»'
show 'dir/a b?' -e shipz --as-typed
check 'unless it is to be read as typed' eval '! says «'
show 'dir/a b?' --color=always -e ships
check 'matches have the colour of hits' says $'\033[m\033[1;31mships\033[m came'
check 'in the headline too' says $'\033[1;31mships\033[m\033[1m return'
check 'and no quotation marks' eval '! says «'

# ---- missing fields ----
show bare
check 'an article may have nothing but text' is "Ships.

$(handle bare)   bare"
show silent
check 'or nothing but a headline' is "Only a headline

$(handle silent)   silent"
show marks
check 'a lone fact is a line' says $'Desk\n\n'
show bare nosuch silent -e ships
check 'what is not there is told, and the others are shown' both 1 'no article "nosuch"'
out=$("$build/irsearch" --no-config -d db --show bare nosuch silent 2>/dev/null)
check 'with two empty lines between' says "bare


Only a headline"
show nosuch
check 'an id that is not there' both 1 'irsearch: no article "nosuch"'

# ---- widths ----
widest() { # the most columns of a line
    python3 -c 'import sys, unicodedata as u
wide = lambda c: 0 if u.combining(c) or u.category(c) in ("Cf", "Mn") else 1 + (u.east_asian_width(c) in "WF")
print(max(sum(map(wide, line)) for line in sys.stdin.read().split("\n")))' <<<"$out"
}
words() { tr -d ' \n' <<<"$out"; } # CJK is broken without spaces
for id in 'dir/a b?' cjk fa marks; do
    show "$id" -e 'ships OR 船只 OR بندر OR cafés'
    check "$id: a pipe has 80 columns" [ "$(widest)" -le 80 ]
    check "$id: most of them used" [ "$(widest)" -gt 68 ]
    check "$id: with marks" says «
    want=$(words)
    for columns in 40 60; do
        terminal $columns --color=never -e 'ships OR 船只 OR بندر OR cafés' "$id"
        check "$id: $columns columns" [ "$(widest)" -le $columns ]
        check "$id: most of $columns used" [ "$(widest)" -gt $((columns - 12)) ]
        check "$id: have the same text" [ "$(words)" = "$want" ]
    done
done
show cjk -e 船只
check 'Chinese is marked in its lines' says '«船只»陆续'
show marks -e cafés
check 'combining marks stay with their letters' says $'«Cafe\u0301s» near'
terminal 40 long
check 'an overlong word is broken' [ "$(widest)" -le 40 ]
check 'and an id never is' says "$(handle long)   long"
terminal 60 --color=auto -e ships 'dir/a b?'
check 'a terminal has colours' says $'\033[1;31mships'
check 'and no other escapes' eval '! says $'"'\033[31m'"' && says ␛[31mLee'

# ---- what goes with it, and what does not ----
show 'dir/a b?' --json
get=$("$build/irsearch" --no-config -d db --get 'dir/a b?' --json)
check 'as JSON it is what --get prints' both 0 "$get"
show 'dir/a b?' -q
check 'quiet is quiet' eval 'exits 0 && is ""'
show 'dir/a b?' --strict -e '(ships'
check 'a strict query is refused' both 2 'bracket'
show 'dir/a b?' --topic officials
check 'a topic is marked' exits 0
while IFS='|' read -r text options; do
    eval "arguments=($options)"
    show "${arguments[@]}"
    check "--show $options" both 2 "$text"
done <<'END'
--show needs the id|
--show needs the id|-e ships
exclude each other|--get bare
exclude each other|--info bare
exclude each other|--terms sh bare
--show takes ids|bare -f in.jsonl
--show takes ids|bare --like cjk
--show prints articles|-c bare
--show prints articles|-l bare
--show prints articles|--no-limit bare
a TREC run|--format trec bare
--show marks words in text|--json -e ships bare
--show marks words in text|--jsonl --topic officials bare
END

finish
