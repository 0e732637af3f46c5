#!/usr/bin/env bash
# runs: chukan journal --har: what it has is what the journal shows, in the shape of HAR 1.2, without secrets; of a search, of the latest (har.py)
# limit: 60
cd "$(dirname "$0")" && exec python3 har.py
