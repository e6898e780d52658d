#!/usr/bin/env bash
# Does the query language do what irsearch-query(7) says?
exec python3 tests/language.py "$1"
