#!/usr/bin/env bash
# runs: a 接続システム that a fixture brings has its certificate when the world is created, reset, healed or restored, EC at once and
# runs: RSA behind it, without a restart; of two worlds' insurers the pair names both, and the former holder's opens nothing
# limit: 120
. "$(dirname "$0")/../lib.sh"

at() { # WORLD SYSTEM PASSWORD OPTIONS…: what a ping over TLS is answered
    "$B/chukan" ping --url "https://$data" --world "$1" --data "$WORK/data" --system "$2" --password "$3" "${@:4}" 2>&1
}
has() { # TEXT COMMAND…
    local said
    said=$("${@:2}")
    [[ $said == *"$1"* ]] || fail "「$1」が出ない: ${*:2}: $said"
}
organisations() { # CN
    openssl x509 -in "$pki/clients/$1.crt" -noout -subject -nameopt multiline | sed -n 's/ *organizationName *= //p' | sort | tr '\n' ' '
}
system() { # FOLDER SYSTEM HOKENSHA: adds it
    printf '%s,%s,pw-%s,架空\n' "$2" "$3" "$2" >>"$worlds/$1/setsuzoku_system.csv"
}

chukand_start
worlds=$WORK/fixtures/worlds
# created from a folder that was not there at the start
cp -R "$worlds/lot2" "$worlds/jibun"
system jibun KSNEW1 06139992
: >"$WORK/chukand.log"
has jibun control POST /_sim/worlds '{"name":"jibun","fixture":"jibun"}'
has 06139992 at jibun KSNEW1 pw-KSNEW1
timeout 110 grep -m1 -q 'RSA の証明書 KSNEW1' <(tail -n +1 -F "$WORK/chukand.log" 2>/dev/null) || fail '作成の後の RSA の証明書'
has 06139992 at jibun KSNEW1 pw-KSNEW1 --cert "$pki/clients/KSNEW1-rsa.crt" --key "$pki/clients/KSNEW1-rsa.key"
# reset: the folder has another one since, and a name that is another insurer's of another world as well
control POST /_sim/worlds/jibun/snapshots '{"name":"mae"}' >/dev/null
system jibun KSNEW2 06139984
system lot2 KSNEW1 06139976
control POST /_sim/worlds/jibun/reset '{}' >/dev/null
has 06139984 at jibun KSNEW2 pw-KSNEW2
control POST /_sim/worlds/lot2/reset '{}' >/dev/null
[ "$(organisations KSNEW1)" = '06139976 06139992 ' ] || fail "KSNEW1: $(organisations KSNEW1)"
has 06139976 at lot2 KSNEW1 pw-KSNEW1
has 06139992 at jibun KSNEW1 pw-KSNEW1
# restored: what the snapshot has, whose files are gone
rm "$pki/clients/KSNEW1".*
control POST /_sim/worlds/jibun/snapshots/mae/restore '{}' >/dev/null
has 06139992 at jibun KSNEW1 pw-KSNEW1
[ "$(organisations KSNEW1)" = '06139976 06139992 ' ] || fail "KSNEW1: $(organisations KSNEW1)"
# healed: it could not be opened at a start, and its folder has one more since
chukand_stop
rm "$WORK/data/worlds/jibun/current"
chukand_start
system jibun KSNEW3 06139992
has C90007 at jibun KSNEW2 pw-KSNEW2
control POST /_sim/worlds/jibun/reset '{}' >/dev/null
has 06139992 at jibun KSNEW3 pw-KSNEW3
chukand_stop
say 'certificates at create, reset, restore, heal'
