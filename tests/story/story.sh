#!/usr/bin/env bash
# runs: the stories of fixtures/common: what the law allows, warns of and refuses, by link file, by SOAP and offline (story.py)
# limit: 90
cd "$(dirname "$0")" && exec python3 story.py
