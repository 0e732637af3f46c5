#!/usr/bin/env bash
# runs: what rules warn of in a link file: every row once whatever kills the daemon, in the form of the upload, counted in お知らせ, the journal and the report (keikoku.py)
# limit: 120
# turns
cd "$(dirname "$0")" && exec python3 keikoku.py
