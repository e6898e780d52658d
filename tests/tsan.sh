#!/usr/bin/env bash
# What has threads under the thread sanitizer: irindex with many inputs, several
# jobs, filters, containers, mail, signals, --watch; and a caller of the two
# libraries that writes, searches and cancels.  A race ends the program with
# status 66, so that each run must end with the status that it should have, and
# say nothing.
# Usage: tsan.sh BUILD, which was built with -fsanitize=thread
set -u
export LC_ALL=C
irindex=$(realpath "$1")/irindex threads=$(realpath "$1")/threads
corpus=$(realpath corpus)
unset IR_DB IR_CONFIG
export TSAN_OPTIONS="exitcode=66 ignore_noninstrumented_modules=1 \
${TSAN_OPTIONS-}"
. "$(dirname "$0")/checks.bash"
cd "$work" || exit 2
export HOME=$work
watcher=''
trap 'kill $watcher 2>/dev/null; rm -rf "$work"' EXIT

quiet() { ! grep -q ThreadSanitizer <<<"$out"; }
ran() { # NAME STATUS: of what is in $out and $status
    check "$1" exits "$2"
    check "$1: no race" quiet
}
index() { # NAME STATUS ARGUMENT...
    local name=$1 want=$2
    shift 2
    out=$("$irindex" --no-config -d db "$@" 2>&1 </dev/null)
    status=$?
    ran "$name" "$want"
}

mkdir n
for i in $(seq 300); do
    printf '{"id":"a%d","title":"Gas %d","text":"Gas flows, %d barrels."}\n' \
        "$i" "$i" "$i"
done >n/many.jsonl
for i in $(seq 40); do echo "Oil fell, for the time $i." >"n/$i.txt"; done
tar -czf n/more.tgz -C n 1.txt 2.txt 3.txt
gzip -c n/many.jsonl >n/again.jsonl.gz
echo '{"bad"' >n/bad.jsonl
echo 'up' >n/one.up

index 'four jobs' 0 -j 4 "$corpus"
index 'nothing new' 0 -j 4 "$corpus"
index 'all formats, faults' 1 -j 3 --memory 300K --report report n
index 'one job' 1 -j 1 --reread n
index 'filters' 1 -j 2 --filter 'up=tr a-z A-Z' --filter 'txt=cat' n
index 'a filter that fails' 1 -j 2 --filter up=false --reread n/one.up
index 'a filter that is slow' 1 --filter-timeout 0.1 --filter 'up=sleep 99' \
    --reread n/one.up
index 'faults end it' 2 -j 4 --max-errors 1 --reread n/bad.jsonl n
index 'a dry run' 1 -j 4 -n --reread n

# The first mail of a run has GMime loaded by the thread that reads it.
mkdir m
for i in $(seq 40); do
    printf 'From: a@b.org\nSubject: =?utf-8?Q?Gas_%d=C3=A9?=\n' "$i" >m/$i.eml
    printf 'Date: Thu, 4 Jan 2024 10:00:00 +0100\n\nGas fell.\n' >>m/$i.eml
done
for i in $(seq 40); do
    printf 'From a@b.org Thu Jan  4 10:00:00 2024\n' && cat "m/$i.eml" && echo
done >m/all.mbox
index 'mail' 0 -j 4 m
added() { "$irindex" --no-config -d db --export | grep -c '"id":"m/'; }
check 'all of it is added' [ "$(added)" = 80 ]
tar -czf mail.tgz m
index 'mail in an archive' 0 -j 3 mail.tgz

out=$("$irindex" --no-config -d merged -j 4 --merge db 2>&1)
status=$?
ran 'merge' 0

mkfifo pipe
for jobs in 1 3; do
    "$irindex" --no-config -d held -j $jobs - <pipe >log 2>&1 &
    writer=$!
    exec 9>pipe
    cat n/many.jsonl >&9
    until_true at_rest irindex $writer
    kill -TERM $writer
    wait $writer
    status=$? out=$(<log)
    exec 9>&-
    ran "a signal, $jobs jobs" 2
done

mkdir w
echo 'Gas.' >w/a.txt
"$irindex" --no-config -d watched -j 3 --prune --filter 'up=cat' --watch w \
    >log 2>&1 </dev/null &
watcher=$!
until_true grep -q watching log
has() { "$irindex" --no-config -d watched --export 2>/dev/null | grep -q "$1"; }
lacks() { ! has "$1"; }
cp n/one.up n/many.jsonl w
check 'what is new is followed' until_true has a300
rm w/a.txt
check 'and what goes' until_true lacks 'a.txt'
kill -TERM $watcher
wait $watcher
status=$? out=$(<log) watcher=''
ran 'watching' 0

mkdir t
out=$("$threads" t 2>&1)
status=$?
ran 'writers, readers and a canceller' 0

finish
