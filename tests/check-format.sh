#!/usr/bin/env bash
# C files are laid out as .clang-format says. Repair: clang-format-14 -i FILE
. "$(dirname "$0")/gate.sh"

check() {
    command -v clang-format-14 >/dev/null || { echo "clang-format-14 がない（make deps-test）"; return; }
    files "c h" server client tests/unit tests/bench |
        xargs -P 2 -n 8 clang-format-14 --dry-run -Werror 2>&1 |
        sed -nE 's/^([^:]+:[0-9]+):[0-9]+: error: .*/\1: 書式が .clang-format と違う/p' | sort -u
    return 0
}
gate
