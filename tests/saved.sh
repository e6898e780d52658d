#!/usr/bin/env bash
# Saved queries: @NAME in a query, in batches, baselines and other tasks, what is
# wrong with a file of them, and what stays a word.
# usage: tests/saved.sh BUILD_DIR
build=${1:-build}
. "$(dirname "$0")/server.bash"
unset IR_SAVED
export XDG_CONFIG_HOME=$work/config
mkdir -p "$XDG_CONFIG_HOME/irsearch"

printf '%s\n' '{"id":"a","text":"Gas rose.","source":"One"}' \
    '{"id":"b","text":"Oil rose.","source":"Two"}' \
    '{"id":"c","text":"Gas and oil fell.","source":"Two"}' \
    '{"id":"d","text":"Rain fell, says @fuel and someone@fuel.org."}' >in.jsonl
index db -f jsonl in.jsonl
irs() { # ARGUMENT...
    out=$("$irsearch" --no-config -d "$db" "$@" 2>&1 </dev/null)
    status=$?
}
ids() { irs -l "$@"; out=$(xargs <<<"$out"); }
db=db

ids @fuel
check 'without a file it is a word' [ "$out" = d ]
cat >"$XDG_CONFIG_HOME/irsearch/queries" <<'END'
# what is followed
fuel	gas OR oil
 @rise   @fuel rose
both	gas oil
deep	@rise NOT @both
öl	oil
one	@two
two	@three
three	(@one)
open	gas (oil
quote	"gas
close	gas) (oil
alone
twice	gas
twice	oil
9	nine
x!y	gas
END
while IFS='|' read -r query want; do
    ids "$query"
    check "$query: $want" [ "$out" = "$want" ]
done <<'END'
@fuel|a b c
@rise|a b
@deep|a b
@both|c
@fuel -@both|a b
@öl|b c
fell AND (@fuel)|c
fell -@fuel|d
@fuel^2 fell|c
"@fuel"|d
someone@fuel.org|d
@nobody OR rain|d
@fuelled OR rain|d
END
ids --literal @fuel
check 'literal text is text' [ "$out" = d ]
irs --json -n 0 'fell @both'
check 'the query that is shown is the whole one' [ "$(jq -r .query.text <<<"$out")" = 'fell (gas oil)' ]
irs --json -n 0 '@both'
check 'what is alone needs no brackets' [ "$(jq -r .query.text <<<"$out")" = 'gas oil' ]
irs -n 0 --facets source --format csv --baseline @fuel @both
out=$(tr -d '\r' <<<"$out")
check 'a baseline' says 'source,two,1,2,1'
irs -f <(printf 'p\t@both\nq\t@one\nr\train\n') -c
check 'a batch: the others are answered' eval 'exits 2 && says "p	1" && says "r	1" && says "query q: "'
irs --all --why a @both
check '--why' eval 'exits 1 && says "oil is not there"'
irs --show c -e @fuel
check '--show' says '«Gas» and «oil»'
irs --terms-of @both
check '--terms-of' says 'words of 1 article:'

file=$XDG_CONFIG_HOME/irsearch/queries
while IFS='|' read -r of line wrong; do
    irs "fell @$of"
    check "@$of: $wrong" eval 'exits 2 && says "$file:$line: @$of: $wrong"'
done <<'END'
one|7|it is in itself: @one > @two > @three > @one
three|9|it is in itself: @three > @one > @two > @three
open|10|a bracket that is not closed
quote|11|a quotation mark that is not closed
close|12|a bracket that was not opened
alone|13|no query behind the name
twice|14|the name is used twice
END
irs --json @one
check 'an error in JSON' [ "$(jq -r .error.code <<<"$out")" = invalid ]
irs --saved
check 'a list, with warnings of what is wrong' eval 'exits 0 && says "fuel	gas OR oil" &&
    says "rise	@fuel rose" && says ":16: @: a name is a letter" && says ":17: @x: a name" &&
    ! says "
alone"'
irs -c -f "$file"
check 'the file is a batch, too' says 'both	1'

: >many
printf 'q0\tgas\n' >many
for i in {1..16}; do echo "q$i @q$((i - 1)) @q$((i - 1))"; done >>many
ids --saved-file many @q12
check 'many in each other' [ "$out" = 'a c' ]
irs --saved-file many @q16
check 'a depth that is too much' eval 'exits 2 && says "many:1: @q0: more than 16 saved queries"'
printf 'big\t%s\nbigger\t@big @big\n' "$(printf 'w%.0s ' {1..20000})" >big
irs -c --saved-file big @bigger
check 'a size that is too much' eval 'exits 2 && says "more than 65536 bytes"'
IR_SAVED=$work/none ids gas
check 'a file that is not needed need not be there' [ "$out" = 'a c' ]
IR_SAVED=$work/none irs @gas
check 'one that is needed must be' eval 'exits 2 && says "none: no such file"'
irs --saved-file "$work" @gas
check 'what is no file is an error' exits 2
head -c 1100000 /dev/zero | tr '\0' x >huge
irs --saved-file huge @gas
check 'a file that is too large is one' exits 2

# A server knows none; its client has its own.
"$irsearch" --no-config -d db --serve "unix:$work/s" 2>log &
servers+=($!)
begun log
out=$(curl -sS --unix-socket "$work/s" 'http://localhost/v1/search?q=@fuel' | jq -r '.hits[].article.id')
check 'a server takes the word' [ "$out" = d ]
db=unix:$work/s
ids @deep
check 'a client puts in its own' [ "$out" = 'a b' ]
irs @one
check 'and its errors are the same' says "$file:7: @one: it is in itself"
db=db
out=$(printf '%s\n' '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"x","version":"1"}}}' \
    '{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"search","arguments":{"query":"@fuel"}}}' |
    "$irsearch" --no-config -d db --mcp | tail -n 1 | jq -r '.result.structuredContent.results[].article')
check 'so does an assistant' [ "$out" = d ]
finish
