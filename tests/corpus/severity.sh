#!/usr/bin/env bash
# runs: each rule of schema/rules.xml with another severity, by world.xml, by its policies and by an overlay folder: the rows of the
# runs: corpus that name its code, and no others, get another verdict
# limit: 180
cd "$(dirname "$0")/../.." || exit 2
exec python3 tests/corpus/severity.py
