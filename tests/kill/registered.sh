#!/usr/bin/env bash
# runs: all that is registered, killed behind each fourth reply, beside the same undisturbed (registered.py; PLACE)
# limit: 120
cd "$(dirname "$0")" && exec python3 registered.py "$@"
