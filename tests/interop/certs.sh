#!/usr/bin/env bash
# runs: a first start on another address: names of its certificate; RSA pairs come by themselves, and RSA-only clients connect; a key of another is told
. "$(dirname "$0")/../lib.sh"

own_pki=1
chukand_start --listen 127.0.0.2:0 --public-url https://desk.example:8443/
data=127.0.0.2:${data##*:} # the ready file has the port
timeout 120 grep -m1 -q 'RSA の証明書がそろいました' <(tail -n +1 -F "$WORK/chukand.log" 2>/dev/null) || fail 'RSA の証明書ができない'
ask() { # ask CA SYSTEM OPTIONS…: the WSDL over TLS with that certificate
    curl -sS --max-time 60 --cacert "$pki/$1.crt" --cert "$pki/clients/$2.crt" --key "$pki/clients/$2.key" "${@:3}" -o "$WORK/reply"
}
url=https://$data/lot2/soap/kanyusha?wsdl
desk=(--connect-to "desk.example:${data##*:}:$data" "https://desk.example:${data##*:}/lot2/soap/kanyusha?wsdl")
rsa=(--tls-max 1.2 --ciphers 'aRSA')
ask ca KS06139992A "$url" || fail 'P-256'
ask ca KS06139992A "${desk[@]}" || fail '--public-url の名前'
ask ca-rsa KS06139992A-rsa "${rsa[@]}" "$url" || fail 'RSA だけのクライアント'
ask ca-rsa KS06139992A-rsa "${rsa[@]}" "${desk[@]}" || fail 'RSA だけのクライアント、--public-url の名前'
ask ca-rsa TT06139992A-rsa "${rsa[@]}" -f "https://$data/lot2/terminal/" || fail '統合専用端末の RSA の証明書'
ask ca-rsa KS06139992A-rsa --tls-max 1.2 --ciphers kRSA "$url" || fail 'RSA の鍵交換だけのクライアント'
ask ca KS06139992A-rsa "$url" || fail 'P-256 の相手の RSA の証明書'
grep -q '</.*definitions>' "$WORK/reply" || fail 'WSDL'
ask ca-rsa KS06139992A-rsa "$url" 2>/dev/null && fail '検証できる相手に P-256 でない証明書'
cp "$pki/ca.crt" "$pki/clients/KS06139992A-rsa.crt" "$WORK"
chukand_stop

# the next start has the RSA pair from its first connection on, and adds its address to both
: >"$WORK/chukand.log"
cp "$pki/clients/KS06139984A.key" "$pki/clients/KS06139992A.key"
chukand_start --listen 127.0.0.1:0
url=https://$data/lot2/soap/kanyusha?wsdl
ask ca-rsa KS06139992A-rsa "${rsa[@]}" "$url" || fail 'RSA だけのクライアント、二度目の起動'
timeout 60 grep -m1 -q 'WARN pki/clients/KS06139992A.key は証明書 pki/clients/KS06139992A.crt の鍵ではありません' \
    <(tail -n +1 -F "$WORK/chukand.log" 2>/dev/null) || fail '鍵の食い違いを告げない'
cmp -s "$WORK/ca.crt" "$pki/ca.crt" && cmp -s "$WORK/KS06139992A-rsa.crt" "$pki/clients/KS06139992A-rsa.crt" || fail '認証局とクライアントの証明書が変わった'
chukand_stop
say 'certificates: names, RSA pairs, warnings'
