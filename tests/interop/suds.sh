#!/usr/bin/env bash
# runs: python3-suds, generated from ?wsdl over mutual TLS, through the main job in SOAP 1.1 (INTEROP 1-8, 20)
# limit: 180
. "$(dirname "$0")/../lib.sh"
. tests/interop/spoke.sh

chukand_start --trace=http
# suds stands in Debian's own python, whichever other one comes first in PATH
/usr/bin/python3 tests/interop/suds_client.py "https://$data" "http://$control" "$pki" "$ROOT/fixtures/worlds" ||
    fail 'suds'
chukand_stop
spoke 1.1
