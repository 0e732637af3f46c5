#!/usr/bin/env bash
# runs: the schedule in worlds side by side: windows, what comes before, days by name, the calendar as text and SVG (nittei.py)
# limit: 60
cd "$(dirname "$0")" && exec python3 nittei.py
