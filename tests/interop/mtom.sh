#!/usr/bin/env bash
# runs: link files as MTOM/XOP attachments in the shapes that stacks send, each with the verdict of the inline file (INTEROP 5, 10)
# limit: 180
. "$(dirname "$0")/../lib.sh"

chukand_start
/usr/bin/python3 tests/interop/mtom_client.py "$data" "http://$control" "$pki" "$ROOT/fixtures/worlds/lot2/files/kanyusha-A.csv" ||
    fail 'MTOM'
chukand_stop
