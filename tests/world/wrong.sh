#!/usr/bin/env bash
# runs: a fixture folder with mistakes keeps no other world from starting: it is refused with all its reasons (log, list, healthz, calls),
# runs: (a named pipe or a device in a table's place is told at once),
# runs: POST /_sim/worlds answers them all, in no words of the database, and a reset heals it once the folder is put right
# runs: and SIGTERM is heard while a folder is read
# limit: 120
. "$(dirname "$0")/../lib.sh"

has() { # TEXT COMMAND…
    local said
    said=$("${@:2}")
    [[ $said == *"$1"* ]] || fail "「$1」が出ない: ${*:2}: $said"
}
ping() {
    "$B/chukan" ping --url "http://$plain" --world "$1" --system "$2" 2>&1
}
reasons() { # JQ: of what stands in, the items in a row
    jq -r "$1 | map(.item) | join(\" / \")"
}

tests/tools/patient.sh "$WORK/fixtures"
worlds=$WORK/fixtures/worlds
cp -R "$worlds/lot2" "$worlds/jibun"
sed -i '3s/06139984/06139985/' "$worlds/jibun/hokensha.csv"
sed -i '2s/KANYUSHA/KANYUSHO/' "$worlds/jibun/user.csv"
printf '06139992,B001,ふたつめ\n' >>"$worlds/jibun/busho.csv"
cp "$worlds/lot2/user.csv" "$worlds/jibun/user-mae.csv" # no table: it is not left out without a word
cp "$worlds/lot2/user.csv" "$worlds/jibun/usero.csv"
items='busho.csv 8行目 hokensha・busho / hokensha.csv 3行目 hokensha / user-mae.csv / user.csv 2行目 roles / usero.csv'
chukand_start
has 06139992 ping lot2 KS06139992A
list=$(control GET /_sim/worlds)
[ "$(jq -r '.worlds[] | select(.name == "jibun") | .broken.code' <<<"$list")" = C90008 ] || fail "一覧: $list"
[ "$(jq '.worlds[] | select(.name == "jibun") | .broken.reasons | sort_by(.item)' <<<"$list" | reasons .)" = "$items" ] || fail "一覧の理由: $list"
[ "$(control GET /healthz)" = '{"status":"ok","broken":["jibun"]}' ] || fail "healthz: $(control GET /healthz)"
has C90008 ping jibun KS06139992A
has user-mae.csv ping jibun KS06139992A
for item in 'busho.csv 8行目' 'hokensha.csv 3行目' 'user.csv 2行目'; do
    grep -q "jibun: .*$item" "$WORK/chukand.log" || fail "ログに $item がない"
done
answer=$(control POST /_sim/worlds '{"name":"betsu","fixture":"jibun"}')
[ "$(jq '.reasons | sort_by(.item)' <<<"$answer" | reasons .)" = "$items" ] && [ "$(jq -r .code <<<"$answer")" = C90008 ] || fail "作成: $answer"
said=$("$B/chukan" world create betsu --fixture jibun --control "http://$control" 2>&1)
[ "$(wc -l <<<"$said")" = 5 ] || fail "クライアントの作成: $said"
for item in 'busho.csv 8行目 hokensha・busho' 'hokensha.csv 3行目 hokensha' 'user-mae.csv' 'user.csv 2行目 roles' 'usero.csv'; do
    [[ $said == *"項目「$item」 "* ]] || fail "クライアントの作成に $item がない: $said"
done
[ ! -e "$WORK/data/worlds/betsu" ] || fail 'エラーのあるフォルダーからワールドができた'
answer=$(control POST /_sim/worlds/jibun/reset '{}')
[ "$(jq '.reasons | sort_by(.item)' <<<"$answer" | reasons .)" = "$items" ] || fail "初期化: $answer"
grep -iE 'constraint|FOREIGN KEY|UNIQUE|sqlite' "$WORK/chukand.log" && fail 'データベースの言葉が出た'
# put right: a reset begins it, and it is there after the next start
rm "$worlds"/jibun/user{-mae,o}.csv
cp "$worlds"/lot2/{hokensha,user,busho}.csv "$worlds/jibun"
has '"generation":1' control POST /_sim/worlds/jibun/reset '{}'
has 06139992 ping jibun KS06139992A
[ "$(control GET /healthz)" = '{"status":"ok"}' ] || fail "healthz: $(control GET /healthz)"
chukand_stop
# what is no file, or leads to none, is told at once and by its name, and harms nobody else
chukand_start
for how in 'mkfifo' 'ln -s /dev/zero' 'ln -s /dev/full' 'ln -s nai.csv' 'ln -s jumin.csv'; do
    $how "$worlds/jibun/jumin.csv"
    has 'jibun/jumin.csv' control POST /_sim/worlds/jibun/reset '{}'
    has 'jibun/jumin.csv' control POST /_sim/worlds '{"name":"betsu","fixture":"jibun"}'
    has '"generation":' control POST /_sim/worlds/lot2/reset '{}'
    rm "$worlds/jibun/jumin.csv"
done
chukand_stop
# a world that has data waits for its folder, and has its data then
sed -i 's/<world/<welt/' "$worlds/jibun/world.xml"
chukand_start
has C90008 ping jibun KS06139992A
chukand_stop
sed -i 's/<welt/<world/' "$worlds/jibun/world.xml"
sed -i 's,</welt>,</world>,' "$worlds/jibun/world.xml"
chukand_start
has 06139992 ping jibun KS06139992A
chukand_stop
# a folder that takes many minutes to be read: it is told to stop in the middle of that
sed -i 's,</world>,<policy name="passwordKosuto" value="1000000"/></world>,' "$worlds/jibun/world.xml"
{
    head -1 "$worlds/lot2/user.csv"
    for n in {1..2000}; do sed -n "2s/u001/x$n/p" "$worlds/lot2/user.csv"; done
} >"$worlds/jibun/user.csv"
rm -r "$WORK/data/worlds" "$WORK/data/lock"
"$B/chukand" --data "$WORK/data" --listen 127.0.0.1:0 --control 127.0.0.1:0 --plain 0 --fixtures "$WORK/fixtures" >"$WORK/said" 2>&1 &
CHUKAND_PID=$!
until [ -e "$WORK/data/lock" ]; do read -rt 0.1 <> <(:) || kill -0 "$CHUKAND_PID" || fail "起動しない: $(cat "$WORK/said")"; done
chukand_stop
say 'refused with all reasons, the others start, healed'
