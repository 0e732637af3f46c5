#!/usr/bin/env bash
# runs: chukan watch beside requests that are refused, one of each stage that a message goes through, paths that are none, wrong methods
# runs: and pages: each has its line with the code that its sender got, for whose insurer it was; what the journal has is with its certificate
# limit: 60
. "$(dirname "$0")/../lib.sh"
chukan=$B/chukan

chukand_start
mkfifo "$WORK/told"
timeout 50 "$chukan" watch --lot 2 --case 6-010 --hokensha 06139992 --control "http://$control" >"$WORK/told" 2>"$WORK/watch.err" </dev/null &
watching=$!
exec {told}<>"$WORK/told"
await() { # PATTERN: the next line of a refusal
    local line
    while IFS= read -r -t 10 line <&"$told"; do
        printf '%s\n' "$line" >>"$WORK/lines"
        [[ $line == '! '* ]] || continue
        [[ $line =~ $1 ]] && return 0
        break
    done
    fail "watch が「$1」と言わない: $(cat "$WORK/lines" "$WORK/watch.err")"
}

# What is sent, and how it can be wrong: each is a variable that a row of the table sets anew.
envelope() {
    printf '%s' "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/' xmlns:c='urn:chukan:common:1' xmlns:t='urn:chukan:$service:1'><s:Header><w:Security xmlns:w='http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd'><w:UsernameToken><w:Username>$system</w:Username><w:Password>$password</w:Password></w:UsernameToken></w:Security>$header</s:Header><s:Body><t:$op><t:irai><c:busho>$busho</c:busho><c:user>$user</c:user></t:irai>$naka</t:$op></s:Body></s:Envelope>"
}
send() { # a page has no body
    local with=()
    [ "$method" = GET ] || with=(--data-binary @"$WORK/body" -H "Content-Type: $type")
    curl -s --cacert "$pki/ca.crt" --cert "$pki/clients/$cert.crt" --key "$pki/clients/$cert.key" -X "$method" "${with[@]}" -H "$field" \
        "https://$data${path-/lot2/soap/$service}" >"$WORK/answer" || fail "curl: $*"
}

say '段階ごとに一つずつ断られる'
stages=0
while IFS='|' read -r stage code what change; do
    service=kanyusha op=get system=KS06139992A password=pw-ks06139992a busho=B001 user=u001 naka='<t:edaban>0000001</t:edaban>' header=''
    cert=KS06139992A type=text/xml field='X-Nothing: 1' body='' method=POST
    unset path
    eval "$change"
    if [ -n "$body" ]; then printf '%s' "$body"; else envelope; fi >"$WORK/body"
    send "$stage"
    grep -q "$code" "$WORK/answer" || fail "$stage: $code で断られない: $(cat "$WORK/answer")"
    await "^! 拒否 $code $what  保険者 ${cert:2:8}\$"
    stages=$((stages + 1))
done <<'TABLE'
メディア型|C10003|操作の前に断られた要求|type=text/plain
圧縮|C10005|操作の前に断られた要求|field='Content-Encoding: br'
XML|C20001|操作の前に断られた要求|body='a'
実体|C20002|操作の前に断られた要求|body='<!DOCTYPE a []><a/>'
文字コード|C20005|操作の前に断られた要求|type='text/xml; charset=nai'
封筒|C20006|操作の前に断られた要求|body='<a/>'
ログイン|C50006|断られたログイン.*|password=chigau
ほかの証明書|C50007|断られたログイン.*|cert=KS06139984A
ほかの名前|C50007|断られたログイン.*|system=KS06139984A password=pw-ks06139984a
ヘッダー|C10002|加入者情報の照会|header='<t:nai s:mustUnderstand="1"/>'
操作|C20007|操作の前に断られた要求|op=nai
スキーマ|C20008|加入者情報の照会|naka='<t:nai/>'
並び|C20008|加入者の新規登録|op=register naka='<t:bango>1</t:bango>'
部署|C50008|加入者情報の照会|busho=B999
ユーザー|C50009|加入者情報の照会|user=u999
業務|K40001|加入者情報の照会|
サービスのないパス|C10007|操作の前に断られた要求|path=/lot2/nai
ワールドのないパス|C10007|操作の前に断られた要求|path=/doko/nimo/nai
制御用のパス|C10007|操作の前に断られた要求|path=/_sim/worlds
ないワールド|C10006|操作の前に断られた要求|path=/lot9/soap/kanyusha
ないサービス|C10007|操作の前に断られた要求|service=nai
メソッド|C10008|操作の前に断られた要求|method=PUT
端末のパスのメソッド|C10008|操作の前に断られた要求|path=/lot2/terminal
HTTP の形|C10012|操作の前に断られた要求|field='Host: a b'
ページのパス|C10007|操作の前に断られた要求|method=GET path=/lot2/nai
ページのワールド|C10006|操作の前に断られた要求|method=GET path=/lot9/soap/kanyusha?wsdl
ページのサービス|C10007|操作の前に断られた要求|method=GET path=/lot2/soap/nai?wsdl
ページの名前|C10015|操作の前に断られた要求|method=GET path=/lot2/soap/kanyusha?xsd=nai
ページの HTTP の形|C10012|操作の前に断られた要求|method=GET field='Host: a b'
ページの証明書|C50021|断られたログイン.*|method=GET path=/lot2/terminal/
TABLE
[ "$stages" = 30 ] || fail "$stages 段階"

say '途中で切れた要求'
PYTHONDONTWRITEBYTECODE=1 python3 - "$pki" "$data" <<'CUT'
import socket, ssl, sys
pki, (host, port) = sys.argv[1], sys.argv[2].rsplit(":", 1)
tls = ssl.create_default_context(cafile=pki + "/ca.crt")
tls.load_cert_chain(pki + "/clients/KS06139992A.crt", pki + "/clients/KS06139992A.key")
with tls.wrap_socket(socket.create_connection((host, int(port))), server_hostname=host) as s:
    s.sendall(b"POST /lot2/soap/kanyusha HTTP/1.1\r\nHost: a\r\nContent-Type: text/xml\r\nContent-Length: 100\r\n\r\n<a>")
CUT
await '^! 拒否 C10009 操作の前に断られた要求  保険者 06139992$'

say '要求の記録にも証明書がある'
for code in C10006 C10007 C10008 C10009 C10012; do
    "$chukan" journal --code "$code" --format json --control "http://$control" --world lot2 >"$WORK/rows"
    grep -q "\"code\":\"$code\"" "$WORK/rows" || fail "$code がない"
    [ "$(grep -o "\"code\":\"$code\"" "$WORK/rows" | wc -l)" = "$(grep -o '"cert":"KS06139992A"' "$WORK/rows" | wc -l)" ] || fail "$code に証明書がない: $(cat "$WORK/rows")"
done
kill "$watching"
wait "$watching" || true
