#!/usr/bin/env bash
# A few cases of each loop of `make torture`, others each time.
# Usage: torture.sh BUILD [CASES [SEED]]
export SEARCHES=${SEARCHES:-20}
exec python3 "$(dirname "$0")/torture/torture.py" "$1" --some "${2:-12}" \
    ${3:+--seed "$3"}
