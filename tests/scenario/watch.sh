#!/usr/bin/env bash
# runs: chukan watch beside a system at work: each case as it is passed, what is refused and what is warned of, 0 when all are; 1 at --timeout with what is missing, also
# runs: when the daemon goes; 2 for wrong use; a daemon of its own on the default ports (when nobody has them) with --data that stays
# limit: 60
. "$(dirname "$0")/../lib.sh"
chukan=$B/chukan

system() { "$chukan" "$@" --world lot2 --url "http://$plain" --control "http://$control" --system KS06139992A --password pw-ks06139992a >"$WORK/called" 2>&1; }
works() { system "$@" || fail "$*: $(cat "$WORK/called")"; }
status_of() { works call fugo.getStatus edaban="$eda"; grep -q "$1" "$WORK/called" || fail "取得状況が $1 でない: $(cat "$WORK/called")"; }
register() { # KOJIN_BANGO: sets eda
    works call kanyusha.register kojinBango="$1" kigo=１１ bango=201 honninKazoku=1 shimei='擬野　直樹' shimeiKana='ギノ　ナオキ' \
        seibetsu=1 seinengappi=19860712 jusho=架空県例示市試験町九丁目７番７号 shutokuYmd=20170501
    eda=$(grep -oE '\b0[0-9]{6}\b' "$WORK/called" | head -1)
    [ -n "$eda" ] || fail "枝番が返らない: $(cat "$WORK/called")"
}
want() { # STATUS PATTERN WATCH-OPTION…
    local status=$1 pattern=$2 rc=0
    shift 2
    timeout 30 "$chukan" watch "$@" >"$WORK/said" 2>&1 </dev/null || rc=$?
    [ "$rc" = "$status" ] || fail "終了コード $rc（期待 $status）: watch $*: $(cat "$WORK/said")"
    grep -qE -- "$pattern" "$WORK/said" || fail "「$pattern」が出ない: watch $*: $(cat "$WORK/said")"
}
# The watcher: its lines come through $told while it goes on.
watcher() {
    rm -f "$WORK/told"
    mkfifo "$WORK/told"
    timeout 50 "$chukan" watch "$@" >"$WORK/told" 2>"$WORK/watch.err" </dev/null &
    watching=$!
    exec {told}<"$WORK/told"
}
await() { # PATTERN: the line that the watcher says
    local line
    while IFS= read -r -t 30 line <&"$told"; do
        printf '%s\n' "$line" >>"$WORK/lines"
        [[ $line =~ $1 ]] && return 0
    done
    fail "watch が「$1」と言わない: $(cat "$WORK/lines" "$WORK/watch.err")"
}
ended() { # STATUS
    local rc=0
    wait "$watching" || rc=$?
    exec {told}<&-
    [ "$rc" = "$1" ] || fail "watch が終了コード $rc（期待 $1）で終わった: $(cat "$WORK/lines" "$WORK/watch.err")"
}

say '使い方'
want 2 '--lot 2' --control http://127.0.0.1:1
want 2 'というオプションはありません' --lot 2 --nothing
want 2 '値が必要です' --lot
want 2 '整数' --lot 2 --timeout abc
want 1 '接続できません' --lot 2 --control http://127.0.0.1:1
chukand_start
here=(--control "http://$control")
want 2 'ロット 2 にそのテストケースはありません' --lot 2 --case 2-999 "${here[@]}"
want 2 'lot 2 has no such test case' --lot 2 --case 2-999 --lang en "${here[@]}"
want 1 'C10006' --lot 9 "${here[@]}"
want 1 'C20010.*06279996（ワールド lot2）$' --lot 2 --hokensha 06279996 "${here[@]}"
# the environment says which daemon and which world, the options before it
CHUKAN_CONTROL="http://$control" CHUKAN_WORLD=lot3 want 1 'C20010.*06139992（ワールド lot3）$' --lot 2 --hokensha 06139992
CHUKAN_CONTROL="http://127.0.0.1:1" CHUKAN_WORLD=lot3 want 1 '06279996（ワールド lot2）$' --lot 2 --world lot2 --hokensha 06279996 "${here[@]}"

say 'ほかの仕事をしている間に合格する'
watcher --lot 2 --case 1-010,2-040 "${here[@]}"
works ping
register 539371733090
system ping --busho B002 && fail '違う組が通った'
works ping
await '^○ 合格 1-010 .*保険者 06139992$'
system ping --busho B002 && fail '違う組が通った'
await '^! 拒否 C[0-9]+ 接続の確認  保険者 06139992$'
await 'B002'
works call kanyusha.register kojinBango=269224746295 kigo=１１ bango=202 honninKazoku=1 shimei='擬野　直美' shimeiKana='ギノ　ナオミ' \
    seibetsu=2 seinengappi=19860712 shutokuYmd=20170501
await '^△ 加入者の新規登録  保険者 06139992  枝番 0[0-9]{6}  警告 K40018 jushoNashi: '
status_of 処理中
works call kanyusha.get edaban="$eda"
await '^… 実施中 2-040 '
await '取得.*がまだ'
kill -0 "$watching" || fail '一つだけの合格で watch が終わった'
want 1 '^- 実施中 2-040 ' --lot 2 --case 1-010 --case 2-040 --timeout 1 "${here[@]}"
grep -q '^○ 合格 1-010 ' "$WORK/said" || fail "合格したもの: $(cat "$WORK/said")"
grep -qE '^- .* 1-010 ' "$WORK/said" && fail "合格したものを足りないと言う: $(cat "$WORK/said")"
grep -q '^    .*（取得）がまだ' "$WORK/said" || fail "足りないもの: $(cat "$WORK/said")"
grep -qx 'テストケース 2 件のうち 1 件が合格' "$WORK/said" || fail "件数: $(cat "$WORK/said")"
works operator fugo-approve
status_of 取得済
await '^○ 合格 2-040 '
await '^テストケース 2 件のうち 2 件が合格$'
ended 0
grep -q '^×' "$WORK/lines" && fail "不合格と言った: $(cat "$WORK/lines")"

say 'だれの、どれか'
want 0 '^テストケース 1 件のうち 1 件が合格$' --lot 2 --case 1-010 "${here[@]}"
want 1 "^テストケース $(ls fixtures/cases/1-*.xml | wc -l) 件のうち 1 件が合格\$" --lot 2 --case 1 --timeout 1 "${here[@]}"
want 0 '^of 1 test cases 1 are passed' --lot 2 --case 2-040 --hokensha 06139992 --lang en "${here[@]}"
want 1 '^- 未実施 2-040 ' --lot 2 --case 2-040 --hokensha 06139984 --timeout 1 "${here[@]}"
want 1 "^テストケース $(control GET '/_sim/worlds/lot3/report' | jq '.cases | length') 件のうち 0 件が合格\$" --lot 3 --timeout 1 "${here[@]}"
# of all cases those that are not begun are counted by item, whoever asks for an item has them listed
items=$(control GET '/_sim/worlds/lot3/report' | jq -r '.cases | group_by(.item) | .[] | "- 未実施 \(.[0].item) \(.[0].itemMei)  \(length) 件"' | sort)
[ "$(grep '^- ' "$WORK/said" | sort)" = "$items" ] || fail "未実施の数: $(cat "$WORK/said")"
grep -q -- '--case 項目' "$WORK/said" || fail "一つずつ示す方法: $(cat "$WORK/said")"
want 1 '^- 未実施 1 .*  [0-9]+ 件$' --lot 2 --timeout 1 "${here[@]}"
grep -q '^- 実施中 ' "$WORK/said" || fail "始まったものがない: $(cat "$WORK/said")"
grep -qE '^- 未実施 [0-9]-' "$WORK/said" && fail "始まっていないものを並べる: $(cat "$WORK/said")"
"$chukan" world create mine --fixture lot2 --control "http://$control" >/dev/null || fail 'ワールド'
want 1 '^テストケース 1 件のうち 0 件が合格' --lot 2 --case 1-010 --world mine --timeout 1 "${here[@]}"

say '見ている間に初期化され、chukand が止まる'
: >"$WORK/lines"
watcher --lot 2 --case 1,6-010 "${here[@]}"
await '^○ 合格 1-010 '
# a reset takes away what was seen, and says so, and the watcher goes on
works world reset lot2 --keep tracker
grep -q '消えました' "$WORK/called" && fail "残した記録を消えたと言う: $(cat "$WORK/called")"
works report --case 1-010 --comment 控え
works ping
system ping --busho B002 && fail '違う組が通った'
works ping
await '^○ 合格 1-010 '
works world reset lot2
grep -qE '^テストケースの記録 [1-9][0-9]* 件（報告への記入 1 件も）と、その判定が消えました。--keep tracker' "$WORK/called" || fail "消えた記録: $(cat "$WORK/called")"
works ping
system ping --busho B002 && fail '違う組が通った'
works ping
await '^○ 合格 1-010 '
chukand_stop
await '^テストケース [0-9]+ 件のうち 1 件が合格（最後に見たとき）$'
ended 1
grep -q '^- ' "$WORK/lines" && fail "知らないものを並べた: $(cat "$WORK/lines")"
grep -qE '接続できません|応答なしに切れました|通信に失敗しました|C90005' "$WORK/watch.err" || fail "止まったことを言わない: $(cat "$WORK/watch.err")"

# --- without --control: its own daemon, on the default ports; one such test at a time on this machine
exec {lock}>"${TMPDIR:-/tmp}/chukan-default-ports.lock"
flock -w 40 "$lock" || { say '既定のポートを待ちきれない。自分で起動する試験を飛ばした'; exit 0; }
for port in 18443 18080; do
    if (: <>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
        say "既定のポート $port が使われている。自分で起動する試験を飛ばした"
        exit 0
    fi
done
say '自分で起動する'
rm -f "$WORK/lines"
: >"$WORK/lines"
watcher --lot 2 --case 1-010 --data "$WORK/stays"
await '^業務用 https://127.0.0.1:18443/lot2/soap/…  制御用 http://127.0.0.1:18080  証明書 '
plain_ping() { "$chukan" ping --world lot2 --system KS06139984A --password pw-ks06139984a --data "$WORK/stays" "$@" >"$WORK/called" 2>&1; }
plain_ping || fail "ping: $(cat "$WORK/called")"
plain_ping --busho B002 && fail '違う組が通った'
plain_ping || fail "ping: $(cat "$WORK/called")"
await '^○ 合格 1-010 .*06139984$'
ended 0
(: <>/dev/tcp/127.0.0.1/18080) 2>/dev/null && fail '起動した chukand が残った'
[ -s "$WORK/stays/worlds/lot2/case/run-1.log" ] || fail 'データが残っていない'
# tomorrow it goes on where it was
want 0 '^○ 合格 1-010' --lot 2 --case 1-010 --timeout 5 --data "$WORK/stays"
want 1 '起動できません' --lot 2 --chukand /nowhere --data "$WORK/stays"
exit 0
