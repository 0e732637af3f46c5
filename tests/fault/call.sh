#!/usr/bin/env bash
# runs: faults on purpose that strike calls, seen over a socket (plain and TLS): codes, Faults, HTTP statuses, delays, silence, resets before and
# runs: after the commit, half an answer, garbage, a full and a slow disk; once each, counted, gone with a reset, and the world whole afterwards (call.py)
# limit: 180
# turns
cd "$(dirname "$0")" && exec python3 call.py
