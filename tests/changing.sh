#!/bin/bash
# Files that change while they are read: what is indexed is one state of them.
# Usage: changing.sh BUILD
set -u
export LC_ALL=C
irindex=$(realpath "$1")/irindex
tests=$(realpath "$(dirname "$0")")
unset IR_DB IR_CONFIG
. "$tests/checks.bash"
cd "$work" || exit 2
work=$(pwd -P)
export HOME=$work
${CC:-cc} -std=gnu11 -shared -fPIC -o change.so "$tests/preload/change.c" -ldl || exit 2
# The sanitizers' own library wants to be the first.
export ASAN_OPTIONS=verify_asan_link_order=0:${ASAN_OPTIONS-}

# Over 64K: a line as long as those that are put over it, then longer ones.
printf -v long '%0400d' 0
lines() {
    echo '{"id":"o0001","text":"Oil."}'
    printf '{"id":"o%04d","text":"Oil.","filler":"'$long'"}\n' {2..300}
}
# The file changes so often while this runs.  With a stemmer, since articles are
# read before to choose one.
run() { # TIMES ARGUMENT...
    local times=$1
    shift
    out=$(CHANGE_FILE=$work/n.jsonl CHANGE_TIMES=$times LD_PRELOAD=$work/change.so \
        bounded "$irindex" --no-config -d db --stem english "$@" 2>&1)
    status=$?
}
exported() { "$irindex" --no-config -d "$1" --export | sed 's/^{"id":"\([^"]*\)".*/\1/' | sort; }
# The index has what a new one of the file has, and no more.
is_whole() {
    rm -rf fresh
    "$irindex" --no-config -q -d fresh n.jsonl && [ "$(exported db)" = "$(exported fresh)" ]
}
begin() { rm -rf db; lines >n.jsonl; }

# 16M is read whole, of 64K most is streamed.
for options in '' '--max-size 64K' '--max-size 64K --writer api' '--max-size 64K -j 1'; do
    begin; run 0 $options n.jsonl
    check "still: $options" both 0 '300 articles added'
    begin; run 1 $options n.jsonl
    check "changed once: $options" exits 0
    check "is indexed as it is then: $options" is_whole
    begin; run 2 $options n.jsonl
    check "changed twice: $options" exits 0
    check "is indexed as it is at last: $options" is_whole
    begin; run 99 $options n.jsonl
    check "always changed: $options" both 1 'n.jsonl: changed while it was read'
    run 0 $options n.jsonl
    check "the next run reads it: $options" exits 0
    check "and has all of it: $options" is_whole
done

# -- beside others
begin; echo '{"id":"other","text":"Coal."}' >other.jsonl
echo '{"id":' >bad.jsonl
run 1 --max-size 64K --report rep other.jsonl n.jsonl bad.jsonl
check 'what is rejected beside it' both 1 'bad.jsonl:1: bad JSON'
check 'is rejected once' [ "$(grep -c bad.jsonl <<<"$out")" = 1 ]
check 'also in the report' [ "$(grep -c bad.jsonl rep)" = 1 ]
check 'which has nothing of what came again' [ "$(grep -c '"changed"' rep)" = 0 ]
check 'it is said that it comes again' says 'n.jsonl: changed while it was read; it is read again'
begin; run 1 -q --max-size 64K n.jsonl; check 'but not with -q' both 0 ''
check 'which says nothing' [ -z "$out" ]
begin; out=$(echo 'Gas.' | CHANGE_FILE=$work/n.jsonl CHANGE_TIMES=1 LD_PRELOAD=$work/change.so \
    bounded "$irindex" --no-config -d db --stem english --max-size 64K - n.jsonl 2>&1); status=$?
check 'standard input is not read again' both 0 '302 articles added'
begin; run 1 --on-duplicate skip --max-size 64K n.jsonl
check 'where nothing is replaced, it is rejected' both 1 'n.jsonl: changed while it was read'

# -- below a filter, which reads it itself
begin; printf '#!/bin/sh\n[ -e once ] || echo "{\\"id\\":\\"late\\",\\"text\\":\\"Gas.\\"}" >>%s/n.up\n: >once\ncat "$1"\n' "$work" >once.sh
chmod +x once.sh; mv n.jsonl n.up
run 0 --filter 'up=./once.sh %f' n.up
check 'changed while a filter reads it' both 0 'it is read again'
rm -f once n.up
finish
