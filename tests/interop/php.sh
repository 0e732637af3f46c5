#!/usr/bin/env bash
# runs: PHP SoapClient, generated from ?wsdl over mutual TLS, through the main job in SOAP 1.1 and 1.2 (INTEROP 1-8, 11)
# limit: 180
. "$(dirname "$0")/../lib.sh"
. tests/interop/spoke.sh

chukand_start --trace=http
# PHP wants certificate and key in one file
cat "$pki/clients/KS06139992A.crt" "$pki/clients/KS06139992A.key" >"$WORK/a.pem"
cat "$pki/clients/KS06139984A.crt" "$pki/clients/KS06139984A.key" >"$WORK/b.pem"
for version in 1 2; do
    control POST /_sim/worlds/lot2/reset '{}' >/dev/null || fail reset
    php -d soap.wsdl_cache_enabled=0 -d display_errors=stderr tests/interop/php_client.php "$version" "https://$data" "http://$control" \
        "$pki/ca.crt" "$WORK" "$ROOT/fixtures/worlds/lot2/files" || fail "PHP SOAP 1.$version"
done
chukand_stop
spoke 1.1 1.2
