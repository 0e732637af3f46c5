#!/usr/bin/env bash
# runs: Perl's SOAP::Lite over mutual TLS with keep-alive and gzip, through the main job in SOAP 1.1 and 1.2 (INTEROP 1-8, 12, 21)
# limit: 120
. "$(dirname "$0")/../lib.sh"
. tests/interop/spoke.sh

chukand_start --trace=http
for version in 1.1 1.2; do
    control POST /_sim/worlds/lot2/reset '{}' >/dev/null || fail reset
    /usr/bin/perl tests/interop/soaplite_client.pl $version "https://$data" "http://$control" "$pki" "$ROOT/fixtures/worlds/lot2/files" ||
        fail "SOAP::Lite SOAP $version"
done
chukand_stop
spoke 1.1 1.2
sent 'Content-Encoding: gzip'
