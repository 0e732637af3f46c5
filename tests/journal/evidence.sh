#!/usr/bin/env bash
# runs: chukan report --zip: all that belongs to a run in one zip, the same bytes for the same state, each with its SHA-256, no 個人番号; with --with-files also link files and results (evidence.py)
# limit: 60
cd "$(dirname "$0")" && exec python3 evidence.py
