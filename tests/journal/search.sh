#!/usr/bin/env bash
# runs: the journal searched by operation, code, 枝番, test case and XPath, each with the others; wait until such a row comes or the time is over (search.py)
# limit: 120
# turns
cd "$(dirname "$0")" && exec python3 search.py
