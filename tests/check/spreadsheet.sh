#!/usr/bin/env bash
# runs: a link file full of what a spreadsheet does to it, mended from the report of chukan check alone until it passes (spreadsheet.py)
# limit: 120
. "$(dirname "$0")/../lib.sh"
python3 tests/check/spreadsheet.py "$B/chukan" "$WORK" || fail '表計算ソフトのファイル'
