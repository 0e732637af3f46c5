#!/usr/bin/env bash
# runs: Axis 1.4's WSDL2Java over ?wsdl=1.1 of every service and mutual TLS, its classes compiled; one of them pings (INTEROP 19, 20)
# limit: 180
. "$(dirname "$0")/../lib.sh"

chukand_start # Axis compares the host with the names in the certificate, not with the addresses: localhost
jars=
for jar in axis jaxrpc saaj commons-discovery commons-logging wsdl4j javax.mail javax.activation; do
    jars+=/usr/share/java/$jar.jar:
done
# UTF-8: for the generator, which writes in the platform's. Short runs, the compiler's too: the second compiler and a collector of
# many threads cost more than they bring
export JAVA_TOOL_OPTIONS="-Dfile.encoding=UTF-8 -XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
keytool -importcert -noprompt -file "$pki/ca.crt" -keystore "$WORK/trust.p12" -storetype PKCS12 -storepass kagi123 2>"$WORK/keytool.log" ||
    fail "keytool: $(grep -v '^Picked up' "$WORK/keytool.log")"
tls=(-Djavax.net.ssl.trustStore="$WORK/trust.p12" -Djavax.net.ssl.trustStorePassword=kagi123
    -Djavax.net.ssl.keyStore="$pki/clients/KS06139992A.p12" -Djavax.net.ssl.keyStoreType=PKCS12 -Djavax.net.ssl.keyStorePassword=chukan)

services=$(find wsdl -name '*.wsdl' -printf '%f ')
urls=()
for service in ${services//.wsdl/}; do urls+=("https://$data/lot2/soap/$service?wsdl=1.1"); done
java "${tls[@]}" -cp "$jars" tests/interop/AxisMake.java "$WORK/src" "${urls[@]}" >"$WORK/make.log" 2>&1 ||
    fail "WSDL2Java: $(grep -v '^Picked up' "$WORK/make.log" | head -5)"
find "$WORK/src" -name '*.java' >"$WORK/sources"
javac -nowarn -d "$WORK/classes" -cp "$jars" @"$WORK/sources" tests/interop/AxisPing.java >"$WORK/javac.log" 2>&1 ||
    fail "javac: $(grep -v '^Picked up' "$WORK/javac.log" | head -5)"
java "${tls[@]}" -cp "$WORK/classes:$jars" AxisPing https://localhost:"${data##*:}"/lot2/soap/kanri >"$WORK/ping" 2>"$WORK/ping.log" ||
    fail "AxisPing: $(grep -v '^Picked up' "$WORK/ping.log" | head -5)"
grep -qx '1 C00000 こんにちは lot2' "$WORK/ping" || fail "AxisPing: $(cat "$WORK/ping")"
chukand_stop
