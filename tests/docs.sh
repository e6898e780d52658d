#!/bin/sh
# Every option of --help stands in the manual page and in the completion, and
# every option there is one.
# usage: tests/docs.sh BUILD_DIR
build=${1:-build}
dir=$(mktemp -d) || exit 2
trap 'rm -rf "$dir"' EXIT
passed=0
failed=0

result() { # STATUS NAME
    if [ "$1" -eq 0 ]; then
        passed=$((passed + 1))
        echo "ok $2"
    else
        failed=$((failed + 1))
        echo "not ok $2"
    fi
}

# "-n --limit" as one word, "-n|--limit"; "--any" alone.
help_options() {
    "$1" --no-config --help |
        sed -n 's/^  \(-[a-zA-Z0-9]\), \(--[a-z-]*\).*/\1|\2/p
                s/^      \(--[a-z-]*\).*/\1/p' | sort
}

# From lines such as ".It Fl n , Fl -limit Ar n".
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

same() { # NAME FILE FILE
    diff "$2" "$3"
    result $? "$1"
}

while read -r folder program; do
    help_options "$build/$program" >"$dir/help"
    page_options "$folder/$program.1" >"$dir/page"
    tr '|' '\n' <"$dir/help" | sort >"$dir/words"
    completion_options "$folder/$program.bash" "$program" >"$dir/completion"
    [ -s "$dir/help" ]
    result $? "$program: --help names options"
    same "$program: --help and the manual page agree" "$dir/help" "$dir/page"
    same "$program: --help and the completion agree" "$dir/words" \
        "$dir/completion"
    "$build/$program" --no-config --help | awk 'length > 80' | grep .
    [ $? -eq 1 ]
    result $? "$program: --help fits into 80 columns"
    if command -v mandoc >/dev/null; then
        mandoc -Tlint -W warning "$folder/$program.1"
        result $? "$program: the manual page is sound"
    else
        echo "skipped: no mandoc to check the manual page with"
    fi
    "$build/$program" --version | grep -q "^$program [0-9]"
    result $? "$program: --version tells"
done <<END
indexer irindex
searcher irsearch
END

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
