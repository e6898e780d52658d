#!/usr/bin/env bash
# Does the query language do what README.md's table says?
exec python3 tests/language.py "$1"
