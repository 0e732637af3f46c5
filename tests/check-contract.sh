#!/usr/bin/env bash
# ops.def and the XSDs tell of the same operations (the WSDLs are made from them: check-wsdl); every message code of
# status.def is used once and has the form of DESIGN 6; every operation is exercised by a test.
. "$(dirname "$0")/gate.sh"

names() { # FILE XPATH: attribute values, one a line
    xmllint --nonet --xpath "$2" "$1" 2>/dev/null | sed -E 's/^ *[a-zA-Z]+="([^"]*)" *$/\1/'
}

# SERVICE OP LINE, from OP(service_snake_name)
registered() {
    grep -nE '^OP\(' server/service/ops.def | sed -E 's/^([0-9]+):OP\(([a-z]+)_([a-z0-9_]+)\).*/\2 \3 \1/' |
        sed -E ':a; s/^([a-z]+ [a-zA-Z0-9]+)_([a-z0-9])/\1\U\2\E/; ta'
}

check_service() { # SERVICE: what its XSD says against $ops
    local xsd=schema/$1.xsd op element line elements want
    [ -f "$xsd" ] || { echo "$xsd:1: サービス $1 の XSD がない"; return; }
    xmllint --nonet --noout "$xsd" 2>&1 | head -1
    elements=$(names "$xsd" '/*/*[local-name()="element"]/@name')
    want=$(awk -v s="$1" '$1 == s { print $2 }' <<<"$ops")
    while read -r service op line; do
        [ "$service" = "$1" ] || continue
        for element in "$op" "${op}Response"; do
            grep -qx "$element" <<<"$elements" || echo "$xsd:1: 要素 $element がない（ops.def:$line）"
        done
    done <<<"$ops"
    for element in $elements; do
        grep -qx "${element%Response}" <<<"$want" || echo "$xsd:1: 要素 $element に当たる操作が ops.def にない"
    done
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
    local service op line snake text
    # what tests say, once: op_… identifiers and service.op names (golden files are named after their operation)
    text=$({ grep -rhoE '\bop_[a-z0-9_]+|\b[a-z]+\.[a-z][A-Za-z0-9]+\b' tests/unit tests/scenario tests/interop --include=*.[ch] --include=*.sh --include=*.py
        ls tests/golden/request 2>/dev/null | cut -d- -f2; } | sort -u)
    while read -r service op line; do
        [ -n "$service" ] || continue
        snake=${service}_$(sed -E 's/([A-Z])/_\L\1/g' <<<"$op")
        grep -qxE "op_$snake|$service\.$op" <<<"$text" || echo "server/service/ops.def:$line: 操作 $service.$op を試すテストがない"
    done <<<"$ops"
}

check() {
    local ops service
    ops=$(registered)
    for service in $({ printf '%s\n' "$ops" | cut -d' ' -f1; ls schema/*.xsd | sed -E 's|.*/(.*)\..*|\1|'; } | sort -u); do
        [ "$service" = common ] || check_service "$service"
    done
    xmllint --nonet --noout schema/common.xsd 2>&1 | head -1
    check_codes
    check_tested
}
gate
