#!/usr/bin/env bash
# runs: the test cases: every one (of the stories' and those of items 5 and master some) alone in a printed random order in one of its lots, then some at once in both; what is wrong in a case file is told with its line;
# runs: a case that fails stops no other, and no world of a case is left behind
# limit: 120
. "$(dirname "$0")/../lib.sh"
chukan=$B/chukan

"$chukan" case check >"$WORK/said" 2>&1 || fail "検査: $(cat "$WORK/said")"
"$chukan" case list >"$WORK/list" || fail '一覧'
mapfile -t ids < <(sed -nE 's/^  ([a-z0-9-]+) .*/\1/p' "$WORK/list")
[ "${#ids[@]}" = "$(ls fixtures/cases/*.xml | wc -l)" ] || fail "一覧は ${#ids[@]} 件"
"$chukan" case show "${ids[@]}" >"$WORK/said" || fail "表示: $(cat "$WORK/said")"
for what in 'テスト手順$' '期待する結果$'; do
    [ "$(grep -c "^$what" "$WORK/said")" = "${#ids[@]}" ] || fail "表示: $(grep -c "^$what" "$WORK/said") 件の $what"
done
"$chukan" case show 3-010 2-999 >"$WORK/said" 2>&1
[ $? = 2 ] && grep -q '^3-010 ' "$WORK/said" && grep -qF '「2-999」' "$WORK/said" || fail "ないケースの表示: $(cat "$WORK/said")"

# --- what is wrong is told with file and line
wrong() { # SED EXPECTED: in a copy of 3-010
    mkdir -p "$WORK/c/scenarios" "$WORK/c/cases"
    cp fixtures/scenarios/*.inc "$WORK/c/scenarios/"
    sed -E "$1" fixtures/cases/3-010.xml >"$WORK/c/cases/3-010.xml"
    cmp -s fixtures/cases/3-010.xml "$WORK/c/cases/3-010.xml" && fail "何も破損していない: $1"
    "$chukan" case check "$WORK/c/cases/3-010.xml" >"$WORK/said" 2>&1 && fail "見逃した: $1"
    grep -qF -- "$2" "$WORK/said" || fail "$1: $(cat "$WORK/said")"
}
line=$(grep -n '^upload s shikakuJoho' fixtures/cases/3-010.xml | cut -d: -f1)
wrong 's/^upload s /uplaod s /' "3-010.xml:$line: "
wrong 's/^expect s count/expect z count/' '「z」'
wrong 's/\$\{hokenshaA\}/${hokenshaZ}/' 'hokenshaZ'
wrong 's/^(upload s .*)/restart\n\1/' "3-010.xml:$line: テストケースに restart"
wrong 's/^(upload s .*)/world lot3\n\1/' "3-010.xml:$line: テストケースに world"
wrong 's/id="3-010"/id="3-011"/' '3-011'
wrong 's/item="3"/item="8"/' 'kikannai'
wrong 's/item="3"/item="2"/' 'ロールモデル'
wrong 's/item="3"/item="7"/; /<role>/d' 'テストデータ'
wrong 's/lots="2 3"/lots="2,3"/' '2,3'
wrong 's/title="[^"]*"/title=" "/' 'title'
wrong 's/start="[^"]*"/start="2017-05-08"/' 'start'
wrong 's|<te>.*</te>||' 'tejun'
wrong 's/kanten/kantenn/g' 'kantenn'
line=$(grep -n 'what="fukuhon.register"' fixtures/cases/3-010.xml | cut -d: -f1)
wrong "$line"'s/what="fukuhon.register"/what="fukuhon.regisuter"/' "3-010.xml $line行目"
wrong "$line"'s/fukaiji/fukaijii/' 'fukaiji'
wrong "$line"'s/ fukaiji//' '期待: judged か free のどちらかにある項目、実際: fukaiji'
wrong "$line"'s/free="/judged="fukaiji=0" free="/' '期待: judged か free のどちらか一つ、実際: fukaiji'
wrong "$line"'s/te="1"/te="99"/' 'te は手順の番号'
wrong "$line"'s/what=/after="ない" what=/' 'after は前にある step の id'
wrong "$line"'s/free=/judged="kigo~a" free=/' '項目>=手順.項目'
wrong "$line"'s/shubetsu="shikakuJoho"/shubetsu="shikaku"/' '副本の種別'

# --- a new one is a right one
"$chukan" case new 3-900 --item 3 --out "$WORK/c/cases" >/dev/null || fail '作成'
"$chukan" case check "$WORK/c/cases/3-900.xml" >"$WORK/said" 2>&1 || fail "作成したもの: $(cat "$WORK/said")"
"$chukan" case new 9-900 --item 9 --out "$WORK/c/cases" >"$WORK/said" 2>&1
[ $? = 2 ] || fail 'ない項目の新しいケース'

# --- each alone, in a random order, in worlds of their own
chukand_start
worlds=$(control GET /_sim/worlds | jq -c '[.worlds[].name]')
drive() { "$chukan" run "$@" --against "https://$data" --control "http://$control" --data "$WORK/data"; }
story='-s[0-9]+$|^5-|^master-' # of those some: they were made alike
# some of each, others at every run, each alone and in any order; all of them run below
order=$({ printf '%s\n' "${ids[@]}" | grep -Ev -- "$story" | shuf -n 90; printf '%s\n' "${ids[@]}" | grep -E -- "$story" | shuf -n 30; } | shuf | tr '\n' ' ')
say "順: $order"
for id in $order; do
    drive --lot $((2 + RANDOM % 2)) --case "$id" >"$WORK/said" 2>&1 || fail "$id: $(cat "$WORK/said")"
    [ "$(grep -c '^○' "$WORK/said")" = 1 ] || fail "$id: $(cat "$WORK/said")"
done
[ "$(control GET /_sim/worlds | jq -c '[.worlds[].name]')" = "$worlds" ] || fail 'ケースのワールドが残った'

# --- many at the same time: the report has them in the order of the list (all of them: tests/interop/readme.sh)
drawn=$(tr ' ' '\n' <<<"$order" | grep . | shuf -n 24)
drive --lot 2 --lot 3 --case "$(paste -sd, <<<"$drawn")" --junit "$WORK/all.xml" >"$WORK/said" 2>&1 || fail "$drawn: $(cat "$WORK/said")"
want=$(for lot in 2 3; do printf '%s\n' "${ids[@]}" | grep -xF "$drawn"; done)
have=$(grep -oE '<testsuite name="[a-z0-9-]+' "$WORK/all.xml" | cut -d'"' -f2)
[ "$have" = "$want" ] || fail "報告の順: $have"
[ "$(control GET /_sim/worlds | jq -c '[.worlds[].name]')" = "$worlds" ] || fail 'ケースのワールドが残った'

# --- what cannot be asked for
for asked in '--case 2-999 --lot 2' '--case 2,x --lot 2' '--case 2 --lot 9' '--case 2'; do
    # shellcheck disable=SC2086
    drive $asked >"$WORK/said" 2>&1
    [ $? = 2 ] || fail "$asked: $(cat "$WORK/said")"
done

# --- one that fails stops no other
rm -r "$WORK/c/cases"/*
cp -R fixtures/scenarios fixtures/worlds "$WORK/c/"
cp fixtures/cases/2-010.xml fixtures/cases/2-030.xml "$WORK/c/cases/"
drive --lot 2 --case all --fixtures "$WORK/c" >"$WORK/said" 2>&1 || fail "all: $(cat "$WORK/said")"
[ "$(grep -o '^○ 2-0[13]0' "$WORK/said" | sort | tr '\n' ' ')" = '○ 2-010 ○ 2-030 ' ] || fail "all: $(cat "$WORK/said")"
sed -i 's/^expect a ijoSu = 0/expect a ijoSu = 1/' "$WORK/c/cases/2-010.xml"
drive --lot 2 --case 2 --fixtures "$WORK/c" --junit "$WORK/junit.xml" >"$WORK/said" 2>&1
[ $? = 1 ] || fail "失敗するケース: $(cat "$WORK/said")"
grep -q '2-010.xml:[0-9]*: ' "$WORK/said" || fail "失敗の場所: $(cat "$WORK/said")"
grep -q '^○ 2-030' "$WORK/said" || fail "次のケース: $(cat "$WORK/said")"
grep -q '<failure' "$WORK/junit.xml" || fail 'JUnit'
[ "$(control GET /_sim/worlds | jq -c '[.worlds[].name]')" = "$worlds" ] || fail '失敗したケースのワールドが残った'

# --- an item that has no cases yet
drive --lot 2 --case 4 --fixtures "$WORK/c" >"$WORK/said" 2>&1
[ $? = 2 ] && grep -qF '「4」' "$WORK/said" || fail "ケースのない項目: $(cat "$WORK/said")"

# --- a world begins when it is told to, after each reset as well
begins() { # day
    control GET /_sim/worlds/begins/clock | jq -re .now | grep -q "^$1" || fail "時計 $1: $(control GET /_sim/worlds/begins/clock)"
}
"$chukan" world create begins --fixture lot2 --start 2017-06-01T08:00:00 --seed 77 --control "http://$control" >/dev/null || fail '開始日時'
begins 2017-06-01T08:00:0
control POST /_sim/worlds/begins/clock/advance '{"seconds":259200}' >/dev/null
begins 2017-06-04
control POST /_sim/worlds/begins/reset '{}' >/dev/null
begins 2017-06-01T08:00:0
chukand_stop
chukand_start
control POST /_sim/worlds/begins/clock/advance '{"seconds":259200}' >/dev/null
control POST /_sim/worlds/begins/reset '{}' >/dev/null
begins 2017-06-01T08:00:0
"$chukan" world create other --fixture lot2 --start 6/1 --control "http://$control" >"$WORK/said" 2>&1 && fail '日時でない開始日時'
grep -q start "$WORK/said" || fail "開始日時のエラー: $(cat "$WORK/said")"
chukand_stop
grep -qx 'start=[0-9]* seed=77' "$WORK/data/worlds/begins/hajime" || fail "種: $(cat "$WORK/data/worlds/begins/hajime")"
echo 6/1 >"$WORK/data/worlds/begins/hajime"
chukand_start
control GET /_sim/worlds/begins/clock | jq -re '.code + .item' | grep -q 'C90007.*hajime' || fail "読めない覚え書き: $(control GET /_sim/worlds/begins/clock)"
chukand_stop
