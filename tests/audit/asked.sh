#!/usr/bin/env bash
# runs: the audit record searched by each of what it can be, of operations and of control actions; which reads of the control port are in it (asked.py)
# limit: 60
cd "$(dirname "$0")" && exec python3 asked.py
