#!/usr/bin/env bash
# runs: faults on purpose as a generated client (python3-zeep over mutual TLS, SOAP 1.1 and 1.2) sees them: a SOAP Fault, a 処理結果, an HTTP
# runs: error, a reset, an answer that is no XML; "fails twice, then succeeds"; the registration is there once (zeep_client.py)
# limit: 180
. "$(dirname "$0")/../lib.sh"

chukand_start
# zeep stands in Debian's own python, whichever other one comes first in PATH
/usr/bin/python3 tests/fault/zeep_client.py "https://$data" "http://$control" "$pki" || fail 'zeep'
chukand_stop
