# Shared by the test scripts that start servers: checks.bash, an environment of
# their own in the folder $work, and one server at a time.  They set $build, a
# folder with the programs, before, and $tests is the folder of this file.
export LC_ALL=C.UTF-8
build=$(realpath "$build")
tests=$(realpath "$(dirname "${BASH_SOURCE[0]}")")
corpus=$(realpath "$tests/../corpus")
irindex=$build/irindex irsearch=$build/irsearch
. "$tests/checks.bash"
# At its end the leak checker would do what the server's sandbox forbids.
export ASAN_OPTIONS=${ASAN_OPTIONS-}:detect_leaks=0
unset IR_DB IR_CONFIG IR_TOPICS XDG_CONFIG_HOME XDG_DATA_HOME LISTEN_FDS
export HOME=$work XDG_RUNTIME_DIR=$work/run
mkdir -p "$XDG_RUNTIME_DIR"
cd "$work" || exit 2

needs() { # TOOL...: or the script is skipped
    local tool
    for tool; do
        command -v "$tool" >/dev/null ||
            { echo "skipped: no $tool (make test-deps)"; exit 0; }
    done
}
index() { "$irindex" --no-config -q -d "$@" || exit 2; } # DIR ARGUMENT...

# Sets $out to what is in a file, without NULs and the newlines at its end: as
# $(tr -d '\0' <FILE) does, but by no process.
take() { # FILE
    local parts
    mapfile -d '' parts <"$1"
    printf -v out '%s' "${parts[@]}"
    while [[ $out == *$'\n' ]]; do out=${out%$'\n'}; done
}
# What curl receives of a path: $out, $status, $head, and the body in the file
# out.  All is kept in answers/, to be compared with the description.
mkdir answers
asked=1000
ask() { # PATH CURL-OPTION...
    local path=$1 method
    answer=answers/$((++asked))
    shift
    : >$answer.body
    ln -sf $answer.body out
    read -r status method < <(curl -sS -m 600 -o $answer.body -D $answer.head \
        -w '%{http_code} %{method}\n' "$@" "$at$path" 2>curl.err)
    take $answer.head
    head=${out//$'\r'/}
    take out
    [ "$status" = 000 ] || echo "$method $path $status" >$answer.ask
}
description=$tests/../searcher/serve/openapi.json
answers() { # DESCRIPTION
    out=$(python3 "$tests/answers.py" "$1" \
        "$tests/../searcher/irsearch-1.schema.json" answers 2>&1)
}
described() { # false if that cannot be seen
    if ! python3 -c 'import jsonschema' 2>/dev/null; then
        echo 'skipped: no jsonschema (Debian package python3-jsonschema) to check answers with'
        return 1
    fi
    check 'all answers are as the description says' answers "$description"
    echo "$out"
}

servers=()
trap '[ ${#servers[@]} = 0 ] || kill -KILL "${servers[@]}" 2>/dev/null; rm -rf "$work"' EXIT
has_begun() { grep -q '"serving at' "$log" || ! kill -0 "$server" 2>/dev/null; }
# Wait until the process started last, $!, serves: $server, and its address $at.
begun() { # LOG
    log=$1 server=$!
    servers+=($server)
    until_true has_begun
    at=$(sed -n 's/.*serving at \([^"]*\)".*/\1/p' "$log")
}
start_server() { # LOG OPTION...
    : >"$1"
    "$irsearch" --no-config "${@:2}" 2>"$1" &
    begun "$1"
}
stop() { # SIGNAL: the server started last
    kill "-${1:-TERM}" "$server" 2>/dev/null
    wait "$server"
    status=$?
    unset 'servers[-1]'
    server=0
}
