#!/usr/bin/env bash
# runs: the journal on a full disk: calls go on, rows are listed, bodies are missing and say so, the log says once that they are and once that they are kept again (nospace.py)
# limit: 120
# A small file system of its own wants a mount namespace; where none is to be had, a limit of the size of files alone does it.
cd "$(dirname "$0")" || exit 1
for own in "unshare -m" "unshare -Urm"; do
    if $own mount -t tmpfs -o size=1m none /mnt 2>/dev/null; then
        exec $own python3 nospace.py mount
    fi
done
exec python3 nospace.py
