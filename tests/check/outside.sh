#!/usr/bin/env bash
# runs: bytes from outside (arguments, environment, names of files and entries, paths, headers) that are no UTF-8 or control characters: every output is what its form is (outside.py)
# limit: 240
cd "$(dirname "$0")" && exec python3 outside.py
