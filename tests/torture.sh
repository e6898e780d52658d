#!/usr/bin/env bash
# A few cases of each loop of `make torture`, others each time.
# Usage: torture.sh BUILD [CASES [SEED]]
torture() { # LOOP CASES [SEED]
    python3 "$(dirname "$0")/torture/torture.py" "$build" "$1" --some "$2" \
        ${3:+--seed "$3"} || failed=1
}
build=$1 failed=0
torture faults "${2:-12}" "${3-}"
SEARCHES=${SEARCHES:-20} torture readers 2 "${3-}"
exit $failed
