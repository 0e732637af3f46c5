#!/usr/bin/env bash
# runs: chukand --lang en: its ready line, its log, its wrong options are English; a SOAP reply is Japanese all the same
. "$(dirname "$0")/../lib.sh"

japanese='[\x{3041}-\x{30FE}\x{4E00}-\x{9FFF}]'
printf 'lang = en\n' >"$WORK/conf"
for english in '--lang en' "--config $WORK/conf"; do
    rm -f "$WORK/chukand.log"
    # shellcheck disable=SC2086
    chukand_start $english --alias /x=/later/soap/kanri
    "$B/chukan" ping --url "http://$plain" --system KS06139992A >"$WORK/ping" || fail ping
    grep -q '正常に処理しました' "$WORK/ping" || { cat "$WORK/ping"; fail "SOAP の応答が日本語でない"; }
    "$B/chukan" call kanyusha.get edaban=9999999 --url "http://$plain" --system KS06139992A --raw >"$WORK/said" 2>&1 && fail "いない加入者"
    grep -q '指定の被保険者枝番の加入者が登録されていません' "$WORK/said" || { cat "$WORK/said"; fail "SOAP の拒否が日本語でない"; }
    "$B/chukan" clock set 2017-05-01 --control "http://$control" 2>"$WORK/said" && fail "時計が戻った"
    grep -q '仮想時計は' "$WORK/said" || { cat "$WORK/said"; fail "制御の応答は、頼まれなければ日本語"; }
    chukand_stop
    for line in 'chukand [0-9.]+ starts data=' 'there is no world later yet' 'K40001 .* no member has this 枝番. Item' 'C40001 the virtual clock goes forwards only' 'chukand stops' 'chukand ended'; do
        grep -qE "$line" "$WORK/chukand.log" || fail "ログに「$line」がない"
    done
    # a value that was set by its kind stays as it is
    sed "s/枝番//g" "$WORK/chukand.log" | grep -P "$japanese" && fail "英語のログに日本語がある"
done

wrong() { # STATUS PATTERN OPTIONS…
    local rc=0 status=$1 pattern=$2
    shift 2
    timeout 60 "$B/chukand" --data "$WORK/data" --lang en "$@" >"$WORK/out.txt" 2>&1 </dev/null || rc=$?
    [ "$rc" = "$status" ] || { cat "$WORK/out.txt"; fail "終了コード $rc（期待 $status）: $*"; }
    grep -qE -- "$pattern" "$WORK/out.txt" || { cat "$WORK/out.txt"; fail "「$pattern」が出ない: $*"; }
    ! grep -P "$japanese" "$WORK/out.txt" || fail "日本語が出た: $*"
}
wrong 2 'Item "--nothing" want: a name of chukand --help' --nothing
wrong 2 'Item "--trace" want: some of' --trace=x
wrong 2 'whole number from 1' --seed 0
wrong 2 'Item "listen" want: ADDRESS:PORT|ADDRESS:PORT' --listen x:y
wrong 2 'loopback' --control 192.0.2.1:80
wrong 2 'PATH=/WORLD/soap/SERVICE' --alias x
