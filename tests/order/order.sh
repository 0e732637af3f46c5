#!/usr/bin/env bash
# runs: sequences of calls and files that come to the same replies, result files and digests whatever the machine does (order.py; ROUNDS [SEED…])
# limit: 120
# turns
cd "$(dirname "$0")" && exec python3 order.py "$@"
