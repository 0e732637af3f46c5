#!/usr/bin/env bash
# runs: the limits of the audit record that may be set: the oldest of a world's table go and the chain says so, the oldest of dropped worlds go (limits.py)
# limit: 120
cd "$(dirname "$0")" && exec python3 limits.py
