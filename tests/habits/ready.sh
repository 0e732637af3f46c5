#!/usr/bin/env bash
# runs: --ready-file is gone while no daemon is ready: at a failed start, after kill -9 and a failed start, after a stop; a wrong option removes an old one
. "$(dirname "$0")/../lib.sh"

ready=$WORK/ready
starts_badly() { # STATUS OPTIONS…: the start fails, and the file is gone
    local rc=0 status=$1
    shift
    timeout 60 "$B/chukand" --ready-file "$ready" --data "$WORK/data" --listen 127.0.0.1:0 --control 127.0.0.1:0 "$@" >"$WORK/out.txt" 2>&1 </dev/null || rc=$?
    [ "$rc" = "$status" ] || { cat "$WORK/out.txt"; fail "終了コード $rc（期待 $status）: $*"; }
    [ ! -e "$ready" ] || fail "起動に失敗したのに --ready-file が残った: $*"
}

say "起動の失敗"
echo 'data=1' >"$ready"
starts_badly 1 --fixtures "$WORK/none" --schema "$WORK/none"
echo 'data=1' >"$ready"
starts_badly 2 --nothing
echo 'data=1' >"$ready"
starts_badly 2 --listen nowhere:x

say "知らせるだけのときは触らない"
echo 'data=1' >"$ready"
"$B/chukand" --ready-file "$ready" --version >/dev/null || fail "--version"
grep -qx 'data=1' "$ready" || fail "--version が --ready-file を消した"
rm "$ready"

say "ファイルでないものは消さない"
mkdir "$ready"
timeout 60 "$B/chukand" --ready-file "$ready" --nothing 2>/dev/null
[ -d "$ready" ] || fail "フォルダーが消えた"
rmdir "$ready"

say "kill -9 の後の失敗する起動"
chukand_start
[ -s "$ready" ] || fail "準備ができたのに --ready-file がない"
kill -9 "$CHUKAND_PID"
wait "$CHUKAND_PID" 2>/dev/null
CHUKAND_PID=
[ -s "$ready" ] || fail "kill -9 で --ready-file が消えるはずはない"
starts_badly 1 --fixtures "$WORK/none" --schema "$WORK/none"

say "停止"
chukand_start
[ -s "$ready" ] || fail "準備ができたのに --ready-file がない"
chukand_stop
[ ! -e "$ready" ] || fail "停止したのに --ready-file が残った"
