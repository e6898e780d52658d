# What the scripts share that hold the programs to what they say: a folder of
# their own, $work, that goes when they end; and checks that are counted.  Where
# $out holds what was said last, a check that fails shows it.
work=$(mktemp -d) || exit 2
trap 'chmod -R u+rwx "$work" 2>/dev/null; rm -rf "$work"' EXIT
passed=0 failed=0 out='' status=0
# No check is of the clock, which a loaded machine breaks.  What is to come is
# waited for, what must be quick may use so much of the processor, and only
# what hangs for good is ended, after so many seconds.
patience=${IR_PATIENCE:-3600}

# To start a process costs more than most checks do: nothing ever comes from
# this pipe, so that to read it is to sleep.
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
all_wait() { # PROGRAM PID: does each of its threads?
    local task state
    [ "$(<"/proc/$2/comm")" = "$1" ] || return
    for task in "/proc/$2/task/"*/stat; do
        state=$(<"$task")
        [[ $state == *') S '* ]] || return
    done
}
# Has it done all that it can, and waits for more to come (or has ended)?
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
# For checks of what `run` left in $out and $status.
exits() { [ "$status" -eq "$1" ]; }
says() { [[ $out == *"$1"* ]]; }
both() { exits "$1" && says "$2"; }

finish() { # the last word of a script
    echo "$passed passed, $failed failed"
    [ "$failed" -eq 0 ]
}
