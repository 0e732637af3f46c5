#!/usr/bin/env bash
# runs: chukand under 32 clients that ask other institutions and take questions back as the clock goes on, killed three times in the middle (kikan.py)
# limit: 120
cd "$(dirname "$0")" && exec python3 kikan.py "$@"
