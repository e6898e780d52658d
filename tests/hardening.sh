#!/usr/bin/env bash
# Are the programs and the shared libraries built so that a fault in them is
# hard to exploit?  Usage: hardening.sh BUILD
set -u
build=$1
case $build in
*/asan | */coverage) echo "skipped: built for other purposes"; exit 0 ;;
esac
. tests/checks.bash
x86() { [ "$(uname -m)" = x86_64 ]; }
seen() { grep -qE -- "$1" "$2"; } # PATTERN FILE

# Of the header, segments, dynamic section and notes; of the symbols it imports;
# and of its instructions.
describe() { # FILE
    readelf -hldn --wide "$1" >"$work/described"
    readelf --dyn-syms --wide "$1" >"$work/imported"
    objdump -d --no-show-raw-insn "$1" >"$work/code"
}
not_executable() { seen 'GNU_STACK.* RW +0x' "$work/described"; }
# A frame of several pages is touched page by page.
touches_pages() {
    grep -A1 -E '\ssub +\$0x1000,%rsp$' "$work/code" |
        grep -qE '(or|mov)q +\$0x0,'
}
hardened() { # NAME FILE
    describe "$2"
    check "$1: read-only relocations" seen GNU_RELRO "$work/described"
    check "$1: immediate binding" \
        seen '\(FLAGS_1\).* NOW|BIND_NOW' "$work/described"
    check "$1: no executable stack" not_executable
    check "$1: stack protector" seen '__stack_chk_fail' "$work/imported"
    check "$1: fortified functions" seen '__[a-z]+_chk(@| |$)' "$work/imported"
    if x86; then
        check "$1: control-flow protection" \
            seen 'x86 feature: IBT, SHSTK' "$work/described"
        check "$1: stack-clash protection" touches_pages
    fi
}
for program in irindex irsearch; do
    hardened "$program" "$build/$program"
    check "$program: position-independent" seen '\(FLAGS_1\).* PIE' \
        "$work/described"
done
for library in "$build"/lib*.so.*; do
    hardened "${library##*/}" "$library"
done

# A linked file shows that some object was compiled so: was each?  Objects of
# sources that were renamed since may still lie there.
objects() {
    find lib indexer searcher \( -name '*.c' -o -name '*.cc' \) |
        sed "s|^|$build/|; s|[.]cc*\$|.o|"
}
unprotected() {
    objects | xargs readelf -n |
        awk '/^File: / { name = $2; all[name] } /IBT, SHSTK/ { delete all[name] }
            END { for (name in all) print name }'
}
if x86; then
    out=$(unprotected)
    check 'each object is compiled with control-flow protection' [ -z "$out" ]
fi

if command -v hardening-check >/dev/null; then
    for file in "$build/irindex" "$build/irsearch" "$build"/lib*.so.*; do
        out=$(hardening-check "$file")
        status=$?
        check "hardening-check ${file##*/}" exits 0
    done
else
    echo '# no hardening-check (of devscripts) to compare with'
fi
finish
