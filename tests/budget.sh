#!/bin/sh
# Hostile queries are answered or refused, in 256 MiB.
# usage: tests/budget.sh BUILD_DIR
python3 "$(dirname "$0")/budget.py" "${1:-build}"
