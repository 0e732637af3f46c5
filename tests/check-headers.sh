#!/usr/bin/env bash
# Every header compiles alone, has the guard of its path (service/op.h -> SERVICE_OP_H), and every source file opens
# with a comment of at most six lines (STYLE).
. "$(dirname "$0")/gate.sh"

S_compile() { # HEADER
    # -include: the header itself is the main file otherwise, and gcc warns about that. Warnings count with WERROR=1, as in
    # the build.
    # shellcheck disable=SC2086
    gcc -std=c17 -D_GNU_SOURCE -Wall -Wextra ${WERROR:+-Werror} -fsyntax-only -Iserver -Iclient -Itests/unit $CHECK_CFLAGS -include "$1" -x c /dev/null 2>&1 |
        grep -E ' (fatal )?error: ' | head -1 | sed "s|^|$1:1: 単独でコンパイルできない: |"
    return 0
}
export -f S_compile

check() {
    local cflags
    cflags=$(pkg-config --cflags libmicrohttpd gnutls libxml-2.0 sqlite3 openssl zlib libcurl check) || return 2
    files h server client tests/unit | CHECK_CFLAGS=$cflags xargs -P 2 -I{} bash -c 'S_compile {}'
    files h server client tests/unit | while read -r f; do
        guard=${f#server/}
        guard=$(printf %s "$guard" | tr 'a-z./-' 'A-Z___')
        grep -qx "#ifndef $guard" "$f" && grep -qx "#define $guard" "$f" || echo "$f:1: インクルードガード $guard がない"
    done
    files "c h" server client tests/unit tests/bench | while read -r f; do
        awk -v f="$f" 'NR == 1 && !/^\/[*\/]/ { print f ":1: ファイルの説明コメントがない"; exit }
            /\*\// { if (NR > 6) print f ":1: ファイルの説明コメントが 6 行を超える (" NR " 行)"; exit }' "$f"
    done
}
gate
