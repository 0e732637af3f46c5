#!/usr/bin/env bash
# runs: the chukan commands against a daemon, their exit statuses, and what a wrong scenario is told
. "$(dirname "$0")/../lib.sh"

C=$B/chukan
want() { # STATUS PATTERN COMMAND…: exit status, and a text on either output
    local status=$1 pattern=$2 rc=0
    shift 2
    "$@" >"$WORK/out.txt" 2>&1 </dev/null || rc=$?
    [ "$rc" = "$status" ] || { cat "$WORK/out.txt"; fail "終了コード $rc（期待 $status）: $*"; }
    grep -qE -- "$pattern" "$WORK/out.txt" || { cat "$WORK/out.txt"; fail "「$pattern」が出ない: $*"; }
}

say "使い方"
want 2 '使い方' "$C"
want 0 'コマンド' "$C" help
want 0 '--repeat' "$C" help run
want 2 'というコマンドはありません' "$C" nothing
want 2 'no command' "$C" nothing --lang en
want 2 'というオプションはありません' "$C" ping --nothing
want 2 '値が必要です' "$C" ping --system
want 2 '--system' "$C" ping
want 2 '証明書' "$C" ping --system KS06139992A
want 2 '1.1 か 1.2' "$C" ping --system KS06139992A --soap 2
want 2 'シナリオか --lot' "$C" run
want 1 '接続できません' "$C" digest --control http://127.0.0.1:1
want 1 '接続できません' "$C" ping --system KS06139992A --plain --url http://127.0.0.1:1

say "固定のパス"
for wrong in /a=/lot2/soap/nani /lot2/soap/kanri=/lot2/soap/kanri; do
    want 1 'サービス' timeout 30 "$B/chukand" --alias "$wrong" --data "$WORK/data" --fixtures fixtures --schema schema --wsdl wsdl --listen 127.0.0.1:0 --control 127.0.0.1:0
done
tests/tools/patient.sh "$WORK/fixtures" &&
    sed -i 's|<table name="hokensha"/>|<policy name="wsdlCertificate" value="open"/>&|' "$WORK/fixtures/worlds/lot3/world.xml" || fail fixtures
chukand_start --alias '/旧/Kanri.asmx/=/lot2/soap/kanri/'
want 0 "ocation=\"http://$plain/%E6%97%A7/Kanri.asmx\"" curl -sSf "http://$plain/%e6%97%a7/Kanri.asmx/?WSDL=1.1"
want 0 '"service":"kanri"' control GET '/_sim/worlds/lot2/journal/?since=0'

say "証明書のない GET"
bare=(curl -sS --cacert "$pki/ca.crt" -w ' http=%{http_code}')
want 0 '証明書.*pki/clients/.*提示なし' "${bare[@]}" "https://localhost:${data##*:}/lot2/soap/kanri?wsdl"
want 0 ' http=403' "${bare[@]}" "https://localhost:${data##*:}/lot2/soap/kanri?xsd=common"
want 0 ' http=403' "${bare[@]}" "https://localhost:${data##*:}/lot2/soap/kanri"
want 0 '"code":"C50001"' control GET '/_sim/worlds/lot2/journal?since=0'
want 0 ' http=403' "${bare[@]}" "https://localhost:${data##*:}/lot3/terminal/"
want 0 ' http=200' "${bare[@]}" "https://localhost:${data##*:}/"
want 0 ' http=404' "${bare[@]}" "https://localhost:${data##*:}/lot2/soap/nani?wsdl"
want 0 ' http=200' "${bare[@]}" "https://localhost:${data##*:}/lot3/soap/kanri?wsdl"

say "どちらの証明書か"
shows() { # CN PATH
    curl -sS --cacert "$pki/ca.crt" --cert "$pki/clients/$1.crt" --key "$pki/clients/$1.key" -w ' http=%{http_code}' "https://localhost:${data##*:}$2" | tr '\n' ' '
}
want 0 'パスワード.* http=200' shows TT06139992A /lot2/terminal
want 0 '期待: 統合専用端末の証明書.*実際: 接続システム KS06139992A の証明書.* http=403' shows KS06139992A /lot2/terminal/
want 0 '"system":"KS06139992A","code":"C50021"' control GET '/_sim/worlds/lot2/journal?since=0'
want 0 '期待: 接続システムの証明書.*実際: 統合専用端末 TT06139992A の証明書.* http=403' shows TT06139992A '/lot2/soap/kanri?wsdl'
want 0 '"system":"TT06139992A","code":"C50020"' control GET '/_sim/worlds/lot2/journal?since=0'
want 0 '統合専用端末が登録されていません.* http=403' shows TT06279996A /lot2/terminal/

say "統合専用端末のユーザー"
at=(--url "https://$data/" --data "$WORK/data" --tanmatsu TT06139992A)
want 0 '06139992' "$C" ping "${at[@]}"
want 0 '"hokensha":"06139992"' "$C" ping "${at[@]}" --user u002 --busho B002 --format json --soap 1.1
want 0 '06139992' "$C" ping --url "http://$plain" --tanmatsu TT06139992A
want 0 '"op":"ping","system":"TT06139992A"' control GET '/_sim/worlds/lot2/journal?since=0'
want 1 'C50032' "$C" ping "${at[@]}" --password pw-ks06139992a
want 1 'C50021.*KS06139992A' "$C" ping "${at[@]}" --cert "$pki/clients/KS06139992A.crt" --key "$pki/clients/KS06139992A.key"
want 1 'C50031' "$C" ping "${at[@]}" --user u009
want 2 'どちらか一方' "$C" ping "${at[@]}" --system KS06139992A
want 0 'ocation="https://[^"]*/lot2/terminal/soap/kanri"' shows TT06139992A '/lot2/terminal/soap/kanri?wsdl'

say "呼び出し"
me=(--url "https://$data/" --control "http://$control/" --data "$WORK/data" --system KS06139992A)
want 0 '06139992' "$C" ping "${me[@]}"
want 0 '"hokensha":"06139992"' "$C" ping "${me[@]}" --format json
want 0 'schemas.xmlsoap.org' "$C" ping "${me[@]}" --soap 1.1 --raw
want 0 'result' "$C" ping --url "http://$plain" --system KS06139992A --lang en
want 1 'C50006' "$C" ping "${me[@]}" --password wrong
want 1 '証明書' "$C" ping "${me[@]}" --cert /nowhere.crt
want 1 'K40001' "$C" call kanyusha.get edaban=9999999 "${me[@]}"
want 1 'C20008' "$C" call kanyusha.get --field nothing=1 "${me[@]}"
want 2 '名前=値' "$C" call kanyusha.get edaban "${me[@]}"
want 2 'の形ではありません' "$C" call kanyusha "${me[@]}"

say "つなぐ先の取り違え"
me_at() { local url=$1; shift; "$C" ping --url "$url" --data "$WORK/data" --system KS06139992A "$@"; }
want 1 'データ用のポートは https://.*（curl [0-9]+）' me_at "http://$data"
want 1 'データ用のポートは https://' me_at "$data"
want 1 'データ用のポートは https://' "$C" digest --control "http://$data"
exec {cutter}< <(python3 -c 'import socket, struct
with socket.create_server(("127.0.0.1", 0)) as port:  # as a TLS port does that is done with the first byte
    print(port.getsockname()[1], flush=True)
    peer = port.accept()[0]
    peer.recv(1)
    peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    peer.close()')
read -r cut <&"$cutter"
want 1 '応答なしに切れました。データ用のポートは https://' me_at "http://127.0.0.1:$cut"
want 1 '制御用と --plain のポートは http:// です' me_at "https://$plain"
want 1 '制御用と --plain のポートは http:// です' "$C" digest --control "https://$control"
want 1 'control ports want http://' me_at "https://$plain" --lang en
want 1 'HTTP 404）。--url は chukand のデータ用のポートか' me_at "http://$control"
want 1 'HTTP 404、chukand の制御用のポートの応答ではありません' "$C" digest --control "http://$plain"
want 1 '認証局がありません.*制御用のポートは http://' "$C" digest --control "https://$data"
want 1 '指定の認証局のものではありません' me_at "https://$data" --cacert "$pki/clients/KS06139992A.crt"
want 1 '認証局の証明書を読めません' me_at "https://$data" --cacert /nowhere
want 1 '鍵と組になっていません' me_at "https://$data" --key "$pki/server.key"
want 1 'ホスト名が見つかりません' me_at "https://$(printf 'a%.0s' {1..70}):1" # no label is as long: nobody is asked
want 1 'URL の形ではありません' me_at 'http://127.0.0.1:x'
want 1 'http:// か https:// で始めて' me_at "ftp://$data"
want 1 '証明書に URL のホスト名がありません' me_at "https://0.0.0.0:${data##*:}"

say "連携ファイル"
file=fixtures/worlds/lot2/files/kanyusha-A.csv
want 2 '--shubetsu' "$C" upload "$file" "${me[@]}"
want 1 '開けません' "$C" upload /nowhere.csv --shubetsu kanyushaToroku "${me[@]}"
want 1 'F20001' "$C" upload "$file" --shubetsu nanika "${me[@]}"
want 0 '処理完了' "$C" upload "$file" --shubetsu kanyushaToroku --wait --result "$WORK/a.csv" "${me[@]}"
want 0 '正常件数 +51' "$C" status U06139992N0000001 "${me[@]}"
want 0 '状態=処理完了' "$C" status "${me[@]}"
want 0 'SHA-256' "$C" result U06139992N0000001 "$WORK/b.csv" "${me[@]}"
cmp "$WORK/a.csv" "$WORK/b.csv" || fail "結果が同じでない"
[ "$(wc -l <"$WORK/a.csv")" = 60 ] || fail "結果が 60 行でない"
want 1 'F40001' "$C" result U06139992N0000999 "$WORK/none.csv" "${me[@]}"
[ ! -e "$WORK/none.csv" ] && [ ! -e "$WORK/none.csv.part" ] || fail "失敗したのにファイルが残った"
want 0 '受付番号' "$C" upload "$file" --shubetsu kanyushaToroku --inline "${me[@]}"
want 1 'F40004' "$C" result U06139992N0000001 "$WORK/none.csv" --shurui keikoku "${me[@]}"
want 2 '--shurui は kekka、keikoku' "$C" result U06139992N0000001 "$WORK/none.csv" --shurui nani "${me[@]}"
printf '1,Z1,,123456789018,９９,99,1,架空　百年,カクウ　ヒャクネン,1,18991231,架空県,19260701,19400401,\r\n' | iconv -t CP932 >"$WORK/mukashi.csv"
want 0 '警告の件数 +1$' "$C" upload "$WORK/mukashi.csv" --shubetsu kanyushaToroku --wait "${me[@]}"
want 0 '警告の件数 +1$' "$C" status U06139992N0000003 "${me[@]}"
want 0 'mukashi-keikoku' "$C" result U06139992N0000003 "$WORK/keikoku.csv" --shurui keikoku "${me[@]}"
grep -q 'K40007' "$WORK/keikoku.csv" || fail "警告のファイルに K40007 がない"
# what was refused is told beside 処理完了, of each file of a list too, and is a failure under --strict alone; JSON has the value as it is
# (receipt 4 good, 5 one row of two refused, 6 all)
ii='1,Z2,,%s,９９,98,1,架空　良,カクウ　ヨシ,1,19800101,架空県,20160401,,,\r\n'
warui='1,Z3,,,９９,97,9,架空　悪,カクウ　ワル,1,19800101,架空県,20160401,,,\r\n'
# shellcheck disable=SC2059
{
    printf "$ii" 111111111118 | iconv -t CP932 >"$WORK/ii.csv"
    printf "$ii$warui" 805686311668 | iconv -t CP932 >"$WORK/nakaba.csv"
    printf "$warui$warui" | iconv -t CP932 >"$WORK/zenbu.csv"
}
okuru() {
    "$C" upload "$WORK/$1" --shubetsu kanyushaToroku "${@:2}" "${me[@]}"
}
want 2 '--strict には --wait が必要です' okuru ii.csv --strict
want 0 '状態 +処理完了$' okuru ii.csv --wait --strict
want 1 '状態 +処理完了（2 行中 1 行がエラー）$' okuru nakaba.csv --wait --strict --result "$WORK/nakaba-kekka.csv"
grep -q -- '--strict: 2 行中 1 行がエラーです' "$WORK/out.txt" || fail "--strict の理由がない"
[ "$(wc -l <"$WORK/nakaba-kekka.csv")" = 2 ] || fail "--strict でも結果ファイルは受け取る"
want 0 '状態 +処理完了（全 2 行がエラー）$' okuru zenbu.csv --wait
want 0 '状態 +処理完了（全 2 行がエラー）$' "$C" status U06139992N0000006 "${me[@]}"
want 0 '状態 +処理完了（全 2 行がエラー）$' "$C" call file.getStatus uketsukeBango=U06139992N0000006 "${me[@]}"
want 0 '状態=処理完了（全 2 行がエラー）' "$C" status "${me[@]}"
grep -q 'ii.csv .*状態=処理完了 ' "$WORK/out.txt" && grep -q '状態=処理完了（2 行中 1 行がエラー）' "$WORK/out.txt" || fail "一覧の処理完了: $(cat "$WORK/out.txt")"
want 0 '"jotai":"処理完了"' "$C" status U06139992N0000006 --format json "${me[@]}"
want 0 '処理完了 .all of 2 rows in error.$' "$C" status U06139992N0000006 --lang en "${me[@]}"
# The terminal's progress bar has no place in a pipe.
grep -q $'\r' "$WORK/out.txt" && fail "パイプに進捗が出た"

say "制御"
want 0 '名前=lot3' "$C" world list "${me[@]}"
want 0 'test1' "$C" world create test1 --fixture lot3 "${me[@]}"
want 1 '項目「fixture」 期待: [^ ]*/worlds にあるフォルダーの名前、実際: none' "$C" world create test2 --fixture none "${me[@]}"
want 2 '1 以上の整数' "$C" world create test2 --fixture lot3 --seed abc "${me[@]}"
[ ! -e "$WORK/data/worlds/test2" ] || fail "断ったワールドのフォルダーが残った"
want 0 '世代' "$C" world reset test1 "${me[@]}"
want 0 'test1' "$C" world drop test1 "${me[@]}"
want 1 'C10006' "$C" world drop test1 "${me[@]}"
want 2 'list, create' "$C" world nothing x "${me[@]}"
want 0 '2017-05-08T09:00:00' "$C" clock "${me[@]}"
want 0 '2017-05-08T09:01:00' "$C" clock advance 60 "${me[@]}"
want 1 '進む方向' "$C" clock set 2017-05-01 "${me[@]}"
want 2 'show, freeze' "$C" clock advance "${me[@]}"
want 1 '同じ名前のメンバーは 1 個' "$C" operator fugo-approve '{"hokensha":"06139992","hokensha":"06139992"}' "${me[@]}"
want 1 '同じ名前のメンバーは 1 個' "$C" operator fugo-approve '{"hokensha":"06139992","\u0068okensha":"06139992"}' "${me[@]}"
want 0 '送出した要求の数 +54' "$C" operator fugo-approve "${me[@]}"
want 1 'fugo-approve' "$C" operator nothing "${me[@]}"
known=$(sed -nE 's/.*期待: settle ([a-z -]+)、実際:.*/\1/p' "$WORK/out.txt") # of the daemon's own list
[ -n "$known" ] || fail "手作業の名前が出ない"
want 0 "操作: $known settle。" "$C" help operator
want 0 ' file\.upload KS06139992A .* C00000' "$C" journal "${me[@]}"
want 0 '"op":"upload"' "$C" journal "${me[@]}" --format json
want 0 '^コード: ' "$C" journal show "${me[@]}"
want 2 '番号一つ' "$C" journal show x "${me[@]}"
want 2 '引数は要りません' "$C" journal nani "${me[@]}"
want 0 'unyo' "$C" digest "${me[@]}"
want 0 '"digest":"[0-9a-f]{64}"' "$C" digest "${me[@]}" --format json

say "シナリオのエラーと失敗"
printf 'step 一\nclok freeze\nexpect r a = 1\n' >"$WORK/bad.scn"
want 2 'bad.scn:2: 「clok」という文はありません（clock の記述ミスですか）' "$C" run "$WORK/bad.scn"
want 2 'bad.scn:3: ラベル「r」' "$C" run --check "$WORK/bad.scn"
printf 'step 一\nas KS06139992A\ncall p kanri.ping\nexpect p hokensha = 00000000\nstep 二\nreset\n' >"$WORK/fails.scn"
want 1 'fails.scn:4: p の hokensha: 期待「= 00000000」、実際「06139992」' "$C" run "$WORK/fails.scn"
want 1 '－ 二' "$C" run "$WORK/fails.scn"
printf 'step 一\noperator fugo-approve refuse=S50001\n' >"$WORK/refuse.scn"
want 1 'refuse.scn:2: /_sim/worlds/lot2/operator/fugo-approve: 期待: S50001 による拒否、実際: 正常' "$C" run "$WORK/refuse.scn"
printf 'step 一\noperator nws-toi refuse=S50001\n' >"$WORK/refuse.scn"
want 1 '期待: S50001 による拒否、実際: HTTP 400 C20010' "$C" run "$WORK/refuse.scn"
printf 'step 一\nas KS06139992A\ncall p kanri.ping\nexpect p hokensha = 06139992\n' >"$WORK/fine.scn"
want 0 '成功 1、失敗 0' "$C" run --against "https://$data" --control "http://$control" --data "$WORK/data" "$WORK/fine.scn"
want 1 '起動できません' "$C" run --chukand /nowhere "$WORK/fine.scn"
for f in fixtures/scenarios/*.scn tests/scenario/*.scn; do
    "$C" run --check "$f" --lot 2 --lot 3 || fail "書き方のエラー: $f"
done
chukand_stop
