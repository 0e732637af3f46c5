# Sourced by every check-*.sh: runs check(), which prints one line per broken place ("file:line: what"), and exits 1
# when there was one. A check that cannot run (a tool is missing) is broken too.
set -u
export LC_ALL=C.UTF-8
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 2

# Files under the folders given with one of the endings given: files "c h" server client. GATE_FILES, a regex of their
# names, leaves out all others (for tests/gates, which has broken one).
files() {
    local endings=$1 expr=() e
    shift
    for e in $endings; do expr+=(-o -name "*.$e"); done
    find "$@" \( "${expr[@]:1}" \) -type f 2>/dev/null | grep -E -- "${GATE_FILES-}" | sort
}

gate() {
    local out rc=0
    out=$(check 2>&1) || rc=$?
    [ -n "$out" ] && printf '%s\n' "$out"
    [ $rc = 0 ] || echo "$0: 検査そのものが失敗した (終了コード $rc)"
    [ -z "$out" ] && [ $rc = 0 ]
    exit
}
