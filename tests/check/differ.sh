#!/usr/bin/env bash
# runs: chukan check and chukand say the same of files with seeded damage: CSV, XML and zip of every encoding (an argument is the seed)
# limit: 180
cd "$(dirname "$0")" && exec python3 differ.py "$@"
