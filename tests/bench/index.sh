#!/bin/bash
# Indexing beside Omega's scriptindex, on the same text in one run.
# Usage: index.sh BUILD FOLDER [JOBS...]
set -u
export LC_ALL=C
irindex=$(realpath "$1")/irindex
folder=$(realpath "$2")
shift 2
[ $# -gt 0 ] || set -- 1 2
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 2
export HOME=$work
bytes=$(find "$folder" -type f -name '[!.]*' -printf '%s\n' |
    awk '{ n += $1 } END { print n }')

row() { # NAME INDEX, with the times of the last run in "times"
    awk -v name="$1" -v bytes="$bytes" -v size="$(du -sk "$2" | cut -f1)" '
        { printf "%-22s %6.1f s wall %6.1f s cpu %6.2f MB/s %6.2f MB/cpu-s %5d MB memory %5d MB index\n",
          name, $1, $2 + $3, bytes / 1e6 / $1, bytes / 1e6 / ($2 + $3),
          $4 / 1024, size / 1024 }' times
}
timed() { # COMMAND...
    /usr/bin/time -o times -f '%e %U %S %M' "$@" >out 2>&1 ||
        { tail -n 3 out; exit 1; }
}

echo "# $(awk -v b="$bytes" 'BEGIN { print b / 1e6 }') MB, load $(cut -d' ' -f1-3 /proc/loadavg)"
for jobs in "$@"; do
    rm -rf ours
    timed "$irindex" -q -d ours -j "$jobs" "$folder"
    row "irindex -j$jobs" ours
done
timed "$irindex" -q -d ours --compact
row 'irindex --compact' ours
xapian-check ours | tail -n 1

command -v scriptindex >/dev/null || exit 0
printf 'id : boolean=Q unique=Q field\ntext : unhtml index field\n' >script
sed -i 's/unhtml //' script
python3 - "$folder" >dump <<'PY'
import os
import sys
for at, folders, names in os.walk(sys.argv[1]):
    folders.sort()
    for name in sorted(names):
        path = os.path.join(at, name)
        with open(path, "rb") as f:
            text = f.read().replace(b"\r", b"").strip(b"\n")
        out = sys.stdout.buffer
        out.write(b"id=" + os.fsencode(name)[:200] + b"\n")
        out.write(b"text=" + text.replace(b"\n", b"\n=") + b"\n\n")
PY
timed scriptindex -s english theirs script dump
row scriptindex theirs
