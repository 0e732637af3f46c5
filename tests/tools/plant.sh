#!/usr/bin/env bash
# Plants faults, one at a time, and tells which tests notice each: tests/tools/plant.sh [-l] [-t DIR] [REGEX] (plant.py).
# The faults are in plants.txt. Works in a clone of what is committed, never in this tree. REGEX chooses faults by name; -l lists
# them; -t keeps clone and build in DIR for the next time; --check only tells which cannot be planted (tests/check-plants.sh).
# Ends with 0 when 38 of 40 are noticed and all could be planted.
exec python3 "$(dirname "$0")/plant.py" "$@"
