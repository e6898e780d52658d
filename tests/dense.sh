#!/bin/sh
# Inputs that are dense take little memory, or are rejected by a limit.
# Usage: dense.sh BUILD
unset IR_DB IR_CONFIG
exec python3 "$(dirname "$0")/dense.py" "$1"
