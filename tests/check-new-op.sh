#!/usr/bin/env bash
# What make new-op stamps is whole: in a copy of the tree an operation of a service that exists and one of a service
# that does not are stamped, the gates agree, the copy builds, the new tests pass, and a daemon answers both.
# limit: 600
. "$(dirname "$0")/lib.sh"

copy=$WORK/copy
mkdir -p "$copy/build/$VARIANT" || exit 2
cp -a Makefile README.md .clang-format server client schema wsdl fixtures tests "$copy/" || exit 2
# what is built already need not be built again: same time stamps, same relative names
for part in server client flags libbase.a libfile.a libstore.a libservice.a libworld.a libweb.a libcontrol.a libsoap.a libhttp.a; do
    [ -e "$B/$part" ] && cp -a "$B/$part" "$copy/build/$VARIANT/"
done
cd "$copy" || exit 2
san=${VARIANT#release}

for name in kanyusha.getTameshi teikyo.tameshi; do
    make -s new-op NAME=$name || fail "make new-op NAME=$name"
done
[ "$(make -s new-op NAME=kanyusha.getTameshi 2>&1 | grep -c '既にある')" = 1 ] || fail '二度目の同じ操作を断らない'
[ "$(make -s new-op NAME=nani.tameshi 2>&1 | grep -c 'DESIGN 6 にない')" = 1 ] || fail '知らないサービスを断らない'
for gate in contract wsdl names layers; do
    bash tests/check-$gate.sh | grep -i tameshi && fail "check-$gate がひな型を咎める"
done
for gate in format headers; do # which look at each file for itself
    GATE_FILES=tameshi bash tests/check-$gate.sh || fail "check-$gate がひな型を咎める"
done

tests='service/unyo/test_kanyusha_get_tameshi service/chukan/test_teikyo_tameshi'
# shellcheck disable=SC2086
make -s -j2 SAN="$san" build $(printf "build/$VARIANT/tests/unit/%s " $tests) >"$WORK/make.log" 2>&1 ||
    fail "ビルドできない: $(grep -E 'error|Error' "$WORK/make.log" | head -3)"
for t in $tests; do
    "build/$VARIANT/tests/unit/$t" || fail "$t"
done

ROOT=$copy B=$copy/build/$VARIANT own_pki=1 # it is asked by password: no stock is made here of RSA keys
chukand_start --rsa no
for name in kanyusha.getTameshi teikyo.tameshi; do
    service=${name%.*} op=${name#*.}
    curl -sS --max-time 20 "http://$plain/lot2/soap/$service?wsdl" | grep -q "soapAction=\"urn:chukan:$service:1/$op\"" || fail "$service?wsdl に $op がない"
    reply=$(curl -sS --max-time 20 -H 'Content-Type: text/xml; charset=utf-8' --data-binary @- "http://$plain/lot2/soap/$service" <<END
<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Header>
<w:Security xmlns:w="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"><w:UsernameToken>
<w:Username>KS06139992A</w:Username><w:Password>pw-ks06139992a</w:Password></w:UsernameToken></w:Security></s:Header>
<s:Body><$op xmlns="urn:chukan:$service:1"><irai><busho xmlns="urn:chukan:common:1">B001</busho><user xmlns="urn:chukan:common:1">u001</user></irai>
<message>伝言</message></$op></s:Body></s:Envelope>
END
    )
    grep -q '>1</\([a-z]*:\)\?kubun>' <<<"$reply" && grep -q '>伝言</' <<<"$reply" || fail "$name の応答: $reply"
done
chukand_stop
say 'ひな型は検査・ビルド・テスト・応答まで通る'
