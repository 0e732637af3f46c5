#!/usr/bin/env bash
# runs: whatever name is typed goes to the daemon as that name: a slash, dots, % & ? # and spaces in a world's, a snapshot's or an action's
# runs: name lead to no other one and to no other action; the answer tells the name as it was typed
# limit: 120
. "$(dirname "$0")/../lib.sh"

refused() { # TEXT… COMMAND: it fails and says all of them
    local said want rc=0 n=$1
    shift
    local texts=("${@:1:n}")
    said=$("$B/chukan" "${@:n+1}" --control "http://$control" 2>&1) || rc=$?
    [ $rc != 0 ] || fail "失敗しない: ${*:n+1}: $said"
    for want in "${texts[@]}"; do [[ $said == *"$want"* ]] || fail "「$want」が出ない: ${*:n+1}: $said"; done
}

chukand_start
control POST /_sim/worlds '{"name":"q1","fixture":"lot2"}' >/dev/null
control POST /_sim/worlds/q1/snapshots '{"name":"s1"}' >/dev/null
before=$(control GET /_sim/worlds)
for name in 'zz/../q1' '../worlds/q1' q1/ 'q1/snapshots' 'q1?a=1' 'q1#a' 'q1%2F' 'q1%00' ' q1' 'q1&x' '日本' ..; do
    refused 2 C10006 "（ワールド $name）" world drop "$name"
    refused 2 C10006 "（ワールド $name）" world reset "$name"
    for command in journal digest clock 'world snapshots' 'audit export' 'audit list' report; do
        refused 1 'ワールド' $command --world "$name"
    done
    refused 1 C10006 ping --url "http://$plain" --system KS06139992A --password x --world "$name"
done
refused 1 C10011 world restore 's1/../../x' --world q1
refused 1 C10011 world restore 's1?a' --world q1
refused 1 'q1' operator 'fugo-approve/../../reset' --world q1
refused 1 'q1' operator '../reset' --world q1
[ "$(control GET /_sim/worlds)" = "$before" ] || fail "ワールドが変わった: $(control GET /_sim/worlds)"
chukand_stop
say 'names are names'
