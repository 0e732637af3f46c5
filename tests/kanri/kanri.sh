#!/usr/bin/env bash
# runs: 部署 and ユーザー by link file, then calls of the new users; 接続申請 in a strict world; through restart, kill -9, reset (kanri.py)
# limit: 60
# turns
cd "$(dirname "$0")" && exec python3 kanri.py
