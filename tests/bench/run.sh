#!/usr/bin/env bash
# Builds the helpers of the bench into build/bench and prints the table of DESIGN 7. Called by make bench, with
# ARGS='start idle read write bulk tracker ken junbi journal slow snapshot shokai zenbu' to choose; BENCH_RUNS=N pairs (3), BENCH_FULL=1 adds 10,000,000 rows.
set -eu
cd "$(dirname "$0")/../.."
out=build/bench
mkdir -p "$out/gsoap"
flags="-std=c17 -D_GNU_SOURCE -O2 -Wall -Wextra -Werror"
for p in load fsync1 rows first; do
    # shellcheck disable=SC2086
    gcc $flags -o "$out/$p" "tests/bench/$p.c" -lssl -lcrypto
done
soapcpp2 -c -S -x -w -d "$out/gsoap" tests/bench/gsoap_stub/kanyusha.gsoap >"$out/gsoap/soapcpp2.log" 2>&1 || {
    cat "$out/gsoap/soapcpp2.log"
    exit 1
}
# shellcheck disable=SC2046
gcc -O2 -I"$out/gsoap" -o "$out/gsoap_stub" tests/bench/gsoap_stub/main.c "$out/gsoap/soapC.c" "$out/gsoap/soapServer.c" \
    $(pkg-config --cflags --libs gsoap) -pthread
# the same daemon with nothing that watches test cases, with nothing that asks for rights, with neither rights,
# certificates nor audit record, without a journal, and with none of all these: bare.c, bare_ken.c, bare_junbi.c, bare_journal.c, bare_zenbu.c
# stand before the library's own
libs=""
for r in http soap control web world service store file base; do libs="$libs build/release/lib$r.a"; done
for p in bare bare_ken bare_junbi bare_journal bare_zenbu; do
    # shellcheck disable=SC2046,SC2086
    gcc $flags -Iserver -Itests/unit -o "$out/chukand-$p" build/release/server/main.o "tests/bench/$p.c" $libs -pthread \
        $(pkg-config --cflags --libs libmicrohttpd gnutls libxml-2.0 sqlite3 openssl zlib libzip jansson)
done
PYTHONDONTWRITEBYTECODE=1 exec python3 tests/bench/bench.py "$@"
