#!/bin/bash
# Hostile containers: each is rejected by name in little memory, and the inputs
# beside it are kept.  Usage: hostile.sh BUILD
set -u
export LC_ALL=C
irindex=$(realpath "$1")/irindex
here=$(realpath "$(dirname "$0")")
unset IR_DB IR_CONFIG
# The sanitizer maps terabytes and keeps what was freed.
case $1 in *asan*) space=unlimited most=1000 ;; *) space=400000 most=64 ;; esac
. "$(dirname "$0")/checks.bash"
mkdir "$work/in" "$work/outside" && cd "$work/in" || exit 2
export HOME=$work/home
python3 "$here/hostile.py" || exit 2
find "$work" /tmp/evil-irsearch.txt 2>/dev/null | sort >"$work.before"

# What is said of each, and how it ends, in files beside it: NAME.out, and
# NAME.end with the status and the most memory it took, in KB.
measure() { # NAME... on standard input
    (ulimit -v "$space"; bounded python3 -c '
import os, resource, sys
def run(name):
    out = os.open(f"../said/{name}.out", os.O_WRONLY | os.O_CREAT)
    pid = os.fork()
    if not pid:
        os.dup2(out, 1)
        os.dup2(out, 2)
        resource.setrlimit(resource.RLIMIT_CPU, (300, 300))
        os.execv(sys.argv[1], [*sys.argv[1:], name])
    os.close(out)
    _, status, used = os.wait4(pid, 0)
    with open(f"../said/{name}.end", "w") as end:
        print(os.waitstatus_to_exitcode(status), used.ru_maxrss, file=end)
for line in sys.stdin:
    run(line.split()[0])' "$irindex" --no-config -n -d none)
}
mkdir "$work/said"
cat >"$work/said/table" <<'END'
bomb.gz 0 at most 200 times
bomb.bz2 0 at most 200 times
bomb.xz 0 at most 200 times
bomb.zst 0 at most 200 times
window.zst 0 zstd asks for too much memory: at most 8,388,608 bytes
window.xz 0 xz asks for too much memory: at most 67,108,864 bytes
bomb.zip 1 bomb.txt: .*at most 200 times
bomb.tar.gz 1 bomb.txt: .*at most 200 times
unwanted.tar.gz 1 at most 200 times
inside.tar 2 bomb.txt.gz: .*at most 200 times
twice.gz 0 at most 200 times
three.gz 0 at most 2 inside each other
two.tar 3 -
three.tar 2 at most 2 inside each other
names.tar 8 -
names.zip 3 -
long.tar 2 at most 4,096 bytes
types.tar 2 device.txt: not a regular file
through.tar 1 d: a symbolic link
link.zip 1 link.txt: a symbolic link
same.tar 2 -
short.tar 1 b.txt: damaged tar
huge.tar 1 huge.txt: damaged tar
large.zip 2 b.txt: damaged zip
crc.zip 2 b.txt: damaged zip
damaged.zip 2 b.txt: damaged zip
cut.gz 0 damaged gzip
members.jsonl.gz 4 damaged gzip
junk.gz 0 at most 2 inside each other
junk.tar 1 damaged tar
empty.gz 0 no words
nul.txt.gz 0 NUL bytes only
nul.bz2 0 no article
nul.xz 0 no article
nul.zst 0 no article
nothing.xz 0 no article
late.txt.gz 1 -
empty.zip 0 -
end.zip 0 damaged zip
unlisted.zip 3 damaged zip
encrypted.zip 2 b.txt: it is encrypted
many.zip 1 -
many.tar 2 -
END
measure <"$work/said/table"
while read -r name articles message; do
    out=$(<"$work/said/$name.out")
    status='' used=''
    read -r status used <"$work/said/$name.end"
    [ "$status" -ge 0 ] && [ "$status" -le 1 ] &&
        grep -q "^irindex: $articles article" <<<"$out"
    result $? "$name: $articles articles"
    if [ "$message" = - ]; then
        [ "$status" -eq 0 ]
    else
        [ "$status" -eq 1 ] && grep -q "^irindex: $name.*$message" <<<"$out"
    fi
    result $? "$name: $message"
    [ "$used" -le $((most * 1024)) ]
    result $? "$name: little memory"
done <"$work/said/table"
rm -r "$work/said"

out=$("$irindex" --no-config -q -d "$work/db" names.tar names.zip 2>&1)
out=$("$irindex" --no-config -d "$work/db" --delete names.tar/up.txt \
    names.tar/root.txt names.tar/a/b.txt names.tar/win/c.txt \
    names.tar/d.txt names.tar/e.txt names.zip/a/b.txt 2>&1)
result $? "names are cleaned"
find "$work" /tmp/evil-irsearch.txt 2>/dev/null | grep -v "^$work/db" | sort |
    diff "$work.before" - >/dev/null
result $? "nothing was written anywhere"
rm -f "$work.before"
out=$(frugal 300 "$irindex" --no-config -n -d none - <inside.tar 2>&1)
grep -q "^irindex: 2 articles" <<<"$out"
result $? "from a pipe it is the same"

finish
