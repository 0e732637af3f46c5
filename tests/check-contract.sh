#!/usr/bin/env bash
# ops.def and the XSDs tell of the same operations (the WSDLs are made from them: check-wsdl); every message code of
# status.def (and status_rule.def and status_check.def, which it includes) is used once and has the form of DESIGN 6; every operation is exercised by a test.
. "$(dirname "$0")/gate.sh"

# R SERVICE OP LINE ID for every OP(ID), ID being service_snake_name
registered() {
    grep -nE '^OP\(' server/service/ops.def | sed -E 's/^([0-9]+):OP\(([a-z]+)_([a-z0-9_]+)\).*/\2 \3 \1 \2_\3/' |
        sed -E ':a; s/^([a-z]+ [a-zA-Z0-9]+)_([a-z0-9])/\1\U\2\E/; ta; s/^/R /'
}

# X SERVICE for every XSD, E SERVICE ELEMENT for every element of it
elements() {
    local xsd service
    for xsd in schema/*.xsd; do
        service=${xsd#schema/} service=${service%.xsd}
        echo "X $service"
        xmllint --nonet --xpath '/*/*[local-name()="element"]/@name' "$xsd" 2>&1 |
            sed -nE "s/^ *name=\"([^\"]*)\" *$/E $service \1/p; s/^schema.*error : /&/p"
    done
}

check_elements() {
    { registered; elements; } | awk '
        $1 == "R" { op[++n] = $2 " " $3; line[n] = $4; known[$2, $3] }
        $1 == "X" { xsd[$2] }
        $1 == "E" && $2 != "common" { has[$2, $3]; element[++m] = $2 " " $3 }
        $1 !~ /^[RXE]$/ # what xmllint says
        function want(service, name, line) {
            if (!((service, name) in has)) print "schema/" service ".xsd:1: 要素 " name " がない（ops.def:" line "）"
        }
        END {
            for (i = 1; i <= n; i++) {
                split(op[i], o, " ")
                if (!(o[1] in xsd)) { if (!told[o[1]]++) print "schema/" o[1] ".xsd:1: サービス " o[1] " の XSD がない"; continue }
                want(o[1], o[2], line[i]); want(o[1], o[2] "Response", line[i])
            }
            for (i = 1; i <= m; i++) {
                split(element[i], o, " "); name = o[2]; sub(/Response$/, "", name)
                if (!((o[1], name) in known)) print "schema/" o[1] ".xsd:1: 要素 " o[2] " に当たる操作が ops.def にない"
            }
        }'
}

check_codes() {
    local def=server/base/status.def all=(server/base/status*.def)
    sed -nE 's/^S\(([A-Z_0-9]+), ([0-9]+), ([A-Z]+), "([^"]*)".*/\1 \2 \3 \4/p' "${all[@]}" | awk -v def="$def" '
        { line = def ":1: S(" $1 "): " }
        $1 in name { print line "名前が二重" }
        $4 in code { print line "コード " $4 " は S(" code[$4] ") と同じ" }
        $4 !~ /^[A-Z][0-59][0-9A-Z][0-9A-Z][0-9A-Z][0-9A-Z]$/ { print line "コード " $4 " の形が正しくない（DESIGN 6）" }
        $3 == "NONE" && $2 != 200 { print line "処理結果で返すものは HTTP 200" }
        { name[$1]; code[$4] = $1 }'
    [ "$(cat "${all[@]}" | grep -c '^S(')" = "$(sed -nE 's/^S\(([A-Z_0-9]+), ([0-9]+), ([A-Z]+), "([^"]*)".*/\1/p' "${all[@]}" | wc -l)" ] ||
        echo "$def:1: S() の形が揃っていない行がある"
}

# What tests say: op_… identifiers and service.op names (golden files are named after their operation)
tested() {
    grep -rhoE '\bop_[a-z0-9_]+|\b[a-z]+\.[a-z][A-Za-z0-9]+\b' tests/unit tests/scenario tests/interop --include=*.[ch] --include=*.sh --include=*.py
    ls tests/golden/request 2>/dev/null | cut -d- -f2
}

check_tested() {
    { tested | sort -u | sed 's/^/T /'; registered; } | awk '
        $1 == "T" { said[$2] }
        $1 == "R" && !(("op_" $5) in said) && !(($2 "." $3) in said) { print "server/service/ops.def:" $4 ": 操作 " $2 "." $3 " を試すテストがない" }'
}

# A value that a layout judges has no rule of its own in a request: lengths and patterns are said once (DESIGN 1). Layouts of
# what is only written judge nothing, nor do those of no file.
check_judged() {
    awk -v fields=" $(find schema/layout -name '*.xml' ! -name '*Kekka.xml' ! -name '*Master.xml' ! -name keikoku.xml -exec grep -l ' recognise=' {} + | xargs grep -ohE '<column name="[A-Za-z0-9]+"' | cut -d'"' -f2 | sort -u | tr '\n' ' ')" '
        function attr(s, name) { return match(s, name "=\"[^\"]*\"") ? substr(s, RSTART + length(name) + 2, RLENGTH - length(name) - 3) : "" }
        /^  <xs:element name=/ { op = attr($0, "name"); if (op ~ /Response$/) op = "" }
        /^  <\/xs:element>/ { op = "" }
        op && /<xs:element name="[^"]*" type=/ && index(fields, " " attr($0, "name") " ") && attr($0, "type") != "xs:string" {
            print FILENAME ":" FNR ": " op " の " attr($0, "name") " はレイアウトが判定する値なので xs:string にする"
        }' schema/*.xsd
}

check() {
    check_elements
    check_codes
    check_judged
    check_tested
}
gate
