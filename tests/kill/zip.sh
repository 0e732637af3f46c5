#!/usr/bin/env bash
# runs: chukand, killed with SIGKILL while it unpacks, works through and packs a zip of three link files (zip.py; an argument is the seed)
# limit: 180
# disk
cd "$(dirname "$0")" && exec python3 zip.py "$@"
