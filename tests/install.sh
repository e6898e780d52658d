#!/usr/bin/env bash
# Does `make install` install everything, into any PREFIX and DESTDIR, and does
# uninstall remove it?  Usage: install.sh BUILD
set -u
build=$1
case $build in
*/asan | */coverage) echo "skipped: not with instrumented objects"; exit 0 ;;
esac
. tests/checks.bash

# What was made for one PREFIX is installed under two others; in a copy, as
# other tests use the programs meanwhile.
mkdir "$work/build"
cp -a "$build"/{lib,indexer,searcher,flags,prefix,*.a,*.so.*,irindex,irsearch} \
    "$work/build" || exit 2
make_to() { # ROOT PREFIX TARGET
    out=$(make "$3" BUILD="$work/build" DESTDIR="$1" PREFIX="$2" 2>&1)
    status=$?
}
compiled() { # COUNT: so many files were
    [ "$(grep -c '^  c[cx]' <<<"$out")" -le "$1" ]
}
knows() { # PROGRAM FOLDER
    grep -qF "$2/topics.txt" "$1"
}
topics_of() { # PROGRAM: does its own folder of data count?
    out=$("$1" --no-config -d "$work/db" --strict 'topic:harbour' 2>&1)
    status=$?
}

make_to "$work/staged" /usr install
check 'install under DESTDIR' exits 0
check 'compiles one file again for another PREFIX' compiled 1
check 'irsearch reads what is under PREFIX, not DESTDIR' \
    knows "$work/staged/usr/bin/irsearch" /usr/share/irsearch
make_to '' "$work/here" install
check 'install under another PREFIX, without DESTDIR' exits 0
check 'irsearch looks there' \
    knows "$work/here/bin/irsearch" "$work/here/share/irsearch"
make_to '' "$work/here" install
check 'and again: nothing to compile' compiled 0

"$work/here/bin/irindex" --no-config -q -d "$work/db" corpus
topics_of "$work/here/bin/irsearch"
check 'a topic that nobody has is none' exits 2
printf '[harbour]\nport\nwater\n' \
    >>"$work/here/share/irsearch/topics.txt"
topics_of "$work/here/bin/irsearch"
check 'a topic of the installed topics.txt is one' [ "$status" -lt 2 ]

for page in indexer/*.[1-9] searcher/*.[1-9]; do
    check "${page##*/} is where man looks for it" \
        cmp "$page" "$work/here/share/man/man${page##*.}/${page##*/}"
done
links() {
    [ "$(readlink -f "$1/libirsearch.so")" = \
        "$(readlink -f "$1/libirsearch.so.0")" ] &&
        [ -f "$1/libirsearch.so" ]
}
check 'the names of the shared library lead to it' links "$work/here/lib"

for root in "$work/staged /usr" " $work/here"; do
    make_to "${root% *}" "${root#* }" uninstall
    out=$(find "${root% *}${root#* }" ! -type d)
    check "uninstall leaves nothing under ${root#* }" [ -z "$out" ]
done
finish
