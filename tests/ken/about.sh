#!/usr/bin/env bash
# runs: what another 部署, アクセスグループ or role has asked or sent is neither shown nor listed nor changed, page by page (about.py)
# limit: 120
# turns
cd "$(dirname "$0")" && exec python3 about.py
