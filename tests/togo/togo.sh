#!/usr/bin/env bash
# runs: the match of today (policy jukiTogo, fixture today): every set of differing items online and by link file, its class, what it stops and what lets it go on (togo.py)
# limit: 120
cd "$(dirname "$0")" && exec python3 togo.py
