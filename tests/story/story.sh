#!/usr/bin/env bash
# runs: the stories of fixtures/common: what the law allows, warns of and refuses, by link file, by SOAP and offline, lots 2 and 3 (story.py)
# limit: 120
cd "$(dirname "$0")" && python3 story.py --lot 2 && exec python3 story.py --lot 3
