#!/usr/bin/env bash
# Every source file, and what the bench has in place of some, compiles with clang without a warning, under the warnings of the Makefile: the build is by one compiler alone.
. "$(dirname "$0")/gate.sh"

S_clang() {
    # shellcheck disable=SC2086
    clang -std=c17 -D_GNU_SOURCE -DOPERATORS='""' $CHECK_FLAGS -Werror -fsyntax-only -Iserver -Iclient -Itests/unit "$@" 2>&1
}
S_at_once() { # SOURCE…: by the compiler proper in one process, as the driver would call it for the first; to begin one takes longer than a source does
    local whole
    whole=$(S_clang '-###' "$1" | grep -- '"-cc1"') && eval "whole=($whole)" && [ "${whole[-1]}" = "$1" ] || return 1
    "${whole[@]:0:${#whole[@]}-1}" "$@" >/dev/null 2>&1
}
S_compile() { # SOURCE…: the first error of each
    local c said
    S_at_once "$@" && return
    for c; do
        said=$(S_clang "$c") || grep -E ' (fatal )?error: ' <<<"$said" | head -1 | sed "s|^|$c:1: clang: |"
    done
    return 0
}
export -f S_clang S_at_once S_compile

check() {
    local libs warn
    libs=$(pkg-config --cflags libmicrohttpd gnutls libxml-2.0 sqlite3 openssl zlib libcurl) && clang --version >/dev/null || return 2
    warn=$(sed -n 's/^WARN *:= *//p' Makefile | grep -oE -- '(^| )-W[a-z-]+' | tr -d '\n')
    files c server client tests/bench | grep -v /gsoap_stub/ | CHECK_FLAGS="$libs $warn" xargs -r -P 2 -n 60 bash -c 'S_compile "$@"' _
}
gate
