#!/usr/bin/env bash
# runs: the four forms of the report say the same: every case is there at once; one value changed in the traffic is found in each;
# runs: what rules warned of in each as well, of a step and of the run; comments and verdicts by hand beside the daemon's own; chukan check --report tells what it found and nothing of the file
# limit: 90
. "$(dirname "$0")/../lib.sh"
chukan=$B/chukan

control_status() { # STATUS METHOD PATH [JSON]
    local have
    have=$(curl -sS --max-time 60 -o "$WORK/answer" -w '%{http_code}' -X "$2" -H 'Content-Type: application/json' --data "${4-}" "http://$control$3")
    [ "$have" = "$1" ] || fail "$2 $3 ${4-}: HTTP $have、期待 $1: $(cat "$WORK/answer")"
}
report() { "$chukan" report --control "http://$control" "$@"; }
forms() { # WORLD [OPTION…]: into $WORK/WORLD, and what they agree on into $WORK/WORLD/all
    local world=$1 form
    shift
    mkdir -p "$WORK/$world"
    for form in json:json junit:xml csv:csv html:html; do
        report --world "$world" --format "${form%:*}" --out "$WORK/$world/report.${form#*:}" "$@" || fail "$world の ${form%:*}"
    done
    # what is written at this very moment is another second
    python3 tests/scenario/report.py "$WORK/$world" >"$WORK/$world/all" || fail "$world: 四つの形が食い違う: $(tail -1 "$WORK/$world/all")"
    xmllint --noout "$WORK/$world/report.xml" || fail "$world: JUnit の XML が正しくない"
}
is() { # WORLD ID 判定 [自動判定]
    awk -F'\t' -v id="$2" -v h="$3" -v j="${4-$3}" '$1 == id && $2 == h && $3 == j { found = 1 } END { exit !found }' "$WORK/$1/all" ||
        fail "$1 の $2 は $3（自動 ${4-$3}）のはず: $(grep "^$2" "$WORK/$1/all")"
}
everywhere() { # WORLD TEXT: in all four forms
    local form
    for form in json xml csv html; do
        grep -qF -- "$2" "$WORK/$1/report.$form" || fail "$1: 「$2」が $form にない"
    done
}
nowhere() {
    grep -qF -- "$2" "$WORK/$1"/report.* && fail "$1: 「$2」がある: $(grep -lF -- "$2" "$WORK/$1"/report.*)"
    return 0
}

chukand_start
say 'はじめ'
for lot in 2 3; do
    forms "lot$lot"
    "$chukan" case list --lot "$lot" | sed -nE 's/^  ([a-z0-9-]+) .*/\1/p' | sort >"$WORK/listed"
    cut -f1 "$WORK/lot$lot/all" | sort | cmp - "$WORK/listed" || fail "ロット $lot のテストケース"
    [ "$(cut -f2,3 "$WORK/lot$lot/all" | sort -u)" = $'未実施\t未実施' ] || fail "ロット $lot: 何もしていないのに $(cut -f2,3 "$WORK/lot$lot/all" | sort -u)"
    [ "$(grep -c '<skipped message="未実施: ' "$WORK/lot$lot/report.xml")" = "$(wc -l <"$WORK/listed")" ] || fail "ロット $lot: JUnit の skipped"
done
[ "$(cut -f1 "$WORK/lot2/all")" = "$("$chukan" case list --lot 2 | sed -nE 's/^  ([a-z0-9-]+) .*/\1/p')" ] || fail 'テストケースの順'
report --world lot2 --lot 3 --format json | jq -e '.lot == "3" and .world == "lot2"' >/dev/null || fail 'ほかのロットの報告'
report --world lot2 | grep -q '^<!DOCTYPE html>' || fail '既定は HTML'

# --- the same work in two worlds, but for one value
job() { # WORLD KINGAKU [KETTEI]: with KETTEI nobody fetches the result of that file. 出産育児一時金 as it stands when it is looked at; 2-040 but for its end; 2-100 with a long address
    speak() { "$chukan" "$@" --world "$1" --url "http://$plain" --control "http://$control" --system KS06139992A --password pw-ks06139992a; }
    local world=$1 eda fetch=(--result "$WORK/result.csv")
    [ $# = 3 ] && fetch=()
    does() { "$chukan" "$@" --world "$world" --url "http://$plain" --control "http://$control" --system KS06139992A --password pw-ks06139992a \
        >"$WORK/called" 2>&1 || fail "$world: $*: $(cat "$WORK/called")"; }
    does call kanyusha.register kojinBango=539371733090 kigo=１１ bango=201 honninKazoku=1 shimei='擬野　直樹' shimeiKana='ギノ　ナオキ' \
        seibetsu=2 seinengappi=19860712 jusho=架空県例示市試験町九丁目７番７号 shutokuYmd=20150401
    eda=$(grep -oE '\b0[0-9]{6}\b' "$WORK/called" | head -1)
    does call fugo.getStatus edaban="$eda"
    does call kanyusha.get edaban="$eda"
    komoku() { for p in "$@"; do args+=("komoku.mei=${p%%=*}" "komoku.atai=${p#*=}"); done; }
    local args=()
    komoku kigo=１１ bango=201 honninKazoku=1 shutokuYmd=20150401 fukaiji=0 jikoTeikyoFuka=0
    does call fukuhon.register shubetsu=shikakuJoho edaban="$eda" "${args[@]}"
    printf '1,06139992,%s,20161110,1,%s,420000,0\r\n' "$eda" "${3-20161205}" >"$WORK/i.csv"
    does upload "$WORK/i.csv" --shubetsu shussanIchijikin --wait "${fetch[@]}"
    if [ "$2" != 420000 ]; then
        args=()
        komoku shoriKubun=2 shussanYmd=20161110 taijiSu=1 ketteiYmd=20161205 kingaku="$2" jidoOtoFuka=0
        does call fukuhon.register shubetsu=shussanIchijikin edaban="$eda" "${args[@]}"
    fi
    does call fukuhon.get edaban="$eda" shubetsu=shussanIchijikin
}
say '一つの値'
"$chukan" world create same --fixture lot2 --control "http://$control" >/dev/null || fail 'ワールド'
job same 420000
job lot2 430000
forms same
forms lot2
is same 3-040 合格
is lot2 3-040 不合格
is same 2-040 実施中
grep -q 'name="2-040 [^"]*"><skipped message="実施中: .*がまだ' "$WORK/lot2/report.xml" || fail '実施中の skipped'
grep -q 'name="3-040 [^"]*"><failure message=".*期待: .*420000.*、実際: 430000' "$WORK/lot2/report.xml" || fail '不合格の failure'
everywhere lot2 430000
nowhere same 430000
awk -F'\t' '$1 == "3-040" && $4 ~ /期待: .*420000（登録 の.*）、実際: 430000/ { f = 1 } END { exit !f }' "$WORK/lot2/all" || fail "相違: $(grep ^3-040 "$WORK/lot2/all")"
[ "$(diff <(cut -f1,2 "$WORK/same/all") <(cut -f1,2 "$WORK/lot2/all") | grep -c '^<')" = 1 ] || fail "ほかのテストケースも変わった: $(diff "$WORK/same/all" "$WORK/lot2/all")"
report --world lot2 --hokensha 06139984 --format json | jq -e '.gokaku + .fugokaku + .jisshichu == 0 and .hokensha == []' >/dev/null || fail 'ほかの医療保険者の報告'
forms lot2 --jisshisha '見本 <太郎>' --kakuninsha '確認 & 子'
python3 -c "
import json, sys
r = json.load(open(sys.argv[1] + '/report.json'))
assert (r['jisshisha'], r['kakuninsha'], r['hokensha']) == ('見本 <太郎>', '確認 & 子', ['06139992']), r['jisshisha']
" "$WORK/lot2" || fail '実施者、確認者'
grep -q '見本 &lt;太郎&gt;' "$WORK/lot2/report.html" && grep -q 'value="確認 &amp; 子"' "$WORK/lot2/report.xml" && grep -q '"見本 <太郎>"' "$WORK/lot2/report.csv" ||
    fail '実施者、確認者の書き方'

say '警告'
"$chukan" world create warn --fixture lot2 --control "http://$control" >/dev/null || fail 'ワールド'
job warn 420000 20991231
fetch() { # NAME=VALUE…: a file of the birth, which only the step 登録 names
    "$chukan" call file.getResult uketsukeBango="$(control GET '/_sim/worlds/warn/report?case=3-040' | jq -r '.cases[0].steps[0].uketsukeBango')" "$@" \
        --world warn --url "http://$plain" --system KS06139992A --password pw-ks06139992a >"$WORK/called" 2>&1 || fail "file.getResult $*: $(cat "$WORK/called")"
}
fetch shurui=keikoku
forms warn
is warn 3-040 実施中 # the warnings are not the result
jq -e '.cases[] | select(.id == "3-040") | .steps[] | select(.id == "結果").kekka == "未"' "$WORK/warn/report.json" >/dev/null || fail '警告のファイルの受取りが、結果の受取りになる'
fetch
forms warn
is warn 3-040 合格
everywhere warn asuIgo
nowhere same asuIgo
jq -e '[.keikoku[] | [.code, .kisoku, .kensu, (.edaban | length), (.uketsukeBango | length)]] == [["P40014", "asuIgo", 1, 1, 1]]' "$WORK/warn/report.json" >/dev/null ||
    fail "この回の警告: $(jq -c .keikoku "$WORK/warn/report.json")"
jq -e '.cases[] | select(.id == "3-040") | [.steps[] | select(.keikoku != []) | .id, .keikoku[0].code, .keikoku[0].kensu, .keikokuHoka] == ["登録", "P40014", 1, 0]' \
    "$WORK/warn/report.json" >/dev/null || fail "手順の警告: $(jq -c '.cases[] | select(.id == "3-040").steps' "$WORK/warn/report.json")"
for form in xml csv html; do grep -qE '警告 P40014 asuIgo: .*実際: 20991231' "$WORK/warn/report.$form" || fail "手順の警告が $form にない"; done
grep -q '^<system-out>警告 P40014 asuIgo 1 件 枝番 0[0-9]\{6\} 受付番号 U' "$WORK/warn/report.xml" || fail 'この回の警告の JUnit'
jq -e '[.cases[].steps[].jissai // "" | select(test("警告 [A-Z][0-9]"))] == []' "$WORK/warn/report.json" >/dev/null || fail '警告が「実際」にもある'

# --- a value that is long: cut at a character, in every form
long=$(printf '架空県例示市試験町%.0s' 1 2 3 4 5 6 7 8 9)
eda=$(control GET /_sim/worlds/same/report?case=3-040 | jq -r '.cases[0].steps[0].edaban')
for n in 1 2 3; do
    "$chukan" call kanyusha.change edaban="$eda" jusho="$long$n番" --world same --url "http://$plain" --system KS06139992A --password pw-ks06139992a >/dev/null || fail '変更'
done
"$chukan" call kanyusha.getShikakuRireki edaban="$eda" --world same --url "http://$plain" --system KS06139992A --password pw-ks06139992a >/dev/null
forms same
grep -qE '住所: 期待: 架空県[^（]*（変更 の住所）、実際: 架空県' "$WORK/same/all" || fail "長い値の相違: $(grep 住所 "$WORK/same/all")"

say '手での判定'
hand() { report --world lot2 "$@" >"$WORK/said" 2>&1 || fail "report $*: $(cat "$WORK/said")"; }
hand --case 3-040 --overrule pass --reason '差額は合意済み <甲&乙>' --kakuninsha '確認 三郎'
forms lot2
is lot2 3-040 合格 不合格
grep -q 'name="3-040 [^"]*"><system-out>' "$WORK/lot2/report.xml" || fail '手で合格にしたものの JUnit'
jq -e '.cases[] | select(.id == "3-040") | .riyu == "差額は合意済み <甲&乙>" and .dare == "確認 三郎" and (.why | test("430000"))' "$WORK/lot2/report.json" >/dev/null ||
    fail "手での判定: $(jq -c '.cases[] | select(.id == "3-040") | del(.steps)' "$WORK/lot2/report.json")"
grep -q '自動判定は不合格' "$WORK/lot2/report.html" && grep -q '差額は合意済み &lt;甲&amp;乙&gt;' "$WORK/lot2/report.html" || fail '手での判定の HTML'
grep '"3-040"' "$WORK/lot2/report.csv" | grep -q '"差額は合意済み <甲&乙>","","確認 三郎"' || fail '手での判定の CSV'
control_status 200 PUT /_sim/worlds/lot2/report/2-040 '{"hantei":"fail","riyu":"画面に出ない","comment":"=1+1 \"引用\"","dare":"見本"}'
forms lot2
is lot2 2-040 不合格 実施中
is lot2 3-040 合格 不合格
grep -q 'name="2-040 [^"]*"><failure message="画面に出ない"/>' "$WORK/lot2/report.xml" || fail '手で不合格にしたものの JUnit'
grep -qF "\"'=1+1 \"\"引用\"\"\"" "$WORK/lot2/report.csv" || fail "式になるコメント: $(grep -m1 2-040 "$WORK/lot2/report.csv")"
hand --case 2-040 --overrule auto
hand --case 6-010 --comment "個人番号 539371733090 と $long$long"
forms lot2
is lot2 2-040 実施中
is lot2 6-010 未実施
everywhere_but_junit() { for form in json csv html; do grep -qF -- "$1" "$WORK/lot2/report.$form" || fail "「$1」が $form にない"; done; }
everywhere_but_junit '個人番号 ************ と 架空県'
nowhere lot2 539371733090
chukand_stop
chukand_start
forms lot2
is lot2 3-040 合格 不合格
everywhere_but_junit '個人番号 ************ と 架空県'
control_status 400 PUT /_sim/worlds/lot2/report/2-040 '{"hantei":"pass"}'
control_status 400 PUT /_sim/worlds/lot2/report/2-040 '{"hantei":"maybe","riyu":"?"}'
control_status 400 PUT /_sim/worlds/lot2/report/2-040 '{}'
control_status 400 PUT /_sim/worlds/lot2/report/2-040 "{\"comment\":\"$(printf '字%.0s' {1..1001})\"}"
grep -q '1000 文字まで' "$WORK/answer" || fail "長すぎるコメント: $(cat "$WORK/answer")"
control_status 400 PUT /_sim/worlds/lot2/report/2-040 '{"comment":"\u2028"}'
control_status 400 PUT /_sim/worlds/lot2/report/2-999 '{"comment":"?"}'
control_status 400 GET '/_sim/worlds/lot2/report?format=pdf'
control_status 400 GET '/_sim/worlds/lot2/report?case=2-999'
control_status 400 GET '/_sim/worlds/lot2/report?format=html&exact=1'
hand --case 6-010 --comment ''
report --world lot2 --jisshisha '番号 539371733090' --format csv | grep -q '"実施者","番号 \*\{12\}"' || fail '実施者の個人番号'
report --world lot2 --format json | jq -e '.cases[] | select(.id == "6-010") | .comment == null' >/dev/null || fail 'コメントを消せない'
control_status 400 GET '/_sim/worlds/lot2/report?lot=x'
control_status 404 GET '/_sim/worlds/none/report'
for asked in '--case 2-040' '--comment x' '--overrule pass' 'x'; do
    # shellcheck disable=SC2086
    report --world lot2 $asked >"$WORK/said" 2>&1
    [ $? = 2 ] || fail "report $asked: $(cat "$WORK/said")"
done
report --world lot2 --format pdf >"$WORK/said" 2>&1
[ $? = 1 ] && grep -q 'json、junit' "$WORK/said" || fail "ない形式: $(cat "$WORK/said")"
report --world lot2 --case 2-040 --overrule fail >"$WORK/said" 2>&1
[ $? = 1 ] && grep -q '理由' "$WORK/said" || fail "理由のない判定: $(cat "$WORK/said")"

say '次の回'
control_status 200 POST /_sim/worlds/lot2/reset '{"keep":["tracker"]}'
job lot2 420000
forms lot2
is lot2 3-040 合格
for form in xml csv html; do grep -qF '1 回目 不合格（' "$WORK/lot2/report.$form" || fail "前の回が $form にない"; done
jq -e '.run == 2 and .kake == 0 and (.cases[] | select(.id == "3-040") | .runs[0] | .run == 1 and .hantei == "不合格" and (.why | test("期待: .*420000.*、実際: 430000")))' \
    "$WORK/lot2/report.json" >/dev/null || fail "前の回: $(jq -c '.cases[] | select(.id == "3-040").runs' "$WORK/lot2/report.json")"
everywhere lot2 430000

say '機関内テスト'
check() { "$chukan" check "$@" --report "http://$control/_sim/worlds/lot3/report" >"$WORK/said" 2>&1; }
log=$WORK/data/worlds/lot3/case/run-1.log
"$chukan" gen --members 40 --seed 3 --out "$WORK/gen" --kind kanyushaToroku --date 20170508 >/dev/null || fail gen
check "$WORK/gen/kanyushaToroku.csv" --date 20170508 --hokensha 06279996 || fail "check: $(cat "$WORK/said")"
check fixtures/worlds/lot2/files/kanyusha-A.csv --kind kanyushaToroku --hokensha 06279996
[ $? = 1 ] || fail "エラーのあるファイルの check: $(cat "$WORK/said")"
facts=$(tr '\0' '\n' <"$log" | grep -a .)
for item in "$(sha256sum "$WORK/gen/kanyushaToroku.csv" | cut -c1-64)" 正常 "$(sha256sum fixtures/worlds/lot2/files/kanyusha-A.csv | cut -c1-64)" 異常 60 51 9; do
    grep -qaE "^.?$item\$" <<<"$facts" || fail "機関内テストの記録に $item がない: $facts"
done
[ "$(stat -c %s "$log")" -lt 500 ] || fail "機関内テストの記録が長い: $(stat -c %s "$log") バイト"
while IFS=, read -r _ seiri _ number _ _ _ name _; do
    for content in "$seiri" "$number" "$(iconv -f CP932 -t UTF-8 <<<"$name")"; do
        grep -qaF -- "$content" "$log" && fail "機関内テストの記録にファイルの中身がある: $content"
    done
done < <(head -5 "$WORK/gen/kanyushaToroku.csv")
forms lot3
[ "$(jq -c .hokensha "$WORK/lot3/report.json")" = '["06279996"]' ] || fail "機関内テストをした医療保険者: $(jq -c .hokensha "$WORK/lot3/report.json")"
check "$WORK/gen/kanyushaToroku.csv" --date 20170508
[ $? = 2 ] || fail "保険者番号のない check --report: $(cat "$WORK/said")"
check "$WORK/gen/kanyushaToroku.csv" --date 20170508 --hokensha 06139992
[ $? = 2 ] && grep -q 'ワールドにある保険者番号.*（ワールド lot3）' "$WORK/said" || fail "よその保険者の check --report: $(cat "$WORK/said")"
chukand_stop
