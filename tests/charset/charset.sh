#!/usr/bin/env bash
# runs: every character of every character code in a link file and back, byte for byte; 業務コード both ways (charset.py)
# limit: 90
cd "$(dirname "$0")" || exit 2
python3 ../tools/unassigned.py --check ../../server/base/unassigned.def && exec python3 charset.py
