#!/usr/bin/env bash
# runs: every request of index.txt in order against a fresh world; replies must be equal byte for byte and valid (UPDATE=1 rewrites)
# limit: 120
. "$(dirname "$0")/../lib.sh"

chukand_start
/usr/bin/python3 tests/golden/golden.py "$plain" "$control" "$WORK" || fail 'golden'
chukand_stop
