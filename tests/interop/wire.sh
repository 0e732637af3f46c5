#!/usr/bin/env bash
# runs: the rules of INTEROP on a bare socket, one line of a table each: SOAPAction, media types, character codes, WSDL, 100-continue, chunks, gzip, pipelining, wrong paths
# limit: 120
. "$(dirname "$0")/../lib.sh"

chukand_start
/usr/bin/python3 tests/interop/wire.py "$plain" "$data" "$pki" "$(pkg-config --modversion libmicrohttpd)" || fail 'wire'
chukand_stop
