#!/usr/bin/env bash
# runs: PHP SoapClient, generated from ?wsdl over mutual TLS, through the main job in SOAP 1.1 and 1.2 (INTEROP 1-8, 11); through test cases
# runs: of items 2, 3 and 5, in SOAP 1.1 in lot2 and 1.2 in lot3; the tracker passes exactly those
# limit: 180
. "$(dirname "$0")/../lib.sh"
. tests/interop/spoke.sh

php_run() { # PROGRAM SOAP(1|2) WORLD, which is reset before
    control POST "/_sim/worlds/$3/reset" '{}' >/dev/null || fail reset
    php -d soap.wsdl_cache_enabled=0 -d display_errors=stderr "tests/interop/$1" "$2" "https://$data" "http://$control" \
        "$pki/ca.crt" "$WORK" "$ROOT/fixtures/worlds" "$3" || fail "PHP SOAP 1.$2, $1"
}

chukand_start --trace=http
for hokensha in 06139992 06139984 06279996; do # PHP wants certificate and key in one file
    cat "$pki/clients/KS${hokensha}A.crt" "$pki/clients/KS${hokensha}A.key" >"$WORK/$hokensha.pem"
done
php_run php_client.php 1 lot2
php_run php_client.php 2 lot2
php_run php_jirei.php 1 lot2
php_run php_jirei.php 2 lot3
jirei lot2 lot3
chukand_stop
spoke 1.1 1.2 1.1 1.2
