#!/usr/bin/env bash
# runs: the journal through the life of a world: dropped and made again, snapshots restored, many resets, kill -9 in the middle of load, an end that is torn (life.py)
# limit: 120
# turns
cd "$(dirname "$0")" && exec python3 life.py
