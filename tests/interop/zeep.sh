#!/usr/bin/env bash
# runs: python3-zeep, generated from ?wsdl over mutual TLS, through the main job in SOAP 1.1 and 1.2 (INTEROP 1-8); through test cases
# runs: of items 2, 3 and 5, in SOAP 1.1 in lot2 and 1.2 in lot3; the tracker passes exactly those
# limit: 180
. "$(dirname "$0")/../lib.sh"
. tests/interop/spoke.sh

chukand_start --trace=http
# zeep stands in Debian's own python, whichever other one comes first in PATH
/usr/bin/python3 tests/interop/zeep_client.py "https://$data" "http://$control" "$pki" "$ROOT/fixtures/worlds" ||
    fail 'zeep'
jirei lot2 lot3
chukand_stop
spoke 1.1 1.2 1.1 1.2
