#!/usr/bin/env bash
# patient.sh DIR: makes DIR, a copy of fixtures/ whose worlds let a call wait for what came before as long as it takes
# (settleMs 600,000), so that a busy machine changes no reply of a test. Called by tests/lib.sh, tests/tools/desk.py, scenarios.
set -eu
cp -R "$(dirname "$0")/../../fixtures" "$1"
sed -i -E 's/(name="settleMs" value=")[0-9]+/\1600000/' "$1"/worlds/*/world.xml
grep -q 'name="settleMs" value="600000"' "$1"/worlds/lot2/world.xml || {
    echo "patient.sh: $1/worlds/lot2/world.xml に settleMs がない" >&2
    ls -l "$1"/worlds/lot2 >&2
    exit 1
}
