#!/usr/bin/env bash
# runs: every operation and kind of link file by every 標準ロール, from 部署 of each 事務, 職掌 and アクセスグループ, beside ken.txt (ken.py)
# limit: 120
cd "$(dirname "$0")" && exec python3 ken.py
