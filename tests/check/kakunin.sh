#!/usr/bin/env bash
# runs: chukan check --edaban of 副本 against what a daemon has issued: who is missing, twice, unknown, differs, whose 本人 is nowhere; each form and order (kakunin.py)
# limit: 180
cd "$(dirname "$0")" && exec python3 kakunin.py
