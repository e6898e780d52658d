# Shared by the test scripts: a temporary folder, $work, and checks that are
# counted.  A check that fails shows $out, the last output, if it is set.
work=$(mktemp -d) || exit 2
trap 'chmod -R u+rwx "$work" 2>/dev/null; rm -rf "$work"' EXIT
passed=0 failed=0 out='' status=0
# No check measures time, which fails on a loaded machine: checks wait for what
# must happen, and limit processor time where something must be quick.  This is
# the time in seconds after which a process counts as hung and is ended.
patience=${IR_PATIENCE:-900}

# Sleeps without starting a process, which would cost more than most checks: a
# read with a timeout from a pipe that never has data.
exec {never}<> <(:)
nap() { read -rt "${1:-0.05}" -u "$never" || :; } # SECONDS
until_true() { # COMMAND...: false if it does not become true
    local end=$((SECONDS + patience))
    until "$@"; do
        [ $SECONDS -lt $end ] || return 1
        nap
    done
}
bounded() { timeout "$patience" "$@"; } # COMMAND...: 124 if it hangs
frugal() { # SECONDS COMMAND...: 137 or 152 if it uses the processor for longer
    (ulimit -t "$1" && shift && bounded "$@")
}
all_wait() { # PROGRAM PID: true if each of its threads sleeps
    local task state
    [ "$(<"/proc/$2/comm")" = "$1" ] || return
    for task in "/proc/$2/task/"*/stat; do
        state=$(<"$task")
        [[ $state == *') S '* ]] || return
    done
}
# True if it waits for input or has ended.  Looks twice, since a thread may have
# been about to wake another.
at_rest() { # PROGRAM PID
    kill -0 "$2" 2>/dev/null || return 0
    all_wait "$@" 2>/dev/null && nap && all_wait "$@" 2>/dev/null
}

result() { # STATUS NAME
    if [ "$1" -eq 0 ]; then
        passed=$((passed + 1))
        echo "ok - $2"
    else
        failed=$((failed + 1))
        echo "not ok - $2"
        [ -z "$out" ] || printf '%s\n' "status $status" "$out" |
            head -n 20 | sed 's/^/#   /'
    fi
}
check() { # NAME COMMAND...
    local name=$1
    shift
    "$@"
    result $? "$name"
}
# Checks of $out and $status, which a script's `run` sets.
exits() { [ "$status" -eq "$1" ]; }
says() { [[ $out == *"$1"* ]]; }
both() { exits "$1" && says "$2"; }

# Sets $told to what jq -r makes of $out, one JSON value, by a filter that makes
# one line, or to its error.  For each filter one jq is started, and stays: to
# start takes it longer than most checks take.
declare -A asks tells
told() { # FILTER
    if [ -z "${asks[$1]-}" ]; then
        local to from
        exec {from}<> <(:)
        exec {to}> >(exec jq -Rr --unbuffered "try (fromjson | $1) catch \"no JSON: \\(.)\"" >&"$from")
        asks[$1]=$to tells[$1]=$from
    fi
    printf '%s\n' "${out//$'\n'/ }" >&"${asks[$1]}"
    read -rt "$patience" -u "${tells[$1]}" told
}

finish() { # must be the last command of a script
    echo "$passed passed, $failed failed"
    [ "$failed" -eq 0 ]
}
