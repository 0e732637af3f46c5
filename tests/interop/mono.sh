#!/usr/bin/env bash
# runs: the proxies that Mono's wsdl.exe generates from ?wsdl, over mutual TLS, through the main job in SOAP 1.1 and 1.2 (INTEROP 1-9, 17, 20)
# limit: 180
. "$(dirname "$0")/../lib.sh"
. tests/interop/spoke.sh

chukand_start --trace=http
export HOME=$WORK XDG_CONFIG_HOME=$WORK/config # where Mono keeps whom it trusts
cert-sync --user "$pki/ca.crt" >"$WORK/mono.log" 2>&1 || fail "cert-sync: $(tail -3 "$WORK/mono.log")"
urls=()
for service in kanri file kanyusha fugo fukuhon shokai; do urls+=("http://$plain/lot2/soap/$service?wsdl"); done
wsdl -n:Chukan -out:"$WORK/proxies.cs" "${urls[@]}" >>"$WORK/mono.log" 2>&1 || fail "wsdl: $(tail -3 "$WORK/mono.log")"
# the header that each method sends
space=System.Web.Services.Protocols
sed -i -e "s/^.* : $space.SoapHttpClientProtocol {\$/&\n        public Security security;/" \
    -e "s/\[$space.SoapDocumentMethodAttribute/[$space.SoapHeader(\"security\")]\n        &/" "$WORK/proxies.cs"
mcs -out:"$WORK/client.exe" -r:System.Web.Services tests/interop/mono_client.cs "$WORK/proxies.cs" >>"$WORK/mono.log" 2>&1 ||
    fail "mcs: $(grep error "$WORK/mono.log" | head -3)"
for version in 1.1 1.2; do
    control POST /_sim/worlds/lot2/reset '{}' >/dev/null || fail reset
    mono "$WORK/client.exe" $version "https://localhost:${data##*:}" "http://$control" "$pki" "$ROOT/fixtures/worlds/lot2/files" ||
        fail "Mono SOAP $version"
done
chukand_stop
spoke 1.1 1.2
sent 'Expect: 100-continue'
