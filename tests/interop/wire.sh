#!/usr/bin/env bash
# runs: the rules of INTEROP on a bare socket, one line of a table each: SOAPAction, media types, character codes, WSDL, 100-continue, chunks, gzip, pipelining, wrong paths, folded headers, what RFC 9112 lets a server take and what it must refuse
# limit: 120
. "$(dirname "$0")/../lib.sh"

chukand_start
/usr/bin/python3 tests/interop/wire.py "$plain" "$data" "$pki" "$(pkg-config --modversion libmicrohttpd)" "$control" ||
    fail 'wire'
chukand_stop
