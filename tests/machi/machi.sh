#!/usr/bin/env bash
# runs: link files that wait for answers (照会要求 to 住基ネット, 情報照会要求, also to other institutions): every way of progress, kill -9 and reset (machi.py)
# limit: 90
# turns
cd "$(dirname "$0")" && exec python3 machi.py
