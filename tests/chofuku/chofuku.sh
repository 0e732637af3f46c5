#!/usr/bin/env bash
# runs: 資格重複 of two insurers, online and by link file, told to both; through kill -9, restart and reset (chofuku.py)
# limit: 90
# turns
cd "$(dirname "$0")" && exec python3 chofuku.py
