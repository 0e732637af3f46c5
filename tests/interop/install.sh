#!/usr/bin/env bash
# runs: make install into a throw-away root, then the installed programs with nothing said about where their data lies
# limit: 240
. "$(dirname "$0")/../lib.sh"

san=${VARIANT#release}
make -s SAN="$san" DESTDIR="$WORK/root" PREFIX=/opt/chukan install >"$WORK/install.log" 2>&1 || fail "make install: $(tail -3 "$WORK/install.log")"
for path in bin/chukand bin/chukan share/chukan/schema/common.xsd share/chukan/wsdl/kanri.wsdl share/chukan/fixtures/worlds/lot2/world.xml; do
    [ -e "$WORK/root/opt/chukan/$path" ] || fail "$path が入っていない"
done
cd "$WORK" || exit 2
B=$WORK/root/opt/chukan/bin own_fixtures=1
chukand_start
"$B/chukan" ping --world lot2 --system KS06139992A --data "$WORK/data" --url "https://$data" || fail '入れた chukan の ping'
chukand_stop
say '導入したものだけで動く'
