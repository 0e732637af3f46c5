#!/usr/bin/env bash
# 10,000 random histories of corrections in one world, for each way of splitting them (tests/history). Usage: history.sh [SEED [COUNT]];
# a new SEED each time when there is none. Ends 1 when a history differs.
set -u
seed=${1:-$((SRANDOM % 1000000))}
cd "$(dirname "$0")/../history" && exec python3 history.py "$seed" "${2:-10000}"
