#!/usr/bin/env bash
# runs: every harness of tests/fuzz over its seeds, what was found once, and some thousand inputs made of them by a number
# limit: 120
. "$(dirname "$0")/../lib.sh"
SEED=${SEED:-1} # others are for who wants to look further

failed=0 runs=0
for source in tests/fuzz/*.c; do
    name=$(basename "$source" .c)
    fuzz=$B/tests/fuzz/$name
    [ -x "$fuzz" ] || fail "$fuzz がない（make unit）"
    for found in tests/fuzz/found/"$name"/*; do
        [ -e "$found" ] || continue
        "$fuzz" "$found" >"$WORK/said" 2>&1 && continue
        cat "$WORK/said"
        failed=$((failed + 1))
    done
    if "$fuzz" --seed "$SEED" --at "$WORK/$name.input" >"$WORK/said" 2>&1; then
        runs=$((runs + 1))
    else
        cat "$WORK/said"
        say "$name --seed $SEED: 入力 (base64) $(base64 -w0 "$WORK/$name.input" | head -c 4000)"
        failed=$((failed + 1))
    fi
done
for folder in tests/fuzz/found/*; do
    [ -f "tests/fuzz/$(basename "$folder").c" ] || fail "$folder: その名前のハーネスがない"
done
[ "$failed" = 0 ] || fail "$failed 件の入力で、ハーネスの求めることが成り立たない"
say "$runs のハーネスがすべて通った"
