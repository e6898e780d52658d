#!/usr/bin/env bash
# Can programs in C, C++ and Python search with the installed library, whatever
# names they have of their own?  Usage: library.sh BUILD
set -u
build=$1
case $build in
*/asan | */coverage) echo "skipped: not with instrumented objects"; exit 0 ;;
esac
. tests/checks.bash

cp -a "$build" "$work/build"
root=$work/root
lib=$root/usr/lib
make -s install BUILD="$work/build" DESTDIR="$root" PREFIX=/usr >/dev/null ||
    exit 1
"$root/usr/bin/irindex" --no-config -q -d "$work/db" corpus || exit 1

# ---- names ----

only_ir() { # FILE NM_OPTION...: no name of it but ir_*, and there are some
    out=$(nm "${@:2}" --defined-only "$1" | awk 'NF == 3 { print $3 }' |
        sed 's/@.*//' | grep -vx 'IRSEARCH_0' | sort)
    grep -q '^ir_search$' <<<"$out" && ! grep -v '^ir_' <<<"$out"
}
# What the header declares, each function once.
declared=$(gcc -E -P include/irsearch.h | tr '\n' ' ' | tr ';{}' '\n' |
    grep 'visibility' | grep -o 'ir_[a-z_]* *(' | tr -d ' (' | sort -u)
declares() { [ "$out" = "$declared" ]; }
check 'the shared library has no name but ir_*' \
    only_ir "$lib/libirsearch.so" -D
check 'which are those that the header declares' declares
check 'the archive has no name but ir_*' only_ir "$lib/libirsearch.a" -g
check 'which are the same' declares
needs() { # no library but those of the engine
    out=$(readelf -d "$lib/libirsearch.so" | grep NEEDED)
    ! grep -E 'jansson|xml|archive|gmime|glib|nettle|jemalloc' <<<"$out"
}
check 'it needs no library that irindex alone uses' needs
version() {
    out=$(readelf -d "$lib/libirsearch.so" | grep SONAME)
    says 'libirsearch.so.0]'
}
check 'its name says that it is version 0 of the interface' version

# ---- callers in C and C++, with names that ours have as well ----

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
flags() { # PKG_CONFIG_OPTION...: as of the installed irsearch.pc alone
    pkg-config --define-variable=prefix="$root/usr" "$@" irsearch
}
answers() { # PROGRAM
    out=$(LD_LIBRARY_PATH=$lib "$1" "$work/db" measles 2>&1)
    status=$?
    exits 0 && says 'mine: 8' && grep -q '^[1-9][0-9]* hits$' <<<"$out"
}
fails() { # PROGRAM: tells an error that arose in C++
    out=$(LD_LIBRARY_PATH=$lib "$1" "$work/none" measles 2>&1)
    status=$?
    both 2 'there is no index'
}
alone() { # PROGRAM: the library is in it
    ! readelf -d "$1" | grep -q 'libirsearch'
}
build_caller() { # NAME COMPILER SOURCE LIBRARIES...
    out=$("$2" -Wall -Wextra -Werror "$3" -o "$work/$1" $(flags --cflags) \
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
all_needed() { # does it fail to link without any one of them?
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

# ---- a caller in Python ----

# A request of its own size, a kilobyte, in which what it does not know is 0.
python() { # QUERY
    out=$(python3 tests/library.py "$lib/libirsearch.so" "$work/db" "$1" 2>&1)
    status=$?
}
same_as_irsearch() {
    [ -n "$out" ] && [ "$out" = "$("$root/usr/bin/irsearch" --no-config \
        -d "$work/db" --format jsonl "$1" |
        jq -r '"\(.rank) \(.article.id)"')" ]
}
python 'gas OR measles'
check 'Python finds what irsearch finds' same_as_irsearch 'gas OR measles'
python '()'
check 'and is told of errors' both 1 'the query'

# ---- the interface, against its description ----

unchanged() {
    out=$(abidiff --headers-dir2 include --drop-private-types \
        tests/irsearch.abi "$1" 2>&1)
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
    check 'the interface is as tests/irsearch.abi has it (else: make abi)' \
        unchanged "$lib/libirsearch.so"
    sed '/name=.span_count/d' tests/irsearch.abi >"$work/less.abi"
    out=$(abidiff "$work/less.abi" tests/irsearch.abi 2>&1)
    status=$?
    check 'a member more would be seen' has_changed 4
fi

# README's C example is a program's, but for main().
mkdir "$work/readme" && ln -s ../db "$work/readme/sample"
{
    printf '#include <irsearch.h>\n#include <stdio.h>\n#include <string.h>\n'
    printf 'int main(void)\n{\n'
    sed -n '/^```c$/,/^```$/{/^```/d;p;}' README.md
    printf 'return 0;\n}\n'
} | sed "s,build/sample,$work/readme/sample," >"$work/readme.c"
readme() {
    out=$(LD_LIBRARY_PATH=$lib "$work/readme.out" 2>&1)
    status=$?
    grep -q '^[1-9][0-9]* hits$' <<<"$out"
}
check "README's example compiles" build_caller readme.out "${CC:-gcc}" \
    "$work/readme.c" $(flags --libs)
check 'and finds' readme
finish
