#!/usr/bin/env bash
# runs: layouts of an overlay folder judge what comes by SOAP as they judge link files, for an insurer of CP932 and one of UTF-8 (online.py)
# limit: 60
cd "$(dirname "$0")" && exec python3 online.py
