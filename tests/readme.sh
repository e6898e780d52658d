#!/usr/bin/env bash
# Does README.md show what the programs print?
set -u
command -v jq >/dev/null || { echo "skipped: no jq"; exit 0; }
exec python3 tests/readme.py "$1"
