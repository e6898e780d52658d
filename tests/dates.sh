#!/usr/bin/env bash
# Dates from input to output: an article has its local day and a moment in UTC.
# usage: tests/dates.sh BUILD_DIR
set -u
export LC_ALL=C
build=$(realpath "${1:-build}")
. "$(dirname "$0")/checks.bash"
cd "$work" || exit 2

index() { "$build/irindex" --no-config -q "$@"; }
ask() { # ARGUMENT...: of db, unless it names another
    case " $* " in *" -d "*) ;; *) set -- -d db "$@" ;; esac
    "$build/irsearch" --no-config "$@"
}

found() { # IDS ARGUMENT...: these articles, and nothing on standard error
    local want=$1 got
    shift
    got=$(ask -l "$@" 2>&1 | sort | tr '\n' ' ')
    [ "$got" = "${want:+$want }" ]
}

refused() { # MESSAGE ARGUMENT...: exit 2, and this is said
    local want=$1 said
    shift
    said=$(ask "$@" 2>&1 >/dev/null)
    [ $? -eq 2 ] && grep -qF -- "$want" <<<"$said"
}

warned() { # MESSAGE ARGUMENT...: exit 0 or 1, and this is said
    local want=$1 said
    shift
    said=$(ask "$@" 2>&1 >/dev/null)
    [ $? -lt 2 ] && grep -qF -- "$want" <<<"$said"
}

cat >news.jsonl <<'X'
{"id":"tehran","text":"wheat came","date":"2026-04-01T00:30:00+03:30"}
{"id":"london","text":"wheat went","date":"2026-03-31T21:00:00Z"}
{"id":"daily","text":"wheat stayed","date":"2026-03-31"}
{"id":"apia","text":"wheat rose","date":"Wed, 1 Apr 2026 13:00:00 +1300"}
{"id":"old","text":"wheat fell","date":"1987/03/12"}
{"id":"wrong","text":"wheat sold","date":"2026-02-30"}
{"id":"either","text":"wheat kept","date":"05/06/2026"}
X
index -d db --report report news.jsonl

# -- days are those of the article
check 'a day' found 'daily london' date:2026-03-31
check 'the next one' found 'apia tehran' date:2026-04-01
check 'a month' found 'apia tehran' date:2026-04
check 'since a day' found 'apia tehran' --since 2026-04-01 wheat
check 'until a day' found 'daily london old' --until 2026-03-31 wheat
check 'a range of days' found 'daily london' date:2026-03-01..2026-03-31
for day in 1987-03-12 1987/03/12 1987-3-12 1987.03.12 19870312 12-Mar-1987 \
    1987-W11-4 1987-W11 1987/03 1987-03 1987; do
    check "date:$day" found old "date:$day"
    check "--since $day --until $day" found old --since "$day" --until "$day" wheat
done
for day in '12 March 1987' 'March 12, 1987' 'Thu, 12 Mar 1987' 'March 1987'; do
    check "date:\"$day\"" found old "date:\"$day\""
    check "--until '$day'" found old --until "$day" wheat
done

# -- moments are the same everywhere
for since in 2026-03-31T21:00:00Z 2026-04-01T00:30:00+03:30 2026-03-31T21:00Z \
    2026-03-31T21:00 '2026-03-31 21:00:00' 2026-03-31t21:00:00.750z \
    20260331T210000Z '31 Mar 2026 16:00:00 EST' @1774990800; do
    check "--since $since" found 'apia london tehran' --since "$since" wheat
    check "date:\"$since..\"" found 'apia london tehran' "date:\"$since..\""
done
check 'a second later' found apia --since 2026-03-31T21:00:01Z wheat
check 'until a moment' found 'daily london old tehran' \
    --until 2026-04-01T00:30:00+03:30 wheat
check 'as it is printed' found 'apia london tehran' --since "$(
    ask --json id:tehran | jq -r '.hits[0].article.date')" wheat
check 'a day until a moment' found tehran date:2026-04-01..2026-03-31T21:00Z
check 'the order is of moments' test "$(
    ask -n 9 --json -S date wheat | jq -r '[.hits[].article.id] | join(" ")'
)" = 'old daily london tehran apia either wrong'

# -- what is shown
check 'JSON shows it as it was written' test "$(
    ask --get tehran --json | jq -r .date)" = 2026-04-01T00:30:00+03:30
check 'text shows the day' grep -q '2026-04-01' <(ask id:tehran)
index -d copy --merge db
check 'merge keeps offsets' cmp <(index -d db --export) <(index -d copy --export)
index -d db --export >all.jsonl
index -d again all.jsonl
check 'export keeps offsets' cmp all.jsonl <(index -d again --export)
check 'it has them' grep -qF '"date":"2026-04-01T13:00:00+13:00"' all.jsonl

# -- errors
check 'report: impossible' grep -qF \
    'date \"2026-02-30\" not kept: February 2026 has 28 days' report
check 'report: either of two' grep -qF \
    'date \"05/06/2026\" not kept: day and month may be either' report
check 'no date' refused 'since: "foo" is not a date: write 2026, 2026-05, ' \
    --since foo wheat
check 'no such day' refused \
    'until: "2026-02-30" is not a date: February 2026 has 28 days' \
    --until 2026-02-30 wheat
check 'no such month' refused 'there is no month 13' --since 2026-13 wheat
check 'no such hour' refused 'there is no hour 25' \
    --since 2026-03-31T25:00Z wheat
check 'either of two' refused 'day and month may be either' \
    --since 05/06/2026 wheat
check 'the wrong way round' refused \
    'since "2026-05" is after until "2026-04"' --since 2026-05 --until 2026-04 x
check 'in a query as well' warned 'date: "2026-05" is after "2026-04"; ignored' \
    'wheat date:2026-05..2026-04'
check 'a warning says what is wrong' warned \
    'date: "2026-02-30" is not a date: February 2026 has 28 days; ignored' \
    'wheat date:2026-02-30'
check 'strict refuses it' refused 'February 2026 has 28 days' \
    --strict 'wheat date:2026-02-30'
check 'alone it is an error' refused '"foo" is not a date: write 2026' date:foo
for mode in -c -l -q --json; do
    check "with $mode, too" refused 'foo' "$mode" date:foo
done

# -- an index without dates
printf '{"id":"x","text":"wheat"}\n' | index -d undated -
for way in '--since 2026' '--until 2026' '-S date' '-S -date' '--recency 30d'; do
    # shellcheck disable=SC2086
    check "undated: $way" warned 'no article of the index has a date' \
        -d undated $way wheat
done
check 'undated: date:' warned 'no article of the index has a date; date: finds' \
    -d undated 'wheat date:2026'
check 'dated: nothing is said' test -z "$(ask --since 2030 wheat 2>&1)"
check 'one dated article is enough' test -z "$(
    ask -d undated -d db --since 2030 wheat 2>&1)"

finish
