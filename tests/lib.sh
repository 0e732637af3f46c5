# Sourced by tests that drive a daemon from the shell: a chukand of its own on free ports in a throw-away folder.
#   chukand_start [OPTIONS]   sets data, control, plain (host:port), pki, CHUKAND_PID; waits for the ready line
#   chukand_stop              SIGTERM by pid, waits; fails unless it ended with 0
#   control METHOD PATH [JSON]
#   say / fail                one line of progress / the end
# The daemon and the folder are gone when the script ends.
set -u
export LC_ALL=C.UTF-8 VARIANT=${VARIANT:-release} PYTHONDONTWRITEBYTECODE=1
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 2
ROOT=$PWD
B=$ROOT/build/$VARIANT
WORK=$(mktemp -d "${TMPDIR:-/tmp}/chukan-test-XXXXXX") || exit 2
CHUKAND_PID=
data='' control='' plain='' pki=''

S_cleanup() {
    if [ -n "$CHUKAND_PID" ]; then
        kill "$CHUKAND_PID" 2>/dev/null && wait "$CHUKAND_PID" 2>/dev/null
    fi
    rm -rf "$WORK"
}
trap S_cleanup EXIT
trap 'exit 143' TERM INT HUP

say() {
    printf '%s\n' "$*"
}
fail() { # the cause last: that line is what tests/run.sh shows
    [ -s "$WORK/chukand.log" ] && { printf -- '--- chukand のログ（末尾）\n'; tail -15 "$WORK/chukand.log"; }
    printf '失敗: %s\n' "$*"
    exit 1
}

chukand_start() {
    local line out
    [ -x "$B/chukand" ] || fail "$B/chukand がない（make build）"
    rm -f "$WORK/out" "$WORK/ready"
    local patient=()
    if [ -z "${own_fixtures-}" ]; then # set by who wants the daemon to find its own
        [ -d "$WORK/fixtures" ] || "$ROOT/tests/tools/patient.sh" "$WORK/fixtures" || fail fixtures
        patient=(--fixtures "$WORK/fixtures")
    fi
    [ -n "${own_pki-}" ] || "$ROOT/tests/tools/stock.sh" "$WORK/data" || fail pki # set by who wants the daemon to make its own
    mkfifo "$WORK/out"
    "$B/chukand" --data "$WORK/data" --listen 127.0.0.1:0 --control 127.0.0.1:0 --plain 0 --ready-file "$WORK/ready" "${patient[@]}" \
        "$@" >"$WORK/out" 2>>"$WORK/chukand.log" </dev/null &
    CHUKAND_PID=$!
    # The ready line is the sign; the reading end stays open, so that the daemon may print more.
    exec {out}<"$WORK/out"
    IFS= read -r -t 60 line <&"$out" || fail "chukand が起動しない"
    while IFS='=' read -r key value; do
        case $key in
        data) data=${value##*://} ;;
        control) control=${value##*://} ;;
        plain) plain=${value##*://} ;;
        esac
    done <"$WORK/ready"
    # a bare port is fine, too
    [[ $data == *:* ]] || data=127.0.0.1:$data
    [[ $control == *:* ]] || control=127.0.0.1:$control
    [[ $plain == *:* ]] || plain=127.0.0.1:$plain
    pki=$WORK/data/pki
    export data control plain pki
}

chukand_stop() {
    local rc=0
    kill "$CHUKAND_PID" 2>/dev/null
    wait "$CHUKAND_PID" || rc=$?
    CHUKAND_PID=
    [ $rc = 0 ] || fail "chukand が終了コード $rc で終わった"
}

control() {
    if [ $# = 3 ]; then
        curl -sS --max-time 60 -X "$1" -H 'Content-Type: application/json' --data "$3" "http://$control$2"
    else
        curl -sS --max-time 60 -X "$1" "http://$control$2"
    fi
}
