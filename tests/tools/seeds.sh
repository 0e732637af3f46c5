#!/usr/bin/env bash
# The tests whose daemons can delay their turns (a line "# turns"), under many seeds: tests/tools/seeds.sh [HOW_MANY], 32 when
# unset. A seed that fails is in the name of its test; it does the same again with TURNS=SEED make test T=NAME.
set -eu
cd "$(dirname "$0")/../.."
many=${1:-32}
TURNS=$(seq -s ' ' 1 "$many") VARIANT=${VARIANT:-release} tests/run.sh '@'
