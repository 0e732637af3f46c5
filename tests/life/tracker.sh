#!/usr/bin/env bash
# runs: what the daemon has seen of test cases: kill -9 within a large file, half a block at its end, restarts, reset, keep, restore, drop (tracker.py)
# limit: 60
cd "$(dirname "$0")" && exec python3 tracker.py "$@"
