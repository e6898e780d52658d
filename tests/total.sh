#!/usr/bin/env bash
# Totals, lists and hits in every output format: articles with all words come
# first, and those with some of them are counted separately.
# usage: tests/total.sh BUILD_DIR
set -u
build=${1:-build}
. "$(dirname "$0")/checks.bash"

add() { # FOLDER; standard input has an article a line, "DATE TEXT" or "- TEXT"
    awk '{ day = $1; sub(/^[^ ]* /, "")
           printf "{\"id\":\"a%d\",\"text\":\"%s\"%s}\n", NR, $0,
               day == "-" ? "" : ",\"date\":\"" day "\"" }' |
        "$build"/irindex --no-config -q -d "$work/$1" -f jsonl - || exit 1
}
run() { # ARGUMENT... : sets out and status by a search of the index $db
    out=$("$build"/irsearch --no-config -d "$work/$db" \
        --copies "${copies:-show}" "$@" 2>&1)
    status=$?
}
gives() { # TEXT
    [ "$out" = "$1" ]
}
is() { # STATUS TEXT ARGUMENT...
    local want=$1 text=$2
    shift 2
    run "$@"
    check "$*" eval 'exits "$want" && gives "$text"'
}

# ---- counts and lists have only articles with all the words ----

db=wheat
add wheat <<END
- wheat
- Wheat subsidy paid.
- A subsidy of oil.
- No more.
END
ids=$'a1\na2\na3'
is 0 1 -c wheat subsidy
is 0 a2 -l wheat subsidy
is 0 a2 -l -n 5 wheat subsidy
is 0 a2 -l --no-limit wheat subsidy
is 0 '' -q wheat subsidy
is 0 3 -c --any wheat subsidy
is 0 "$ids" -l --any wheat subsidy
is 1 0 -c wheat trombone
is 1 '' -l wheat trombone
is 1 '' -l -n 5 wheat trombone
is 1 '' -q wheat trombone
is 1 '' --no-limit wheat trombone
is 0 '' -q --any wheat trombone
printf 'q1\twheat subsidy\nq2\twheat trombone\n' >"$work/queries"
is 0 $'q1\t1\nq2\t0' -c -f "$work/queries"
is 0 $'q1\ta2' -l -f "$work/queries"

# A page continues with articles that have some of the words, and says so.
run wheat subsidy
check 'a page says how many hold all and how many some' both 0 \
    '1 article holds wheat, subsidy; 2 hold some of them'
check 'who holds all is first' says $'them\n\n  1 a2 '
run wheat trombone
check 'a page that shows a hit exits with 0' both 0 \
    'No article holds wheat, trombone; 2 hold some of them'
run --offset 5 wheat trombone
check 'so does one behind the last hit' exits 0
run violin trombone
check 'one that could not show any exits with 1' exits 1
run --all wheat trombone
check '--all shows nothing else' exits 1
field() { # JQ ARGUMENT... : sets out to a field of the JSON output
    run --json "${@:2}"
    told "$1"
    out=$told
}
field '[.total.articles.value, .total.partial.value, .query.match] | @csv' \
    wheat subsidy
check 'the document counts them apart' gives '1,2,"partial"'
field '[.total.articles.value, .total.partial.value, .query.match] | @csv' \
    --any wheat subsidy
check 'with --any all are one' gives '3,0,"any"'
field '[.hits[] | .missing | length] | @csv' wheat subsidy
check 'only partial hits miss something' gives '0,1,1'
field '[.hits[0].article.copies[]] | map(. == null) | @csv' wheat
check 'copies that are shown are not told' gives 'true,true,true,true'
copies=collapse field '.hits[0].article.copies | [.count, .first] | @csv' wheat
check 'those that are not are' gives '0,'

# ---- -c counts full matches, also on days with few or none ----

db=series
for day in 01 02 03; do
    for ((i = 0; i < 12; i++)); do
        case $day$i in
            01[0-9] | 02[0-3] | 0110) echo "2026-03-$day Iran sold oil." ;;
            *) echo "2026-03-$day Iran met Iraq, number $i." ;;
        esac
    done
done | add series
series=
for day in 01 02 03; do
    run -c --since "2026-03-$day" --until "2026-03-$day" iran oil
    series+="$out "
    field .total.articles.value --since "2026-03-$day" \
        --until "2026-03-$day" iran oil
    series+="$out "
done
check 'a series does not change its meaning where there is little' \
    [ "$series" = '11 11 4 4 0 0 ' ]

# ---- pages: no hit is repeated or left out, and no page is empty ----

pages() { # SIZE ARGUMENT... : prints SIZE, then all pages, by page token
    local size=$1 next=
    shift
    echo "$size"
    while :; do
        run --json -n "$size" ${next:+--after "$next"} "$@"
        echo "$out"
        [[ $out =~ '"next":"'([^\"]+) ]] || break
        next=${BASH_REMATCH[1]}
    done
}
# True if pages of each size together have the ids of one page with all hits,
# TOTAL of them, and none is empty.
together() { # TOTAL ARGUMENT...
    local want=$1 size
    shift
    for size in 1000 1 3 4 5 12; do
        pages $size "$@"
    done >"$work/pages"
    out=$(jq -nc 'reduce inputs as $page ([]; if $page | type == "number"
        then . + [[]] else .[-1] += [[$page.hits[].id]] end)' "$work/pages")
    jq -e --argjson want "$want" '.[0][0] as $whole | length == 6 and
        .[0] == [$whole] and ($whole | length == $want) and
        all(.[]; add == $whole and all(.[]; length > 0))' <<<"$out" >/dev/null
}
day2='--since 2026-03-02 --until 2026-03-02'
check 'pages go through full and partial hits' together 12 $day2 iran oil
check 'in the order of dates' together 12 $day2 -S date iran oil
check 'with feedback' together 12 $day2 --feedback iran oil
check 'smoothed' together 12 $day2 --rank best iran oil
check 'with a phrase' together 12 $day2 '"iran sold" iraq'
check 'all pages of one phrase' together 15 '"iran sold"'
field .next -n 15 '"iran sold"'
check 'no page is offered that would be empty' gives null
run -n 15 '"iran sold"'
check 'nor in words' eval '! says offset'
run -n 14 '"iran sold"'
check 'one that has a hit is' says 'irsearch: next page: --offset 14'
out=$("$build"/irsearch --no-config -d "$work/$db" --copies show \
    -n 14 '"iran sold"' 2>&-)
check 'but not on standard output' eval '! says offset'
run -n 4 $day2 iran oil
check 'the first partial hit is one' says 'irsearch: next page: --offset 4'
run -n 12 $day2 iran oil
check 'behind the last partial hit there is none' eval '! says offset'

# ---- hits are in the order of their scores, in TREC runs too ----

run --format trec -n 1000 $day2 iran oil
check 'the scores of a run fall' awk '$5 > last && NR > 1 { exit 1 }
    { last = $5 }' <<<"$out"
run --json --explain $day2 iran oil
check 'the parts of a partial score add up to it' \
    test "$(jq '[.hits[] | (.score - ([.explain.parts[].value] | add)) |
        . < 1e-9 and . > -1e-9] | all' <<<"$out")" = true

# ---- -l lists articles in the order of their best hits ----

db=corpus
"$build"/irindex --no-config -q -d "$work/corpus" corpus || exit 1
same_order() { # QUERY
    local hits
    run --jsonl -n 1000 --all "$1"
    hits=$(jq -r .article.id <<<"$out" | awk '!seen[$0]++')
    for count in 1 2 5 1000; do
        run -l -n $count "$1"
        [ "$out" = "$(head -n $count <<<"$hits")" ] || return
    done
}
for query in gas 'gas pipeline' 'sanctions OR film' '"central bank"' minister; do
    check "-l -n lists the articles of the hits: $query" same_order "$query"
done
same_count() { # QUERY : -c, the total, -l and --no-limit agree
    local count
    run -c "$1"
    count=$out
    field .total.articles.value -n 1000 "$1"
    [ "$out" = "$count" ] || return
    run -l "$1"
    [ "$(grep -c . <<<"$out")" = "$count" ] || return
    run --no-limit --jsonl "$1"
    [ "$(jq -r .article.id <<<"$out" | sort -u | grep -c .)" = "$count" ]
}
for query in gas 'gas pipeline' 'gas film' 'gas -pipeline waiver' \
    '"central bank" dinar' 'minister /s gas iran' 'bank*' 'title:gas iraq' \
    'waiver violin' 'xylophone'; do
    check "one number in four ways: $query" same_count "$query"
done

# ---- every mode in every format ----

# MODE|exit statuses of text, json, jsonl, trec|what each prints:
# - nothing, n lines, d one JSON document, e an error
table='page|0 0 0 0|n d n n
-c|0 0 0 2|n d d e
-l|0 2 2 2|n e e e
-l -n 2|0 2 2 2|n e e e
-q|0 0 0 0|- - - -
-n 0|0 0 0 0|- d d -
--no-limit|0 2 0 2|n e n e
--get|0 0 0 2|n n n e
--info|0 0 0 2|n d d e
--terms ga|0 0 0 2|n d d e
--terms-of|0 0 0 2|n d d e
-q --terms-of|0 0 0 2|- - - e
--terms-of -c|2 2 2 2|e e e e
--terms-of --facets lang|2 2 2 2|e e e e
-q --get|0 0 0 2|- - - e
-q --info|0 0 0 2|- - - e
-q --terms ga|0 0 0 2|- - - e
--terms xyzzy|1 1 1 2|- d d e
--terms ga --info|2 2 2 2|e e e e
-c --info|2 2 2 2|e e e e
-c --terms ga|2 2 2 2|e e e e
-l --get|2 2 2 2|e e e e
-l --show|2 2 2 2|e e e e
--get --show|2 2 2 2|e e e e
--no-limit --info|2 2 2 2|e e e e
-c -l|2 2 2 2|e e e e
-c --no-limit|2 2 2 2|e e e e
-f|0 0 0 0|n n n n
-f -c|0 0 0 2|n n n e
-f --terms-of|0 0 0 2|n n n e
-f -l|0 2 2 2|n e e e
-f -q|0 0 0 0|- - - -
-f --no-limit|0 2 0 2|n e n e'
id=$("$build"/irsearch --no-config -d "$work/corpus" -l -n 1 gas)
printf 'a\tgas\nb\tsanctions\n' >"$work/two"
came() { # KIND : $out is of this kind
    case $1 in
        -) [ -z "$out" ] ;;
        n) [ -n "$out" ] && ! says '"error"' ;;
        d) told .schema && [ "$told" = irsearch/1 ] && ! says '"error"' ;;
        e) says 'irsearch: ' || says '"error"' ;;
    esac
}
while IFS='|' read -r mode statuses kinds; do
    read -ra want <<<"$statuses"
    read -ra kind <<<"$kinds"
    i=0
    for format in text json jsonl trec; do
        read -ra words <<<"${mode/#page/}"
        case " $mode " in
            *' --get '* | *' --show '*) words+=("$id") ;;
            *' --info '* | *' --terms '*) ;;
            *' -f '*) words=("${words[@]/#-f/-f$work/two}") ;;
            *) words+=(gas) ;;
        esac
        run --format $format "${words[@]}"
        check "$mode as $format" eval 'exits "${want[i]}" && came "${kind[i]}"'
        i=$((i + 1))
    done
done <<<"$table"
run --jsonl -c -f "$work/two"
check 'a count of each query is a line' [ "$(jq -r .qid <<<"$out" | xargs)" = 'a b' ]
run --no-limit -f "$work/two"
check 'a stream names each query once' [ "$(grep -c '^== ' <<<"$out")" -eq 2 ]

finish
