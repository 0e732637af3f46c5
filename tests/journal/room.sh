#!/usr/bin/env bash
# runs: the bounds of the journal: 64 MiB of a world on the disk, 16 of them for what was refused; a flood of what went well pushes out no refusal, nor
# runs: the other way round; the oldest go and say so, the newest are whole; a body over 64 KiB is cut and says so; all of it is searched in bounded memory (room.py)
# limit: 120
cd "$(dirname "$0")" && exec python3 room.py
