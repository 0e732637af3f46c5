#!/usr/bin/env bash
# runs: chukand under strace: what is acknowledged was on the disk before (durable.py)
# limit: 300
# disk
cd "$(dirname "$0")" && exec python3 durable.py "$@"
