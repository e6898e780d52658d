# What the scripts share that hold the programs to what they say: a folder of
# their own, $work, that goes when they end; and checks that are counted.  Where
# $out holds what was said last, a check that fails shows it.
work=$(mktemp -d) || exit 2
trap 'chmod -R u+rwx "$work" 2>/dev/null; rm -rf "$work"' EXIT
passed=0 failed=0 out='' status=0

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
