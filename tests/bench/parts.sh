#!/usr/bin/env bash
# Measures the parts of indexing and searching, each on its own.
# Usage: parts.sh BUILD [FOLDER]
# FOLDER has text articles.  The default is the Tehran Times of ../shared, if it
# exists, else corpus/articles.
set -eu
build=$1
here=$(dirname "$0")
archive=../shared/corpora/tehran-times.tar.gz
if [ $# -gt 1 ]; then
    folder=$2
elif [ -f $archive ]; then
    folder=$build/bench/tehran-times
    [ -d "$folder" ] || tar -xzf $archive -C "$build/bench"
else
    folder=corpus/articles
fi
echo "== analysis, one core"
find "$folder" -type f | sort | head -1000 | xargs "$build/bench/text"
echo "== readers, one core"
formats=$(mktemp -d)
python3 "$here/formats.py" "$folder" "$formats"
"$build/bench/readers" "$formats"/*
rm -rf "$formats"
echo "== hostile queries"
python3 "$here/../budget.py" "$build" 100000 || true
queries=../shared/queries/news-topics.txt
[ -f $queries ] || exit 0
index=$(mktemp -d)
trap 'rm -rf "$index"' EXIT
"$build/irindex" --no-config -q -d "$index/db" "$folder"
echo "== cost of a candidate"
"$build/bench/page" "$index/db" $queries
echo "== cost of a query"
bash "$here/cost.sh" "$build" "$index/db" $queries
