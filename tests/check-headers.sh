#!/usr/bin/env bash
# Every header compiles alone, has the guard of its path (service/op.h -> SERVICE_OP_H), and every source file opens
# with a comment of at most six lines (STYLE).
. "$(dirname "$0")/gate.sh"

S_compile() { # HEADER…
    local h said
    # -include: the header itself is the main file otherwise, and gcc warns about that. Warnings count with WERROR=1, as in
    # the build.
    for h; do
        # shellcheck disable=SC2086
        said=$(gcc -std=c17 -D_GNU_SOURCE -Wall -Wextra ${WERROR:+-Werror} -fsyntax-only -Iserver -Iclient -Itests/unit $CHECK_CFLAGS -include "$h" -x c /dev/null 2>&1)
        [ -z "$said" ] || grep -E ' (fatal )?error: ' <<<"$said" | head -1 | sed "s|^|$h:1: 単独でコンパイルできない: |"
    done
    return 0
}
export -f S_compile

# The headers that need no compilation here: the build has compiled them alone already, as what a .c file includes before
# anything else, and neither that file nor any header has changed since.
S_proven() {
    local c header dir object newest=
    newest=$(files h server client tests/unit | xargs -r ls -t | sed -n 1p)
    files c server client tests/unit | xargs -r awk 'FNR == 1 { first = 1 }
        /^[[:space:]]*#/ && first { first = 0; if (match($0, /^#include "[^"]+"/)) print FILENAME, substr($0, 11, RLENGTH - 11) }' |
        while read -r c header; do
            object=build/${VARIANT:-release}/${c%.c}
            [ -e "$object" ] || object=$object.o
            [ "$object" -nt "$c" ] && [ "$object" -nt "$newest" ] || continue
            for dir in "${c%/*}" server client tests/unit; do
                [ -e "$dir/$header" ] && echo "$dir/$header" && break
            done
        done | sort -u
}

check() {
    local cflags
    cflags=$(pkg-config --cflags libmicrohttpd gnutls libxml-2.0 sqlite3 openssl zlib libcurl check) || return 2
    comm -23 <(files h server client tests/unit) <(S_proven) | CHECK_CFLAGS=$cflags xargs -r -P 2 -n 12 bash -c 'S_compile "$@"' _
    files h server client tests/unit | xargs -r awk '
        function judge() { if (file && seen != 3) print file ":1: インクルードガード " guard " がない" }
        FNR == 1 { judge(); file = guard = FILENAME; sub(/^server\//, "", guard); gsub(/[.\/-]/, "_", guard); guard = toupper(guard); seen = 0 }
        $0 == "#ifndef " guard { seen += seen % 2 ? 0 : 1 }
        $0 == "#define " guard { seen += seen > 1 ? 0 : 2 }
        END { judge() }'
    files "c h" server client tests/unit tests/bench | xargs -r awk '
        FNR == 1 { ended = !/^\/[*\/]/; if (ended) print FILENAME ":1: ファイルの説明コメントがない" }
        !ended && /\*\// { ended = 1; if (FNR > 6) print FILENAME ":1: ファイルの説明コメントが 6 行を超える (" FNR " 行)" }'
}
gate
