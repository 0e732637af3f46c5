#!/usr/bin/env bash
# runs: operator/kikan-toroku: its user logs in over TLS with the certificate that the answer names; RSA follows; the other insurers
# runs: ask it; kill -9 right behind the answer loses nothing; a reset takes it away, a second one of the number has its certificate
# runs: a name that one insurer gives up and another takes has a new key, and the former one opens nothing
# runs: warnings of a call go to stderr
# runs: 電子証明書 of 申請, revoked, renewed, expired, of an ASP, registered again, on connections that stay open (shomeisho.py)
# limit: 120
. "$(dirname "$0")/../lib.sh"

new=06139505 pw=Shoki-u0011
toroku() {
    control POST /_sim/worlds/lot2/operator/kikan-toroku "{\"hokensha\":\"$new\",\"mei\":\"架空新設健康保険組合\"}"
}
at() { # WORLD OPTIONS…: what its user's ping is answered
    "$B/chukan" ping --url "https://$data" --world "$1" --data "$WORK/data" --tanmatsu TT${new}A --busho B000 --password "$pw" "${@:2}" 2>&1
}
has() { # TEXT COMMAND…
    local said
    said=$("${@:2}")
    [[ $said == *"$1"* ]] || fail "「$1」が出ない: ${*:2}: $said"
}
asks() { # 06139992 asks the new one
    "$B/chukan" call shokai.request edaban=0000001 teikyoHokensha=$new jimuCode=JM00000000000003 tokuteiKojinJohoCode=TM00000000000999 \
        --url "http://$plain" --world lot2 --system KS06139992A 2>&1
}

system() { # 処理区分 SYSTEM: what registering KS77 as its insurer is answered
    "$B/chukan" call kanri.systemToroku shoriKubun="$1" system=KS77 mei=架空 password=Kagi-2017x --url "http://$plain" --world lot2 --system "$2" 2>&1
}
wsdl() { # PAIR
    curl -sS --max-time 30 --cacert "$pki/ca.crt" --cert "$1.crt" --key "$1.key" "https://$data/lot2/soap/kanri?wsdl"
}

chukand_start
has C00000 system 1 KS06139992A
has '<wsdl:definitions' wsdl "$pki/clients/KS77"
cp "$pki/clients/KS77".{crt,key} "$WORK"
has C00000 system 3 KS06139992A
has C00000 system 1 KS06139984A
has 'いまこの名前を持つ医療保険者等のものではありません' wsdl "$WORK/KS77"
has '<wsdl:definitions' wsdl "$pki/clients/KS77"
warned=$("$B/chukan" call master.report release=3 master=kikan digest="$(printf '0%.0s' {1..64})" --url "http://$plain" --world lot2 \
    --system KS06139992A 2>&1 >"$WORK/called") || fail "master.report: $warned"
[[ $warned == '警告 M40004 リリース: '*適用期間* && $(wc -l <<<"$warned") = 1 ]] || fail "警告: $warned"
has P40001 asks # nobody has the 枝番, which is looked at first
"$B/chukan" upload fixtures/worlds/lot2/files/kanyusha-A.csv --shubetsu kanyushaToroku --wait --url "http://$plain" --system KS06139992A >/dev/null || fail upload
control POST /_sim/worlds/lot2/operator/fugo-approve '{}' >/dev/null
control POST /_sim/worlds/lot2/operator/settle '{}' >/dev/null
has S40004 asks
[ "$(toroku | jq -r .shomeisho)" = pki/clients/TT${new}A.crt ] || fail kikan-toroku
[ -s "$pki/clients/TT${new}A.crt" ] && [ -s "$pki/clients/TT${new}A.p12" ] || fail "証明書がない: $(ls "$pki/clients")"
kill -9 "$CHUKAND_PID"
wait "$CHUKAND_PID" 2>/dev/null
chukand_start
has $new at lot2
has C50022 at lot3
has C00001 asks
has A40031 toroku

control POST /_sim/worlds/lot2/reset '{}' >/dev/null
has C50022 at lot2
cp "$pki/clients/TT${new}A.crt" "$WORK/before.crt"
has TT${new}A toroku
has $new at lot2
cmp -s "$pki/clients/TT${new}A.crt" "$WORK/before.crt" || fail '証明書が変わった'

: >"$WORK/chukand.log"
new=06139513
has TT${new}A toroku
timeout 110 grep -m1 -q "RSA の証明書 TT${new}A" <(tail -n +1 -F "$WORK/chukand.log" 2>/dev/null) || fail '動いている間の RSA の証明書'
has $new at lot2 --cert "$pki/clients/TT${new}A-rsa.crt" --key "$pki/clients/TT${new}A-rsa.key"
python3 "$(dirname "$0")/shomeisho.py" "$data" "$control" "$pki" || fail '電子証明書'
chukand_stop
for code in C50060 C50061 C50062 C50063 C50065 C50021; do
    grep -q " $code http=" "$WORK/chukand.log" || fail "ログに $code がない"
done
say 'kikan-toroku: terminal, kill -9, reset, RSA'
