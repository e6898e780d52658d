#!/usr/bin/env bash
# The same articles in every format: their indexes give the same answers.
# Usage: formats.sh BUILD [COUNT]
set -u
unset IR_DB IR_CONFIG
# Xapian's own check frees a table by the wrong size.
export ASAN_OPTIONS=new_delete_type_mismatch=0:${ASAN_OPTIONS-}
exec python3 tests/every_format.py "$1" "${2:-100}"
