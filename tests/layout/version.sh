#!/usr/bin/env bash
# runs: a second version of 資格情報 comes into force by the clock; a broken overlay stops the start
cd "$(dirname "$0")/../.." || exit 2
exec python3 tests/layout/version.py
