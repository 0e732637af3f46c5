#!/usr/bin/env bash
# runs: the count of accesses to 住基ネット over every way in which a generation ends: reset, restore, drop, stop, kill -9; and that the runner tells when one is missing (access.py)
# limit: 90
cd "$(dirname "$0")" && exec python3 access.py
