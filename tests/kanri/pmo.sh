#!/usr/bin/env bash
# runs: Digital PMO: what is to be registered by when, by hand, from a run and from files, exported; what is out on the virtual clock (pmo.py)
# limit: 60
cd "$(dirname "$0")" && exec python3 pmo.py
