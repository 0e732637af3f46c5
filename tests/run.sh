#!/usr/bin/env bash
# The test runner (make test): finds every test, runs some at a time (JOBS: one or two more than there are cores, for they
# wait as well), prints one line a test with the seconds it took and those of a processor, and as its last line "N passed, N failed".
# VARIANT names the build, an argument is a regex over the names.
# Found are: gates tests/check-*.sh, unit tests (one per tests/unit/**/test_*.c, which must have been built), and
# executables tests/*/*.sh with a header line "# runs: what". A line "# limit: SECONDS [alone]" sets another time limit
# than 180 seconds; alone: nothing else runs meanwhile, because it measures time. A line "# turns" lets a test run once for
# each seed of TURNS (one that is new when unset), named NAME@SEED: its daemons then delay the turns of writer,
# courier, loader and burial by that seed (chukand --turns), which must change nothing.
# Folders of tests lie in memory where there is room and TMPDIR says nothing else: few have to do with a disk. Those have a line
# "# disk" and work on one.
set -u
export LC_ALL=C.UTF-8 VARIANT=${VARIANT:-release}
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 2
logs=build/$VARIANT/test-logs
slower=1 # how much longer everything may take
case $VARIANT in
asan)
    slower=4
    export ASAN_OPTIONS=detect_leaks=1:strict_string_checks=1:detect_stack_use_after_return=1
    export UBSAN_OPTIONS=print_stacktrace=1 LSAN_OPTIONS=suppressions=$PWD/tests/lsan.supp:print_suppressions=0
    ;;
tsan)
    slower=8
    export TSAN_OPTIONS=suppressions=$PWD/tests/tsan.supp:second_deadlock_stack=1
    ;;
esac
slower=$((slower * ${SLOWER:-1})) # SLOWER=N: a machine that is N times as slow, or as busy
unset "${!CHUKAN_@}" # what whoever runs the tests has set for chukan
export CK_TIMEOUT_MULTIPLIER=$slower PYTHONDONTWRITEBYTECODE=1

memory=/dev/shm
in_memory() { # MIB: there is that much room, of memory that is free, and programs may run there
    local fits free probe rc
    fits=$(df -m --output=avail "$memory" 2>/dev/null | tail -1)
    free=$(awk '/^MemAvailable:/ { print int($2 / 1024) }' /proc/meminfo)
    [ "${fits:-0}" -ge "$1" ] && [ "${free:-0}" -ge $((2 * $1)) ] && probe=$(mktemp "$memory/chukan-XXXXXX" 2>/dev/null) || return 1
    printf '#!/bin/sh\n' >"$probe" && chmod +x "$probe" && "$probe" 2>/dev/null
    rc=$?
    rm -f "$probe"
    return $rc
}

# One test: NAME LIMIT COMMAND. Its log keeps everything; its line here is all that shows.
one() {
    local name=$1 limit=$(($2 * slower)) log=$logs/${1//\//-}.log rc start=$EPOCHREALTIME end seed= cpu TIMEFORMAT='%U %S'
    [[ $name == *@* ]] && seed=${name##*@}
    [[ $3 == *.sh ]] && grep -q '^# disk' "$3" && export TMPDIR=$DISK
    cpu=$({ time CHUKAND_TURNS=$seed timeout -k 10 $limit "$3" </dev/null >"$log" 2>&1; } 2>&1)
    rc=$?
    end=$EPOCHREALTIME
    local ms=$(((${end/./} - ${start/./}) / 1000)) word=ok note=
    [ $rc = 0 ] || word=NG
    case $rc in
    0) ;;
    124 | 137) note="  ($limit 秒の制限を超えた)" ;;
    126 | 127) note="  (実行できない: ビルドの失敗は build/test-build.log)" ;;
    *) note="  ($(grep -v '^$' "$log" | tail -1 | cut -c1-160))" ;;
    esac
    printf '%-3s%7d.%03ds %8ss  %s%s\n' "$word" $((ms / 1000)) $((ms % 1000)) "$(awk '{ print $1 + $2 }' <<<"$cpu")" "$name" "$note"
    echo "$word $name" >"$logs/${name//\//-}.rc"
}
if [ "${1-}" = --one ]; then
    one "$2" "$3" "$4"
    exit 0
fi

# NAME LIMIT COMMAND KIND, one a line
discover() {
    local f name limit
    for f in tests/check-*.sh; do
        limit=$(sed -nE 's/^# limit: ([0-9]+).*/\1/p' "$f" | head -1)
        echo "gate/$(basename "$f" .sh) ${limit:-120} $f -"
    done
    find tests/unit -name 'test_*.c' | while read -r f; do
        f=${f%.c}
        echo "${f#tests/} 60 build/$VARIANT/$f -"
    done
    find tests -mindepth 2 -name '*.sh' -type f -perm -u+x | while read -r f; do
        grep -q '^# runs:' "$f" || continue
        limit=$(sed -nE 's/^# limit: ([0-9]+)( alone)?.*/\1 \2/p' "$f" | head -1)
        name=${f#tests/}
        # shellcheck disable=SC2086
        set -- ${limit:-180}
        if grep -q '^# turns' "$f"; then
            for seed in $TURNS; do
                echo "${name%.sh}@$seed $1 $f ${2:--}"
            done
        else
            echo "${name%.sh} $1 $f ${2:--}"
        fi
    done
}

rm -rf "$logs"
mkdir -p "$logs"
export CHUKAND_ACCESSES=$PWD/$logs/accesses # every daemon's account of 住基ネット, however it is started
: >"$CHUKAND_ACCESSES"
export DISK=${TMPDIR:-/tmp}
more=2 # tests than cores: on a disk they wait more
[ -n "${TMPDIR-}" ] || ! in_memory 2048 || export TMPDIR=$memory more=1
export TURNS=${TURNS-$((SRANDOM % 1000000 + 1))}
list=$(discover | sort -u | awk -v re="${1-}" '!re || $1 ~ re')
# the longest first, so that all cores end together; those that want to be alone at the end
printf '%s\n' "$list" | awk '$4 == "-"' | sort -k2,2nr -k1,1 | cut -d' ' -f1-3 |
    xargs -r -P "${JOBS:-$(($(nproc) + more))}" -L 1 "${BASH_SOURCE[0]}" --one
printf '%s\n' "$list" | awk '$4 == "alone"' | sort | cut -d' ' -f1-3 | xargs -r -P 1 -L 1 "${BASH_SOURCE[0]}" --one

wanted=$(printf '%s' "$list" | grep -c .)
passed=$(cat "$logs"/*.rc 2>/dev/null | grep -c '^ok ')
failed=$((wanted - passed)) # what left no result has failed too
for rc in "$logs"/*.rc; do
    grep -q '^NG' "$rc" 2>/dev/null || continue
    printf '\n--- %s\n' "${rc%.rc}.log"
    tail -25 "${rc%.rc}.log"
done
tests/tools/accesses.py "$CHUKAND_ACCESSES" || failed=$((failed + 1))
# what was built before may have been run instead
[ "${BUILT:-0}" = 0 ] || { echo "NG ビルド（build/test-build.log）"; failed=$((failed + 1)); }
[ "$failed" = 0 ] || echo
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
