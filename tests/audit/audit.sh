#!/usr/bin/env bash
# runs: the audit record of a world: what is in it, after kill -9 and a power cut, reset, restore, drop, and that a change is found (audit.py)
# limit: 120
# turns
cd "$(dirname "$0")" && exec python3 audit.py
