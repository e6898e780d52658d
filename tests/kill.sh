#!/bin/bash
# Kill irindex at random moments: afterwards the index opens, passes --check and
# has every article that was reported as committed; the next run completes it.
# Usage: kill.sh BUILD [ROUNDS [SEED]]; IR_FAULTS=1: 200 rounds
set -u
export LC_ALL=C
irindex=$(realpath "$1")/irindex
# A round takes as long as indexing, and many times longer with a sanitizer.
case $1 in *asan*) usual=8 ;; *) usual=25 ;; esac
[ -z "${IR_FAULTS-}" ] || usual=200
rounds=${2:-$usual} seed=${3:-$RANDOM}
unset IR_DB IR_CONFIG
. "$(dirname "$0")/checks.bash"
cd "$work" || exit 2
export HOME=$work
RANDOM=$seed
echo "# seed $seed"

fail() {
    echo "not ok - round $1: $2"
    failed=$((failed + 1))
}
# Sets articles to the number of articles, or "" if there is no index.
count() { # INDEX
    articles=$("$irindex" -d "$1" --info 2>/dev/null)
    articles=${articles#*articles:}
    articles=${articles%%$'\n'*}
    articles=${articles// /}
}
acknowledged() { # sets said to the number of articles committed by the log
    local line
    said=0
    while read -r line; do
        [[ $line =~ committed\ ([0-9,]*)\ article ]] &&
            said=$((said + 10#${BASH_REMATCH[1]//,/}))
    done <log
}

python3 - "$seed" >news.jsonl <<'PY'
import random
import sys
random.seed(int(sys.argv[1]))
words = ["w%d" % i for i in range(20000)]
for i in range(1000):
    text = " ".join(random.choice(words) for _ in range(10))
    print('{"id":"n%d","lang":"en","text":"%s"}' % (i, text))
PY
# Through Xapian, which commits many times: whole.sh kills the other writer.
# With exec=exec in the background, so that $! is irindex and not a subshell.
index() {
    ${exec-} "$irindex" -v -d "$1" -j 2 --memory 150K --writer api news.jsonl
}

start=$(date +%s%N)
index whole 2>log || fail 0 'the undisturbed run'
span=$((($(date +%s%N) - start) / 1000000))
commits=$(grep -c committed log)
echo "# undisturbed: $span ms, $commits commits"
[ "$commits" -ge 10 ] || fail 0 "only $commits commits"
for ((round = 1; round <= rounds; round++)); do
    # One round in three starts without an index, the others continue.
    ((RANDOM % 3)) || { rm -rf db; articles=; }
    before=${articles:-0}
    : >log # it may be killed before it has a log of its own
    exec="exec" index db 2>log & writer=$!
    delay=$((RANDOM % (span + 1)))
    printf -v delay '%d.%03d' $((delay / 1000)) $((delay % 1000))
    nap "$delay"
    kill -9 "$writer" 2>/dev/null
    wait "$writer" 2>/dev/null
    # Articles are committed in order: n0 to n(said - 1) must be there.
    acknowledged
    least=$said
    [ "$before" -gt "$least" ] && least=$before
    if [ ! -e db ]; then
        [ "$least" -eq 0 ] && passed=$((passed + 1)) || fail $round 'no index'
        articles=
        continue
    fi
    count db
    if [ "$least" -eq 0 ] && [ -z "$articles" ]; then
        # Killed before the first commit: indexing must still be possible.
        index db 2>log && passed=$((passed + 1)) || fail $round 'cannot go on'
        count db
    elif ! "$irindex" -q -d db --check 2>check; then
        fail $round "damaged: $(cat check)"
    elif [ "${articles:-0}" -lt "$least" ]; then
        fail $round "$articles articles, $least were acknowledged"
    else
        passed=$((passed + 1))
    fi
done
index db 2>log || fail last 'the last run'
count db
[ "$articles" = 1000 ] || fail last 'not complete'
"$irindex" -q -d db --check || fail last 'damaged'
ls -A db | grep -qv -e '\.glass$' -e '^iamglass$' -e '^flintlock$' -e '^seal$' &&
    fail last "left behind: $(ls -A db)"
finish
