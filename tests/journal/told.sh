#!/usr/bin/env bash
# runs: what a new user is told who took the wrong port, does not trust the CA, or looks for one row of the journal (told.py)
# limit: 120
cd "$(dirname "$0")" && exec python3 told.py
