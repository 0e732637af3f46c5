#!/usr/bin/env bash
# runs: the audit record on a full disk: what cannot be recorded is not shown, what was acknowledged is in it, what is missing is told (full.py)
# limit: 120
# A small file system of its own wants a mount namespace; where none is to be had, a limit of the size of files alone does it.
cd "$(dirname "$0")" || exit 1
for own in "unshare -m" "unshare -Urm"; do
    if $own mount -t tmpfs -o size=1m none /mnt 2>/dev/null; then
        exec $own python3 full.py mount
    fi
done
exec python3 full.py
