#!/usr/bin/env bash
# Every source file compiles with clang without a warning, under the warnings of the Makefile: the build is by one compiler alone.
. "$(dirname "$0")/gate.sh"

S_compile() { # SOURCE…: the first error of each
    local c said
    for c; do
        # shellcheck disable=SC2086
        said=$(clang -std=c17 -D_GNU_SOURCE -DOPERATORS='""' $CHECK_FLAGS -Werror -fsyntax-only -Iserver -Iclient "$c" 2>&1) ||
            grep -E ' (fatal )?error: ' <<<"$said" | head -1 | sed "s|^|$c:1: clang: |"
    done
    return 0
}
export -f S_compile

check() {
    local libs warn
    libs=$(pkg-config --cflags libmicrohttpd gnutls libxml-2.0 sqlite3 openssl zlib libcurl) && clang --version >/dev/null || return 2
    warn=$(sed -n 's/^WARN *:= *//p' Makefile | grep -oE -- '(^| )-W[a-z-]+' | tr -d '\n')
    files c server client | CHECK_FLAGS="$libs $warn" xargs -r -P 2 -n 12 bash -c 'S_compile "$@"' _
}
gate
