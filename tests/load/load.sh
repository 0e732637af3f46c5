#!/usr/bin/env bash
# runs: chukand --check-invariants under eight threads that read, write, upload and reset (load.py; an argument is the seed)
# limit: 180
cd "$(dirname "$0")" && exec python3 load.py "$@"
