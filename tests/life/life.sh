#!/usr/bin/env bash
# runs: worlds on the disk: spoilt folders beside whole ones, resets on a full disk, requests overtaken, reset–drop–create of one name under writers (life.py)
# limit: 180
cd "$(dirname "$0")" && exec python3 life.py "$@"
