#!/usr/bin/env bash
# The main paths of both programs under $VALGRIND: no leak, no bad access, and
# the exit status that each run should have.
# Usage: valgrind.sh BUILD
set -u
export LC_ALL=C NO_COLOR=1
irindex=$(realpath "$1")/irindex irsearch=$(realpath "$1")/irsearch
corpus=$(realpath corpus)
valgrind=${VALGRIND-valgrind -q --leak-check=full --error-exitcode=9
    --errors-for-leak-kinds=definite}
unset IR_DB IR_CONFIG
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 2
export HOME=$work XDG_CONFIG_HOME=$work XDG_DATA_HOME=$work
passed=0 failed=0

# run STATUS PROGRAM ARGUMENT...
run() {
    local want=$1 got
    shift
    # shellcheck disable=SC2086
    $valgrind "$@" >out 2>log </dev/null
    got=$?
    if [ $got -eq "$want" ] && ! grep -q '^==[0-9]*==' log; then
        passed=$((passed + 1))
        return
    fi
    failed=$((failed + 1))
    echo "not ok - ${*##*/}: exit $got, want $want"
    cat log
}
index() { run "$1" "$irindex" --no-config -d db "${@:2}"; }
# Under valgrind on a busy machine a search may take longer than its default.
search() { run "$1" "$irsearch" --no-config --timeout 0 -d db "${@:2}"; }

printf 'gas, fuel\nunited states, america\n' >synonyms
printf 'gas\nq2\tgas waiver\n\n"natural gas"\n' >batch
printf '{"id":"j1","title":"Gas","text":"Gas flows."}\n{"bad"\n' >some.jsonl
printf 'Not much gas here.\n' >one.txt

index 0 --synonyms synonyms -j 2 "$corpus/articles" "$corpus/wire.jsonl"
index 0 one.txt
index 0 one.txt
index 0 -j 1 --on-duplicate skip one.txt
index 1 --report report some.jsonl
index 0 -n one.txt
index 0 --info
index 0 --check
index 0 --compact
index 0 --delete j1
index 2 --stem none one.txt
index 2 missing.txt
index 2 --no-such-option
run 0 "$irindex" --help

search 0 gas electricity waiver
search 0 --all gas waiver
search 0 --any gas waiver zebra
search 0 --json -C 2 --per-article 0 '"natural gas" -football'
search 0 --jsonl -n 100 Iran-Iraq
search 0 --json -u article --offset 5 united states
search 0 -l '(gas OR oil) AND NOT waiver'
search 0 -l0 -n 3 gas
search 0 -c '"natural gas"'
search 0 --any -c '(+gas waiver lang:en) OR "gas waiver"'
search 0 -q gas
search 0 --literal 'gas -oil "'
search 0 -f batch
search 0 --jsonl -f batch
search 0 --get one.txt
search 0 --json --get one.txt
search 0 --show one.txt
search 0 --show one.txt -e 'gas "natural gas" zebra*' --color=always
search 0 --info
search 0 --info --json
search 0 --terms wai
search 0 --terms-of gas OR measles
search 1 --terms xyzzy
search 1 zebra
search 1 -l zebra
search 1 --get missing.txt
search 1 --show missing.txt -e gas
search 2
search 2 ''
search 2 -n 5000 gas
search 2 --json "$(printf 'gas%.0s ' {1..4097})"
run 2 "$irsearch" --no-config -d nowhere gas
run 2 "$irsearch" --no-such-option
run 0 "$irsearch" --help
run 0 "$irsearch" --version

# A damaged table is an error, never a crash.
find db -name 'docdata.glass' -exec \
    dd if=/dev/zero of={} bs=1 count=4000 seek=8300 conv=notrunc status=none \;
search 2 gas
index 2 --check

echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
