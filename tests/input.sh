#!/bin/bash
# No article of the input is lost, and nothing else becomes one.
# Usage: input.sh BUILD
set -u
export LC_ALL=C
tests=$(realpath "$(dirname "$0")")
irindex=$(realpath "$1")/irindex irsearch=$(realpath "$1")/irsearch
unset IR_DB IR_CONFIG
. "$tests/checks.bash"
cd "$work" || exit 2
export HOME=$work

run() { # ARGUMENT...: leaves out (both streams) and status
    out=$(bounded "$irindex" --no-config -d db "$@" 2>&1)
    status=$?
}
ids() { # sorted, a space between
    local found
    found=$("$irindex" --no-config -d db --export |
        sed 's/^{"id":"\([^"]*\)".*/\1/' | sort)
    echo "${found//$'\n'/ }"
}
ids_are() { out=$(ids); [ "$out" = "$*" ]; }

# -- names in archives
python3 "$tests/zips.py" || exit 2
zip_holds() { # NAME ENTRY...: in any locale
    local zip=$1 locale
    shift
    for locale in C POSIX C.UTF-8; do
        rm -rf db
        LC_ALL=$locale run $zip
        check "$zip, $locale: all are added" both 0 "$# articles added, 0 repl"
        check "$zip, $locale: each has a name" ids_are "${@/#/$zip/}"
    done
}
zip_holds utf8.zip новости/статья-{0,1,2,3,4}.txt
zip_holds cp866.zip новости/{да,один,пять}.txt
zip_holds cp437.zip cafè.txt café.txt Ωm.txt
zip_holds bad.zip entry-1 entry-2 ok.txt
zip_holds none.zip entry-1 entry-2
zip_holds same.zip a.txt a~2.txt a~2~2.txt a~3.txt
run same.zip
check 'names are the same at the next run' ids_are \
    same.zip/a.txt same.zip/a~2.txt same.zip/a~2~2.txt same.zip/a~3.txt

# -- one article does not replace another of the same run without a word
rm -rf db
printf '{"id":"a","text":"one"}\n{"id":"b","text":"two"}\n' >1.jsonl
printf '{"id":"a","text":"other"}\n{"id":"b","text":"two"}\n' >2.jsonl
run --report rep 1.jsonl 2.jsonl
check 'the same id again' both 0 \
    '2.jsonl:1: replaces another article of this run, which had the same id: a'
check 'what is the same is no loss' [ "$(grep -c 2.jsonl <<<"$out")" = 1 ]
check 'the last one holds' [ "$("$irsearch" -d db --get a)" = other ]
check 'it is counted' says '1 article replaced another of this run'
check 'and in the report' grep -q '"reason":"same_id"' rep
run --reread 1.jsonl; check 'another run may replace' both 0 '2 replaced'
check 'and says nothing' [ "$(wc -l <<<"$out")" = 1 ]
for n in $(seq 30); do echo "{\"id\":\"n\",\"text\":\"number $n\"}"; done >n.jsonl
run -q --report rep n.jsonl; check 'many are told of' says 'n.jsonl:11:'
check 'but not all' [ "$(wc -l <<<"$out")" = 10 ]
check 'all are in the report' [ "$(wc -l <rep)" = 29 ]
run -n --reread n.jsonl; check 'a dry run tells as well' says '29 articles replaced'
run --on-duplicate error -f jsonl - <1.jsonl
check 'they may be errors' both 1 'is there already: a'

# -- options that change what is stored
rm -rf db; mkdir copies
echo '{"id":"one","text":"Same words."}' >copies/1.jsonl
echo '{"id":"two","text":"Same words."}' >copies/2.jsonl
run --on-copy skip copies; check 'a copy is skipped' both 0 '1 skipped'
run --on-copy keep copies; check 'and comes back' ids_are one two
run --on-copy keep copies; check 'unchanged after that' says '2 unchanged'
run --on-copy skip copies; check 'one that is there stays' ids_are one two
echo 'Gas imports.' >o.txt; run o.txt
run o.txt; check 'the same options' says '0 read, 1 unchanged'
while read -r options; do
    run $options o.txt
    check "read again: $options" eval 'exits 0 && ! says "1 unchanged"'
    run $options o.txt; check "kept in mind: $options" says '1 unchanged'
    run o.txt
done <<'X'
--format text
--encoding latin1
--set source=Wire
--map text=lead
--filter up=cat
--lang de
--max-size 1M
--on-duplicate skip
--on-copy skip
--filter-timeout 5
X

# -- binary files
rm -rf db; mkdir bin; echo 'Gas imports.' >bin/good.txt
cp "$(command -v ls)" bin/program.txt
python3 -c 'import random, sys
sys.stdout.buffer.write(random.Random(1).randbytes(5000))' >bin/chance.txt
printf '%%PDF-1.4\n%%\xe2\xe3\xcf\xd3\n1 0 obj\n' >bin/paper.txt
printf '\xff\xd8\xff\xe0\0\x10JFIF\0' >bin/photo
printf '\x89PNG\r\n\x1a\n\0\0\0\rIHDR' >bin/page.html
printf '\0\0\0\x20ftypisom\0\0\2\0' >bin/film.jsonl
printf 'SQLite format 3\0\x10\0' >bin/table.txt
python3 -c 'import zipfile
with zipfile.ZipFile("bin/letter.zip", "w") as out:
    out.writestr("[Content_Types].xml", "<Types/>")
    out.writestr("word/document.xml", "<w>Gas imports.</w>")'
run bin; check 'binary files: the others are kept' both 1 '1 article added, 0 replaced, 8 rejected'
while IFS='|' read -r name kind; do
    check "$name" says "bin/$name: not text, but $kind"
done <<'X'
program.txt|a program (ELF)
chance.txt|binary data
paper.txt|a PDF document
photo|an image (JPEG)
page.html|an image (PNG)
film.jsonl|a film or sound (MP4)
table.txt|a database (SQLite)
letter.zip|an office document (docx, xlsx or pptx)
X
run bin; check 'they stay rejected' both 1 '8 rejected at an earlier run'
run bin/program.txt -f text --reread; check 'whatever the format' says '(ELF)'
tar cf bin.tar bin; gzip -k bin/photo
run bin.tar; check 'in an archive' says 'bin.tar/bin/photo: not text, but an image'
check 'the others of it are kept' says '1 article added'
run bin/photo.gz; check 'compressed' both 1 'bin/photo.gz: not text, but an image'
out=$("$irindex" --no-config -d db - <bin/program.txt 2>&1); status=$?
check 'from standard input' both 1 '-: not text, but a program (ELF)'
{
    printf 'From: a@example.org\nSubject: Gas\nDate: Tue, 12 May 2026 10:00:00 +0000\n'
    printf 'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n'
    printf -- '--b\nContent-Type: text/plain\n\nGas imports rose.\n'
    printf -- '--b\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\n'
    base64 <bin/chance.txt
    printf -- '--b--\n'
} >letter.eml
run letter.eml; check 'a message' both 0 '1 article added'
check 'without what is no text in it' \
    [ "$("$irsearch" --no-config -d db --get letter.eml)" = 'Gas imports rose.' ]
# GMime is loaded when there is mail, and only then.
mkdir lib && : >lib/libgmime-3.0.so.0
echo 'Oil fell.' >beside.txt
out=$(LD_LIBRARY_PATH=lib "$irindex" --no-config -d db --reread letter.eml \
    beside.txt 2>&1); status=$?
check 'without GMime, mail is rejected' says \
    'letter.eml:1: mail is read by GMime, which cannot be loaded: lib/libgmime-3.0.so.0'
check 'and only mail' both 1 '1 article added, 0 replaced, 1 rejected'
iconv -t UTF-16LE <<<'Gas imports rose.' >wide.txt
run wide.txt; check 'UTF-16 without a mark is text' both 0 '1 article added'
check 'and is read as such' \
    [ "$("$irsearch" --no-config -d db --get wide.txt)" = 'Gas imports rose.' ]

# -- a signal, whatever had come by then
mkfifo pipe
signalled() { # SIGNAL BYTES OPTION...: while it waits for more of them
    local signal=$1 bytes=$2 writer
    shift 2
    rm -rf db
    "$irindex" --no-config -d db "$@" <pipe >err 2>&1 &
    writer=$!
    exec 9>pipe
    printf "$bytes" >&9
    # It has the index open, then all that was written, and waits.
    until_true [ -e db/flintlock ]
    until_true at_rest irindex $writer
    kill -s "$signal" $writer
    wait $writer; status=$?
    exec 9>&-
    out=$(<err)
}
broken_off() { both 2 "interrupted: $1 committed" && [ "$(wc -l <<<"$out")" = 2 ]; }
one='{"id":"a","text":"one"}\n'
for signal in TERM INT; do
    signalled $signal ''
    check "SIG$signal before the first byte" broken_off '0 articles'
    signalled $signal ' '
    check "SIG$signal before it tells anything" broken_off '0 articles'
    signalled $signal "$one"'{"id":"b","te'
    check "SIG$signal within a line" broken_off '1 article'
    signalled $signal "$one" --lock-timeout 0 --max-errors 1
    check "SIG$signal behind a line" broken_off '1 article'
done
# An input cut short by the signal is neither indexed nor reported.
while IFS='|' read -r format bytes added; do
    signalled TERM "$bytes" -f "$format"
    check "SIGTERM within $format" broken_off "$added"
done <<'X'
auto|\x1f\x8b\x08\0\0\0\0\0\0\x03\xab|0 articles
text|Gas imports were|0 articles
html|<html><body><p>Gas imports|0 articles
mail|From: a@b\nDate: Tue, 12 May 2026 10:00:00 +0000\n\nGas imports|0 articles
json|{"id":"a","text":"one"},{"id":|0 articles
csv|id,text\na,one\nb,"two|1 article
sgml|<DOC><DOCNO>a</DOCNO><TEXT>Gas imports|0 articles
sgml|no article yet|0 articles
feed|<rss><channel><title>Wire</title>|0 articles
warc|WARC/1.0\r\nWARC-Type: response|0 articles
X
rm -rf db
"$irindex" --no-config -d db --watch 1.jsonl >err 2>&1 &
writer=$!
until_true grep -q watching err
kill -TERM $writer; wait $writer; status=$? out=$(<err)
check 'SIGTERM ends --watch' exits 0
mkdir up; echo 'Gas imports.' >up/a.up; printf '#!/bin/sh\nexec sleep 3600.%s\n' $$ >slow
chmod +x slow; rm -rf db
"$irindex" --no-config -d db --stem none --filter up=./slow up >err 2>&1 &
writer=$!
until_true pgrep -fx "sleep 3600.$$" >/dev/null
kill -TERM $writer; wait $writer; status=$? out=$(<err)
check 'SIGTERM within a filter' broken_off '0 articles'

# -- files that are not what they seem
run /proc/self/status /proc/self/mem; check 'a special file' both 1 \
    '/proc/self/status: its size is not that of its contents, as of a special file'
check 'another' says '/proc/self/mem: Input/output error'
mkfifo silent
for options in '-T silent' '--stopwords silent -d one plain.txt' '--synonyms silent -d one plain.txt'; do
    rm -rf one; echo 'Gas.' >plain.txt
    "$irindex" --no-config -q $options 2>err & waiting=$!
    until_true all_wait irindex $waiting
    kill -TERM $waiting; wait $waiting; status=$?
    check "a pipe that nobody writes to, until a signal: $options" test $status -gt 1
done
# The sanitizer maps terabytes.
case $irindex in *asan*) space=unlimited ;; *) space=4000000 ;; esac
for options in -T --config --stopwords --synonyms; do
    rm -rf one
    out=$(ulimit -v $space; frugal 60 "$irindex" -d one $options /dev/zero plain.txt 2>&1); status=$?
    check "without end: $options" exits 2
    [[ $out =~ /dev/zero:\ (over\ the\ limit\ of|more\ than)\ [0-9]+\ bytes ]]
    result $? 'names the limit'
done
for options in -f --config '--serve 127.0.0.1:0 --token-file'; do
    out=$(ulimit -v $space; frugal 60 "$irsearch" -d db $options /dev/zero 2>&1); status=$?
    check "without end: $options" both 2 /dev/zero
done
printf '{"id":"e","text":"gas \\u009b31m \\u202e \\u2066 caf\\u00e9"}\n' | "$irindex" --no-config -q -d seen -
out=$("$irindex" --no-config -d seen --export)
check 'export escapes what a terminal would act on' test "$out" = \
    '{"id":"e","text":"gas \u009b31m \u202e \u2066 café"}'
rm -rf seen one silent plain.txt

# -- an index of another user
# As nobody, in a folder that anybody may enter.
nobody() { setpriv --reuid 65534 --regid 65534 --clear-groups "$@" 2>&1; }
as_nobody() { # COMMAND...
    out=$(bounded setpriv --reuid 65534 --regid 65534 --clear-groups \
        env HOME=/ "$@" 2>&1)
    status=$?
}
if [ "$(id -u)" = 0 ] && command -v setpriv >/dev/null &&
    cp "$irindex" "$irsearch" . && chmod 711 . && nobody ./irindex --version >/dev/null
then
    (umask 022 && echo 'Gas imports.' >ours.txt
        ./irindex --no-config -q -d ours ours.txt)
    as_nobody ./irsearch --no-config -d ours -l gas
    check 'another user may search' both 0 'ours.txt'
    as_nobody ./irindex --no-config -d ours --info
    check 'and ask of it' both 0 'articles:   1'
    as_nobody ./irindex --no-config -d ours --export
    check 'and export it' both 0 '"id":"ours.txt"'
    for task in ours.txt --compact '--delete ours.txt'; do
        as_nobody ./irindex --no-config -d ours --lock-timeout 86400 $task
        check "but not write: $task" both 2 'cannot be written: Permission denied'
        check 'which is told without waiting' [ $status -ne 124 ]
    done
    as_nobody ./irindex --no-config -d ours --check
    check 'and check it' both 0 'no damage found in 1 article'
    as_nobody ./irindex --no-config -d new ours.txt
    check 'nor make one' both 2 'cannot make a folder beside new: Permission'
    for table in docdata position postlist termlist; do
        chmod 000 ours/$table.glass
        as_nobody ./irsearch --no-config -d ours -c 'gas w/3 imports'
        check "$table cannot be read" both 2 "$table.glass: Permission"
        as_nobody ./irindex --no-config -d ours --check
        check "nor checked" both 2 "$table.glass: Permission"
        chmod 644 ours/$table.glass
    done
    chmod 666 ours/position.glass
    out=$(./irindex --no-config -d ours --reread ours.txt 2>&1); status=$?
    check 'a table that all may write' both 0 'warning: index ours can be changed by every user'
    chmod 644 ours/position.glass; chmod 700 ours
    as_nobody ./irsearch --no-config -d ours -l gas
    check 'and so is the folder' both 2 'ours: Permission denied'
    mkdir theirs; chmod 2775 theirs; chown 0:65534 theirs
    run -q -d theirs ours.txt
    as_nobody ./irindex --no-config -d theirs --reread ours.txt
    check 'a group that may write does' both 0 '1 replaced'
    check 'and is warned' says 'warning: index theirs can be changed by its group'
    out=$(./irindex --no-config -d theirs --reread ours.txt 2>&1); status=$?
    check 'so may others of it' both 0 '1 replaced'
    chown -R 65534:65534 theirs; chmod 755 theirs
    out=$(./irindex --no-config -d theirs --reread ours.txt 2>&1); status=$?
    check 'root writes what is of others' both 0 '1 replaced'
    check 'and is told' says 'warning: index theirs belongs to another user'
    as_nobody ./irsearch --no-config -d theirs -l gas
    check 'who can read it still' both 0 ours.txt
    ./irindex --no-config -q -d theirs --compact
    as_nobody ./irindex --no-config -d theirs --reread ours.txt
    check 'compacting leaves it theirs' both 0 '1 replaced'
else
    echo 'skipped: an index of another user (only root can become one)'
fi

# -- words
rm -rf db; mkdir one; echo 'Gas.' >one/a.txt; echo x >one/b.jpg
run one; check 'one file' says ' 1 file of unknown type skipped; name it or'
echo x >one/c.jpg
run one; check 'two files' says ' 2 files of unknown type skipped; name them'
run -q --stem french one
check 'a run that fails' exits 2
check 'says what stands' [ "${out##*$'\n'}" = "irindex: the last commit stands: $(
    "$irindex" --no-config -d db --info | sed -n 's/^\(revision\): */\1 /p')" ]
run -q -d fresh --stopwords nothing one
for command in "$irindex --info" "$irsearch gas"; do
    out=$($command --no-config -d fresh 2>&1); status=$?
    check 'one that failed at first leaves nothing' both 2 \
        'index fresh is empty; to fill it: irindex -d fresh INPUT'
done
run -d fresh one; check 'which can be filled' both 0 '1 article added'
for command in "$irindex --info" "$irsearch gas"; do
    out=$($command --no-config -d nowhere 2>&1); status=$?
    check 'no index: how to make it' both 2 'to make it: irindex -d nowhere INPUT'
    out=$($command --no-config -d "$work" 2>&1); status=$?
    check 'a folder of other things' both 2 " is not an index: it has"
done
python3 -c 'for i in range(20000):
    print("{\"id\":\"%d\",\"text\":\"Gas imports rose again, number %d.\"}" % (i, i))' |
    "$irindex" --no-config -q -d many -f jsonl -
for command in "$irindex --export" "$irsearch -n 1000 gas" \
    "$irsearch --no-limit --jsonl gas" "$irsearch -l gas"; do
    out=$( { $command --no-config -d many | head -n 1 >/dev/null; } 2>&1)
    check "${command##*/} | head says nothing" [ -z "$out" ]
done

# -- what irindex itself writes is no input
mkdir own
echo 'Gas rose.' >own/a.txt
echo '{' >own/b.json
for name in 'for the first time' again; do
    bounded "$irindex" --no-config -d own/db --report own/report own \
        >>own/out 2>>own/log
    status=$? out=$(<own/log)
    check "all in one folder, $name" exits 1
    out=$("$irindex" --no-config -d own/db --export)
    check 'only the article is indexed' [ "$(wc -l <<<"$out")" = 1 ]
    out=$(<own/log)
    check 'and no other is read' [ "$(grep -c 'own/[^b]' own/log)" = 0 ]
    out=$(<own/report)
    check 'nor reported' [ "$(grep -cv 'own/b.json' own/report)" = 0 ]
done
run -q --report own/report own/report
check 'one that is named' both 1 'own/report: irindex itself writes it'

finish
