#!/usr/bin/env bash
# runs: 加入者情報一括登録 by a layout without 整理番号, 資格喪失年月日 and 認定年月日: what the other columns tell is done (nashi.py)
# limit: 60
cd "$(dirname "$0")" && exec python3 nashi.py
