#!/usr/bin/env bash
# runs: the rules of INTEROP on a bare socket, one line of a table each: SOAPAction, media types, character codes, WSDL, 100-continue, chunks, gzip, pipelining, wrong paths, folded headers, what RFC 9112 lets a server take and what it must refuse, statuses of Faults, policy wsSecurity
# limit: 120
. "$(dirname "$0")/../lib.sh"

tests/tools/patient.sh "$WORK/fixtures" || fail fixtures
cp -r "$WORK/fixtures/worlds/lot2" "$WORK/fixtures/worlds/strict"
sed -i 's|^<world .*|&<policy name="wsSecurity" value="strict"/>|' "$WORK/fixtures/worlds/strict/world.xml"
chukand_start
/usr/bin/python3 tests/interop/wire.py "$plain" "$data" "$pki" "$(pkg-config --modversion libmicrohttpd)" "$control" ||
    fail 'wire'
chukand_stop
