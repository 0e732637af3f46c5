#!/usr/bin/env bash
# runs: the releases of the 配信マスター by the clock of a world of each lot: given from their day on, applied in full and by differences,
# runs: reported by records, by digest and by link file, and what is wrong with what is held is named by its record (master.py)
# limit: 120
cd "$(dirname "$0")" && exec python3 master.py
