#!/usr/bin/env bash
# A few cases of each loop of `make torture`, always the same.
# Usage: torture.sh BUILD [CASES [SEED]]
export SEARCHES=${SEARCHES:-20} BACKUPS=${BACKUPS:-2} BYTES=${BYTES:-2}
# Xapian's own check frees a table by the wrong size.
export ASAN_OPTIONS=new_delete_type_mismatch=0:${ASAN_OPTIONS-}
loops='faults outside compound cuts readers backup damage decay memory upgrade exhaustive'
usual=12
case $1 in
*asan* | *coverage*)
    echo 'skipped: memory: sanitizers bring an allocator of their own'
    echo 'skipped: readers, backup: they would take minutes'
    loops='faults outside compound cuts damage decay upgrade exhaustive'
    usual=6
    ;;
esac
build=$1
# Besides, a new index that cannot be created: of each kind of call, the reason
# is said.
exec python3 "$(dirname "$0")/torture/torture.py" "$build" $loops \
    --some "${2:-$usual}" --besides create:EROFS:once --seed "${3:-5}"
