#!/usr/bin/env bash
# runs: uploads overtaken by reset, drop, creation and restore: what each is told, and that nothing taken is lost (overtaken.py)
# limit: 120
cd "$(dirname "$0")" && exec python3 overtaken.py "$@"
