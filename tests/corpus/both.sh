#!/usr/bin/env bash
# runs: the rows of the corpus by link file and by SOAP: code, item, want and have are the same, and every difference is lawful (both.py)
# limit: 120
cd "$(dirname "$0")/../.." || exit 2
exec python3 tests/corpus/both.py
