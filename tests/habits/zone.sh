#!/usr/bin/env bash
# runs: every file that chukand and chukan write is the same bytes in every time zone and locale: results, zips, warnings, report, audit, check, gen (zone.py)
# limit: 180
cd "$(dirname "$0")" && exec python3 zone.py
