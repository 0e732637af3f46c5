#!/usr/bin/env bash
# C files are laid out as .clang-format says. Repair: clang-format -i FILE. The versions of Debian 12 (14) and later
# differ in a few forms; code stays with what they agree on, and a macro that is an initializer stands between
# "clang-format off" and "clang-format on".
. "$(dirname "$0")/gate.sh"

check() {
    command -v clang-format >/dev/null || { echo "clang-format がない（make deps-test）"; return; }
    files "c h" server client tests/unit tests/bench |
        xargs -P 2 -n 100 clang-format --dry-run -Werror 2>&1 |
        sed -nE 's/^([^:]+:[0-9]+):[0-9]+: error: .*/\1: 書式が .clang-format と違う/p' | sort -u
    return 0
}
gate
