#!/usr/bin/env bash
# runs: chukan gen → chukand: what the daemon answers to every generated row is what gen expects, as `chukan check` does
# limit: 240
cd "$(dirname "$0")" && exec python3 daemon.py
