#!/usr/bin/env bash
# runs: what another 部署, アクセスグループ or role has asked or sent is neither shown nor listed nor changed, page by page (about.py); ways in for who is not to come in (ways.txt)
# limit: 120
# turns
cd "$(dirname "$0")" && exec python3 about.py
