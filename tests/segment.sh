#!/bin/bash
# Many articles for an index that has some: they are written in one go and
# joined with it, and the result is what Xapian's own way gives.
# Usage: segment.sh BUILD [SEED]
set -u
export LC_ALL=C
irindex=$(realpath "$1")/irindex irsearch=$(realpath "$1")/irsearch
seed=${2:-8}
unset IR_DB IR_CONFIG
source "$(dirname "$0")/checks.bash"
cd "$work" || exit 2
export HOME=$work
echo "# seed $seed"

# FIRST COUNT WORDS SALT [FILLER]: articles n FIRST.., as JSON lines.  Files count
# by their size as many articles: so does a filler, which is not indexed.
articles() {
    python3 - "$seed" "$@" <<'PY'
import json, random, sys
first, count, words = map(int, sys.argv[2:5])
random.seed(sys.argv[1] + sys.argv[5])
filler = "x" * int((sys.argv[6:] or [0])[0])
usual = ["w%d" % int(random.paretovariate(0.4) % 5000) for _ in range(20000)]
for i in range(first, first + count):
    text = " ".join(random.choices(usual, k=words))
    print(json.dumps({"id": "n%d" % i, "lang": "en", "title": "n%d" % i,
                      "date": "2020-01-%02d" % (1 + i % 28),
                      "text": "storm %s." % text, "filler": filler}))
PY
}
articles 0 1500 40 base >base.jsonl
mkdir in
articles 1000 1000 60 more 1200 >in/more.jsonl # 500 replace, 500 are new
[ "$(stat -c %s in/more.jsonl)" -gt 1100000 ] || exit 2 # over "much"

run() { # DB ARGUMENT...: sets out (both streams) and status
    out=$(bounded "$irindex" -d "$@" 2>&1)
    status=$?
}
# A join puts another folder in its place, Xapian writes in the one there is.
folder_of() { stat -c %i "$1"; }
replaced() { [ "$(folder_of "$1")" != "$2" ]; }
stays() { [ "$(folder_of "$1")" = "$2" ]; }
sum_of() { "$irindex" -d "$1" --export | sha256sum; }
# Without what depends on the order of articles that score alike: those with the
# last score, of which others may have been left out, and all of a query with so
# many matches that not all of them are examined.
answers_of() { # DB
    "$irsearch" -d "$1" --json -f queries -n 20 2>&1 | jq -c '
        (.hits // [])[-1].score as $last |
        (.total | [.articles, .partial] | all(.relation == "eq")) as $all |
        [.query, .total, (.hits // [] | map(select($all and .score != $last) |
        {id, score}) | sort_by(-.score, .id))]'
}
for i in 1 2 3 5 8 13 21 34 55; do
    echo "w$i storm"
    echo "\"storm w$i\""
    echo "w$i -w$((i + 1)) date:2020-01"
    echo "w$i* NEAR/5 w$((i * 2))"
    echo "w$i w$((i * 7)) w$((i * 50))"
done >queries
same() { # DB DB
    [ "$(sum_of "$1")" = "$(sum_of "$2")" ] &&
        cmp <(answers_of "$1") <(answers_of "$2") &&
        "$irindex" -q -d "$1" --check && [ -z "$(ls -A | grep '\.new-')" ]
}

# -- adding and replacing, beside Xapian's way
run db -q base.jsonl; check 'the index' exits 0
cp -r db slow
before=$(folder_of db) revision=$("$irindex" -d db --info | grep -E '^(uuid|revision)')
run db in; check 'many articles' both 0 '500 articles added, 500 replaced'
check 'are joined with it' replaced db "$before"
out=$("$irindex" -d db --info | grep -E '^(uuid|revision)')
check 'it is the same index' says "${revision%:*}"
check 'one revision later' says "revision:   $((${revision##* } + 1))"
before=$(folder_of slow)
run slow --writer api in; check "in Xapian's way" both 0 '500 articles added, 500 replaced'
check 'are written into it' stays slow "$before"
check 'both are the same' same db slow
before=$(folder_of db)
run db in; check 'they are known' both 0 '1 unchanged'
check 'nothing is written' stays db "$before"

# -- few, afterwards
articles 1200 20 60 few >few.jsonl
run db few.jsonl; check 'a few' both 0 '0 articles added, 20 replaced'
check 'are written into it' stays db "$before"
run slow --writer api few.jsonl
check 'the same again' same db slow

# -- a file that has changed: others, fewer, copies
articles 1400 600 60 other 2000 >in/more.jsonl
before=$(folder_of db)
run db --reread in
check 'a changed file' both 0 '0 articles added, 600 replaced'
check 'joined' replaced db "$before"
run slow --writer api --reread in
check 'what it no longer has is deleted' same db slow
check 'really' [ "$("$irindex" -d db --export | wc -l)" = 1620 ]

# n1 is replaced, so what it was is no copy any more; but n3 is one of n2.
sed -n '2p;3p' base.jsonl >first
{ sed 's/"text": "storm/"text": "calm/' <(head -n 1 first)
  sed 's/"id": "n1"/"id": "m1"/' <(head -n 1 first)
  sed 's/"id": "n2"/"id": "m2"/' <(tail -n 1 first)
  articles 5000 500 60 copies 2400; } >copies.jsonl
before=$(folder_of db)
run db --on-copy skip copies.jsonl
check 'copies' both 0 '501 articles added, 1 replaced'
check 'joined too' replaced db "$before"
run slow --writer api --on-copy skip copies.jsonl
check 'only a copy is skipped' same db slow
articles 5000 1000 60 duplicates 1200 >duplicates.jsonl
run db --on-duplicate skip duplicates.jsonl
check 'duplicates' both 0 '500 articles added, 0 replaced'
run slow --writer api --on-duplicate skip duplicates.jsonl
check 'are skipped' same db slow

# -- one article several times in one run
{ articles 7000 600 60 once 1300; articles 7100 300 60 twice 1300; } >twice.jsonl
run db twice.jsonl
check 'replaced in the run' both 0 '600 articles added, 300 replaced'
run slow --writer api twice.jsonl
check 'has its last text' same db slow

# -- unknown beforehand: a pipe, of which the first part goes Xapian's way
before=$(folder_of db)
articles 20000 1500 300 pipe >pipe.jsonl
out=$(cat pipe.jsonl | "$irindex" -d db --format jsonl - 2>&1)
status=$?
check 'a pipe' both 0 '1,500 articles added'
check 'is joined' replaced db "$before"
cat pipe.jsonl | "$irindex" -q -d slow --writer api --format jsonl -
check 'with the same result' same db slow

# -- another index
articles 30000 1200 300 merge >merge.jsonl
run other -q merge.jsonl
before=$(folder_of db)
run db --merge other; check 'merging' both 0 '1,200 articles added'
check 'joined as well' replaced db "$before"
run slow --writer api --merge other; check 'the same' same db slow

# -- files that are gone, in the run that adds others
mkdir files
for i in $(seq 12); do articles $((50000 + i * 20)) 20 40 "file $i" >files/$i.jsonl; done
run db -q files
run slow -q --writer api files
rm files/[2468].jsonl
articles 51000 1000 300 files >files/many.jsonl
before=$(folder_of db)
run db --prune files
check 'files that are gone' both 0 '80 articles no longer there deleted'
check 'are part of the join' replaced db "$before"
run slow --writer api --prune files; check 'the same' same db slow

# -- nothing of a run that is ended
articles 40000 4000 300 killed >killed.jsonl
before=$(sum_of db)
"$irindex" -q -d db killed.jsonl & writer=$!
until_true eval '[ -n "$(ls -A | grep "\.new-")" ] || ! kill -0 $writer 2>/dev/null'
kill -9 $writer 2>/dev/null
wait $writer 2>/dev/null
check 'killed: as it was' [ "$before" = "$(sum_of db)" ]
run db few.jsonl; check 'the next run' exits 0
check 'sweeps' [ -z "$(ls -A | grep '\.new-')" ]
finish
