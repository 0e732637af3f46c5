#!/usr/bin/env bash
# The top level holds the house and nothing else; no tracked file names a folder of somebody's machine.
. "$(dirname "$0")/gate.sh"

tracked() {
    if [ -e .git ]; then git ls-files; else find . -type f -not -path './build/*' | sed 's|^\./||'; fi | sort
}

check() {
    local list
    list=$(tracked) || return 2
    printf '%s\n' "$list" | cut -d/ -f1 | sort -u |
        grep -vxE 'Makefile|server|client|schema|wsdl|fixtures|tests|README\.md|\..*' | sed 's|$|:1: 最上位に置かない|'
    printf '%s\n' "$list" | grep -E '\.(o|a|so|pyc|db|sqlite|log|orig|rej)$|~$' | sed 's|$|:1: 作られたものは置かない|'
    # the folder names are spelt so that this file does not find itself
    printf '%s\n' "$list" | tr '\n' '\0' |
        xargs -0 grep -nIE '(^|[^A-Za-z0-9_.<])/(home|root|work|Users|workspace)/[A-Za-z0-9_.-]' /dev/null 2>/dev/null |
        sed -E 's/^([^:]+:[0-9]+):.*/\1: 特定の機械の絶対パスがある/'
    return 0
}
gate
