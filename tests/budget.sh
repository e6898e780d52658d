#!/bin/sh
# Expensive and malformed queries are answered or refused within 256 MiB.
# usage: tests/budget.sh BUILD_DIR
python3 "$(dirname "$0")/budget.py" "${1:-build}"
