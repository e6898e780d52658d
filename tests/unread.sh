#!/bin/bash
# Articles that cannot be read, as their block is damaged: what a search shows
# without them says so, and all else is found as before.  Usage: unread.sh BUILD
set -u
build=$1
. "$(dirname "$0")/server.bash"

# Long texts, so that a block has few of them, and no copies of each other.
articles() { # PREFIX
    awk -v prefix="$1" 'BEGIN {
        for (n = 10; n < 60; n++) {
            text = "Storm over " prefix "."
            for (i = 0; i < 400; i++) text = text " " int(rand() * 4000)
            printf "{\"id\":\"%s%d\",\"text\":\"%s\"}\n", prefix, n, text
        }
    }'
}
articles a >a.jsonl
articles b >b.jsonl
for index in a b; do index $index --stem english $index.jsonl; done
damage() { # FOLDER FILE BLOCK: a byte in the middle
    printf '\377' | dd of="$1/$2" bs=1 seek=$(($3 * 8192 + 4000)) conv=notrunc status=none
}
run() { out=$(bounded "$irsearch" --no-config "$@" 2>said); status=$? said=$(<said); }
told() { [[ $said == *"$1"* ]]; }
run -d a -l storm
whole=$out
damage a docdata.glass 0
out=$("$irindex" --no-config -d a --check 2>&1)
check 'the check names the block' says 'docdata.glass is damaged: block 0'

# Of those that are shown and those that are named there are fifty.
are_all() { # IDS SAID
    [ "$1" != "$whole" ] || return
    diff <(printf '%s\n' "$1" "$2" | grep -o 'a[1-5][0-9]' | sort) \
        <(printf '%s\n' "$whole" | sort)
}
names='left out, as they cannot be read: a'
reason='(block 0 of docdata.glass is damaged: run irindex --check)'
run -d a -l storm
check 'a list goes on' both 2 a59
check 'and names what it lacks' are_all "$out" "$said"
check 'with the reason' told "$reason"
run -d a -l '"storm over" -zzyzx w/9 a'
check 'where texts are looked at, too' are_all "$out" "$said"
run -d a -c '"storm over"'
check 'a count says what it lacks' told "$names"
check 'it is no whole one' exits 2
run -d a --no-limit -u article --jsonl storm
check 'a stream as well' exits 2
run -d a --json -n 60 -u article storm
check 'JSON has a warning' says "{\"code\":\"unread\",\"message\":\"$names"
check 'with a status' exits 2
run -d a --json -n 60 -u article --facets lang '"storm over"'
is_bound() { grep -q '"articles":{"value":4[0-9],"relation":"ge"}' <<<"$out"; }
check 'a total without them is a lower bound' is_bound
printf '%s\n' $'1\tstorm' $'2\tover' >queries
run -d a -f queries -l
check 'a batch goes on' says $'2\ta'
run -d a -d b -l storm
check 'of several indexes all that can be read is found' says b59
check 'and the others are named' told "$names"


# A term of which the postings cannot be read, or only some articles.
printf '%s\n' $'1\tstorm' $'2\t1500' $'3\tstorm' >queries
run -d b -c 1500
right=$out
damage b postlist.glass $(($(grep -abo Zstorm b/postlist.glass | head -n 1 | cut -d: -f1) / 8192))
run -d b -d a -c storm
check 'of several indexes the damaged one is named' told 'index b: block'
run -d b -f queries -c
check 'a query that fails does not end a batch' told 'query 3: index b: block'
check 'the others are answered' [ "$status $out" = $'2 2\t'"$right" ]

start_server log --serve 127.0.0.1:0 -d a=a -d b=b
asks() { ask "/$1/v1/search?q=$2" -H Expect:; }
asks a storm
check 'a server says what an answer lacks' both 200 '"code":"unread"'
asks b storm
check 'a search that fails is a problem' both 500 'the index cannot be read'
asks b 1500
check 'the next one is answered' both 200 '"hits":[{'
out=$(<log)
check 'the log has the block' says 'index b: block'
stop
finish
