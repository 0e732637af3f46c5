#!/usr/bin/env bash
# runs: chukan watch beside messages that are refused, one of each stage that a message goes through: each has its line with the code that
# runs: its sender got, for whose insurer it was
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
send() {
    curl -s --cacert "$pki/ca.crt" --cert "$pki/clients/$cert.crt" --key "$pki/clients/$cert.key" -H "Content-Type: $type" -H "$field" \
        --data-binary @- "https://$data/lot2/soap/$service" <"$WORK/body" >"$WORK/answer" || fail "curl: $*"
}

say '段階ごとに一つずつ断られる'
stages=0
while IFS='|' read -r stage code what change; do
    service=kanyusha op=get system=KS06139992A password=pw-ks06139992a busho=B001 user=u001 naka='<t:edaban>0000001</t:edaban>' header=''
    cert=KS06139992A type=text/xml field='X-Nothing: 1' body=''
    eval "$change"
    if [ -n "$body" ]; then printf '%s' "$body"; else envelope; fi >"$WORK/body"
    send "$stage"
    grep -q "$code" "$WORK/answer" || fail "$stage: $code で断られない: $(cat "$WORK/answer")"
    await "^! 拒否 $code $what  保険者 ${cert:2:8}\$"
    stages=$((stages + 1))
done <<'TABLE'
メディア型|C10003|操作の前に断られた電文|type=text/plain
圧縮|C10005|操作の前に断られた電文|field='Content-Encoding: br'
XML|C20001|操作の前に断られた電文|body='a'
実体|C20002|操作の前に断られた電文|body='<!DOCTYPE a []><a/>'
文字コード|C20005|操作の前に断られた電文|type='text/xml; charset=nai'
封筒|C20006|操作の前に断られた電文|body='<a/>'
ログイン|C50006|断られたログイン.*|password=chigau
ほかの証明書|C50007|断られたログイン.*|cert=KS06139984A
ほかの名前|C50007|断られたログイン.*|system=KS06139984A password=pw-ks06139984a
ヘッダー|C10002|加入者情報の照会|header='<t:nai s:mustUnderstand="1"/>'
操作|C20007|操作の前に断られた電文|op=nai
スキーマ|C20008|加入者情報の照会|naka='<t:nai/>'
並び|C20008|加入者の新規登録|op=register naka='<t:bango>1</t:bango>'
部署|C50008|加入者情報の照会|busho=B999
ユーザー|C50009|加入者情報の照会|user=u999
業務|K40001|加入者情報の照会|
TABLE
[ "$stages" = 16 ] || fail "$stages 段階"
kill "$watching"
wait "$watching" || true
