#!/usr/bin/env bash
# runs: every command of README.md between <!-- readme:run --> and <!-- readme:end -->, in order, against a daemon of its own
# limit: 300
# The default addresses of README (127.0.0.1 or localhost, 8443 and 8080) become the ports of that daemon, and the
# programs those of the variant under test; commands that start a daemon (make run) are for the reader and are skipped.
. "$(dirname "$0")/../lib.sh"

[ -f README.md ] || fail 'README.md がない'
awk '/^<!-- readme:run -->$/ { run = 1 } /^<!-- readme:end -->$/ { run = 0 }
    /^[[:space:]]*```/ { fence = fence ? 0 : 1; sh = $0 ~ /^[[:space:]]*```sh/; next }
    fence && sh && run' README.md >"$WORK/commands"
[ -s "$WORK/commands" ] || { say 'README に実行するコマンドがない'; exit 0; }
chukand_start
sed -E -e "s#(127\.0\.0\.1|localhost):8443#$data#g; s#(127\.0\.0\.1|localhost):8080#$control#g" \
    -e "s#build/release/chukan #chukan #g; s#build/release/#$B/#g; s#build/run#$WORK/data#g; /^make (run|demo|test|bench)( |$)/d" \
    "$WORK/commands" >"$WORK/script"
# README relies on the default addresses: commands that talk to a daemon get those of this one
mkdir "$WORK/bin"
cat >"$WORK/bin/chukan" <<END
#!/bin/sh
case \$1 in
ping | call | upload | status | result | world | clock | fault | journal | operator | digest | report)
    exec "$B/chukan" "\$@" --url "https://$data" --control "http://$control" --data "$WORK/data" ;;
*) exec "$B/chukan" "\$@" ;;
esac
END
chmod +x "$WORK/bin/chukan"
PATH=$WORK/bin:$PATH bash -eux "$WORK/script" || fail "README のコマンドが失敗した（上の + の行）"
chukand_stop
say "README の $(grep -c '^[^#[:space:]]' "$WORK/script") 行を実行した"
