#!/usr/bin/env bash
# runs: mutants of the test cases' drives (an item changed, a statement left out or moved): those of judged items turn the case red and
# runs: are named, those of free items leave it green; a random sample, printed with its seed (all: tests/tools/mutants.py)
# limit: 180
. "$(dirname "$0")/../lib.sh"
seed=${SEED:-$RANDOM}
say "種: $seed"
PYTHONDONTWRITEBYTECODE=1 python3 tests/tools/mutants.py --bin "$B" --sample "${SAMPLE:-30}" --seed "$seed" >"$WORK/said" 2>&1 ||
    fail "変異: $(cat "$WORK/said")"
say "$(tail -8 "$WORK/said")"
