#!/usr/bin/env bash
# runs: every rule of schema/rules.xml is met by the stories, and an overlay folder changes its verdict, by link file and SOAP (rules.py)
# limit: 120
cd "$(dirname "$0")" && exec python3 rules.py
