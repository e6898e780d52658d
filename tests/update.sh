#!/bin/bash
# Running irindex again: changed files are read, unchanged ones skipped, and the
# articles of files that are gone deleted, also after irindex was killed.
# Usage: update.sh BUILD [ROUNDS [SEED]]; IR_FAULTS=1: 50 rounds
set -u
export LC_ALL=C
irindex=$(realpath "$1")/irindex irsearch=$(realpath "$1")/irsearch
rounds=${2:-${IR_FAULTS:+50}} seed=${3:-$RANDOM}
unset IR_DB IR_CONFIG
export ASAN_OPTIONS=new_delete_type_mismatch=0:${ASAN_OPTIONS-}
. "$(dirname "$0")/checks.bash"
cd "$work" || exit 2
export HOME=$work
RANDOM=$seed rounds=${rounds:-6}
echo "# seed $seed"

run() { # ARGUMENT...: sets out (both streams) and status
    out=$(bounded "$irindex" -d db "$@" 2>&1)
    status=$?
}
export_of() { "$irindex" -d "$1" --export; }
ids() { export_of db | sed 's/^{"id":"\([^"]*\)".*/\1/' | tr '\n' ' '; }
# True if a new index of the same inputs has the same articles.
as_new() {
    rm -rf new
    "$irindex" -q -d new "$@" && cmp <(export_of db) <(export_of new)
}
# Make files so old that a later change cannot have the same time stamp.
age() { find "$@" -type f -exec touch -d '2020-01-01' {} +; sleep 3.1; }

mkdir -p n/deep
echo 'Gas imports were approved by parliament.' >n/a.txt
echo 'The waiver is worth 20 billion dollars.' >n/deep/b.txt
printf '{"id":"j1","text":"Oil fell."}\n{"id":"j2","text":"Gas rose."}\n' >n/c.jsonl
printf '{"text":"A name with a colon."}\n' >n/c.jsonl:.jsonl
long=n/$(printf 'x%.0s' {1..240}).txt
echo 'A long name.' >"$long"

# -- unchanged
run n; check 'the first run' both 0 '6 articles added'
run n; check 'just written: by the bytes' both 0 '5 unchanged (5 by their bytes)'
age n
run n; check 'touched: by the bytes' both 0 '5 unchanged (5 by their bytes)'
run n; check 'untouched: not opened' both 0 'files: 0 read, 5 unchanged'
check 'none by its bytes' [ "${out/by their/}" = "$out" ]
strace -f -e trace=openat -o trace "$irindex" -q -d db n 2>/dev/null &&
    check 'really not' [ "$(grep -c '"a.txt"' trace)" = 0 ]
run -n n; check 'a dry run sees it' both 0 '5 unchanged'
run n/a.txt; check 'a file by name' both 0 '1 unchanged'
run --reread n; check 'reread' both 0 '0 articles added, 6 replaced'
revision=$("$irindex" -d db --info | grep revision)
run n
check 'nothing is committed for nothing' \
    [ "$revision" = "$("$irindex" -d db --info | grep revision)" ]

# -- rejected
told() { "$irsearch" --no-config -d rejects --info --json | jq .coverage.rejected; }
mkdir r
printf '{"id":"r1","text":"Oil fell."}\n{"id":\n7\n' >r/lines.jsonl
echo 'Gas rose.' >r/a.txt
bounded "$irindex" -q -d rejects r >/dev/null 2>&1
check '--info counts what was rejected' [ "$(told)" = 2 ]
check 'and tells it' grep -q '^rejected   2 ' <("$irsearch" --no-config -d rejects --info)
bounded "$irindex" -q -d rejects --reread r >/dev/null 2>&1
check 'once, however often it is read' [ "$(told)" = 2 ]
echo '{"id":"r1","text":"Oil fell."}' >r/lines.jsonl
bounded "$irindex" -q -d rejects r
check 'until the file is mended' [ "$(told)" = 0 ]
echo '{' >r/b.jsonl
bounded "$irindex" -q -d rejects r >/dev/null 2>&1
check 'files add up' [ "$(told)" = 1 ]
rm r/b.jsonl
bounded "$irindex" -q -d rejects --prune r
check 'or is gone' [ "$(told)" = 0 ]

# -- changed
echo 'Gas imports were rejected by parliament.' >n/a.txt
run n; check 'a changed file' both 0 '0 articles added, 1 replaced'
check 'alone is read' says 'files: 1 read, 4 unchanged'
touch -r n/deep/b.txt n/a.txt
printf 'X' | dd of=n/a.txt conv=notrunc 2>/dev/null
touch -r n/deep/b.txt n/a.txt
run n; check 'with its size and time kept' both 0 '1 replaced'
printf '{"id":"j2","text":"Gas rose again."}\n{"id":"j3","text":"New."}\n' >n/c.jsonl
run n; check 'a file of several' both 0 '1 article added, 1 replaced'
check 'loses what it has not' says '1 article no longer there deleted'
check 'and no more' [ "$(ids)" = "j2 j3 n/a.txt n/c.jsonl:.jsonl:1 n/deep/b.txt $long " ]
printf '{"id":"j3","text":"Newer."}\nbroken\n' >n/c.jsonl
run n; check 'one with a fault' both 1 '1 rejected'
check 'loses nothing' grep -q j2 <(ids)
run n; check 'stays at fault' both 1 '1 rejected at an earlier run'
printf '{"id":"j3","text":"Newest."}\n' >n/c.jsonl
run n; check 'until it is mended' both 0 '1 article no longer there deleted'
check 'then it is lost' [ "$(ids)" = "j3 n/a.txt n/c.jsonl:.jsonl:1 n/deep/b.txt $long " ]
check 'as a new index' as_new n
run -q --delete j3; run n
check 'a deleted article stays deleted' [ "$(ids)" = "n/a.txt n/c.jsonl:.jsonl:1 n/deep/b.txt $long " ]
run --reread n; check 'until all is read' grep -q j3 <(ids)

# -- other options
run --set source=Wire n; check 'another option' both 0 '5 replaced'
run --set source=Wire n; check 'is kept in mind' both 0 '5 unchanged'
run -f text n/c.jsonl; check 'another format' both 0 '1 article added'
check 'leaves nothing of the first' says '1 article no longer there deleted'
run -f jsonl n/c.jsonl; check 'and back' both 0 '1 article no longer there deleted'
run n; check 'as before' as_new n

# -- gone
mv n/a.txt "$long" n/c.jsonl .
run n; check 'gone: without --prune' [ "$(ids)" = "j3 n/a.txt n/c.jsonl:.jsonl:1 n/deep/b.txt $long " ]
run --prune n/deep; check 'of another folder' both 0 ', 0 gone'
run --prune n; check 'most of a folder' both 1 \
    'n: not pruned: 3 of 5 files gone, and these are most of its files; --force-prune deletes their articles, such as n/a.txt'
check 'are not deleted' [ "$(ids)" = "j3 n/a.txt n/c.jsonl:.jsonl:1 n/deep/b.txt $long " ]
mv a.txt n
run -n --prune n; check 'a dry run counts the fewer' both 0 '2 gone'
run --prune n; check 'with it' both 0 '2 gone; 2 articles no longer there deleted'
check 'the others stay' [ "$(ids)" = 'n/a.txt n/c.jsonl:.jsonl:1 n/deep/b.txt ' ]
mv n m
run --prune n; check 'a folder that is gone proves nothing' both 2 'n: no such'
run --prune n m; check 'nor beside another' both 1 'n: not pruned: 3 of 3 files gone, and the folder does not exist'
mkdir n; run --prune n; check 'nor does an empty one' both 1 'and the folder is empty'
check 'all is there' [ "$(ids)" = "$(
    printf '%s ' m/{a.txt,c.jsonl:.jsonl:1,deep/b.txt} n/{a.txt,c.jsonl:.jsonl:1,deep/b.txt})" ]
rmdir n
run --force-prune n; check 'but it can be said' says '3 gone; 3 articles no longer there deleted'
run --force-prune nothing -d none; check 'no index is made of nothing' both 2 'no index none'
run --check; check 'sound' exits 0
mv m n; mv c.jsonl n

# -- the same id from two files
rm -rf db
echo '{"id":"same","text":"one"}' >n/p.jsonl
echo '{"id":"same","text":"two"}' >n/q.jsonl
run n
rm n/p.jsonl
run --prune n; check 'the last file holds it' grep -q same <(ids)
rm n/q.jsonl
run --prune n; check 'and takes it along' both 0 '1 article no longer'
check 'at last' as_new n

# -- copies
printf '{"id":"k1","text":"Same words."}\n{"id":"k2","text":"Same words."}\n' >n/k.jsonl
run --report rep n; check 'a copy is counted' both 0 '1 article with the title and text'
check 'and reported' grep -q '"reason":"copy"' rep
rm -rf db
run --on-copy skip n; check 'or skipped' both 0 '1 skipped'
check 'one is there' [ "$(ids)" = 'j3 k1 n/a.txt n/c.jsonl:.jsonl:1 n/deep/b.txt ' ]
rm n/k.jsonl

# -- out and in again
mkdir o
printf 'Army tests a new missile at sea\n\nThe test took place on Monday. It was seen.\n' >o/h.txt
printf 'No headline here, but a text. And more of it.\n' >o/_news_414846_Army-tests-missile.txt
cat >o/all.jsonl <<'X'
{"id":"e1","title":"Oil","text":"Oil\n\nOil fell. It did.","date":"2026-05-12T12:00:00+02:00","source":"Wire","section":"Economy","byline":"A. Writer","lang":"en","url":"http://example.org/1"}
{"id":"e2","text":"A day. caf\u00e9 \u2028 \"x\" \\ \t end","date":"2026-05-12"}
{"id":"e3","title":"Army tests a new missile at sea","text":"Army tests a new missile at sea\n\nThe test took place on Monday."}
{"id":"e4","title":"Only a title","text":""}
{"id":"e5","text":"A number.","date":1778580000}
{"id":"e6","text":"Either.","date":"05/06/2026"}
X
rm -rf db
run o; check 'of all kinds' both 0 '8 articles added'
check 'a date that may be two is none' says 'no date could be read in 1 article'
export_of db >out.jsonl
"$irindex" -q -d again out.jsonl
check 'export and read again' cmp out.jsonl <(export_of again)
answers() { for q in missile army 'test monday' oil 'lang:en oil' 'since:2026 day' \
    'headline:army' 'army NEAR/9 took' '"sea the test"'; do
    "$irsearch" -d "$1" --no-config --json --explain --limit 20 -- "$q"; done |
    sed 's/"took_ms":[0-9.]*//; s/"uuid":"[^"]*"//; s/"revision":[0-9]*//'; }
check 'the answers are the same' cmp <(answers db) <(answers again)
check 'there are some' grep -q '"rank":1' <(answers db)
check 'a day is a day' grep -q '"date":"2026-05-12",' out.jsonl
check 'a moment is one, where it was' grep -q '"id":"e1",.*"date":"2026-05-12T12:00:00+02:00"' out.jsonl
check 'a number is read' grep -q '"id":"e5","date":"2026-05-12T10:00:00Z"' out.jsonl
"$irindex" -q -d one o/h.txt
"$irindex" -q -d two --stem none o/all.jsonl
run -q --delete e1; "$irindex" -q -d three --merge one two db again
check 'merge' cmp out.jsonl <(export_of three)
check 'merge keeps the scores' cmp <(answers again) <(answers three)
check 'and the first options' [ "$("$irindex" -d three --info | grep stem)" = 'stem:       english' ]
run --merge; check 'merge of nothing' exits 2
run --merge nowhere; check 'merge of no index' both 2 nowhere
run --merge db; check 'merge of itself' exits 2
out=$("$irindex" -d db --export 2>&1 >/dev/full); status=$?
check 'export to a full disk' exits 2

# -- filters
rm -rf db f; mkdir f
printf 'rev: Oil fell.' >'f/a b;touch pwned;$(touch pwned).up'
printf 'x' >f/-n.up; printf 'lower' >f/other.TAR.UP
cat >up.sh <<'X'
#!/bin/sh
case $1 in *a\ b*) echo "name $1"; cat ;; *) tr a-z A-Z ;; esac
X
chmod +x up.sh
run f; check 'files of unknown kinds' both 0 '3 files of unknown type skipped'
run --filter "up=./up.sh %f" --filter 'tar.up=tr r R' f
check 'filters' both 0 '3 articles added'
check 'no name is a command' [ ! -e pwned ]
check 'they are given name and bytes' grep -q 'touch pwned).up\\nrev: Oil fell' <(export_of db)
check 'the last one that fits is taken' grep -q '"text":"loweR"' <(export_of db)
run --filter "up=./up.sh %f" --filter 'tar.up=tr r R' f
check 'unchanged with the same filters' both 0 '3 unchanged'
run --filter "up=./up.sh %f" --filter 'tar.up=tr l L' f
check 'read again with others' both 0 '3 replaced'
run --filter up=false f; check 'one that fails' both 1 'the filter exited with 1'
run --filter up=./nothing f; check 'one that is not there' both 1 'cannot run ./nothing'
run --filter up=yes --max-size 1M f; check 'one that does not end' both 1 'more than --max-size 1M'
run --filter 'up=sh -c kill${IFS}-9${IFS}$$' f; check 'one that dies' both 1 'killed by signal 9'
run --filter up f; check 'none' both 2 'not TYPE=COMMAND'
run --filter up= f; check 'an empty one' both 2 'not TYPE=COMMAND'
cd f && "$irindex" -q -d ../db --reread --filter 'up=cat %f' -- -n.up; status=$?; cd ..
check 'a name is no option' exits 0
# Processes that a filter started are killed, which may take a moment.
is_gone() { ! pgrep -fx "sleep $1" >/dev/null; }
gone() { until_true is_gone "$1"; }
run --filter "up=sh -c sleep\${IFS}3600.0$$&echo\${IFS}done" f
check 'what it leaves behind' gone 3600.0$$
rm -rf db f/*; echo 'One.' >f/a.txt; echo x >f/b.up; echo 'Two.' >f/c.txt
run --filter-timeout 0.2 \
    --filter "up=sh -c sleep\${IFS}3600.1$$&sleep\${IFS}3600.2$$" f
check 'one that takes too long' both 1 'took over 0.2 seconds: limit --filter-timeout'
check 'is killed' gone 3600.2$$
check 'and what it started' gone 3600.1$$
check 'its neighbours are kept' [ "$(ids)" = 'f/a.txt f/c.txt ' ]
run --filter-timeout 0.2 --filter "up=sh -c exec\${IFS}>&-;sleep\${IFS}3600.3$$" f
check 'when it has said all' both 1 'f/b.up: the filter took over 0.2'
check 'is killed as well' gone 3600.3$$
run --filter-timeout 0 --filter 'up=sh -c echo${IFS}Three.' f
check 'without a limit' both 0 '1 article added'
run --filter-timeout soon f
check 'a limit that is none' both 2 'filter-timeout: "soon"'

# -- containers, which are skipped or read as one file
rm -rf db v w; mkdir -p v/in w
echo 'Gas rose at the hub.' >v/in/a.txt
echo 'Oil fell at the port.' >v/in/b.txt
pack() { tar -C v -czf w/x.tgz in; }
pack; gzip -c v/in/a.txt >w/single.txt.gz; printf 'up' >w/y.up
tar -C v/in -czf w/z.up b.txt; head -c 100 w/x.tgz >w/damaged.tgz
tars() { run --filter 'up=cat' "$@"; }
tars w; check 'containers' both 1 '5 articles added'
names='w/single.txt.gz w/x.tgz/in/a.txt w/x.tgz/in/b.txt w/y.up w/z.up/b.txt '
check 'by name' [ "$(ids)" = "$names" ]
age w
tars w; check 'touched' both 1 '5 unchanged (5 by their bytes)'
tars w; check 'untouched, damaged too' both 1 'files: 0 read, 5 unchanged'
check 'the damage is counted' says 'rejected at an earlier run'
rm w/damaged.tgz v/in/b.txt; echo 'Coal is new.' >v/in/c.txt; pack
tars w; check 'one that changed' both 0 '1 article added, 1 replaced'
check 'loses an entry' says '1 article no longer there deleted'
tars -m title=head w; check 'with other names of fields' both 0 ' 5 replaced'
tars -m title=head w; check 'once' both 0 '4 unchanged'
tars --encoding windows-1252 w; check 'or encoding' both 0 ' 5 replaced'
rm w/x.tgz
tars --encoding windows-1252 --prune w
check 'gone' both 0 '2 gone; 2 articles no longer there deleted'
check 'with all that was in it' [ "$(ids)" = 'w/single.txt.gz w/y.up w/z.up/b.txt ' ]

# -- a pipe that does not end
mkfifo feed
"$irindex" -q -d live <feed 2>feed.err &
exec {tap}>feed
echo '{"id":"1","text":"Rain fell on Basra."}' >&"$tap"
check 'what a pipe has brought is found while it is open' \
    until_true "$irsearch" -q -d live basra 2>/dev/null
echo '{"id":"2","text":"Snow fell on Arbil."}' >&"$tap"
check 'and what comes after a pause' until_true "$irsearch" -q -d live arbil
exec {tap}>&-
wait $!
check 'and nothing is wrong with it' test $? -eq 0 -a ! -s feed.err

# -- killed
python3 - "$seed" <<'PY'
import json, os, random, sys
random.seed(int(sys.argv[1]))
words = ["w%d" % i for i in range(9000)]
text = lambda: " ".join(random.choice(words) for _ in range(70))
os.makedirs("k1/x")
for i in range(240):
    open("k1/x/%d.txt" % i, "w").write(text())
for i in range(4):
    with open("k1/%d.jsonl" % i, "w") as f:
        for j in range(180):
            f.write(json.dumps({"id": "j%d-%d" % (i, j), "text": text()}) + "\n")
os.system("cp -r k1 k2")
for i in range(0, 240, 7):
    open("k2/x/%d.txt" % i, "w").write(text())
for i in range(1, 240, 7):
    os.remove("k2/x/%d.txt" % i)
for i in (1, 2):
    lines = open("k2/%d.jsonl" % i).readlines()
    with open("k2/%d.jsonl" % i, "w") as f:
        for line in lines:
            if random.random() < .8:
                f.write(line.replace('w1', 'v2') if random.random() < .5 else line)
os.remove("k2/3.jsonl")
PY
# Made-up words have no language, and looking for one would take most of the
# time.
small=(-d db -q -j 2 --memory 200K --lang en --prune)
again() { "$irindex" "${small[@]}" k; }
# Make k the first or the second state.
become() {
    [ -e k$1 ] || return 0
    [ ! -e k ] || mv k k$((3 - $1))
    mv k$1 k
}
for v in 1 2; do become $v; rm -rf db; again; export_of db >want$v; done
check 'two states differ' [ "$(cmp -s want1 want2; echo $?)" = 1 ]
start=$(date +%s%N); again; become 1; again
span=$((($(date +%s%N) - start) / 1000000))
for ((round = 1; round <= rounds; round++)); do
    # To the other state and back, each killed before it is complete.
    for v in 2 1; do
        become $v
        "$irindex" "${small[@]}" k & writer=$!
        delay=$((RANDOM % (span + 1)))
        printf -v delay '%d.%03d' $((delay / 1000)) $((delay % 1000))
        nap "$delay"
        kill -9 "$writer" 2>/dev/null
        wait "$writer" 2>/dev/null
    done
    v=$((round % 2 + 1))
    become $v
    run "${small[@]}" k
    export_of db >have
    check "killed, round $round" cmp want$v have
done
run --check; check 'sound after all' exits 0

finish
