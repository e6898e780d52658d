#!/bin/bash
# Fields and encodings that the command line names.  Usage: readers.sh BUILD
set -u
export LC_ALL=C
irindex=$(realpath "$1")/irindex irsearch=$(realpath "$1")/irsearch
unset IR_DB IR_CONFIG
. "$(dirname "$0")/checks.bash"
cd "$work" || exit 2
export HOME=$work

printf '{"key":"k1","lead":"Rain fell.","text":"no"}\n' >map.jsonl
"$irindex" --no-config -q -d map.db -m id=key --map text=lead map.jsonl
[ "$("$irsearch" --no-config -d map.db --get k1)" = 'Rain fell.' ]
result $? "--map"
"$irindex" --no-config -n -d map.db -m colour=red map.jsonl 2>/dev/null
[ $? -eq 2 ]
result $? "--map of no field"
printf 'caf\xe9 society opens\n' >latin.txt
"$irindex" --no-config -d latin.db --encoding latin1 latin.txt 2>&1 |
    grep -q 'taken for latin1: 1 article'
result $? "--encoding is told"
[ "$("$irsearch" --no-config -d latin.db --get latin.txt)" = \
    $'caf\xc3\xa9 society opens' ]
result $? "--encoding"
"$irindex" --no-config -n -d map.db --encoding klingon map.jsonl 2>/dev/null
[ $? -eq 2 ]
result $? "--encoding of no name"

# A language is one, however its tag is written, and brings its stemmer.
for tag in de-DE de_DE DE deu de_AT.UTF-8; do
    printf '{"id":"%s","lang":"%s","text":"Die Brücken sind gesperrt."}\n' \
        $tag $tag
done >lang.jsonl
printf '{"lang":"utf-8","id":"en","text":"%s"}\n' \
    "The council said that the bridge would be closed for the month, and that
drivers were told of it." | tr '\n' ' ' >>lang.jsonl
"$irindex" --no-config -q -d lang.db lang.jsonl
count() { "$irsearch" --no-config -d lang.db -c "$1"; }
[ "$(count lang:de) $(count lang:DE) $(count lang:German)" = '5 5 5' ]
result $? "lang:de finds all of German"
[ "$(count lang:de-DE) $(count lang:de_at) $(count 'lang:de*')" = '2 1 5' ]
result $? "lang:de-DE finds a part of it"
[ "$(count lang:en)" = 1 ]
result $? "utf-8 is no language"
[ "$(count Brücke)" = 5 ]
result $? "German is stemmed as such"
"$irsearch" --no-config -d lang.db --info | grep -q '^languages *de 5, en 1$'
result $? "each article is counted in one language"

# An article of which there is only a title is kept, and reported.
printf '<newsItem guid="urn:n:1"><contentMeta><headline>Rain</headline>%s' \
    '</contentMeta></newsItem>' >title.xml
out=$("$irindex" --no-config -d title.db --report title.report title.xml 2>&1)
status=$?
check 'only a title' says 'only a title in 1 article'
grep -q '"reason":"no_text"' title.report
result $? 'the report names it'

finish
