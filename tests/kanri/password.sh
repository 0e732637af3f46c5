#!/usr/bin/env bash
# runs: a start hashes no password, a call only one that is not proven yet; what the daemon leaves holds none (password.py)
# limit: 60
# turns
cd "$(dirname "$0")" && exec python3 password.py
