#!/usr/bin/env bash
# runs: a fixture's shomeisho.csv: certificates of the data folder that its records have as expired, revoked, not yet valid, in force; a
# runs: reset brings the records back, the clock of the world opens what is not yet valid; a row that is wrong is told, and nothing is made
. "$(dirname "$0")/../lib.sh"

tests/tools/patient.sh "$WORK/fixtures" || fail fixtures
at=$WORK/fixtures/worlds/shomei
cp -r "$WORK/fixtures/worlds/lot2" "$at" || fail cp
sed -i 's|<table name="hokensha"/>|&<table name="shomeisho"/>|' "$at/world.xml"
cat >"$at/shomeisho.csv" <<'CSV'
cn,shubetsu,hokensha,kaishi,kigen,jotai,shikko,riyu
KS06139992A,接続システム,06139992,20160401,20170507,有効,,
KS06139992B,接続システム,06139992,20160401,,失効,20170401,鍵の紛失
KS06139984A,接続システム,06139984,20170509,20170509,有効,,
KS06139984B,接続システム,06139984,20160401,20170508,有効,,
TT06139992A,統合専用端末,06139992,,,失効,20170402,
CSV
says() { # NAME PATH: fine, or the code that the journal has of it
    local said
    said=$(curl -sS --max-time 60 --cacert "$pki/ca.crt" --cert "$pki/clients/$1.crt" --key "$pki/clients/$1.key" -o "$WORK/page" -w '%{http_code}' "https://$data/shomei/$2")
    [ "$said" = 200 ] && echo fine && return
    control GET '/_sim/worlds/shomei/journal?since=0' | jq -r '.entries[-1].code'
}
want() { # CODE NAME [PATH]
    local have
    have=$(says "$2" "${3-soap/kanri?wsdl}")
    [ "$have" = "$1" ] || fail "$2: want $1, have $have"
}
every() {
    want C50061 KS06139992A
    want C50062 KS06139992B
    want C50060 KS06139984A
    want fine KS06139984B
    want fine KS06139976A # of which it says nothing
    want C50062 TT06139992A terminal/
    want fine TT06139984A terminal/
}

chukand_start
cp -r "$at" "$WORK/fixtures/worlds/warui"
sed -i 's/,20170507,/,20150507,/' "$WORK/fixtures/worlds/warui/shomeisho.csv"
said=$(control POST /_sim/worlds '{"name":"warui","fixture":"warui"}')
[ "$(jq -r '.item + "|" + .want + "|" + .have' <<<"$said")" = 'shomeisho.csv 2行目 kigen|空か、kaishi の日かその後|20150507（ワールド warui）' ] || fail "$said"
control GET /_sim/worlds | grep -q warui && fail 'a world of a wrong fixture'
every
control POST /_sim/worlds/shomei/clock/advance '{"to":"2017-05-09T00:00:00+09:00"}' >/dev/null
want fine KS06139984A
want C50061 KS06139984B
control POST /_sim/worlds/shomei/operator/shomeisho-shikko "{\"bango\":\"$(control POST /_sim/worlds/shomei/operator/shomeisho-list \
    '{"cn":"KS06139984A"}' | jq -r '.shomeisho[0].bango')\",\"riyu\":\"試験\"}" >/dev/null
want C50062 KS06139984A
control POST /_sim/worlds/shomei/reset '{}' >/dev/null
every
chukand_stop
say 'shomeisho.csv: expired, revoked, not yet, in force; reset; a wrong row'
