#!/usr/bin/env bash
# runs: hundreds of slow connections of each kind on each port: a good client is answered while they all wait, and the daemon rests
# limit: 240
. "$(dirname "$0")/../lib.sh"

COUNT=${COUNT:-200} # of those that wait more, for they have threads: 256
chukand_start
for port in data plain control; do
    for kind in hello shake head body take wait; do
        case $kind-$port in hello-[pc]* | shake-[pc]* | wait-[dp]*) continue ;; esac
        [ "$kind" = wait ] && count=300 || count=$COUNT
        /usr/bin/python3 tests/slow/slow.py "$kind" "$port" "${!port}" "$WORK/data" "$CHUKAND_PID" "$count" || fail "$kind $port"
    done
done
chukand_stop
