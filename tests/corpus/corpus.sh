#!/usr/bin/env bash
# runs: the whole corpus through chukan check and through a daemon: every kind, one broken thing at a time, equal verdicts
# limit: 300
cd "$(dirname "$0")/../.." || exit 2
exec python3 tests/corpus/corpus.py "$@"
