#!/usr/bin/env bash
# runs: a C client that gSOAP generates from ?wsdl, over mutual TLS, sending a link file inline and as MTOM in SOAP 1.1 and 1.2
# limit: 240
. "$(dirname "$0")/../lib.sh"
. tests/interop/spoke.sh

chukand_start --trace=http
cat "$pki/clients/KS06139992A.crt" "$pki/clients/KS06139992A.key" >"$WORK/a.pem"
mkdir "$WORK/gsoap"
cd "$WORK/gsoap" || exit 2
# names of ours for the prefixes that gSOAP would number; gsoap_header.h gives the SOAP header its Security
printf '%s\n' 'c = "urn:chukan:common:1"' 't = "urn:chukan:file:1"' >typemap.dat
wsdl2h -c -s -x -t typemap.dat -o file.h "http://$plain/lot2/soap/file?wsdl" >wsdl2h.log 2>&1 || fail "wsdl2h: $(tail -3 wsdl2h.log)"
cat "$ROOT/tests/interop/gsoap_header.h" >>file.h
soapcpp2 -c -C -x -L -I/usr/share/gsoap/import file.h >soapcpp2.log 2>&1 || fail "soapcpp2: $(grep -i error soapcpp2.log | head -3)"
cp ./*.nsmap file.nsmap 2>/dev/null
gcc -O0 -DWITH_OPENSSL -DWITH_GZIP -I. -o client "$ROOT/tests/interop/gsoap_client.c" soapC.c soapClient.c -lgsoapssl -lssl -lcrypto -lz \
    >gcc.log 2>&1 || fail "gcc: $(grep error gcc.log | head -3)"

for version in 1 2; do
    for how in inline mtom; do
        control POST /_sim/worlds/lot2/reset '{}' >/dev/null || fail reset
        ./client $version $how "https://localhost:${data##*:}/lot2/soap/file" "$WORK/a.pem" "$pki/ca.crt" \
            "$ROOT/fixtures/worlds/lot2/files/kanyusha-A.csv" >"$version-$how" || fail "gSOAP SOAP 1.$version $how: $(tail -3 "$version-$how")"
        cmp -s "1-inline" "$version-$how" || fail "SOAP 1.$version $how の判定が違う: $(diff 1-inline "$version-$how" | head -4)"
    done
done
grep -q '^Fault .*パスワードが一致しません' 1-inline || fail "違うパスワードの Fault: $(head -1 1-inline)"
cat 1-inline
chukand_stop
spoke 1.1 1.1 1.2 1.2
sent 'Content-Type: multipart/related'
