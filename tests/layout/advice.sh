#!/usr/bin/env bash
# runs: elements of every operation shuffled, left out, doubled, misspelt: who does as C20008 says comes to a message that fits (advice.py)
# limit: 60
cd "$(dirname "$0")" && exec python3 advice.py
