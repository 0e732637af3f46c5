#!/usr/bin/env bash
# runs: everyday corrections of 資格 and 個人番号 by file and by SOAP, the same history from both; numbers exchanged over chunks and kill -9 (shikaku.py)
# limit: 120
# turns
cd "$(dirname "$0")" && exec python3 shikaku.py
