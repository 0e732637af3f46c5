#!/usr/bin/env bash
# runs: a world saved while a link file is under way, restored, killed and started again: it goes on as it did the first time
# limit: 60
# turns
. "$(dirname "$0")/../lib.sh"
chukan=$B/chukan

speak() { "$chukan" "$@" --world lot2 --url "http://$plain" --control "http://$control" --system KS06139992A --password pw-ks06139992a; }
digest() { control GET /_sim/worlds/lot2/digest | jq -er .digest; }
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
    [ "$round" = 2 ] && { kill -9 "$CHUKAND_PID"; wait "$CHUKAND_PID" 2>/dev/null; CHUKAND_PID=; chukand_start; }
    [ "$(digest)" = "$loaded" ] || fail "$round 回目: 復元の後の取り込みが違う"
    approve
    [ "$(digest)" = "$approved" ] || fail "$round 回目: 復元の後の承認が違う"
done
control GET /_sim/worlds/lot2/snapshots | jq -e '.snapshots | length == 1 and .[0].name == "under-way"' >/dev/null || fail '一覧'
speak world snapshots | grep -q under-way || fail '一覧'
speak world restore none >"$WORK/none" 2>&1 && fail 'ないスナップショットが復元できた'
grep -q 'C10011' "$WORK/none" || fail "ないスナップショット: $(cat "$WORK/none")"
speak world save 'No!' >"$WORK/none" 2>&1 && fail '名前でない名前で保存できた'
chukand_stop
