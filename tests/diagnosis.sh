#!/bin/bash
# What keeps an index from being written or read is said as it is, at once.
# Usage: diagnosis.sh BUILD
set -u
export LC_ALL=C
irindex=$(realpath "$1")/irindex irsearch=$(realpath "$1")/irsearch
unset IR_DB IR_CONFIG
. "$(dirname "$0")/mounts.bash"
. "$(dirname "$0")/checks.bash"
cd "$work" || exit 2
export HOME=$work
index() { # ARGUMENT...: never waits for a lock
    out=$(bounded "$irindex" --no-config --lock-timeout 86400 "$@" 2>&1)
    status=$?
}
search() { out=$(bounded "$irsearch" --no-config "$@" 2>&1); status=$?; }
files_of() { (cd "$1" && stat -c '%n %i' . * && cat ./*) | sha256sum; }
echo 'Gas imports were approved.' >a.txt
"$irindex" --no-config -q -d x a.txt

# -- the current folder
mkdir here
cd here || exit 2
index -d . ../a.txt; check 'an index in the current folder, which is empty' both 0 '1 article added'
search -d . -c gas; check 'is found there' both 0 1
index -d . --compact; check 'compacted' exits 0
search -d . -c gas; check 'and found, although the folder was replaced' both 0 1
index -d . --check; check 'sound' exits 0
cd ..
mkdir other
inode=$(stat -c %i other)
index -d other --writer api a.txt
check 'an empty folder is filled, not replaced' test "$inode" = "$(stat -c %i other)"
mkdir left; : >left/flintlock; : >left/docdata.glass
index -d left a.txt; check 'also one that was left half made' both 0 '1 article added'
mkdir lost; cp x/*.glass lost
index -d lost a.txt; check 'but not one with tables' both 2 'lost is not an index: it has docdata.glass but no iamglass'

# -- another program's database
cat >plain.cc <<'CC'
#include <xapian.h>
int main(int, char **argv)
{
    Xapian::WritableDatabase db(argv[1], Xapian::DB_CREATE | Xapian::DB_BACKEND_GLASS);
    Xapian::Document doc;
    doc.add_term("gas");
    db.add_document(doc);
    db.commit();
}
CC
if ${CXX:-c++} -o plain plain.cc -lxapian 2>/dev/null && ./plain theirs; then
    before=$(files_of theirs)
    for task in --compact --check --export --info '--delete a' a.txt '--merge x'; do
        index -d theirs $task
        check "theirs: $task" both 2 'theirs: a Xapian index, but not made by irindex'
    done
    index -d new --merge theirs; check 'theirs: --merge of it' both 2 'not made by irindex'
    check 'it stays as it was' test "$before" = "$(files_of theirs)"
else
    echo 'skipped: no C++ compiler with Xapian'
fi

# -- file systems
if [ "${in_mounts-}" ]; then
    mkdir ro
    mount --bind x ro && mount -o remount,bind,ro ro || exit 2
    for task in a.txt --compact '--delete a.txt' '--merge other'; do
        index -d ro $task; check "read-only: $task" both 2 'index ro cannot be written: Read-only file system'
    done
    index -d ro --check; check 'read-only: --check' both 0 'no damage found in 1 article'
    index -d ro --export; check 'read-only: --export' both 0 a.txt
    search -d ro -c gas; check 'read-only: search' both 0 1
    umount ro
    cp -r x bad
    printf '\377\377\377\377' | dd of=bad/postlist.glass bs=1 seek=4 conv=notrunc 2>/dev/null
    mount --bind bad ro && mount -o remount,bind,ro ro || exit 2
    index -d ro --check; check 'read-only and damaged' both 2 'index ro'
    umount ro
    mount -t tmpfs -o ro none ro
    index -d ro/new a.txt; check 'read-only: a new one' both 2 'beside ro/new: Read-only file system'
    umount ro
    mount -t tmpfs none ro
    index -d ro a.txt; check 'the root of a file system' both 2 'it is the root of a file system; name a folder in it'
    umount ro
    mkdir full
    mount -t tmpfs -o size=256k none full
    cp -r x full/x
    dd if=/dev/zero of=full/fill bs=4k 2>/dev/null
    for task in '--reread a.txt' --compact; do
        index -d full/x $task; check "full: $task" both 2 'No space left on device'
    done
    rm full/x/flintlock
    index -d full/x --reread a.txt; check 'full: no lock' both 2 'No space left on device'
    index -d full/x --check; check 'full: sound' exits 0
    index -d full/new a.txt; check 'full: a new one' both 2 'No space left on device'
    umount full
else
    echo 'skipped: file systems cannot be mounted here'
fi
finish
