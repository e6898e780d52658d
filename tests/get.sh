#!/bin/bash
# --get writes the stored bytes and nothing else, to a terminal too; results have
# the text unchanged, but safely.  Usage: get.sh BUILD
set -u
export LC_ALL=C
tests=$(realpath "$(dirname "$0")")
irindex=$(realpath "$1")/irindex irsearch=$(realpath "$1")/irsearch
unset IR_DB IR_CONFIG
. "$(dirname "$0")/checks.bash"
cd "$work" || exit 2
export HOME=$work

# Without a line end; with controls, an override, and what text is made of.
printf '%s\n' '{"id":"a","text":"Rain \u001b[31m fell.\u202e No\u0007 end"}' \
    '{"id":"b","text":"One.\n\nTwo\tthree.\n"}' \
    '{"id":"c","text":"می\u200cشود 10\u200cهزار co\u00adop 👩🏽\u200d💻 ❤\ufe0f\u200d🔥 a\u200eb"}' \
    >in.jsonl
"$irindex" --no-config -q -d db -f jsonl in.jsonl

get() { "$irsearch" --no-config -d db --get "$@"; }
# The same on a terminal; what is shown there has CR before each LF.
terminal() {
    python3 -c 'import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(
pty.spawn(sys.argv[1:])))' "$irsearch" --no-config -d db "$@" | tr -d '\r'
}
fingerprint() {
    "$irsearch" --no-config -d db --json --get "$1" |
        sed -n 's/.*"fingerprint": *"sha256:\([0-9a-f]*\)".*/\1/p'
}

for id in a b c; do
    [ "$(get $id | sha256sum | cut -d' ' -f1)" = "$(fingerprint $id)" ]
    result $? "--get $id has the bytes of the fingerprint"
done
get a >a.out
printf 'Rain \033[31m fell.\xe2\x80\xae No\a end' | cmp -s - a.out
result $? "nothing is added or made visible"
get a b >ab.out
cat a.out <(get b) | cmp -s - ab.out
result $? "articles follow each other with nothing between"
"$irsearch" --no-config -d db --color=always --get a | cmp -s - a.out
result $? "--color changes no byte"
for id in a b c; do
    terminal --get $id | cmp - <(get $id)
    result $? "a terminal gets the same bytes of $id"
done
for query in 'میشود' '💻' 'coop'; do
    out=$("$irsearch" --no-config -d db --color=never -v "$query")
    says "$(get c)"
    result $? "and in results of $query"
done
out=$("$irsearch" --no-config -d db --color=never rain)
says '<U+202E>' && says $'\xe2\x90\x9b[31m'
result $? "results never hold controls"

# ---- citations ----

cited=$("$irsearch" --no-config -d db --format citation three)
[ "$(get "$cited")" = $'One.\n\nTwo\tthree.' ]
result $? "--get of a citation has the bytes of the passage"
verify() { "$irsearch" --no-config -d db --verify "$@"; }
verify "$cited" >/dev/null && verify "$cited $(get "$cited")" >/dev/null
result $? "a citation holds, with its quotation too"
out=$(verify "$cited" "${cited/sha256:/sha256:0}" 'x[0,1)' "$cited Two")
[ $? = 1 ] && says ': holds' && says 'is another now' &&
    says 'no such article' && says 'the quotation stands at ['
result $? "each that does not hold is told apart, and the exit status is 1"
said() { # WANT EXIT-STATUS SENTENCE
    out=$(verify "$3")
    [ $? = "$2" ] && says "$1"
    result $? "a sentence: $1"
}
said $'One. Two three.: stands nearly so\n  b@sha256:' 0 '“One. Two three.”'
said $'    space: .\xe2\x90\x8a\xe2\x90\x8a for . \n    space: white space for white' 0 'One. Two three.'
said $'No\xe2\x90\x87 end: stands word for word\n  a@sha256:' 0 $'No\a end'
said 'One four three.: not found; closest, with 2 of 3 words:' 1 'One four three.'
said '    words: Two for four' 1 'One four three.'
said 'No such thing: not found' 1 'No such thing'
out=$(verify b)
[ $? = 0 ] && says 'b: holds'
result $? "an id is no sentence"
{ verify --json 'One. Two three.'; verify --json --offsets char 'می‌شود 10' 'xx yy' 'One four three.'; } >documents
[ "$(wc -l <documents)" = 4 ] && out=$(python3 "$tests/schema.py" \
    "$tests/../searcher/irsearch-1.schema.json" <documents)
result $? "sentences as JSON"
! get "${cited/sha256:/sha256:0}" 2>/dev/null
result $? "--get prints nothing of a text that has changed"

finish
