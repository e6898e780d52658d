#!/usr/bin/env bash
# Programs in C, C++ and Python can use the installed libraries, whatever names
# they define themselves.  Usage: library.sh BUILD
set -u
build=$1
case $build in
*/asan | */coverage) echo "skipped: not with instrumented objects"; exit 0 ;;
esac
. tests/checks.bash

root=$work/root
lib=$root/usr/lib
# What has been built, as it is: its own PREFIX is that of its topics only.
make -s -o all install BUILD="$build" DESTDIR="$root" PREFIX=/usr >/dev/null ||
    exit 1
"$root/usr/bin/irindex" --no-config -q -d "$work/db" corpus || exit 1

# ---- names ----

only_ir() { # FILE NM_OPTION...: all its names, at least one, begin with ir_
    out=$(nm "${@:2}" --defined-only "$1" | awk 'NF == 3 { print $3 }' |
        sed 's/@.*//' | grep -v '^IRSEARCH.*_0$' | sort)
    grep -q '^ir_' <<<"$out" && ! grep -v '^ir_' <<<"$out"
}
# The functions that a header declares, each once.
declared_in() { # HEADER
    gcc -E -P -Iinclude "include/$1" | tr '\n' ' ' | tr ';{}' '\n' |
        grep 'visibility' | grep -o 'ir_[a-z_]* *(' | tr -d ' (' | sort -u
}
declares() { [ "$out" = "$1" ]; }
reading=$(declared_in irsearch.h)
writing=$(declared_in irsearch_writer.h | grep '^ir_writer')
for name in irsearch irsearch-writer; do
    functions=$reading
    [ $name = irsearch ] || functions=$writing
    check "the shared library $name has no name but ir_*" \
        only_ir "$lib/lib$name.so" -D
    check 'which are those that its header declares' declares "$functions"
    check "the archive $name has no name but ir_*" only_ir "$lib/lib$name.a" -g
    check 'which are the same' declares "$functions"
done
needs() { # it needs no library that only irindex uses
    out=$(readelf -d "$lib/libirsearch.so" | grep NEEDED)
    ! grep -E 'jansson|xml|archive|gmime|glib|nettle|jemalloc' <<<"$out"
}
check 'it needs no library that irindex alone uses' needs
version() {
    out=$(readelf -d "$lib/libirsearch.so" | grep SONAME)
    says 'libirsearch.so.0]'
}
check 'its name says that it is version 0 of the interface' version

# ---- callers in C and C++ that define names used inside of the library ----

cat >"$work/caller.c" <<'C'
#include <irsearch.h>
#include <stdio.h>
#include <string.h>

#ifdef __cplusplus
extern "C" {
#endif
int rank = 7;
void *xmalloc(size_t size);
void *xmalloc(size_t size)
{
    printf("mine: %zu\n", size);
    return NULL;
}
int buf_add(void);
int buf_add(void)
{
    return 1;
}
#ifdef __cplusplus
}
struct store {
    virtual ~store() { puts("my store"); }
};
#endif

int main(int argc, char **argv)
{
    const char *dir = argv[argc - 2], *query = argv[argc - 1];
    struct ir_searcher *s;
    struct ir_results *results;
    struct ir_request request;
    struct ir_error err;

#ifdef __cplusplus
    store mine;
#endif
    xmalloc((size_t)rank + (size_t)buf_add());
    if (ir_open(&dir, 1, &s, &err) != IR_OK) {
        printf("%s\n", err.message);
        return 2;
    }
    ir_request_init(&request);
    request.query.data = query;
    request.query.size = strlen(query);
    if (ir_search(s, &request, &results, &err) == IR_OK) {
        printf("%zu hits\n", results->count);
        ir_results_free(results);
    } else {
        printf("%s: %s\n", ir_status_name(err.status), err.message);
    }
    ir_close(s);
    return 0;
}
C
export PKG_CONFIG_PATH=$lib/pkgconfig
flags() { # PKG_CONFIG_OPTION...: flags from the installed irsearch.pc
    pkg-config --define-variable=prefix="$root/usr" "$@" irsearch
}
answers() { # PROGRAM
    out=$(LD_LIBRARY_PATH=$lib "$1" "$work/db" measles 2>&1)
    status=$?
    exits 0 && says 'mine: 8' && grep -q '^[1-9][0-9]* hits$' <<<"$out"
}
fails() { # PROGRAM: reports an error that began as a C++ exception
    out=$(LD_LIBRARY_PATH=$lib "$1" "$work/none" measles 2>&1)
    status=$?
    both 2 'there is no index'
}
alone() { # PROGRAM: the library is linked into it
    ! readelf -d "$1" | grep -q 'libirsearch'
}
build_caller() { # NAME COMPILER SOURCE LIBRARIES...
    local compiler
    read -ra compiler <<<"$2" # may be ccache gcc
    out=$("${compiler[@]}" -Wall -Wextra -Werror "$3" -o "$work/$1" $(flags --cflags) \
        "${@:4}" 2>&1)
    status=$?
    exits 0
}
cp "$work/caller.c" "$work/caller.cc"
static=$(flags --libs --static)
static=${static/-lirsearch/-l:libirsearch.a}
for kind in "c ${CC:-gcc}" "cc ${CXX:-g++}"; do
    compiler=${kind##* } suffix=${kind%% *}
    check "a caller .$suffix, with the shared library" build_caller \
        "shared.$suffix" "$compiler" "$work/caller.$suffix" $(flags --libs)
    check 'it finds' answers "$work/shared.$suffix"
    check 'it is told of errors' fails "$work/shared.$suffix"
    check "a caller .$suffix, with the archive" build_caller \
        "static.$suffix" "$compiler" "$work/caller.$suffix" $static
    check 'which is in it' alone "$work/static.$suffix"
    check 'it finds' answers "$work/static.$suffix"
    check 'it is told of errors' fails "$work/static.$suffix"
done
all_needed() { # leaving out any one library makes linking fail
    local one left
    out=''
    for one in $static; do
        [[ $one == -l* && $one != -l:* ]] || continue
        [[ $one != -luuid && $one != -lz ]] || continue # Xapian's own
        left=" $static "
        ${CC:-gcc} "$work/caller.c" -o "$work/less" -I"$root/usr/include" \
            ${left/ $one / } 2>/dev/null && out+=" $one"
    done
    [ -z "$out" ]
}
check 'irsearch.pc names no library that is not needed' all_needed

# ---- callers in Python ----

python() { # PROGRAM QUERY
    out=$(python3 "tests/$1" "$lib/libirsearch.so" "$work/db" "$2" 2>&1)
    status=$?
}
same_as_irsearch() { # QUERY PRINTED_BY_JQ
    [ -n "$out" ] && [ "$out" = "$("$root/usr/bin/irsearch" --no-config \
        -d "$work/db" --format jsonl "$1" | jq -r "$2")" ]
}
# Its request has a size of its own, 1 KB more, and members it does not know are
# 0: so a caller compiled for a later version works.
python library_structs.py 'gas OR measles'
check 'the same with structs' same_as_irsearch 'gas OR measles' \
    '"\(.rank) \(.article.id)"'
python library_structs.py '()'
check 'which is told of errors' both 1 'the query'

# What a library that is loaded at run time reads is verified.  A byte that is
# changed where a block is free is seen by nothing else.
cp -r "$work/db" "$work/damaged"
python3 - "$work/damaged/docdata.glass" <<'PY'
import struct, sys
with open(sys.argv[1], "r+b") as f:
    data = f.read()
    for at in range(0, len(data), 8192):
        gap, _, end = struct.unpack_from(">HHH", data, at + 5)
        f.seek(at + end + gap // 2)
        f.write(b"\x5a" * (gap > 0))
PY
python_in() { # INDEX
    out=$(python3 tests/library_structs.py "$lib/libirsearch.so" "$work/$1" measles 2>&1)
    status=$?
}
python_in damaged
check 'a damaged block is an error in Python' both 1 'of docdata.glass is damaged'
rm "$work/damaged/seal"
python_in damaged
check 'by the seal alone' same_as_irsearch measles '"\(.rank) \(.article.id)"'

# README's worked examples, as they are there: each finds the same.
example() { # NAME: the block after <!-- example: NAME -->
    sed -n "/^<!-- example: $1 -->\$/,/^\`\`\`\$/p" README.md | sed '1,2d;$d' >"$work/$1"
    lines=$(wc -l <"$work/$1")
    [ "$lines" -ge 10 ] && [ "$lines" -le 30 ]
}
finds() { # QUERY COMMAND...
    out=$(PATH="$root/usr/bin:$PATH" LD_LIBRARY_PATH=$lib HOME=$work "${@:2}" "$work/db" "$1" \
        2>"$work/notes")
    status=$?
    exits 0 && [ "$(wc -l <<<"$out")" = 3 ] && [ "$out" = "$("$root/usr/bin/irsearch" --no-config \
        -d "$work/db" --jsonl -n 3 "$1" 2>/dev/null | jq -r '"\(.article.id)\t\(.article.title)"')" ]
}
is_told() { # TEXT INDEX QUERY COMMAND...
    out=$(PATH="$root/usr/bin:$PATH" LD_LIBRARY_PATH=$lib HOME=$work "${@:4}" "$2" "$3" 2>&1)
    status=$?
    both 2 "$1"
}
examples=(find.c find.py)
if command -v curl >/dev/null; then
    examples+=(find.sh)
else
    echo "skipped: no curl (make test-deps)"
fi
for name in "${examples[@]}"; do
    case $name in
    *.c) command=("$work/find") ;;
    *.py) command=(python3 "$work/$name") ;;
    *.sh) command=(sh "$work/$name") ;;
    esac
    check "README's $name has at most 30 lines" example $name
    [ $name != find.c ] || check 'it compiles' build_caller find "${CC:-gcc}" \
        "$work/find.c" $(flags --libs)
    for query in 'gas OR measles' 'gas waiver' '"river bank" OR title:gas & river'; do
        check "it finds $query" finds "$query" "${command[@]}"
    done
    check 'it is told of a query without words' is_told 'the query' "$work/db" '()' "${command[@]}"
    check 'and of an index that is not there' is_told 'there is no index' "$work/none" gas "${command[@]}"
done

# The example of the header compiles once main() is added.
mkdir "$work/readme" && ln -s ../db "$work/readme/sample"
{
    printf '#include <irsearch_writer.h>\n#include <stdio.h>\n'
    printf '#include <string.h>\nint main(void)\n{\n'
    sed -n '/\*\//q; s/^ \*     //p' include/irsearch_writer.h
    printf 'return 0;\n}\n'
} | sed "s,build/,$work/readme/," >"$work/readme.c"
readme() {
    out=$(LD_LIBRARY_PATH=$lib "$work/readme.out" 2>&1)
    status=$?
    exits 0
}
crawled() {
    out=$("$root/usr/bin/irsearch" --no-config -d "$work/readme/crawled" \
        --articles waiver 2>&1)
    [ "$out" = wire/1 ]
}
both_flags() { # PKG_CONFIG_OPTION...
    pkg-config --define-variable=prefix="$root/usr" "$@" irsearch \
        irsearch-writer
}
check "the header's example of writing compiles" build_caller readme.out "${CC:-gcc}" \
    "$work/readme.c" $(both_flags --libs)
check 'it runs' readme
check 'and writes' crawled

# ---- writing ----

# The same lines through irindex, which records no file for standard input.
jq -c '{id, title, text, date, source, section, byline, lang, url} |
    with_entries(select(.value != null and .value != ""))' \
    < <("$root/usr/bin/irindex" --export -d "$work/db") >"$work/lines"
printf '%s\n' '{"id":"odd","text":"A day of no date.","date":"some day"}' \
    '{"id":"empty","text":" ... "}' >>"$work/lines"
"$root/usr/bin/irindex" --no-config -q -j 1 -d "$work/by-irindex" \
    <"$work/lines" 2>/dev/null
out=$(python3 tests/library_writer.py "$lib/libirsearch-writer.so" \
    "$work/by-writer" <"$work/lines" 2>&1)
status=$?
check 'Python writes, and is told which article is refused' \
    both 1 'article "empty": no words in it'
check 'and what of another was not kept' says 'date "some day" not kept'
same_bytes() {
    local file
    ls "$work/by-irindex/"*.glass >/dev/null || return 1
    for file in "$work/by-irindex/"*.glass; do
        cmp "$file" "$work/by-writer/${file##*/}" || return 1
    done
}
check 'its index has the same bytes as that of irindex' same_bytes
cat >"$work/both.c" <<'C'
#include <irsearch_writer.h>
#include <stdio.h>
#include <string.h>
int rank(void);
int rank(void) { return 0; }
int main(int argc, char **argv)
{
    const char *dir = argv[argc - 2];
    struct ir_writer *w;
    struct ir_writer_article a;
    struct ir_searcher *s;
    struct ir_results *r;
    struct ir_request request;
    struct ir_error err;

    ir_writer_article_init(&a);
    a.id.data = a.text.data = "measles";
    a.id.size = a.text.size = 7;
    if (ir_writer_open(dir, NULL, &w, &err) != IR_OK ||
        ir_writer_add(w, &a, &err) != IR_OK ||
        ir_writer_commit(w, &err) != IR_OK) {
        printf("there is no index: %s\n", err.message);
        return 2;
    }
    ir_writer_close(w);
    ir_request_init(&request);
    request.query = a.text;
    if (ir_open(&dir, 1, &s, &err) != IR_OK ||
        ir_search(s, &request, &r, &err) != IR_OK)
        return 2;
    printf("mine: 8\n%zu hits\n", r->count);
    ir_results_free(r);
    ir_close(s);
    return rank();
}
C
both_static=$(both_flags --libs --static |
    sed -E 's/-l(irsearch(-writer)?)( |$)/-l:lib\1.a /g')
check 'a caller in C that writes and searches, with the shared libraries' \
    build_caller both "${CC:-gcc}" "$work/both.c" $(both_flags --libs)
check 'it finds' answers "$work/both"
rm -r "$work/db"
check 'the same with the archives' \
    build_caller both-static "${CC:-gcc}" "$work/both.c" $both_static
check 'which are in it' alone "$work/both-static"
check 'it makes an index and finds' answers "$work/both-static"

# ---- the binary interface, compared with tests/*.abi ----

unchanged() { # NAME
    out=$(abidiff --headers-dir2 include --drop-private-types \
        "tests/$1.abi" "$lib/lib$1.so" 2>&1)
    status=$?
    exits 0
}
has_changed() { # STATUS_BIT
    [ $((status & $1)) -ne 0 ]
}
if ! command -v abidiff >/dev/null; then
    echo 'skipped: no abidiff (Debian package abigail-tools)'
elif [ "$(uname -m)" != x86_64 ]; then
    echo 'skipped: tests/irsearch.abi is of x86_64'
else
    for name in irsearch irsearch-writer; do
        check "the interface is as tests/$name.abi has it (else: make abi)" \
            unchanged $name
    done
    sed '/name=.span_count/d' tests/irsearch.abi >"$work/less.abi"
    out=$(abidiff "$work/less.abi" tests/irsearch.abi 2>&1)
    status=$?
    check 'a member more would be seen' has_changed 4
fi

finish
