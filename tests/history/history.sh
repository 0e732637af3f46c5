#!/usr/bin/env bash
# runs: 500 random histories of corrections, however they are split over link files and calls, against a model (history.py)
# limit: 180
cd "$(dirname "$0")" && exec python3 history.py "${SEED:-1}" "${COUNT:-500}"
