#!/usr/bin/env bash
# runs: 部署 and ユーザー by link file, then calls of the new users; through restart, kill -9 and reset (kanri.py)
# limit: 60
# turns
cd "$(dirname "$0")" && exec python3 kanri.py
