#!/usr/bin/env bash
# runs: one row that three rules refuse, where all of them refuse: by file, by SOAP and by chukan check the same three texts in the same order;
# runs: journal, log and the record of the test cases begin with them, of a call as of a row
# limit: 30
. "$(dirname "$0")/../lib.sh"
chukan=$B/chukan

system() { "$chukan" "$@" --world lot2 --url "http://$plain" --control "http://$control" --system KS06139992A --password pw-ks06139992a; }
same() { # WHAT HAVE: the text that all say
    [ "$2" = "$want" ] || fail "$1: $2、期待 $want"
}
begins() { # WHAT BYTES HAVE: as much of it as there is room for; what was cut ends with "…"
    local n
    n=$(printf %s "$3" | wc -c)
    [[ -n $3 && $want == "${3%…}"* ]] || fail "$1: $3、期待 $want"
    [ "$n" -le "$2" ] && { [ "$3" = "$want" ] || [ "$n" -gt $(($2 - 4)) ]; } || fail "$1: $n バイト（$2 まで）: $3"
}

"$ROOT/tests/tools/patient.sh" "$WORK/fixtures" || fail fixtures
sed -i 's#</world>#<policy name="rules" value="strict"/></world>#' "$WORK/fixtures/worlds/lot2/world.xml"
chukand_start

# born, and insured, before there was the law; and insured before he was born
hito=(539371733090 １１ 201 1 '擬野　直樹' 'ギノ　ナオキ' 1 18991231 架空県例示市試験町九丁目７番７号 18981231)
(IFS=,; printf '1,X001,,%s,,\r\n' "${hito[*]}") | iconv -f UTF-8 -t CP932 >"$WORK/three.csv"

"$chukan" check "$WORK/three.csv" --kind kanyushaToroku --world lot2 --fixtures "$WORK/fixtures" --format json >"$WORK/checked"
[ $? = 1 ] || fail "check: $(cat "$WORK/checked")"
want=$(jq -r '[.files[0].errors[] | "\(.message)（規則 \(.rule)）。項目「\(.item)」 期待: \(.want)、実際: \(.have)"] | join("／")' "$WORK/checked")
[ "$(jq -r '[.files[0].errors[].rule] | join(" ")' "$WORK/checked")" = 'umareAto umareFurui shutokuFurui' ] || fail "check の規則: $want"

system upload "$WORK/three.csv" --shubetsu kanyushaToroku --wait --result "$WORK/result.csv" >"$WORK/called" 2>&1 || fail "upload: $(cat "$WORK/called")"
same 結果ファイル "$(iconv -f CP932 -t UTF-8 "$WORK/result.csv" | tr -d '\r' | cut -d, -f6)"

system call kanyusha.register kojinBango="${hito[0]}" kigo="${hito[1]}" bango="${hito[2]}" honninKazoku="${hito[3]}" shimei="${hito[4]}" \
    shimeiKana="${hito[5]}" seibetsu="${hito[6]}" seinengappi="${hito[7]}" jusho="${hito[8]}" shutokuYmd="${hito[9]}" >"$WORK/called" 2>&1 &&
    fail '電文が断られない'
same 電文 "$(sed -n 's/^メッセージ *//p' "$WORK/called")"

begins ジャーナル 799 "$(control GET /_sim/worlds/lot2/journal | jq -r '.entries[] | select(.op == "register").note')"
control GET '/_sim/worlds/lot2/report?since=0' >"$WORK/report.json"
for gyo in 1 null; do # the row, the call
    begins "記録（$gyo）" 400 "$(jq -r --argjson gyo $gyo '.refused[] | select(.gyo == $gyo).why' "$WORK/report.json")"
done
chukand_stop
begins ログ 511 "$(sed -n 's/.* kanyusha register K20003 .* out=[0-9]* //p' "$WORK/chukand.log")"
