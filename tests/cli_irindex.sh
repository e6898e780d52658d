#!/bin/bash
# irindex from end to end: exit statuses and common failures.
# Usage: cli_irindex.sh BUILD
set -u
export LC_ALL=C
irindex=$(realpath "$1")/irindex
unset IR_DB IR_CONFIG
# Xapian's own check frees a table by the wrong size.
export ASAN_OPTIONS=new_delete_type_mismatch=0:${ASAN_OPTIONS-}
# The sanitizer maps terabytes and keeps what was freed.
case $1 in *asan*) space=unlimited most=1000 ;; *) space=400000 most=64 ;; esac
. "$(dirname "$0")/checks.bash"
cd "$work" || exit 2
export HOME=$work/home XDG_CONFIG_HOME=$work/home/config
export XDG_DATA_HOME=$work/home/data

run() { # ARGUMENT...: leaves out (both streams) and status
    out=$(bounded "$irindex" "$@" 2>&1)
    status=$?
}
info() { "$irindex" -d "$1" --info 2>/dev/null | sed -n "s/^$2: *//p"; }
articles() { [ "$(info "$1" articles)" = "$2" ]; }
fresh() { rm -rf db; }

mkdir -p news/deep
echo 'Gas imports were approved by parliament.' >news/a.txt
echo 'The waiver is worth 20 billion dollars.' >news/deep/b.txt
printf '{"id":"j1","title":"Oil","text":"Oil fell."}\n' >news/c.jsonl

# -- statuses
run --help; check 'help' both 0 'Usage: irindex'
run --version; check 'version' both 0 'irindex '
run --bogus; check 'an unknown option' exits 2
run --check --info -d db; check 'two tasks' both 2 'only one of'
run -d db --delete; check 'delete of nothing' both 2 'no ids given'
run -d db -f xml news; check 'an unknown format' exits 2
run -d db --set colour=red news; check 'an unknown field' both 2 'colour'
run -d db --set title; check 'a field without a value' exits 2
run -d db news; check 'all indexed' both 0 '3 articles added'
check 'three are there' articles db 3
run -d db news; check 'again does nothing' both 0 '0 articles added, 0 replaced'
check 'and says so' says '0 read, 3 unchanged'
run -d db --reread news; check 'reread replaces' both 0 '0 articles added, 3 replaced'
run -d db --on-duplicate skip news; check 'skip' both 0 '3 skipped'
run -d db --on-duplicate error news; check 'error' both 1 '3 rejected'
check 'still three' articles db 3
run -d db --check; check 'check' both 0 'no damage'
run -d db -n --delete j1; check 'a dry run deletes nothing' both 0 '1 article would be deleted'
run -d db -n --delete j9; check 'a dry run of an unknown id' both 1 'no such article'
run -d db --delete j1; check 'delete' both 0 '1 article deleted'
run -d db --delete j1 news/a.txt; check 'delete unknown' both 1 'no such article'
check 'one is left' articles db 1
run -d db --compact -n; check 'compact in a dry run' both 2 'not with --dry-run'
run -d db --compact; check 'compact' exits 0
run -d db --backup copy; check 'backup' both 0 'a checked copy of 1 article'
check 'the copy has the articles' cmp <("$irindex" -d db --export) <("$irindex" -d copy --export)
run -d db --backup copy; check 'an older backup is replaced' exits 0
check 'nothing is left beside it' [ -z "$(ls -d copy.* 2>/dev/null)" ]
run -d db --backup db; check 'backup to itself' both 2 'the index itself'
"$irindex" -q -d others news; run -d db --backup others; check 'backup over another index' both 2 'another index'
run -d db --backup news; check 'backup over something else' both 2 'not an index'
run -d db --backup copy2 -n; check 'backup in a dry run' both 2 'not with --dry-run'
run -d none --info; check 'info of no index' exits 2
run -d none --check; check 'check of no index' exits 2
run -d none --delete x; check 'delete in no index' exits 2
run -d none nothing nowhere; check 'only missing inputs' both 2 'nowhere'
check 'makes no index of them' [ ! -e none ]
run -d db nothing news; check 'one missing input' both 1 'nothing: No such file'
fresh
run -d db -q news; check 'quiet' [ "$status:$out" = 0: ]
run -d db -v --reread news; check 'verbose' both 0 'committed 3 articles, revision'
run -d db --reread --progress always news; check 'progress' both 0 '3 replaced'
TERM=dumb run -d db --max-errors 1 bad1 news bad2 news; check 'max-errors' both 2 'gave up after 1'
mkdir tidy; run -n -d tidy/db news; check 'dry run' both 0 '3 articles read'
check 'changes nothing' [ -z "$(ls -A tidy)" ]
run news; check 'the default index' exits 0
check 'is private' [ "$(stat -c %a home/data/irsearch)" = 700 ]
IR_DB=$work/other run news; check 'IR_DB' [ -e other ]
mkdir -p home/config/irsearch
echo 'db = '"$work/configured" >home/config/irsearch/config
run -n news; check 'a config file is read' exits 0
rm -r home/config

# -- inputs
fresh
run -d db --set id=rain <<<'Rain in Tehran.'; check 'stdin' exits 0
run -d db --delete rain; check 'has the id' exits 0
printf ' \n{"id":"x","text":"One two."}\n{"id":"y","text":"Three."}' >piped
run -d db - <piped; check 'stdin of JSON lines' both 0 '2 articles'
fresh
printf 'news/a.txt\nnews/c.jsonl\n' >names
run -d db -T names; check 'files-from' both 0 '2 articles'
printf 'news/a.txt\0news/deep/b.txt\0' >nulls
run -d db -0 -T - <nulls; check 'null' exits 0
run -d db -T names -0; check 'newlines with -0' exits 2
printf 'j1\n' >ids
run -d db --delete -T ids; check 'ids from a file' exits 0
run -d db -T nofile; check 'no such list' both 2 nofile

# -- analysis options
fresh
run -d db --stem klingon news; check 'no such stemmer' both 2 klingon
fresh
run -d db --stem none news; check 'stem none' exits 0
run -d db news; check 'kept when not given' exits 0
run -d db --stem english news; check 'another' both 2 'english'
echo the >stop
run -d db --stopwords stop news; check 'other stop words' exits 2
run -d db --stopwords nofile news; check 'stop words missing' both 2 nofile

# -- trouble in JSON lines
fresh
{
    printf '\xef\xbb\xbf{"id":"bom","text":"a mark"}\r\n\r\n'
    printf '{"id":1234,"text":"number id"}\n'
    printf '{"id":"t","text":5}\n'
    printf 'not json\n[1]\n'
    printf '{"id":"nul","text":"a\\u0000b c"}\n'
    printf '{"id":"half","text":"a \\ud800 b"}\n'
    printf '{"id":"bad","text":"caf\xe9 bar"}\n'
    printf '{"text":"no id"}\n'
    printf '{"id":"none"}\n{"id":"empty","text":" "}\n'
    printf '{"id":"twice","id":"last","text":"keys"}\n'
    printf '{"id":"over","text":"n","n":1e999}\n'
    printf '{"id":"huge","text":"n","n":123456789012345678901234567890}\n'
    printf '{"id":"dated","text":"d","date":"winter of 1958"}\n'
    printf '{"id":"end","text":"no newline at the end"}'
} >bad.jsonl
run -d db --report rep bad.jsonl
check 'bad lines are rejected' both 1 '10 articles added, 0 replaced, 6 rejected'
check 'with their line' says 'bad.jsonl:4: field text is a number'
check 'neighbours are kept' articles db 10
check 'the report is JSON' python3 -c '
import json
rows = [json.loads(line) for line in open("rep")]
assert all(set(r) == {"input", "line", "reason", "message"} for r in rows)
reasons = [r["reason"] for r in rows]
assert reasons.count("syntax") == 3, reasons
for r in "type", "missing", "empty", "repaired", "date":
    assert r in reasons, (r, reasons)'
run -d db --delete bad.jsonl:10; check 'an id is made of file and line' exits 0

# -- one hostile article among a thousand
python3 -c '
for i in range(1000):
    id = "x" * 5000 if i == 500 else f"n{i}"
    print("{\"id\":\"%s\",\"text\":\"article %d of many\"}" % (id, i))' >poison.jsonl
fresh
run -d db poison.jsonl
check 'one poisoned article' both 1 '999 articles added, 0 replaced, 1 rejected'
check 'is named' says 'poison.jsonl:501: id too long: 5,000 bytes'
run -d db --check; check 'and harms nothing' exits 0

# -- inputs that are not files
fresh
mkdir odd odd/locked odd/.hidden
echo 'Plain article here.' >odd/plain.txt
echo hidden >odd/.hidden/h.txt
: >odd/empty.txt
printf ' \n\n' >odd/blank.txt
: >'odd/a-long-headline-of-nothing.txt'
mkfifo odd/fifo
ln -s . odd/loop
ln -s /etc/passwd odd/link
python3 -c 'import socket; socket.socket(socket.AF_UNIX).bind("odd/socket")'
printf 'caf\xe9 society\n' >odd/latin.txt
printf 'nul \0 byte\n' >odd/nul.txt
printf 'name\n' >$'odd/esc\e[31m\nname.txt'
printf 'name\n' >$'odd/bad\xff.txt'
printf 'name\n' >$'odd/bad\xfe.txt'
truncate -s 1T odd/sparse.txt
echo locked >odd/locked/l.txt
chmod 0 odd/locked
out=$(frugal 60 "$irindex" -d db odd 2>&1); status=$? # 1 TB takes minutes
rejected=8
[ "$(id -u)" = 0 ] || rejected=9
check 'odd files are passed over' both 1 "$rejected rejected"
check 'quickly' [ "$status" -lt 100 ]
for name in empty blank a-long-headline-of-nothing fifo loop link socket sparse; do
    check "$name is named once" [ "$(grep -c "odd/$name" <<<"$out")" = 1 ]
done
check 'no escapes reach the terminal' [ "$(tr -d '\n -~' <<<"$out" | grep -c $'\e')" = 0 ]
n=6
[ "$(id -u)" = 0 ] && n=7
check 'the rest is indexed' articles db $n
chmod 700 odd/locked
run -d db odd/fifo; check 'a named fifo' both 1 'not a regular file'
run -d db /dev/zero; check 'a device' both 1 'not a regular file'
run -d db odd/link odd/plain.txt; check 'a link that was named' exits 0
run -d db /proc/self/environ; check 'a file without a size' exits 1
python3 - <<'PY'
import os
os.mkdir("down")
fd = os.open("down", os.O_RDONLY)
for i in range(1000):
    os.mkdir("d" * 20, dir_fd=fd)
    fd, old = os.open("d" * 20, os.O_RDONLY, dir_fd=fd), fd
    os.close(old)
PY
run -d db down; check 'folders without end' both 1 'too deep'
rm -rf down

# -- size
fresh
run -d db --max-size 10 news/a.txt; check 'too large' both 1 'limit --max-size 10'
big() { # CHARACTER: 500 MB of it; bytes that are there already come fastest
    python3 -c 'import os, sys
piece = sys.argv[1].encode() * 1000000
for i in range(500):
    left = memoryview(piece)
    while left:
        left = left[os.write(1, left):]' "$1" 2>/dev/null
}
limited() { (ulimit -v "$space"; frugal 120 "$irindex" "$@" 2>&1); }
out=$({ printf '{"id":"1","text":"one"}\n{"text":"'; big a
        printf '"}\n{"id":"2","text":"two"}\n'; } | limited -d db -)
status=$?
check 'a line of 500 MB' both 1 '2 articles added, 0 replaced, 1 rejected'
check 'in no long time' [ "$status" -lt 100 ]
out=$(big a | limited -d db -f text -); status=$?
check 'a text of 500 MB' both 1 'too large: 500,000,000 bytes'
out=$(big ' ' | limited -d db -f text -); status=$?
check 'a blank of 500 MB' exits 1
check 'memory stays small' python3 -c '
import resource, subprocess, sys
p = subprocess.Popen([sys.argv[1], "-q", "-d", "db", "-"],
                     stdin=subprocess.PIPE, stderr=subprocess.DEVNULL)
p.stdin.write(b"{\"text\":\"")
for i in range(500): p.stdin.write(b"a" * 1000000)
p.stdin.close()
p.wait()
used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print("#   ", used, "KB")
sys.exit(used > int(sys.argv[2]) * 1024)' "$irindex" "$most"
fresh
head -c 10000000 /dev/zero | tr '\0' a >word.txt
run -d db word.txt; check 'a word of 10 MB' exits 0
python3 -c 'print("ab " * 2000000)' >words.txt
run -d db words.txt; check 'two million words' exits 0
run -d db --check; check 'are sound' exits 0

# -- a file that is written meanwhile
fresh
( while :; do echo 'first version of it' >moving.txt
    echo 'second version, a longer one, of it' >moving.txt; done ) & writer=$!
for _ in 1 2 3 4 5 6 7 8; do run -q -d db moving.txt; done
kill "$writer"; wait "$writer" 2>/dev/null
check 'a changing file is whole or reported' [ "$status" -le 1 ]

# -- two writers
fresh
run -d db news
mkfifo hold
"$irindex" -q -d db - <hold 2>/dev/null & holder=$!
exec 9>hold
until_true at_rest irindex "$holder"
run -d db --lock-timeout 0 news; check 'a second writer' both 75 "process $holder"
exec 9>&-
wait "$holder"
run -d db --lock-timeout 0 news; check 'when it is gone' exits 0

# -- signals
fresh
run -d db news
"$irindex" -d db - <hold 2>err & writer=$!
exec 9>hold
printf '{"id":"s1","text":"before the signal"}\n' >&9
until_true at_rest irindex "$writer"
kill -INT "$writer"
wait "$writer"; status=$?
exec 9>&-
out=$(<err)
check 'interrupted' both 2 'interrupted: 1 article committed, revision'
check 'and committed' articles db 4

# -- the system refuses
out=$("$irindex" -d db --info 2>&1 >/dev/full); status=$?
check 'standard output full' exits 2
out=$(exec 2>&1; "$irindex" -d db news <&- >&-); status=$?
check 'closed descriptors' exits 0
"$irindex" -d db news <&- >&- 2>&-; status=$?
check 'all of them' exits 0
run -d db --check; check 'do not harm the index' exits 0
"$irindex" -d db --report /dev/full bad.jsonl >/dev/null 2>err; status=$? out=$(<err)
check 'report full' both 2 '/dev/full'
if [ "$(id -u)" = 0 ] && mkdir small && mount -t tmpfs -o size=3m none small 2>/dev/null; then
    run -d small/db news
    python3 -c '
import random
random.seed(1)
for i in range(3000):
    print("{\"text\":\"%s\"}" % " ".join("w%x" % random.getrandbits(40) for _ in range(60)))' >many.jsonl
    run -d small/db --memory 300K many.jsonl
    check 'a full disk' both 2 'small'
    check 'names the last commit' says 'revision'
    run -d small/db --check; check 'leaves the index whole' exits 0
    umount small
else
    out=$( (ulimit -f 200; trap '' XFSZ
            "$irindex" -d db --memory 1M poison.jsonl news bad.jsonl) 2>&1)
    status=$?
    check 'a file size limit' exits 2
    run -d db --check; check 'leaves the index whole' exits 0
fi
mkdir foreign; echo hello >foreign/file
run -d foreign news; check 'a folder that is no index' exits 2
run -d news/a.txt news; check 'a file that is no index' exits 2

# -- the number of threads does not matter
cp -r news more; cp bad.jsonl poison.jsonl more
run -q -d one -j 1 more
run -q -d four -j 4 more
terms() { xapian-delve -1 -a -v "$1" 2>/dev/null; for d in 1 2 3 500 900; do
    xapian-delve -r $d -d "$1" 2>/dev/null; done; }
check 'one thread or four' cmp <(terms one) <(terms four)

finish
