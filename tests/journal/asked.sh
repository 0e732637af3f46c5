#!/usr/bin/env bash
# runs: the journal: the query is kept, masked, and sent again by --save; what is refused by its head alone has no body; --save runs nothing that came (asked.py)
# limit: 120
# turns
cd "$(dirname "$0")" && exec python3 asked.py
