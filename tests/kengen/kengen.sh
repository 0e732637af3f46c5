#!/usr/bin/env bash
# runs: every row of the table of rights (別表第二), asked by an insurer and of one: what is allowed comes, what differs in one element is S50001 (kengen.py)
# limit: 120
cd "$(dirname "$0")" && exec python3 kengen.py
