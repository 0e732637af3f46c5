#!/usr/bin/env bash
# runs: a first start on another address: names of its certificate; RSA pairs come by themselves, and RSA-only clients connect; a key of another is told; bad ones made offline; a control port with a token
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
printf 'himitsu-%s\n' {a..d}{a..d}{a..d} | tr -d '\n' | cut -c1-64 >"$WORK/token"
chukand_start --listen 127.0.0.1:0 --control-token "$WORK/token"
url=https://$data/lot2/soap/kanyusha?wsdl
ask ca-rsa KS06139992A-rsa "${rsa[@]}" "$url" || fail 'RSA だけのクライアント、二度目の起動'
timeout 60 grep -m1 -q 'WARN pki/clients/KS06139992A.key は証明書 pki/clients/KS06139992A.crt の鍵ではありません' \
    <(tail -n +1 -F "$WORK/chukand.log" 2>/dev/null) || fail '鍵の食い違いを告げない'
cmp -s "$WORK/ca.crt" "$pki/ca.crt" && cmp -s "$WORK/KS06139992A-rsa.crt" "$pki/clients/KS06139992A-rsa.crt" || fail '認証局とクライアントの証明書が変わった'

# certificates that are to be refused, made without asking the daemon: by curl as well, at both versions of TLS
"$B/chukan" cert bad all --system KS06139984A --url "https://$data/" --data "$WORK/data" --out "$WORK/bad" >"$WORK/told" || fail 'chukan cert bad all --data'
printf '%s\n' 'openssl_conf = a' '[a]' 'ssl_conf = b' '[b]' 'system_default = c' '[c]' 'CipherString = DEFAULT@SECLEVEL=0' >"$WORK/openssl.cnf" # as told in weak.txt
codes=
for text in "$WORK"/bad/*.txt; do
    kind=$(basename "$text" .txt)
    code=$(grep -o 'C50[0-9]*' "$text" | head -1)
    how=$(sed -n 's/^試し方: //p' "$text") # as it stands there, by a curl that has not been told what is weak
    (cd "$WORK/bad" && PATH=/usr/bin:$PATH timeout 60 bash -c "${how//DATA/$WORK/data}" >"$WORK/reply" 2>/dev/null)
    grep -q "Fault>.*$code" <(tr -d '\n' <"$WORK/reply") || fail "$kind: $how: $(cat "$WORK/reply")"
    for max in 1.2 1.3; do
        OPENSSL_CONF=$WORK/openssl.cnf curl -sS --max-time 60 --tls-max $max --tlsv$max --cacert "$pki/ca.crt" --cert "$WORK/bad/$kind.p12:chukan" --cert-type P12 \
            -w '%{http_code}' "$url" >"$WORK/reply" || fail "$kind, TLS $max: curl"
        grep -q "^$code " "$WORK/reply" && grep -q '403$' "$WORK/reply" || fail "$kind, TLS $max: $(cat "$WORK/reply")"
        codes+=" $code"
    done
done
[ "$kind" = wrong-purpose ] || fail "最後の種類 $kind"
[ -e "$WORK/bad/revoked.crt" ] && fail '--data で失効の証明書'
grep -q '^revoked: --data では作りません' "$WORK/told" || fail "$(cat "$WORK/told")"
"$B/chukan" cert bad revoked --system KS06139984A --data "$WORK/data" --out "$WORK/bad" 2>"$WORK/told" && fail '--data で失効の証明書'
grep -q '動いている chukand に頼んでください' "$WORK/told" && [ ! -e "$WORK/bad/revoked.crt" ] || fail "$(cat "$WORK/told")"
"$B/chukan" cert bad expired --system KS99999999Z --data "$WORK/data" --out "$WORK/bad" 2>/dev/null && fail 'ないシステムの証明書'

# the control port has a token: of a file, of the environment, and nothing without it
"$B/chukan" world list --control "http://$control" 2>&1 | grep -q C50089 || fail 'トークンなしの制御'
CHUKAN_CONTROL_TOKEN=himitsu-machigai-0 "$B/chukan" world list --control "http://$control" 2>&1 | grep -q C50089 || fail '違うトークンの制御'
"$B/chukan" world list --control "http://$control" --control-token "$WORK/token" | grep -q lot2 || fail '--control-token'
CHUKAN_CONTROL_TOKEN=$(cat "$WORK/token") "$B/chukan" cert bad all --control "http://$control" --world lot3 --system KS06279996A --out "$WORK/asked" >"$WORK/told" || fail CHUKAN_CONTROL_TOKEN
grep -q C50083 "$WORK/asked/expired.txt" && grep -q 'C50062.*失効' "$WORK/asked/revoked.txt" || fail "$(cat "$WORK/told")"
grep -q '記録: ワールド lot3 の証明書番号 .*C50063' "$WORK/asked/revoked.txt" || fail "$(cat "$WORK/asked/revoked.txt")"
[ "$(curl -sS --max-time 60 --cacert "$pki/ca.crt" --cert "$WORK/asked/revoked.p12:chukan" --cert-type P12 -o "$WORK/reply" -w '%{http_code}' "https://$data/lot3/soap/kanyusha?wsdl")" = 403 ] ||
    fail '失効の証明書で 403'
codes+=' C50062'
[ "$(CHUKAN_CONTROL_TOKEN=$(cat "$WORK/token") "$B/chukan" cert list --control "http://$control" --world lot2 | grep -c 試験用)" = 0 ] || fail 'ほかのワールドの記録'
"$B/chukan" world list --control "http://$control" --control-token /none 2>/dev/null
[ $? = 2 ] || fail '--control-token のファイルがない'
chukand_stop
for code in $codes C50089; do
    grep -q " $code " "$WORK/chukand.log" || fail "ログに $code がない"
done
grep -q himitsu "$WORK/chukand.log" && fail 'ログにトークンがある'
"$B/chukand" --data "$WORK/data" --control 0.0.0.0:0 2>"$WORK/told"
[ $? = 2 ] || fail 'トークンなしで外への制御'
grep -q -- '--control-token' "$WORK/told" || fail "$(cat "$WORK/told")"
say 'certificates: names, RSA pairs, warnings, bad ones, a control port with a token'
