#!/usr/bin/env bash
# Every fault of tests/tools/plants.txt can still be planted: its text stands in the code once, its tests are there (plant.py).
. "$(dirname "$0")/gate.sh"

check() {
    python3 tests/tools/plant.py --check
}
gate
