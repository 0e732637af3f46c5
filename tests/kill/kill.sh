#!/usr/bin/env bash
# runs: chukand, killed with SIGKILL at 50 moments (kill.py; an argument is the seed)
# limit: 240
# disk
cd "$(dirname "$0")" && exec python3 kill.py "$@"
