#!/usr/bin/env bash
# runs: the npm package soap, generated from ?wsdl over mutual TLS with keep-alive, the main job in SOAP 1.1 and 1.2, a file as MTOM (INTEROP 1-8)
# limit: 120
. "$(dirname "$0")/../lib.sh"
. tests/interop/spoke.sh

export NODE_PATH=$ROOT/build/npm/node_modules
[ -d "$NODE_PATH/soap" ] || fail "$NODE_PATH/soap がない（make deps-test）"
chukand_start --trace=http
for version in 1.1 1.2; do
    control POST /_sim/worlds/lot2/reset '{}' >/dev/null || fail reset
    node tests/interop/npmsoap_client.js $version "https://$data" "http://$control" "$pki" "$ROOT/fixtures/worlds/lot2/files" ||
        fail "npm soap SOAP $version"
done
chukand_stop
spoke 1.1 1.2
sent 'Content-Type: multipart/related'
