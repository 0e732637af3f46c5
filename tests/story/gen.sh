#!/usr/bin/env bash
# runs: chukan gen --stories → chukan check and a fresh world: every row gets the code that gen expects, and none but the stories' rows
# runs: the warnings that it expects; insurers of lots 2 and 3, with their own encoding and codes (gen.py)
# limit: 60
cd "$(dirname "$0")" && exec python3 gen.py
