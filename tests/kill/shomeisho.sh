#!/usr/bin/env bash
# runs: chukand, killed with SIGKILL in the middle of what is done about 電子証明書, by records, pairs and audit (shomeisho.py; an argument is the seed)
# limit: 120
cd "$(dirname "$0")" && exec python3 shomeisho.py "$@"
