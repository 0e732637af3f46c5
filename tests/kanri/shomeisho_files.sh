#!/usr/bin/env bash
# runs: files of chukan cert issue, renew: what they are is told, and in the list; beside those that are there; nothing is applied for where
# runs: none can be written; a second certificate of a name is said to be one; a token file that everybody may read is told
. "$(dirname "$0")/../lib.sh"

at() { # VERB OPTIONS…
    "$B/chukan" cert "$1" --control "http://$control" --world lot2 "${@:2}"
}
listed() { # JQ of the list of TT06139992B
    control POST /_sim/worlds/lot2/operator/shomeisho-list '{"cn":"TT06139992B"}' | jq -r "$1"
}
sum() { # PAIR: the fingerprint of its key, as OpenSSL has it
    openssl pkey -in "$WORK/made/$1.key" -pubout -outform DER | sha256sum | cut -c1-8
}
new=(--shubetsu 統合専用端末 --cn TT06139992B --hokensha 06139992)

chukand_start
touch "$WORK/file"
for out in "$WORK/file" "$WORK/none/out"; do
    at issue "${new[@]}" --out "$out" >"$WORK/told" 2>&1 && fail "$out に書けた"
    grep -q '申請はしていません' "$WORK/told" || fail "$(cat "$WORK/told")"
done
[ "$(listed '.shinsei|length')" = 0 ] || fail '書けないフォルダーで申請した'

mkdir "$WORK/made"
at issue "${new[@]}" --out "$WORK/made" >"$WORK/told" 2>&1 || fail "$(cat "$WORK/told")"
bango=$(listed '.shomeisho[0].bango')
grep -qx "TT06139992B: 証明書番号 $bango、指紋 $(sum TT06139992B)" "$WORK/told" || fail "$(cat "$WORK/told")"
[ "$(listed '.shomeisho[0].shimon')" = "$(sum TT06139992B)" ] || fail '一覧の指紋'
grep -q 警告 "$WORK/told" && fail '一枚めの警告'
[ "$(find "$WORK/made" -type f | wc -l)" = 3 ] || fail "ファイル: $(ls -A "$WORK/made")"
cp "$WORK/made"/TT06139992B.* "$WORK"

at renew --bango "$bango" --out "$WORK/made" >"$WORK/told" 2>&1 || fail "$(cat "$WORK/told")"
next=$(listed '.shomeisho[1].bango')
grep -qx "TT06139992B: 証明書番号 $next、指紋 $(sum "TT06139992B-$next")" "$WORK/told" || fail "$(cat "$WORK/told")"
for end in key crt p12; do
    cmp -s "$WORK/TT06139992B.$end" "$WORK/made/TT06139992B.$end" || fail "前の .$end"
    [ -s "$WORK/made/TT06139992B-$next.$end" ] || fail "新しい .$end"
done
at renew --bango "$bango" --out "$WORK/other" >/dev/null 2>"$WORK/told" || fail '二つめの更新'
grep -qx "警告: 証明書番号 $bango は更新されています（新しいものは証明書番号 $next）" "$WORK/told" || fail "$(cat "$WORK/told")"
at issue "${new[@]}" --out "$WORK/other" >/dev/null 2>"$WORK/told" || fail '二枚め'
grep -q '^警告: TT06139992B には期限までの電子証明書があります（証明書番号 ' "$WORK/told" || fail "$(cat "$WORK/told")"

# a reset: the numbers begin anew, and the files of before are there
control POST /_sim/worlds/lot2/reset '{}' >/dev/null
at issue "${new[@]}" --out "$WORK/made" >"$WORK/told" 2>&1 && at renew --bango "$bango" --out "$WORK/made" >>"$WORK/told" 2>&1 || fail "$(cat "$WORK/told")"
for name in "TT06139992B-$bango" "TT06139992B-$next-2"; do
    [ -s "$WORK/made/$name.key" ] || fail "$name: $(ls "$WORK/made")"
done
cmp -s "$WORK/TT06139992B.key" "$WORK/made/TT06139992B.key" || fail '前の鍵'
chukand_stop

printf 'himitsu-%s\n' {a..d}{a..d}{a..d} | tr -d '\n' | cut -c1-64 >"$WORK/token"
for mode in 644 640; do
    chmod $mode "$WORK/token"
    : >"$WORK/chukand.log"
    chukand_start --control-token "$WORK/token"
    at list --control-token "$WORK/token" >/dev/null 2>"$WORK/told" || fail '--control-token'
    chukand_stop
    [ "$(cat "$WORK/told" "$WORK/chukand.log" | grep -c "だれにでも開いています（chmod 600 $WORK/token）")" = $((mode == 644 ? 2 : 0)) ] ||
        fail "$mode: $(cat "$WORK/told" "$WORK/chukand.log")"
done
say 'files of cert issue, renew: told, kept, tried first; a second one is told; an open token file is told'
