#!/usr/bin/env bash
# Hostile pages, and how well articles are extracted from pages.
# usage: tests/html.sh BUILD_DIR
set -u
build=$(realpath "${1:-build}")
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
here=$PWD
mkdir "$work/pages"

# Name, message ("" if its article is read), and the command that makes it.
python3 - "$work/pages" >"$work/expected" <<'PAGES' || exit 2
import sys
M = 1000000
PROSE = "<p>The ferry was late again, and the harbour office blamed fog.</p>" * 3
PAGES = {
    "div": ("nested too deep: at most 1,000", "<div>" * M),
    "inline": ("nested too deep: at most 1,000", "<b>" * M),
    "table": ("nested too deep: at most 1,000", "<table><tr><td>" * 300000),
    "unclosed": ("too many elements: at most 300,000", "<p>x" * M),
    "entities": ("", PROSE + "&amp;" * M),
    "characters": ("", PROSE + "&#x110000;&#0;&#xD800;&none;" * 50000),
    "ampersands": ("too many tags and errors", "&" * 15 * M),
    "attribute": ("", PROSE + '<p class="%s">x</p>' % ("a" * 15 * M)),
    "open": ("", PROSE + '<p class="' + "a" * 15 * M),
    "attributes": ("too many names of elements and attributes in bytes: "
                   "at most 65,536",
                   "<p " + " ".join("a%x" % i for i in range(M)) + ">"),
    "same": ("too many tags and errors", "<p " + "a=1 " * 3 * M + ">"),
    "names": ("nested too deep: at most 1,000",
              "".join("<x%x>" % i for i in range(M))),
    "closing": ("too many tags and errors: at most 100,000,000",
                "<div>" * 900 + "</b>" * 3 * M),
    "comment": ("comment too long in bytes: at most 4,194,304",
                PROSE + "<!--" * 3 * M),
    "text": ("too much text in bytes: at most 8,388,608", "word " * 3 * M),
    "json": ("", PROSE + '<script type="application/ld+json">' + "[" * M),
    "script": ("", PROSE + "<script>" * M),
    "latin": ("page that is not UTF-8 too large: at most 8M", "\x80" * 9 * M),
    "foreign": ("", PROSE + "<p>" + "\x80" * 2 * M),
    "headings": ("", PROSE + "<div>" + "<h2>x</h2>" * 90000),
    "titles": ("", PROSE + "<h1>" * 900 + "<p>x" * 20000),
    "times": ("", PROSE + "<h1>x</h1>" + '<div class="a b c d e f">' * 900 +
              "<time> </time>" * 20000),
    "authors": ("", PROSE + '<div itemprop="author">' * 900 +
                "<i> </i>" * 20000),
    "nothing": ("no text in the page", "<html>" * 500000),
}
for name, (said, page) in PAGES.items():
    encoding = "latin-1" if name in ("latin", "foreign") else "utf-8"
    with open(f"{sys.argv[1]}/{name}.html", "w", encoding=encoding) as f:
        f.write("<!doctype html><body>" + page)
    print(name, said, sep="\t")
PAGES

# A stack of 256 KiB and 64 MB of data; sanitizers need more for themselves.
bound() {
    case $build in
    *asan* | *coverage*) ;;
    *) ulimit -s 256 -d 65536 ;;
    esac
    "$@"
}
while IFS=$'\t' read -r name said; do
    (bound "$build/bench/html" "$work/pages/$name.html") \
        >"$work/out" 2>"$work/err"
    code=$?
    if [ -n "$said" ]; then
        grep -qF "$said" "$work/err" && [ $code = 1 ]
    else
        grep -q '"text":"The ferry' "$work/out" && [ $code = 0 ]
    fi || { echo "not ok: $name: exit $code"; head -c 300 "$work/err"; exit 1; }
done <"$work/expected"

# The page beside them is kept.
echo '<html><title>Kept</title><p>A neighbour of pages that mean harm.</p>' \
    >"$work/pages/zz.html"
# To choose a stemmer it would read them twice.
"$build/irindex" -q -d "$work/index" --stem english "$work/pages" 2>"$work/err"
"$build/irsearch" -d "$work/index" neighbour | grep -q Kept ||
    { echo "not ok: the neighbour is lost"; cat "$work/err"; exit 1; }

# Articles as marked by hand.
truth=../shared/formats/html/truth.json
[ -f "$truth" ] || { echo "skipped: quality needs ../shared"; exit 0; }
mkdir "$work/real"
cp ../shared/formats/html/*.html.gz "$work/real"
gzip -d "$work/real/"*.gz
"$build/bench/html" "$work"/real/*.html >"$work/found.jsonl" || exit 1
# The check itself must be able to fail.
printf 'html\tf1\t0.9999\n' >"$work/better.tsv"
python3 "$here/tests/html_score.py" "$truth" "$work/found.jsonl" \
    --check "$here/tests/html.tsv" --fails "$work/better.tsv"
