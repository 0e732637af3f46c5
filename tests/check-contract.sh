#!/usr/bin/env bash
# ops.def, the XSDs and the WSDLs tell of the same operations, in both bindings; every message code of status.def is
# used once and has the form of DESIGN 6; every operation is exercised by a test.
. "$(dirname "$0")/gate.sh"

names() { # FILE XPATH: attribute values, one a line
    xmllint --nonet --xpath "$2" "$1" 2>/dev/null | sed -E 's/^ *[a-zA-Z]+="([^"]*)" *$/\1/'
}

# SERVICE OP LINE, from OP(service_snake_name)
registered() {
    grep -nE '^OP\(' server/service/ops.def | sed -E 's/^([0-9]+):OP\(([a-z]+)_([a-z0-9_]+)\).*/\2 \3 \1/' |
        sed -E ':a; s/^([a-z]+ [a-zA-Z0-9]+)_([a-z0-9])/\1\U\2\E/; ta'
}

check_service() { # SERVICE: what its XSD and WSDL say against $ops
    local xsd=schema/$1.xsd wsdl=wsdl/$1.wsdl op element prefix line
    local elements operations actions want
    [ -f "$xsd" ] || { echo "$xsd:1: サービス $1 の XSD がない"; return; }
    [ -f "$wsdl" ] || { echo "$wsdl:1: サービス $1 の WSDL がない"; return; }
    xmllint --nonet --noout "$xsd" 2>&1 | head -1
    xmllint --nonet --noout "$wsdl" 2>&1 | head -1
    elements=$(names "$xsd" '/*/*[local-name()="element"]/@name')
    operations=$(names "$wsdl" '/*/*[local-name()="portType"]/*[local-name()="operation"]/@name')
    want=$(printf '%s\n' "$ops" | awk -v s="$1" '$1 == s { print $2 }')
    for op in $want; do
        line=$(printf '%s\n' "$ops" | awk -v s="$1" -v o="$op" '$1 == s && $2 == o { print $3 }')
        for element in "$op" "${op}Response"; do
            grep -qx "$element" <<<"$elements" || echo "$xsd:1: 要素 $element がない（ops.def:$line）"
            [ -n "$(names "$wsdl" "/*/*[local-name()='message'][@name='$element']/*/@element")" ] || echo "$wsdl:1: message $element がない"
        done
        grep -qx "$op" <<<"$operations" || echo "$wsdl:1: portType に操作 $op がない（ops.def:$line）"
        for prefix in soap soap12; do
            actions=$(names "$wsdl" "//*[name()='$prefix:operation'][../@name='$op']/@soapAction")
            [ "$actions" = "urn:chukan:$1:1/$op" ] || echo "$wsdl:1: binding $prefix の操作 $op または soapAction が正しくない"
        done
    done
    for element in $elements; do
        grep -qx "${element%Response}" <<<"$want" || echo "$xsd:1: 要素 $element に当たる操作が ops.def にない"
    done
    for op in $operations $(names "$wsdl" '/*/*[local-name()="binding"]/*[local-name()="operation"]/@name' | sort -u); do
        grep -qx "$op" <<<"$want" || echo "$wsdl:1: 操作 $op が ops.def にない"
    done | sort -u
}

check_codes() {
    local def=server/base/status.def
    sed -nE 's/^S\(([A-Z_0-9]+), ([0-9]+), ([A-Z]+), "([^"]*)".*/\1 \2 \3 \4/p' "$def" | awk -v def="$def" '
        { line = def ":1: S(" $1 "): " }
        $1 in name { print line "名前が二重" }
        $4 in code { print line "コード " $4 " は S(" code[$4] ") と同じ" }
        $4 !~ /^[A-Z][0-59][0-9A-Z][0-9A-Z][0-9A-Z][0-9A-Z]$/ { print line "コード " $4 " の形が正しくない（DESIGN 6）" }
        $3 == "NONE" && $2 != 200 { print line "処理結果で返すものは HTTP 200" }
        { name[$1]; code[$4] = $1 }'
    [ "$(grep -c '^S(' "$def")" = "$(sed -nE 's/^S\(([A-Z_0-9]+), ([0-9]+), ([A-Z]+), "([^"]*)".*/\1/p' "$def" | wc -l)" ] ||
        echo "$def:1: S() の形が揃っていない行がある"
}

check_tested() {
    local service op line snake
    printf '%s\n' "$ops" | while read -r service op line; do
        [ -n "$service" ] || continue
        snake=${service}_$(printf %s "$op" | sed -E 's/([A-Z])/_\L\1/g')
        grep -rqwE "op_$snake|$service\.$op" tests/unit tests/golden tests/scenario tests/interop ||
            echo "server/service/ops.def:$line: 操作 $service.$op を試すテストがない"
    done
}

check() {
    local ops service
    ops=$(registered)
    for service in $({ printf '%s\n' "$ops" | cut -d' ' -f1; ls schema/*.xsd wsdl/*.wsdl | sed -E 's|.*/(.*)\..*|\1|'; } | sort -u); do
        [ "$service" = common ] || check_service "$service"
    done
    xmllint --nonet --noout schema/common.xsd 2>&1 | head -1
    check_codes
    check_tested
}
gate
