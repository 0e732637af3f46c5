#!/usr/bin/env bash
# runs: chukan master list, get, apply and prove through releases 2, 2.5 and 3 of both lots; what a base system gets wrong is named by its record (mistakes.py)
# limit: 120
cd "$(dirname "$0")" && exec python3 mistakes.py
