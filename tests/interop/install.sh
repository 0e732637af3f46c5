#!/usr/bin/env bash
# runs: make install into a throw-away root, then the installed programs with nothing said about where their data lies, also a folder that a newer version has migrated
# limit: 240
. "$(dirname "$0")/../lib.sh"

san=${VARIANT#release}
make -s SAN="$san" DESTDIR="$WORK/root" PREFIX=/opt/chukan install >"$WORK/install.log" 2>&1 || fail "make install: $(tail -3 "$WORK/install.log")"
for path in bin/chukand bin/chukan share/chukan/schema/common.xsd share/chukan/wsdl/kanri.wsdl share/chukan/fixtures/worlds/lot2/world.xml \
    share/man/{,ja/}man1/chukan.1 share/man/{,ja/}man8/chukand.8 share/bash-completion/completions/chukan{,d} share/zsh/site-functions/_chukan{,d}; do
    [ -s "$WORK/root/opt/chukan/$path" ] || fail "$path が入っていない"
done
root=$WORK/root/opt/chukan/share
grep -q '^\.SH "OPTIONS"' "$root/man/man8/chukand.8" && grep -q '^\.SH "オプション"' "$root/man/ja/man8/chukand.8" || fail 'マニュアルの言語'
# shellcheck disable=SC2016
[ "$(bash -c 'source "$1" && COMP_WORDS=(chukan pi) COMP_CWORD=1 && _chukan && echo "${COMPREPLY[*]}"' x "$root/bash-completion/completions/chukan")" = ping ] ||
    fail '入れた補完が効かない'
cd "$WORK" || exit 2
B=$WORK/root/opt/chukan/bin own_fixtures=1
chukand_start
"$B/chukan" ping --world lot2 --system KS06139992A --data "$WORK/data" --url "https://$data" || fail '入れた chukan の ping'
chukand_stop

# a newer version has been here: all worlds, then one
for db in data/worlds/*/gen-*/kanri.db; do sqlite3 "$db" 'PRAGMA user_version = 99' || fail "$db"; done
timeout 60 "$B/chukand" --data data --listen 127.0.0.1:0 --control 127.0.0.1:0 >told 2>&1
[ $? = 1 ] || fail "新しい版の置き場で終了コードが 1 でない: $(tail -3 told)"
grep -q '設定かファイルが正しくないため、始められません。項目「gen-1/kanri.db」 期待: この chukand が知る版のデータベース、実際: ワールド lot[23]: user_version 99（既知 [0-9]*） \[C90006\]' told ||
    fail "新しい版の置き場: $(tail -3 told)"
rm -rf data/worlds/lot3
chukand_start
"$B/chukan" world list --control "http://$control" >told || fail 'chukan world list'
grep -q 'コード *C90007' told && grep -q '^ワールド *名前=lot3' told || fail "一つのワールドだけ新しい版: $(cat told)"
chukand_stop
say '導入したものだけで動く'
