#!/usr/bin/env bash
# runs: chukan gen --jumin → a world whose residents are those people: 符号取得, 照会要求 and 情報照会要求 end as gen expects (jumin.py)
# limit: 180
cd "$(dirname "$0")" && exec python3 jumin.py
