#!/usr/bin/env bash
# runs: hundreds of slow connections of each kind on each port: a good client is answered while they all wait, and the daemon rests
# limit: 240
. "$(dirname "$0")/../lib.sh"

COUNT=${COUNT:-200}
chukand_start
for port in data plain control; do
    for kind in hello shake head body take; do
        case $kind-$port in hello-[pc]* | shake-[pc]*) continue ;; esac
        /usr/bin/python3 tests/slow/slow.py "$kind" "$port" "${!port}" "$WORK/data" "$CHUKAND_PID" "$COUNT" || fail "$kind $port"
    done
done
chukand_stop
