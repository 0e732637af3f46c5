#!/usr/bin/env bash
# runs: two base systems that know nothing of test cases (python3-zeep, PHP SoapClient; mutual TLS, WSDL), each with people of
# runs: chukan gen in a world of its own: 符号取得・紐付 and 情報提供; the report shows as passed exactly what they have done
# limit: 60
. "$(dirname "$0")/../lib.sh"

tests/tools/patient.sh "$WORK/fixtures" || fail fixtures
"$B/chukan" gen --out "$WORK/gen" --members 100 --seed 5 --jumin --encoding UTF-8 --hokensha 06139984 --date 20170508 \
    --kind kanyushaToroku,shikakuJoho,shobyoTeatekin >/dev/null || fail gen
cp "$WORK/gen/jumin.csv" "$WORK/fixtures/worlds/lot2/jumin.csv"
chukand_start
for world in zeep php; do
    control POST /_sim/worlds "{\"name\":\"$world\",\"fixture\":\"lot2\"}" | jq -e .name >/dev/null || fail "ワールド $world"
done
office() { # WORLD: what 取りまとめ機関 does
    printf "curl -sSf --max-time 60 -X POST -d '{}' http://%s/_sim/worlds/%s/operator/fugo-approve && " "$control" "$1"
    printf "curl -sSf --max-time 60 -X POST -d '{}' http://%s/_sim/worlds/%s/operator/settle" "$control" "$1"
}
passed() { # WORLD CASE…: exactly these, by insurer B alone
    local world=$1 want have
    shift
    control GET "/_sim/worlds/$world/report" >"$WORK/$world.json"
    have=$(jq -r '.cases[] | select(.jidoHantei == "合格") | .id' "$WORK/$world.json" | sort)
    want=$(printf '%s\n' "$@" | sort)
    [ "$have" = "$want" ] || fail "$world の合格: $(diff <(printf '%s\n' "$want") <(printf '%s\n' "$have") | grep '^[<>]' | tr '\n' ' ')"
    [ "$(jq -r '.gokaku' "$WORK/$world.json")" = $# ] || fail "$world の合格の件数"
    jq -e '.hokensha == ["06139984"]' "$WORK/$world.json" >/dev/null || fail "$world の医療保険者: $(jq -c .hokensha "$WORK/$world.json")"
    control GET "/_sim/worlds/$world/report?hokensha=06139992" | jq -e '.gokaku == 0' >/dev/null || fail "$world: ほかの医療保険者が合格"
}
untouched() { passed_none=$(control GET "/_sim/worlds/$1/report" | jq -c '[.seen, .gokaku]'); [ "$passed_none" = '[0,0]' ] || fail "$1 に何かが届いた: $passed_none"; }

say zeep
/usr/bin/python3 tests/scenario/unaided_zeep.py "https://$data" zeep "$pki" "$WORK/gen" "$(office zeep)" || fail 'zeep'
untouched php
passed zeep rendo-2 2-010 2-020 2-040 3-010 3-020 iko-080

say PHP
cat "$pki/clients/KS06139984B.crt" "$pki/clients/KS06139984B.key" >"$WORK/b.pem" # PHP wants both in one file
php -d soap.wsdl_cache_enabled=0 -d display_errors=stderr tests/scenario/unaided_client.php "https://$data" php "$pki/ca.crt" "$WORK/b.pem" \
    "$WORK/gen" "$(office php)" || fail PHP
passed php rendo-2 2-010 2-020 2-040 3-020 3-070 3-260
untouched lot2
chukand_stop
