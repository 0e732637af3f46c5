#!/usr/bin/env bash
# runs: chukan's habits: version and help of every command, the environment, --dump-request, what is not there in one line, explain, --lang en
. "$(dirname "$0")/../lib.sh"

C=$B/chukan
want() { # STATUS PATTERN COMMAND…: exit status, and a text on either output
    local status=$1 pattern=$2 rc=0
    shift 2
    "$@" >"$WORK/out.txt" 2>&1 </dev/null || rc=$?
    [ "$rc" = "$status" ] || { cat "$WORK/out.txt"; fail "終了コード $rc（期待 $status）: $*"; }
    grep -qE -- "$pattern" "$WORK/out.txt" || { cat "$WORK/out.txt"; fail "「$pattern」が出ない: $*"; }
}
lacks() { # PATTERN: what was said last has none
    ! grep -P -- "$1" "$WORK/out.txt" || fail "「$1」が出た"
}
one_line() { # of what was said last
    [ "$(wc -l <"$WORK/out.txt")" = 1 ] || { cat "$WORK/out.txt"; fail "一行でない"; }
}
japanese='[\x{3041}-\x{30FE}\x{4E00}-\x{9FFF}]'

say "版と説明"
version=$(sed -nE 's/^#define CHUKAN_VERSION "(.*)"/\1/p' server/base/version.h)
for p in chukan chukand; do
    want 0 "^$p $version\$" "$B/$p" --version
    want 0 "^$p $version\$" "$B/$p" -V
    want 0 '^使い方: ' "$B/$p" --help
    want 0 '^使い方: ' "$B/$p" -h
    want 0 '^usage: ' "$B/$p" -h --lang en
    lacks "$japanese"
done
"$C" help --lang en | sed -nE 's/^  ([a-z]+) .*/\1/p' >"$WORK/names"
[ "$(wc -l <"$WORK/names")" = "$(grep -c '^COMMAND(' client/cmd/commands.def)" ] || fail "chukan help にないコマンドがある"
while read -r name; do
    want 0 "^使い方: chukan $name" "$C" "$name" --help
    want 0 "^使い方: chukan $name" "$C" "$name" -h
    want 0 "^使い方: chukan $name" "$C" help "$name"
    want 0 "^chukan $version\$" "$C" "$name" --version
    want 0 "^usage: chukan $name" "$C" "$name" --help --lang en
    # words that a request has are Japanese in any language: kinds of certificates, 符号 …
    sed -E 's/統合専用端末|接続システム|処理区分|副本|枝番|変更区分//g' "$WORK/out.txt" | grep -P "$japanese" && fail "$name の英語の説明に日本語がある"
    "$C" "$name" --help --lang en | sed -nE "s/^usage: chukan $name ([a-z]+)( .*|\$)/\1/p" | while read -r sub; do
        case $name:$sub in world:* | clock:* | audit:* | cert:* | case:* | master:* | pmo:*) echo "$name $sub" ;; esac
    done
done <"$WORK/names" >"$WORK/subs"
[ "$(wc -l <"$WORK/subs")" -ge 32 ] || fail "副コマンドが足りない"
while read -r name sub; do
    want 0 "^使い方: chukan $name $sub" "$C" "$name" "$sub" --help
    want 0 "^使い方: chukan $name $sub" "$C" help "$name" "$sub"
    [ "$(grep -c '^使い方' "$WORK/out.txt")" = 1 ] || fail "$name $sub の説明にほかのものがある"
done <"$WORK/subs"
want 2 'nothing' "$C" help world nothing
want 2 'というコマンドはありません' "$C" help nothing
want 2 'no command' "$C" --lang en nothing

say "説明はオプションの表のとおり"
while read -r name; do
    "$C" help --completion bash | sed -nE "/^    $name\)/,/options=/s/.*options='([^']*)'.*/\1/p" | tr ' ' '\n' | sort -u >"$WORK/takes"
    for lang in ja en; do
        "$C" "$name" --help --lang $lang | grep -oE -- '--[a-z][a-z-]*' | sort -u >"$WORK/tells"
        while read -r option; do
            grep -qx -e "$option" "$WORK/tells" || fail "chukan $name $option が説明（$lang）にない"
        done <"$WORK/takes"
    done
done <"$WORK/names"

say "ないもの"
for args in '--lot 9' '--lot 2 --lot 9' '--lot 9 --case 2-010' 'fixtures/scenarios/main-job.scn --lot 9' 'fixtures/scenarios/main-job.scn --world nowhere'; do
    # shellcheck disable=SC2086
    want 2 '初期データがありません。あるのは .*lot2、lot3' "$C" run $args
    one_line
done
want 2 'シナリオ nothing.scn を読めません: ファイルまたはフォルダーがありません' "$C" run nothing.scn
one_line
want 2 'を読めません: フォルダーです' "$C" run fixtures
want 2 '「99」' "$C" run --lot 2 --case 99
one_line
want 2 '「99」' "$C" case show 99
want 2 'ロット 9 に' "$C" case list --lot 9
want 2 '初期データがありません' "$C" check README.md --kind kanyushaToroku --world nowhere
one_line

say "メッセージコードの説明"
want 0 '^K40001  指定の被保険者枝番の加入者が登録されていません$' "$C" explain K40001
want 0 '原因と対処: .' "$C" explain k40001
want 0 '^C20008 ' "$C" explain K40001 C20008
want 0 'SOAP Fault' "$C" explain C20008 --lang en
lacks "$japanese"
want 1 '^K40009 ' "$C" explain K4000
want 1 '^K40001 ' "$C" explain K49999
want 1 '^F…  連携ファイル' "$C" explain Z
grep -ohE '"[A-Z][0-9]{5}"' server/base/status*.def | cut -c2 | sort -u >"$WORK/services"
sed -nE 's/^([A-Z])…  .+/\1/p' "$WORK/out.txt" | sort | cmp - "$WORK/services" || fail "explain にないサービスがある"
want 2 '0 以上の整数' "$C" ping --timeout -1
want 0 '^M40009 ' "$C" explain
[ "$(sort -u "$WORK/out.txt" | wc -l)" = "$(cat server/base/status*.def | grep -c '^S(')" ] || fail "一覧が status.def と違う"

say "送らずに表示する"
want 0 '^POST /lot3/soap/kanyusha HTTP/1.1' "$C" call kanyusha.get edaban=0000001 --system KS06139992A --password himitsu1 --world lot3 --url https://127.0.0.1:1 --dump-request
want 0 '<t:edaban>0000001</t:edaban>.*' "$C" call kanyusha.get edaban=0000001 --system KS06139992A --password himitsu1 --dump-request
grep -q '>\*\*\*\*\*</w:Password>' "$WORK/out.txt" || fail "パスワードの代わりがない"
lacks himitsu1
want 0 '>himitsu1</w:Password>' "$C" call kanyusha.get edaban=0000001 --system KS06139992A --password himitsu1 --dump-request --show-password
want 0 'genPassword>\*\*\*\*\*<' "$C" call kanri.passwordHenko genPassword=himitsu1 shinPassword=himitsu2 --tanmatsu TT06139992A --dump-request
lacks himitsu
want 0 '^POST /lot2/terminal/soap/kanri ' "$C" call kanri.ping --tanmatsu TT06139992A --dump-request
want 0 '^SOAPAction: "urn:chukan:kanri:1/ping"' "$C" call kanri.ping --system KS06139992A --soap 1.1 --dump-request
want 0 'ファイルの [0-9]+ バイト' "$C" call file.upload shubetsu=kanyushaToroku naiyo=@README.md --system KS06139992A --dump-request
want 1 '開けません' "$C" call file.upload naiyo=@/nowhere --system KS06139992A --dump-request

say "読めない引数は、それを言う"
want 2 '負の数.*「-5」' "$C" clock advance -5
want 2 '負の数.*「-86400」' "$C" clock advance -86400 --world lot3
want 2 '負の数.*「-7」' "$C" clock -7 advance
want 2 '^chukan: -xyz という' "$C" ping -xyz --world lot3
want 2 '^chukan: -x という' "$C" ping -x -y
want 2 '^chukan: --nothing という' "$C" ping --nothing -y
want 2 '^chukan: --plain=1 という' "$C" ping --plain=1 lot2
want 2 '秒数か日時.*「5m」' "$C" clock advance 5m
want 2 '日時.*「kyo」' "$C" clock set kyo

say "環境変数"
chukand_start
want 0 '06139992' env CHUKAN_URL="https://$data" CHUKAN_SYSTEM=KS06139992A CHUKAN_DATA="$WORK/data" "$C" ping
want 1 'C50006' env CHUKAN_URL="https://$data" CHUKAN_SYSTEM=KS06139992A CHUKAN_DATA="$WORK/data" CHUKAN_PASSWORD=wrong "$C" ping
want 0 '06139992' env CHUKAN_URL="https://$data" CHUKAN_SYSTEM=KS06139992A CHUKAN_DATA="$WORK/data" CHUKAN_PASSWORD=wrong "$C" ping --password pw-ks06139992a
want 0 '06139984' env CHUKAN_URL="https://$data" CHUKAN_SYSTEM=KS06139992A CHUKAN_DATA="$WORK/data" CHUKAN_PASSWORD=wrong "$C" ping --system KS06139984A
want 0 '06139992' env CHUKAN_URL="https://$data" CHUKAN_SYSTEM=KS06139992A CHUKAN_DATA="$WORK/data" CHUKAN_PASSWORD=wrong "$C" ping --tanmatsu TT06139992A
want 1 'C50005' env CHUKAN_URL="http://$plain" CHUKAN_SYSTEM=KS06139992A CHUKAN_WORLD=lot3 "$C" ping
want 0 '06139992' env CHUKAN_URL="http://$plain" CHUKAN_SYSTEM=KS06139992A CHUKAN_WORLD=lot3 "$C" ping --world lot2
want 0 '2017-05-22' env CHUKAN_CONTROL="http://$control" CHUKAN_WORLD=lot3 "$C" clock
want 0 '2017-05-08' env CHUKAN_CONTROL="http://127.0.0.1:1" CHUKAN_WORLD= "$C" clock --control "http://$control"
# each command that has to do with a world takes the one that the environment names, by whatever way it asks
printf 'step 一\nas KS06139992A\ncall p kanri.ping\n' >"$WORK/where.scn"
while IFS='|' read -r name rest; do
    told+=" $name "
    [ "$rest" = - ] && continue # it has no world, or its --world is something else
    read -ra words <<<"${rest//WORK/$WORK}"
    want 1 'ワールド nai[）」]|/nai|C10006.*nai' env CHUKAN_URL="http://$plain" CHUKAN_CONTROL="http://$control" CHUKAN_SYSTEM=KS06139992A CHUKAN_WORLD=nai "$C" "$name" "${words[@]}"
done <<'TABLE'
ping|
call|kanyusha.get edaban=0000001
upload|README.md --shubetsu kanyushaToroku
status|U06139992N0000001
result|U06139992N0000001 WORK/result.csv
master|list
world|snapshots
world|reset
clock|
nittei|
fault|
fault|add http
fault|drop
pmo|
operator|settle
journal|
journal|show 1
audit|list
audit|verify
audit|export
digest|
cert|list
cert|bad revoked --out WORK/bad
run|--against http://127.0.0.1:1 WORK/where.scn
case|-
watch|--lot 2 --timeout 1
report|
report|--case 1-010 --comment a
check|-
gen|-
explain|-
TABLE
for name in $(sed -nE 's/^COMMAND\((.*)\)$/\1/p' client/cmd/commands.def); do
    [[ $told == *" $name "* ]] || fail "$name が CHUKAN_WORLD の表にない"
done
want 0 '^ワールド +lot3$' env CHUKAN_CONTROL="http://$control" CHUKAN_WORLD=lot3 "$C" audit list
want 0 '^ワールド +lot3$' env CHUKAN_CONTROL="http://$control" CHUKAN_WORLD=lot3 "$C" audit verify
want 0 '^ワールド +lot2$' env CHUKAN_CONTROL="http://$control" CHUKAN_WORLD=lot3 "$C" audit verify --world lot2
want 0 '^worlds/lot2/audit: 正常' env CHUKAN_WORLD=lot3 "$C" audit verify --data "$WORK/data" # whatever lies there
want 1 'C50009 .* u999' env CHUKAN_URL="http://$plain" CHUKAN_SYSTEM=KS06139992A CHUKAN_USER=u999 "$C" ping
want 1 'C50008 .* B999' env CHUKAN_URL="http://$plain" CHUKAN_SYSTEM=KS06139992A CHUKAN_BUSHO=B999 "$C" ping
want 0 '06139992' env CHUKAN_URL="http://$plain" CHUKAN_SYSTEM=KS06139992A CHUKAN_BUSHO=B999 CHUKAN_USER=u999 "$C" ping --busho B001 --user u001
want 0 '正常' env CHUKAN_CONTROL="http://$control" CHUKAN_DATA=/nowhere CHUKAN_SYSTEM=KS1 CHUKAN_USER=u999 "$C" audit verify
want 0 'kanri.ping.*C50009' env CHUKAN_CONTROL="http://$control" CHUKAN_DATA=/nowhere CHUKAN_SYSTEM=KS1 CHUKAN_USER=u001 "$C" audit list
printf 'step 一\nas KS06139992A\ncall p kanri.ping\nexpect p hokensha = 06139992\n' >"$WORK/fine.scn"
want 0 '成功 1、失敗 0' env CHUKAN_URL=http://127.0.0.1:1 "$C" run --against "https://$data" --control "http://$control" --data "$WORK/data" "$WORK/fine.scn"
want 0 '成功 1、失敗 0' env CHUKAN_USER=u999 "$C" run --against "http://$plain" --control "http://$control" "$WORK/fine.scn"
for name in URL CONTROL SYSTEM PASSWORD DATA WORLD BUSHO USER; do
    want 0 "CHUKAN_$name" "$C" help ping
done

say "英語"
plain=(--url "http://$plain" --control "http://$control" --lang en)
me=("${plain[@]}" --system KS06139992A)
ours() { # a refusal's words of our own are English: all but what is quoted of the request and the fields
    want "$@"
    sed -E '/^ /d; s/(Item|want|have):? .*//; s/\([^)]*\)//g; s/[a-z]+=.*//; s/符号|枝番|個人番号|受付番号//g' "$WORK/out.txt" | grep -P "$japanese" && { cat "$WORK/out.txt"; fail "日本語の文: ${*:3}"; }
}
ours 1 'K40001 no member has this 枝番' "$C" call kanyusha.get edaban=9999999 "${me[@]}"
ours 1 'C50006 the system.s password is wrong' "$C" ping "${me[@]}" --password wrong
ours 1 'C50009 the user is not registered' "$C" ping "${me[@]}" --user u999
ours 1 'C20008 the request does not fit' "$C" call kanyusha.get nothing=1 "${me[@]}"
ours 1 'C10006 no such world' "$C" ping "${me[@]}" --world nowhere
ours 1 'F20001 no such kind of file' "$C" upload README.md --shubetsu nani "${me[@]}"
ours 1 'F40001 no such 受付番号' "$C" status U06139992N0000999 "${me[@]}"
ours 1 'C10006 no such world' "$C" world reset nowhere "${plain[@]}"
ours 1 'C40001 the virtual clock goes forwards only' "$C" clock set 2017-05-01 "${plain[@]}"
ours 1 'C20011 no such operator action' "$C" operator nothing "${plain[@]}"
ours 1 'cannot connect|Connect' "$C" ping "${me[@]}" --url http://127.0.0.1:1
ours 2 'unknown option' "$C" ping --lang en --nothing
ours 2 'no fixture of a world' "$C" run --lot 9 --lang en
ours 2 'cannot read the scenario nothing.scn: no such file' "$C" run nothing.scn --lang en
ours 2 'give either --system' "$C" ping --lang en
want 0 '正常に処理しました' "$C" ping "${me[@]}" --raw
want 0 'message"?:"指定のワールド|指定のワールドはありません' control GET /_sim/worlds/nowhere/clock
want 0 'no such world' curl -sS -H 'Accept-Language: en-US,en;q=0.9' "http://$control/_sim/worlds/nowhere/clock"
want 0 '指定のワールドはありません' curl -sS -H 'Accept-Language: ja,en;q=0.5' "http://$control/_sim/worlds/nowhere/clock"
chukand_stop
