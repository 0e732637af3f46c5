#!/usr/bin/env bash
# runs: the journal's bounds: 64 MiB of a world on the disk, the oldest go and say so, the newest are whole; a body over 64 KiB is cut and says so (room.py)
# limit: 120
cd "$(dirname "$0")" && exec python3 room.py
