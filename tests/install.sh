#!/usr/bin/env bash
# Does what `make install` puts down serve a C program, and a reader?
# Usage: install.sh BUILD
set -u
build=$1
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
case $build in
*/asan | */coverage) echo "skipped: not with instrumented objects"; exit 0 ;;
esac

make -s install BUILD="$build" DESTDIR="$work" PREFIX=/usr || exit 1
cat >"$work/find.c" <<'C'
#include <irsearch.h>
#include <stdio.h>
#include <string.h>

int main(int argc, char **argv)
{
    const char *dir = argv[argc - 2];
    struct ir_searcher *s;
    struct ir_results *results;
    struct ir_request request;
    struct ir_error err;

    if (ir_open(&dir, 1, &s, &err) != IR_OK) {
        puts(err.message);
        return 2;
    }
    ir_request_init(&request);
    request.query.data = argv[argc - 1];
    request.query.size = strlen(argv[argc - 1]);
    if (ir_search(s, &request, &results, &err) != IR_OK) {
        puts(err.message);
        return 2;
    }
    printf("%zu\n", results->count);
    ir_results_free(results);
    ir_close(s);
    return 0;
}
C
export PKG_CONFIG_PATH=$work/usr/lib/pkgconfig PKG_CONFIG_SYSROOT_DIR=$work
flags=$(pkg-config --cflags --libs --static irsearch | sed "s,$work\(/usr/lib/x86\),\1,g")
${CC:-gcc} "$work/find.c" -o "$work/find" "-I$work/usr/include" \
    "-L$work/usr/lib" $flags || exit 1
"$work/usr/bin/irindex" --no-config -q -d "$work/db" corpus || exit 1
passed=0
failed=0
[ "$("$work/find" "$work/db" measles)" -ge 1 ] && passed=1 || failed=1
pkg-config --modversion irsearch | grep -q '^[0-9]' && passed=$((passed + 1)) ||
    failed=$((failed + 1))
# README's C example is a program's, but for main().
mkdir "$work/build"
ln -s ../db "$work/build/sample"
{
    printf '#include <irsearch.h>\n#include <stdio.h>\n#include <string.h>\n'
    printf 'int main(void)\n{\n'
    sed -n '/^```c$/,/^```$/{/^```/d;p;}' README.md
    printf 'return 0;\n}\n'
} >"$work/readme.c"
${CC:-gcc} -Wall -Werror "$work/readme.c" -o "$work/readme" \
    "-I$work/usr/include" "-L$work/usr/lib" $flags
(cd "$work" && ./readme) | grep -q '^[1-9][0-9]* hits$' &&
    passed=$((passed + 1)) || failed=$((failed + 1))

# Each manual page is where man looks for it, and uninstall leaves no file.
for page in indexer/*.[1-9] searcher/*.[1-9]; do
    cmp "$page" "$work/usr/share/man/man${page##*.}/${page##*/}" &&
        passed=$((passed + 1)) || failed=$((failed + 1))
done
make -s uninstall BUILD="$build" DESTDIR="$work" PREFIX=/usr
find "$work/usr" -type f | grep . && failed=$((failed + 1)) ||
    passed=$((passed + 1))
echo "$passed passed, $failed failed"
exit $failed
