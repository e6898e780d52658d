#!/bin/bash
# What is left of a damaged index is written to a new one, what it has lost comes
# from its files, and what is lost for good is named.
# Usage: repair.sh BUILD
set -u
export LC_ALL=C
here=$(realpath "$(dirname "$0")")
irindex=$(realpath "$1")/irindex irsearch=$(realpath "$1")/irsearch
unset IR_DB IR_CONFIG
source "$here/checks.bash"
cp -r "$here/../corpus" "$work/in" && cd "$work" || exit 2
export HOME=$work

repair() { # ARGUMENT...: of damaged into new; sets out (both streams) and status
    rm -rf new
    out=$(bounded "$irindex" -d damaged --repair new --sync off "$@" 2>&1)
    status=$?
}
export_of() { "$irindex" -d "$1" --export; }
ids() { sed 's/^{"id":"\([^"]*\)".*/\1/'; } # of an export
answers() { # DB
    "$irsearch" -d "$1" --jsonl -n 50 'gas OR iraq OR "river bank"' | grep '"hit"'
}
# Blocks of a table of the damaged index: those of a level, or all with -1, of
# which the first SKIP are left alone, and MOST are overwritten.
ruin() { # TABLE LEVEL [SKIP [MOST]]
    python3 - "damaged/$1.glass" "$2" "${3:-0}" "${4:-999}" <<'PY'
import sys
path, level, skip, most = sys.argv[1], *map(int, sys.argv[2:])
with open(path, "r+b") as f:
    data = f.read()
    at = [i for i in range(0, len(data), 8192) if level in (-1, data[i + 4])]
    for i in at[skip:skip + most]:
        f.seek(i)
        f.write(b"\xa5" * 8192)
PY
}
afresh() { rm -rf damaged && cp -a whole damaged; }
whole_again() { cmp whole.jsonl <(export_of new); }

"$irindex" -q -d whole --stem none in || exit 2
export_of whole >whole.jsonl
afresh
repair; check 'a whole index' both 0 'new: 45 articles read from damaged, 0 from files, 0 lost'
check 'has all articles' whole_again
check 'answers the same' cmp <(answers whole) <(answers new)
out=$("$irindex" -d new --info)
check 'has its options' says 'stem:       none'
check 'and is sealed' [ -e new/seal ]

# -- a damaged block
ruin docdata 0 2 1
before=$(sha256sum damaged/*)
repair; check 'a damaged block' both 0 'from files, 0 lost'
check 'costs what is in it' [ "${out#*: 3}" != "$out" ]
check 'and that its files have' whole_again
check 'the damaged index is left alone' [ "$before" = "$(sha256sum damaged/*)" ]
mv in gone
repair --report lines; check 'without the files' both 1 ', 0 from files, '
sed -n 's/^irindex: damaged: this article is lost: //p' <<<"$out" >lost
count=$(wc -l <lost)
sed 's/.*/"id":"&"/' lost | grep -Ff - whole.jsonl >lost.jsonl
check 'what is lost is named' [ "$count" -gt 0 ]
check 'and counted' says ", $count lost"
check 'and in the report' [ "$(grep -c '"reason":"lost"' lines)" = "$count" ]
check 'the rest is there' cmp <(export_of new) <(grep -vFf lost.jsonl whole.jsonl)
repair lost.jsonl; check 'it may come from elsewhere' both 0 "$count from files, 0 lost"
check 'and is the same' whole_again

# -- what leads to the records, and names them
afresh; ruin docdata 1; ruin termlist 1; ruin postlist 1
repair; check 'no branches' exits 0
check 'all articles' whole_again
afresh; rm damaged/iamglass damaged/position.glass
repair; check 'no version file' both 0 'new: 45 articles read from damaged, 0 from files, 0 lost'
rm damaged/seal
repair; check 'and no seal' both 1 'new: 45 articles read from damaged, 0 from files, an unknown number lost'
afresh; rm damaged/seal damaged/termlist.glass; ruin docdata 0 2 1
repair; check 'ids from another table' both 1 "$count lost"
check 'are those' cmp lost <(sed -n 's/^irindex: damaged: this article is lost: //p' <<<"$out")
ruin postlist -1
repair; check 'no ids' both 1 "$count lost; the ids of $count are not known"
check 'no options' says 'its options cannot be read'
mv gone in
afresh; rm damaged/docdata.glass
printf '\377' | dd of=damaged/iamglass bs=1 seek=34 conv=notrunc status=none
repair; check 'no records' says 'new: 0 articles read from damaged, 45 from files'
check 'all from files' whole_again

# -- blocks that are in use no more have what was deleted and replaced
cp whole/docdata.glass old.glass
"$irindex" -q -d whole --delete in/articles/2*
echo 'Gas flows no more.' >in/articles/01-us-extends-waiver-for-iraq-energy-imports.txt
"$irindex" -q -d whole in/articles/01*
export_of whole >whole.jsonl
afresh
repair; check 'after changes' both 0 ' 0 from files, 0 lost'
check 'the same articles' whole_again
ruin docdata 1
repair; check 'and without branches' exits 0
check 'the same articles' whole_again
afresh; rm damaged/docdata.glass && cp old.glass damaged/docdata.glass
mv in gone; repair; mv gone in
check 'records of an earlier revision' says 'this article is lost: in/articles/01-'

# -- refusals
repair_to() { # DIR NEW [OPTION]
    out=$("$irindex" -d "$1" --repair "$2" "${@:3}" 2>&1)
    status=$?
}
repair_to damaged whole; check 'an index is there' both 2 'whole: is an index already'
mkdir full && : >full/file
repair_to damaged full; check 'something else is there' both 2 full
mkdir free; repair_to whole free; check 'an empty folder' exits 0
repair_to none new2; check 'nothing to repair' both 2 none
repair_to in new2; check 'no index' both 2 in
for other in --dry-run --check; do
    repair_to damaged new2 $other; check "not with $other" exits 2
done
rm damaged/termlist.glass; mkfifo damaged/termlist.glass
repair_to damaged new2; check 'no regular file' both 2 'not a regular file'
check 'nothing is made' [ ! -e new2 ]
finish
