#!/usr/bin/env bash
# runs: chukand under 32 clients that ask each other's insurers and change 副本, killed three times and reset in the middle (kiroku.py)
# limit: 240
cd "$(dirname "$0")" && exec python3 kiroku.py "$@"
