#!/usr/bin/env bash
# irindex --watch: the index follows the folders.  Nothing is timed: each check
# waits for its event for as long as a slow machine may need.
# usage: tests/watch.sh BUILD_DIR
set -u
export LC_ALL=C
irindex=$(realpath "${1:-build}")/irindex
unset IR_DB IR_CONFIG
. "$(dirname "$0")/mounts.bash"
export ASAN_OPTIONS=new_delete_type_mismatch=0:${ASAN_OPTIONS-}
. "$(dirname "$0")/checks.bash"
cd "$work" || exit 2
export HOME=$work
watcher='' other=''
# The watcher would outlive a script that is interrupted.
trap 'kill $watcher $other 2>/dev/null; rm -rf "$work"' EXIT

# Sets have to the articles of the index, one a line.  This starts a process, so
# `comes` looks only after a commit.
look() {
    # A commit replaces this file: `committed` compares it with the link.
    ln -f db/iamglass seen 2>/dev/null || rm -f seen
    have=$("$irindex" -d db --export 2>/dev/null)
}
is() { # IDS
    local line ids=
    look
    while read -r line; do
        [[ $line != '{"id":"'* ]] || line=${line#'{"id":"'} ids+="${line%%'"'*} "
    done <<<"$have"
    [ "$ids" = "$1" ]
}
has() { look; [[ $have == *"$1"* ]]; }
committed() { [ -e db/iamglass ] && ! [ db/iamglass -ef seen ]; }
# Waits for it to become true, as long as the watcher is there.
in_time() { # COMMAND...
    tried=("$@")
    until_true tried_or_gone && "$@"
}
tried_or_gone() { "${tried[@]}" || ! kill -0 "$watcher"; } 2>/dev/null
comes() { # COMMAND...: waits for it to become true, trying after each commit
    until "$@"; do
        in_time committed || return
    done
}
said() { # PATTERN: a line of the log matches
    local line
    while IFS= read -r line; do
        [[ $line =~ $1 ]] && return
    done <log
    return 1
}
alone() { out=$(bounded "$irindex" -d db "$@" 2>&1 </dev/null); status=$?; }
start() { # ARGUMENT...
    : >log
    "$irindex" -d db --watch "$@" >log 2>&1 </dev/null 9>&- &
    watcher=$!
}
has_ended() { ! kill -0 "$watcher"; } 2>/dev/null
follows() { # NAME IDS
    comes is "$2"
    status=$? out="$have
$(<log)"
    result $status "$1"
}
hears() { # NAME PATTERN: waits for a line of the log
    in_time said "$2"
    status=$? out=$(<log)
    result $status "$1"
}
ends() { # NAME SIGNAL
    kill "-$2" "$watcher"
    until_true has_ended || kill -KILL "$watcher"
    wait "$watcher"
    status=$? out=$(<log)
    watcher=''
    check "$1" exits 0
}

# -- what cannot be watched
mkdir n
alone --watch; check 'no input' both 2 'no files or folders given'
alone --watch -; check 'standard input' both 2 'standard input'
alone --watch n -; check 'nor with others' both 2 'standard input'
alone --watch -T list n; check 'a list' both 2 'not with --files-from'
alone --watch -n n; check 'a dry run' both 2 'not with --dry-run'
alone --watch --delete n; check 'deletion' both 2 'only to add'
alone --watch --check; check 'a check' both 2 'only to add'
alone --watch nothing nowhere; check 'nothing there' both 2 'nowhere: no such file'
check 'no index for that' [ ! -e db ]

# -- a folder
echo 'Gas imports were approved.' >n/a.txt
ln -s a.txt n/link
start --prune n
follows 'the first round' 'n/a.txt '
hears 'it says that it watches' 'watching 1 folder$'
echo 'Oil fell at the port.' >n/b.txt
follows 'a file that is new' 'n/a.txt n/b.txt '
echo '{"id":"x1","text":"Coal is new."}' >n/c.jsonl
follows 'one of another kind' 'n/a.txt n/b.txt x1 '
echo '{"id":"x2","text":"Coal is old."}' >n/c.jsonl
follows 'one that changes' 'n/a.txt n/b.txt x2 '
hears 'in one line' '^irindex: 1 article added, 0 replaced, 0 rejected, 1 deleted, revision'
echo 'Wind rose.' >d.txt
mv d.txt n
follows 'one that is moved in' 'n/a.txt n/b.txt n/d.txt x2 '
echo 'Wind fell.' >.d.new
mv .d.new n/d.txt
comes has 'Wind fell'
hears 'or over another' '^irindex: 0 articles added, 1 replaced'
mkdir -p n/deep/er
echo 'Waves broke.' >n/deep/er/e.txt
follows 'folders that are new' 'n/a.txt n/b.txt n/d.txt n/deep/er/e.txt x2 '
echo 'Waves broke again.' >n/deep/f.txt
follows 'and what comes into them' 'n/a.txt n/b.txt n/d.txt n/deep/er/e.txt n/deep/f.txt x2 '
rm n/b.txt
follows 'a file that goes' 'n/a.txt n/d.txt n/deep/er/e.txt n/deep/f.txt x2 '
mv n/deep deep
follows 'a folder that goes' 'n/a.txt n/d.txt x2 '
mv deep n/back
follows 'and comes back' 'n/a.txt n/back/er/e.txt n/back/f.txt n/d.txt x2 '
echo 'Waves broke once more.' >n/back/er/g.txt
follows 'is watched as before' 'n/a.txt n/back/er/e.txt n/back/er/g.txt n/back/f.txt n/d.txt x2 '
rm -r n/back
follows 'all of it' 'n/a.txt n/d.txt x2 '
rm n/a.txt
follows 'and another' 'n/d.txt x2 '
echo 'Linked.' >linked
ln linked n/h.txt
follows 'a link that is not closed' 'n/d.txt n/h.txt x2 '
echo '{"id":"x2","text":"Coal is old."}
{' >n/c.jsonl
hears 'what is rejected' '^irindex: n/c.jsonl:2: '
echo '{"id":"x3","text":"Coal was."}
{' >n/c.jsonl
follows 'keeps what was there' 'n/d.txt n/h.txt x2 x3 '
check 'and is said once' [ "$(grep -c 'c.jsonl:2' log)" = 1 ]
check 'as links are' [ "$(grep -c 'symbolic' log)" = 1 ]
mv n m
mkdir o
echo 'Another.' >o/o.txt
mv o n
follows 'a folder that is another' 'n/d.txt n/h.txt n/o.txt x2 x3 '
hears 'loses nothing unasked' '^irindex: n: not pruned: 3 of 3 files gone'
alone --force-prune n; check 'but when it is asked' both 0 '3 gone; 4 articles'
follows 'beside the watcher' 'n/o.txt '
echo 'Still here.' >n/p.txt
follows 'is watched as well' 'n/o.txt n/p.txt '
ends 'SIGTERM' TERM
alone n; check 'nothing is left to do' both 0 '2 unchanged'
alone --check; check 'sound' exits 0

# -- without --prune, and files by name
rm -rf db n m
mkdir n
echo 'One.' >n/one.txt
echo 'Two.' >n/two
start -q n/one.txt ./n/two
follows 'files by name' 'n/one.txt n/two '
rm n/two
echo 'One and a half. It has more.' >n/new
echo 'Other.' >n/other.txt
mv n/new n/one.txt
comes has 'It has more'
follows 'alone are taken, and stay' 'n/one.txt n/two '
echo 'Two again.' >n/two
comes has 'Two again'
check 'also when they come back' is 'n/one.txt n/two '
ends 'SIGINT' INT
check '--quiet says only what went wrong' [ "$(grep -vc 'No such file' log)" = 0 ]

# -- files that change all the time, and the index inside of the folder
rm -rf db n
mkdir n
echo 'One.' >n/one.txt
start --report n/.report n
follows 'begins' 'n/one.txt '
(while :; do echo 'Busy.' >n/busy.txt; echo 'x' >n/x.bin; sleep 0.1; done) &
other=$!
follows 'a folder that is never quiet' 'n/busy.txt n/one.txt '
kill "$other"
wait "$other" 2>/dev/null
printf '{' >n/bad.json
until_true grep -q 'bad.json' n/.report
result $? 'the report follows'
ends 'its end' TERM
rm -rf db n
mkdir n
cd n || exit 2
echo 'One.' >one.txt
start --prune . --report report
follows 'an index in the folder' 'one.txt '
mkdir sub
watches() { # FOLDER: is among the inotify watches in $watched
    grep -qi "^inotify .* ino:$(printf '%x' "$(stat -c %i "$1")") " <<<"$watched"
}
watches_sub() { watched=$(cat "/proc/$watcher"/fdinfo/*) && watches sub; }
check 'other folders are watched' until_true watches_sub
watches db
check 'that of the index is not' [ $? = 1 ]
ends 'its end too' TERM
cd ..

# -- file systems that come and go, and folders that are replaced
rm -rf db n
mkdir -p n here store/deep
echo 'One.' >n/one.txt
echo 'Two.' >store/deep/two.txt
echo 'Three.' >store/three.txt
start --prune n here
follows 'two folders' 'n/one.txt '
mv n m
hears 'a folder that goes' '^irindex: n: is gone; waiting until it is back$'
hears 'with what it had' '^irindex: n: not pruned: 1 of 1 file gone, and the folder does not exist'
mv m n
hears 'and comes back' '^irindex: n: is back$'
echo 'New.' >n/new.txt
follows 'is followed again' 'n/new.txt n/one.txt '
if [ "${in_mounts-}" ]; then
    mount --bind store here
    hears 'something mounted on an input' '^irindex: here: is another folder now, or on another file system$'
    follows 'is read' 'here/deep/two.txt here/three.txt n/new.txt n/one.txt '
    echo 'Four.' >here/deep/four.txt
    follows 'and followed' 'here/deep/four.txt here/deep/two.txt here/three.txt n/new.txt n/one.txt '
    umount here
    hears 'unmounted, it loses nothing' '^irindex: here: not pruned: 3 of 3 files gone, and the folder is empty'
    check 'all is there' is 'here/deep/four.txt here/deep/two.txt here/three.txt n/new.txt n/one.txt '
    mount -t tmpfs none here
    echo 'Five.' >here/five.txt
    follows 'another in its place' 'here/deep/four.txt here/deep/two.txt here/five.txt here/three.txt n/new.txt n/one.txt '
    until_true umount here 2>/dev/null
    mount --bind store here
    echo 'Six.' >here/deep/six.txt
    comes has 'Six'
    check 'and the first again' until_true has 'Six'
    mkdir n/in
    comes has 'Six'
    until_true mount -t tmpfs none n/in
    echo 'Inner.' >n/in/inner.txt
    comes has 'Inner'
    check 'one inside of an input' until_true has 'Inner'
    until_true umount n/in 2>/dev/null
    until_true umount here 2>/dev/null
else
    echo 'skipped: file systems cannot be mounted here'
fi
ends 'at the end' TERM

# -- another writer
rm -rf db n
mkdir n
echo 'One.' >n/one.txt
mkfifo fifo
"$irindex" -q -d db --lock-timeout 600 --set id=held <fifo & other=$!
exec 9>fifo
writes() { alone --delete none; says "being written by process $other"; }
until_true writes
start n
hears 'another writer' "being written by process $other"
hears 'is waited for' 'waiting for it to end'
echo 'Held.' >&9
exec 9>&-
wait "$other"
other=''
follows 'until it ends' 'held n/one.txt '
check 'which is said once' [ "$(grep -c 'being written' log)" = 1 ]
printf '{"id":"between","text":"Words."}\n' | "$irindex" -q -d db
check 'between rounds others write' is 'between held n/one.txt '
ends 'waiting' TERM

# -- a signal in the middle of a round
rm -rf db n
mkdir n
echo 'One.' >n/one.slow
start --filter "slow=sleep 3600.$$" n
until_true pgrep -fx "sleep 3600.$$" >/dev/null
ends 'a round is cut short' TERM
check 'and leaves nothing' [ "$(pgrep -cfx "sleep 3600.$$")" = 0 ]

# -- more events and folders than the kernel has room for
rm -rf db n
mkdir n
echo 'One.' >n/one.txt
start n
hears 'watches' 'watching'
room=$(cat /proc/sys/fs/inotify/max_queued_events)
if [ "$room" -le 100000 ]; then
    kill -STOP "$watcher"
    python3 - "$room" <<'PY'
import sys
for i in range(int(sys.argv[1]) + 1):
    open("n/%d.bin" % (i % 2), "w").close()
open("n/two.txt", "w").write("Two.")
PY
    kill -CONT "$watcher"
    follows 'events that were lost' 'n/one.txt n/two.txt '
else
    echo "skipped: room for $room events"
fi
ends 'after them' TERM

few() { # watches
    ${exec-} unshare -Ur bash -c 'echo "$1" >/proc/sys/user/max_inotify_watches &&
        shift && exec "$@"' - "$@"
}
if few 8 true 2>/dev/null; then
    rm -rf db
    mkdir -p n/a/b n/c
    exec="exec" few 2 "$irindex" -d db --watch n >log 2>&1 & watcher=$!
    hears 'too few watches' 'limit fs.inotify.max_user_watches is reached'
    follows 'do not keep it from reading' 'n/one.txt n/two.txt '
    hears 'nor from watching the rest' 'watching 1 folder$'
    ends 'at its end' TERM
    check 'that is said once' [ "$(grep -c max_user log)" = 1 ]
else
    echo 'skipped: the number of watches cannot be set here'
fi

finish
