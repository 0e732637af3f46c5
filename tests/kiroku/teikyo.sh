#!/usr/bin/env bash
# runs: chukand under 12 clients by which institutions ask insurers and these answer or refuse what is held, killed twice in the middle (teikyo.py)
# limit: 120
cd "$(dirname "$0")" && exec python3 teikyo.py "$@"
