#!/bin/bash
# Kill irindex at random moments: the index always opens, is sound, and holds
# every article that was acknowledged; the next run completes it.
# Usage: kill.sh BUILD [ROUNDS [SEED]]
set -u
export LC_ALL=C
irindex=$(realpath "$1")/irindex
# A round lasts as long as the indexing, with the sanitizer many times that.
case $1 in *asan*) usual=8 ;; *) usual=50 ;; esac
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
# How many articles there are; nothing if there is no index.
count() { # INDEX
    articles=$("$irindex" -d "$1" --info 2>/dev/null)
    articles=${articles#*articles:}
    articles=${articles%%$'\n'*}
    articles=${articles// /}
}
acknowledged() { # how many articles the log says were committed
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
# In the background it is exec: $! must be irindex, not a shell around it.
index() { ${exec-} "$irindex" -v -d "$1" -j 2 --memory 150K news.jsonl; }

start=$(date +%s%N)
index whole 2>log || fail 0 'the undisturbed run'
span=$((($(date +%s%N) - start) / 1000000))
echo "# undisturbed: $span ms, $(grep -c committed log) commits"
for ((round = 1; round <= rounds; round++)); do
    # Some rounds begin from nothing, the others where the last one was killed.
    ((RANDOM % 3)) || { rm -rf db; articles=; }
    before=${articles:-0}
    exec="exec" index db 2>log & writer=$!
    delay=$((RANDOM % (span + 1)))
    printf -v delay '%d.%03d' $((delay / 1000)) $((delay % 1000))
    nap "$delay"
    kill -9 "$writer" 2>/dev/null
    wait "$writer" 2>/dev/null
    # n0 to n(said - 1) are then in the index.
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
        # Killed before the first commit: nothing to check, but it must open.
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
ls -A db | grep -qv -e '\.glass$' -e '^iamglass$' -e '^flintlock$' &&
    fail last "left behind: $(ls -A db)"
finish
