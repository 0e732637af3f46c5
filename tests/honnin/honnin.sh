#!/usr/bin/env bash
# runs: 本人確認 of the test numbers, by operation and by link file, with kill -9 in between; records, charges, statement and 住基ネット's own count (honnin.py)
# limit: 90
# turns
cd "$(dirname "$0")" && exec python3 honnin.py
