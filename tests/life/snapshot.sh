#!/usr/bin/env bash
# runs: a world saved while a link file is under way, restored or kept as a fixture, killed and started again: it goes on as it
#   did the first time
# limit: 120
# turns
. "$(dirname "$0")/../lib.sh"
chukan=$B/chukan

at=lot2
speak() { "$chukan" "$@" --world "$at" --url "http://$plain" --control "http://$control" --system KS06139992A --password pw-ks06139992a; }
digest() { control GET "/_sim/worlds/$at/digest" | jq -er .digest; }
again() { # after kill -9
    kill -9 "$CHUKAND_PID"
    wait "$CHUKAND_PID" 2>/dev/null
    CHUKAND_PID=
    chukand_start
}
refused() { # WHAT TEXT COMMAND…: it fails and its words hold the text
    local what=$1 text=$2
    shift 2
    "$@" >"$WORK/none" 2>&1 && fail "断られない: $what"
    grep -qF -- "$text" "$WORK/none" || fail "$what: $(cat "$WORK/none")"
}
approve() { speak operator fugo-approve >/dev/null || fail '符号取得要求を送れない'; }

chukand_start
speak upload fixtures/worlds/lot2/files/kanyusha-A.csv --shubetsu kanyushaToroku >/dev/null || fail 'アップロード'
speak world save under-way >"$WORK/saved" || fail "保存: $(cat "$WORK/saved")"
loaded=$(digest)
approve
approved=$(digest)
[ "$loaded" != "$approved" ] || fail '承認しても何も変わらない'

for round in 1 2 3; do
    speak world restore under-way >"$WORK/restored" || fail "復元: $(cat "$WORK/restored")"
    [ "$round" = 2 ] && again
    [ "$(digest)" = "$loaded" ] || fail "$round 回目: 復元の後の取り込みが違う"
    approve
    [ "$(digest)" = "$approved" ] || fail "$round 回目: 復元の後の承認が違う"
done
control GET /_sim/worlds/lot2/snapshots | jq -e '.snapshots | length == 1 and .[0].name == "under-way"' >/dev/null || fail '一覧'
speak world snapshots | grep -q under-way || fail '一覧'
refused 'ないスナップショット' C10011 speak world restore none
refused '名前でない名前' 'No!' speak world save 'No!'

# one kept as a fixture folder: worlds created from it and reset, and those that a start makes of it, begin there
at=lot2
worlds=$WORK/fixtures/worlds kept=$WORK/fixtures/worlds/tochu
clock() { control GET "/_sim/worlds/$at/clock" | jq -er .now; }
speak world keep under-way --as tochu >"$WORK/kept" || fail "初期データにする: $(cat "$WORK/kept")"
(cd "$kept" && sha256sum --quiet -c image.sha256) || fail 'image.sha256'
for f in world.xml user.csv jumin.csv image/unyo.db image/spool; do [ -e "$kept/$f" ] || fail "$f がない"; done
goes_on() { # a world that is as when it was saved
    [ "$(digest)" = "$loaded" ] || fail "$1: 保存した時と違う"
    [ "$(clock)" = 2017-05-08T09:00:00+09:00 ] || fail "$1: 時計 $(clock)"
    approve
    [ "$(digest)" = "$approved" ] || fail "$1: 承認が違う"
}
speak world create tsuzuki --fixture tochu >"$WORK/created" || fail "作成: $(cat "$WORK/created")"
at=tsuzuki
goes_on 作成
speak world reset tsuzuki >/dev/null || fail 初期化
again
goes_on '初期化と kill -9'
at=tochu
goes_on 'フォルダーから起動'
for round in 1 2; do
    speak world reset tochu >/dev/null || fail 初期化
    goes_on "$round 回目の初期化"
done

# what went on from one can be kept again
speak world save owari >/dev/null && speak world keep owari --as owari >/dev/null || fail 'もう一度、初期データにする'
speak world create owari --fixture owari >/dev/null || fail 作成
at=owari
[ "$(digest)" = "$approved" ] || fail 'もう一度: 保存した時と違う'
speak world drop owari >/dev/null || fail 削除
rm -r "$worlds/owari"

at=lot2
refused '前からある名前' tochu speak world keep under-way --as tochu
refused '前からある名前' lot3 speak world keep under-way --as lot3
refused 'ないスナップショット' C10011 speak world keep none --as other
refused '名前でない名前' 'No!' speak world keep under-way --as 'No!'
refused '--as がない' --as speak world keep under-way
refused '始まりの日時' start speak world create other --fixture tochu --start 2017-06-01T09:00:00
refused '種' seed speak world create other --fixture tochu --seed 5
[ "$(ls -A "$worlds" | tr '\n' ' ')" = "$( (ls -A fixtures/worlds; echo tochu) | sort | tr '\n' ' ')" ] || fail "余分なもの: $(ls -A "$worlds")"

# edited: the table and the database are told of by name; the others start, and a world that had begun goes on
cp -r "$kept" "$worlds/hyo" && echo >>"$worlds/hyo/user.csv"
cp -r "$kept" "$worlds/naka" && printf x | dd of="$worlds/naka/image/unyo.db" bs=1 seek=9000 conv=notrunc status=none
cp -r "$kept" "$worlds/han" && sed -i -E 's/schema="[0-9a-f]{8}/schema="00000000/' "$worlds/han/world.xml"
mkdir "$worlds/.keep-kowareta"
for what in 'hyo user.csv' 'naka image/unyo.db' 'han 別の版'; do
    # shellcheck disable=SC2086
    set -- $what
    refused "$1 から作成" "$2" speak world create other --fixture "$1"
done
again
for what in 'hyo user.csv' 'naka image/unyo.db' 'han 別の版'; do
    # shellcheck disable=SC2086
    set -- $what
    grep -F "$2" "$WORK/chukand.log" | grep -qw "$1" || fail "$1 の理由がログにない"
done
control GET /_sim/worlds | jq -e '[.worlds[] | select(.broken | not) | .name] == ["lot2","lot3","tochu","tsuzuki"]' >/dev/null || fail "一覧: $(control GET /_sim/worlds)"
[ ! -e "$worlds/.keep-kowareta" ] || fail '作りかけが残っている'
chukand_stop
