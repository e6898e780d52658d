#!/bin/bash
# A file is one article, however it is named, and two files are two; and nothing
# is deleted because a folder happens not to be there.
# Usage: identity.sh BUILD
set -u
export LC_ALL=C
irindex=$(realpath "$1")/irindex irsearch=$(realpath "$1")/irsearch
unset IR_DB IR_CONFIG
. "$(dirname "$0")/mounts.bash"
. "$(dirname "$0")/checks.bash"
cd "$work" || exit 2
work=$PWD
export HOME=$work

run() { # FOLDER ARGUMENT...: runs irindex there; sets out and status
    out=$(cd "$1" && bounded "$irindex" --no-config -d "$work/db" "${@:2}" 2>&1)
    status=$?
}
ids_of() { "$irindex" --no-config -d "$1" --export | jq -r .id | tr '\n' ' '; }
has() { # NAME ID...: the index has exactly these articles
    out=$(ids_of db)
    check "$1" test "$out" = "$(printf '%s ' "${@:2}")"
}

mkdir -p a/n b/n
echo 'Gas from a.' >a/n/x.txt
echo '{"text":"Gas without an id."}' >a/n/j.jsonl
echo 'Oil from b.' >b/n/x.txt

# -- folders with the same relative name
run a n; check 'a folder' both 0 '2 articles added'
run b --prune n; check 'of the same name' both 0 '1 article added, 0 replaced'
all=("$work/b/n/x.txt" n/j.jsonl:1 n/x.txt)
has 'is another' "${all[@]}"
run a --info; check 'names are relative to where the index was begun' says "base:       $work/a"

# -- other ways to name a file
ln -s a/n link
ln -s ../a/n/x.txt b/file
for names in 'a ./n' 'a n/' 'a n//x.txt' 'a n/../n' 'a/n .' 'b ../a/n' '. link' 'b file' \
    "b $work/a/n" "b $work/b/../link/j.jsonl"; do
    run ${names% *} --reread "${names#* }"
    check "$names: no other article" says ' 0 articles added'
done
has 'all are one' "${all[@]}"
run a n/x.txt ./n/x.txt; has 'given twice' "${all[@]}"
cp a/n/x.txt a/n/bad.html; printf '\0\0\0' >a/n/bad.html
run a/n bad.html; check 'messages name a file as it was given' both 1 'irindex: bad.html: '
rm a/n/bad.html
run b --delete ../a/n/x.txt; check 'a path is deleted as well as an id' both 0 '1 article deleted'
has 'only that' "${all[@]:0:2}"
run a --reread n; has 'and read again' "${all[@]}"

# -- standard input
piped() { printf "$1" | bounded "$irindex" --no-config -q -d pipes -; }
piped 'Gas rose.'; piped 'Oil fell.'; piped 'Gas rose.'
piped '{"text":"Coal"}\n'; piped '{"text":"Wind"}\n'; piped '{"id":"w","text":"Waves"}\n'
"$irindex" --no-config -d pipes --export >piped.jsonl
check 'what comes from a pipe replaces nothing else' test "$(wc -l <piped.jsonl)" = 5
check 'ids of its own stay' grep -q '"id":"w"' piped.jsonl
"$irindex" --no-config -q -d pipes - <piped.jsonl
check 'also those made for it' cmp piped.jsonl <("$irindex" --no-config -d pipes --export)

# -- out, in and together
"$irindex" --no-config -d db --export >out.jsonl
"$irindex" --no-config -q -d in <out.jsonl
check 'export keeps the names' cmp out.jsonl <("$irindex" --no-config -d in --export)
(cd b && "$irindex" --no-config -q -d ../other n)
"$irindex" --no-config -q -d merged --merge other db
check 'merge makes them relative to one base' test "$(ids_of merged)" = \
    "$work/a/n/j.jsonl:1 $work/a/n/x.txt n/x.txt "
(cd b && "$irindex" --no-config -d ../merged --reread n 2>&1) >out
check 'and files are recognised' grep -q ' 0 articles added' out

# -- the base folder
mv a moved
run moved --base . --reread n; check 'a tree that has moved' says ' 0 articles added'
has 'keeps its names' "${all[@]}"
mv moved a; run a --base "$work/a" n; has 'and again' "${all[@]}"
run a --base nothing n; check 'a base that is no folder' both 2 '--base nothing: no such folder'
(cd / && "$irindex" --no-config -q -d "$work/root" "$work/b/n")
check 'begun in the root folder, names are whole paths' test "$(ids_of root)" = "$work/b/n/x.txt "

# -- pruning what may only be away
run b --prune n; check 'nothing is gone' both 0 '0 gone'
mv b/n b/m
run b --prune n m; check 'a folder that is gone' both 1 \
    'irindex: n: not pruned: 1 of 1 file gone, and the folder does not exist; --force-prune'
mkdir b/n
run b --report ../rep --prune n; check 'one that is empty' both 1 'and the folder is empty'
check 'is in the report' grep -q '"reason":"prune"' rep
rmdir b/n; mv b/m b/n; rm b/file
run . --prune b; check 'no article is lost' test "$(grep -c 'b/n/x.txt' <(ids_of db))" = 1
for i in 1 2 3 4; do echo "Wind $i." >b/n/$i.txt; done
run b n
rm b/n/[123].txt
run b -n --prune n; check 'most of a folder' both 1 '3 of 5 files gone, and these are most of its files'
echo 'Wind 3.' >b/n/3.txt
run . --prune b; check 'less is as usual' both 0 '2 gone; 2 articles no longer there deleted'
rm b/n/*
run b --force-prune n; check 'all, if it is forced' both 0 '3 gone; 3 articles no longer'

# -- file systems that come and go
if [ "${in_mounts-}" ]; then
    mkdir disk && mount -t tmpfs none disk && mkdir disk/in &&
        mount -t tmpfs none disk/in || exit 2
    for i in 1 2 3 4; do echo "Disk $i." >disk/$i.txt; done
    echo 'Inner.' >disk/in/i.txt
    run . disk
    umount disk/in
    run . --prune disk; check 'one inside that is not mounted' both 1 \
        'irindex: disk: not pruned: 1 of 5 files gone, and they were on another file system'
    umount disk
    run . --prune disk; check 'one that is not mounted' both 1 '5 of 5 files gone, and the folder is empty'
    run . --prune .; check 'nor in a folder above' both 1 'and they were on another file system'
    mount -t tmpfs none disk
    for i in 5 6 7 8 9 10; do echo "Disk $i." >disk/$i.txt; done
    run . --prune disk; check 'another in its place' both 1 '5 of 5 files gone'
    run . --force-prune disk; check 'may be taken for it' both 0 '5 gone; 5 articles'
    rm disk/5.txt
    run . --prune disk; check 'and is then itself' both 0 '1 gone; 1 article'
    umount disk
else
    echo 'skipped: file systems cannot be mounted here'
fi
finish
