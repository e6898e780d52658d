#!/usr/bin/env bash
# --help, the manual pages and the completions have the same options; manual
# pages are sound and agree with the JSON Schema.
# usage: tests/docs.sh BUILD_DIR
build=${1:-build}
. "$(dirname "$0")/checks.bash"

# The options of --help, one a line: "-n|--limit", or "--any" without a short
# form.
help_options() {
    "$1" --no-config --help |
        sed -n 's/^  \(-[a-zA-Z0-9]\), \(--[a-z-]*\).*/\1|\2/p
                s/^      \(--[a-z-]*\).*/\1/p' | sort
}

# The same from lines of a manual page like ".It Fl n , Fl -limit Ar n".
page_options() {
    sed -n '/^\.Sh OPTIONS/,/^\.Sh [^O]/p' "$1" |
        sed -n 's/^\.It Fl \([a-zA-Z0-9]\) , Fl \(-[a-z-]*\).*/-\1|-\2/p
                s/^\.It Fl \(-[a-z-]*\).*/-\1/p' | sort
}

completion_options() {
    # shellcheck disable=SC2016 # for the inner shell
    bash -c '. "$1"
        COMP_WORDS=("$2" -) COMP_CWORD=1
        "_$2"; printf "%s\n" "${COMPREPLY[@]}"' - "$1" "$2" | sort
}

# The completions of the last word of a command line.
completes() { # FOLDER WORD...
    # shellcheck disable=SC2016 # for the inner shell
    bash -c '. "$1"
        shift
        COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
        "_$1"; echo "${COMPREPLY[*]}"' - "$1/$2.bash" "${@:2}"
}
completion_is() { # WANT FOLDER WORD...
    local want=$1
    shift
    [ "$(completes "$@")" = "$want" ]
    result $? "completion of ${*:2}"
}
completion_is 'jsonl json' indexer irindex --format j
completion_is 'jsonl json' indexer irindex --format = j
completion_is '--format=jsonl --format=json' indexer irindex --format=j
completion_is 'keep skip' indexer irindex --on-copy =
completion_is '--on-copy=keep --on-copy=skip' indexer irindex --on-copy=
completion_is '' indexer irindex --lang = d
completion_is 'json jsonl' searcher irsearch --format j
completion_is 'json jsonl' searcher irsearch --format = j
completion_is '--format=json --format=jsonl' searcher irsearch --format=j
completion_is '--copies --context --colors --count --color --config' searcher irsearch --co

same() { # NAME FILE FILE
    diff "$2" "$3"
    result $? "$1"
}

while read -r folder program; do
    help_options "$build/$program" >"$work/help"
    page_options "$folder/$program.1" >"$work/page"
    tr '|' '\n' <"$work/help" | sort >"$work/words"
    completion_options "$folder/$program.bash" "$program" >"$work/completion"
    [ -s "$work/help" ]
    result $? "$program: --help names options"
    same "$program: --help and the manual page agree" "$work/help" "$work/page"
    same "$program: --help and the completion agree" "$work/words" \
        "$work/completion"
    "$build/$program" --no-config --help | awk 'length > 80' | grep .
    [ $? -eq 1 ]
    result $? "$program: --help fits into 80 columns"
    "$build/$program" --version | grep -q "^$program [0-9]"
    result $? "$program: --version tells"
done <<END
indexer irindex
searcher irsearch
END

for page in indexer/*.[1-9] searcher/*.[1-9]; do
    if ! command -v mandoc >/dev/null; then
        echo "skipped: no mandoc to check the manual pages with"
        break
    fi
    mandoc -Tlint -W warning "$page"
    result $? "$page is sound"
    # Pages it refers to exist, unless they are of other programs.
    while read -r name section; do
        [ "$section" != 1 ] && case $name in irsearch* | irindex*) ;; *) continue ;; esac
        ls indexer/"$name.$section" searcher/"$name.$section" 2>/dev/null | grep -q .
        result $? "$page: there is a page $name($section)"
    done < <(sed -n 's/^\.Xr \([^ ]*\) \([1-9]\).*/\1 \2/p' "$page" | sort -u)
done

python3 tests/json_page.py
result $? "irsearch-json(5) and the JSON Schema agree"

finish
