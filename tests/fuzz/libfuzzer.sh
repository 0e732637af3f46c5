#!/usr/bin/env bash
# make fuzz: each harness of tests/fuzz (REGEX: only those that match) under libFuzzer and the sanitizers, RUNS inputs each, one
# after the other. What they reach is kept in build/fuzz/corpus for the next time; what they find lies in build/fuzz/found, and goes
# to tests/fuzz/found once it is mended. Usage: libfuzzer.sh REGEX RUNS [OPTION OF LIBFUZZER…]
set -u
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 2
wanted=$1 runs=$2
shift 2
export ASAN_OPTIONS=detect_leaks=1:quarantine_size_mb=16 UBSAN_OPTIONS=print_stacktrace=1 LSAN_OPTIONS=suppressions=$PWD/tests/lsan.supp:print_suppressions=0
failed=0
mkdir -p build/fuzz/corpus build/fuzz/found
for source in tests/fuzz/*.c; do
    name=$(basename "$source" .c)
    [[ $name =~ $wanted ]] || continue
    seeds=build/fuzz/seeds/$name corpus=build/fuzz/corpus/$name log=build/fuzz/$name.log
    mkdir -p "$seeds" "$corpus"
    build/fuzz/tests/fuzz/"$name" --seeds "$seeds" || exit 1
    build/fuzz/tests/fuzz/"$name" -runs="$runs" -max_len="$(cat "$seeds.most")" -dict="$seeds.words" \
        -artifact_prefix=build/fuzz/found/"$name"- "$@" "$corpus" "$seeds" >"$log" 2>&1 || failed=$((failed + 1))
    printf '%-8s %s\n' "$name" "$(grep -aE 'DONE|^fuzz: |SUMMARY' "$log" | tail -1 | cut -c1-200)"
done
[ "$failed" = 0 ]
