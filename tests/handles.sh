#!/usr/bin/env bash
# Handles: short names of articles, wherever an id is taken.
# usage: tests/handles.sh BUILD_DIR
set -u
build=$(realpath "${1:-build}")
. "$(dirname "$0")/checks.bash"
unset IR_DB IR_CONFIG

# Articles in JSON: two whose fingerprints begin alike, in more than the least
# digits of a handle, one whose fingerprint has no letter early, two of the
# same text, and an id that is a number.
python3 - "$work" <<'PY'
import hashlib, json, sys
work, seen, twins, late = sys.argv[1], {}, None, None
letter = lambda digits: any(c in "abcdef" for c in digits)
n = 0
while not (twins and late):
    text = f"Wheat fell by {n} percent."
    digits = hashlib.sha256(text.encode()).hexdigest()
    if not letter(digits[:7]) and letter(digits):
        late = late or text
    elif letter(digits[:6]):
        twins = twins or (digits[:6] in seen and (seen[digits[:6]], text))
        seen.setdefault(digits[:6], text)
    n += 1
articles = {"one": twins[0], "two": twins[1], "late": late,
            "same1": "Rain fell.", "same2": "Rain fell.",
            "other": "Oil and rain and wheat."}
with open(work + "/in.jsonl", "w") as out:
    for name, text in articles.items():
        print(json.dumps({"id": name, "title": "About " + name, "text": text}), file=out)
with open(work + "/digits", "w") as out:
    for name, text in articles.items():
        print(name, hashlib.sha256(text.encode()).hexdigest(), file=out)
PY
"$build/irindex" --no-config -q -d "$work/db" --on-copy keep -f jsonl "$work/in.jsonl"
digits() { # NAME: its fingerprint
    sed -n "s/^$1 //p" "$work/digits"
}
run() { # ARGUMENT... : sets out and status
    out=$("$build/irsearch" --no-config -d "$work/db" "$@" 2>&1)
    status=$?
}
shown() { # NAME: the handle that the page has for it
    "$build/irsearch" --no-config -d "$work/db" --any 'wheat rain' 2>/dev/null |
        sed -n "s/^ *[0-9]* About $1  *\([^ ]*\)\$/\1/p"
}
gets() { # NAME HANDLE
    run --get "$2"
    exits 0 && [ "$(printf %s "$out" | sha256sum | cut -d ' ' -f 1)" = "$(digits "$1")" ]
}
is_shortest() { # NAME: unique, and not with a digit less
    local handle
    handle=$(shown "$1")
    out=$handle
    [ "${#handle}" -ge 6 ] && [ "$(grep -c " $handle" "$work/digits")" = 1 ] &&
        [[ $handle == *[a-f]* ]] &&
        { [ ${#handle} = 6 ] || [ "$(grep -c " ${handle%?}" "$work/digits")" != 1 ] ||
            [[ ${handle%?} != *[a-f]* ]]; }
}
for name in one two late other; do
    check "the handle of $name is the shortest" is_shortest $name
    check 'which finds it' gets $name "$(shown $name)"
done
check 'twins need more' test "$(shown one | wc -c)" -gt 7
check 'six digits are enough for most' [ "$(shown other)" = "$(digits other | cut -c 1-6)" ]
check 'one has a letter' [ "$(shown late | wc -c)" -gt 8 ]
check 'a longer one is fine' gets one "$(digits one | cut -c 1-40)"
check 'and all of it' gets one "$(digits one)"
check 'in capitals too' gets other "$(digits other | cut -c 1-8 | tr a-f A-F)"

both=$(digits one | cut -c 1-6)
run --get "$both"
check 'one of two articles is ambiguous' exits 2
check 'which says what each is called' says "\"$both\" is ambiguous: "
check 'the first' says "$(shown one)"
check 'and the second' says "$(shown two)"
run --show "$both" -e wheat
check 'also to be read' both 2 "\"$both\" is ambiguous: "
run --get "$(digits same1 | cut -c 1-8)"
check 'articles of one text are told by their ids' both 2 'same1, same2'
check 'and have no handle' [ -z "$(shown same1)" ]
run 'rain -wheat'
check 'but their ids are shown' says same1
run --get "$(digits other | cut -c 1-5)"
check 'five digits are no handle' both 1 'no article'
run --get "$(digits other | cut -c 1-10)0000"
check 'nor are digits that no article has' both 1 'no article'
run --get "$(digits late | cut -c 1-6)"
check 'nor are six without a letter, which may be an id' both 1 'no article'

run --show "$(shown other)" -e wheat
check '--show takes a handle, and marks words' both 0 'Oil and rain and «wheat».'
check 'and ends with it' eval '[[ $out == *$'"'\n'"'"$(shown other)   other" ]]'

run --like "$(shown other)"
check '--like takes a handle' both 0 'About same1'
check 'and leaves the article out' eval '! says "About other"'
check 'and says nothing of words that others lack' eval '! says without'

as_json() { # FILTER ARGUMENT...: sets out
    out=$("$build/irsearch" --no-config -d "$work/db" --json "${@:2}" | jq -c "$1")
}
as_json '[.hits[].article | select(.handle) | [.id, .handle]] | sort' --any 'wheat rain'
check 'hits in JSON have the same handles' \
    [ "$out" = "[[\"late\",\"$(shown late)\"],[\"one\",\"$(shown one)\"],[\"other\",\"$(shown other)\"],[\"two\",\"$(shown two)\"]]" ]
as_json '[.hits[].article | [.handle, .index]] | unique' 'rain -wheat'
check 'or null, as their index is where there is one' [ "$out" = '[[null,null]]' ]
as_json '[.handle, .index]' --get other
check 'an article has it too' [ "$out" = "[\"$(shown other)\",null]" ]

run=$(shown other)
"$build/irsearch" --no-config --serve "unix:$work/socket" -d "$work/db" 2>/dev/null &
server=$!
for _ in $(seq 100); do
    [ -S "$work/socket" ] && break
    sleep 0.1
done
out=$("$build/irsearch" --no-config -d "unix:$work/socket" --get "$run")
check 'a server takes it' says 'Oil and rain'
out=$("$build/irsearch" --no-config -d "unix:$work/socket" --show "$run" -e wheat)
check 'also for an article to be read' says '«wheat»'
out=$(curl -s --unix-socket "$work/socket" "http://localhost/v1/articles/$run" | jq -r .id)
check 'also in an address' [ "$out" = other ]
kill "$server"
wait "$server" 2>/dev/null

"$build/irindex" --no-config -q -d "$work/more" -f jsonl <<<'{"id":"x","title":"About x","text":"Wheat rose."}'
out=$("$build/irsearch" --no-config -d "$work/db" -d "$work/more" wheat)
check 'hits of several indexes say of which they are' says "   $work/more"
as_json '[.hits[].article.index] | unique' -d "$work/more" wheat
check 'in JSON too' [ "$out" = "[\"$work/db\",\"$work/more\"]" ]
as_json .index -d "$work/more" --get x
check 'and an article' [ "$out" = "\"$work/more\"" ]
out=$("$build/irsearch" --no-config -d "$work/db" -d "$work/more" --show x)
check 'and an article to be read' says "   x   $work/more"
out=$("$build/irsearch" --no-config -d "$work/db" wheat)
check 'those of one do not' eval '! says "$work/db"'

out=$("$build/irindex" --no-config -d "$work/db" --delete "$both" 2>&1)
check 'an ambiguous handle deletes nothing' says ambiguous
check 'and is no success' says '0 articles deleted'
out=$("$build/irindex" --no-config -d "$work/db" --delete "$(shown one)" 2>&1)
check '--delete takes a handle' says '1 article deleted'
check 'of that article' [ -z "$(shown one)" ]
check 'whose twin has a shorter one now' [ "$(shown two)" = "$both" ]

finish
