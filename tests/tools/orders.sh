#!/usr/bin/env bash
# All test cases of both lots in N random orders, each alone: the same verdict and digest every time. Then 16 clients that
# each drive the whole of lot 2 on one daemon at the same time, while another world is reset again and again: the digests
# are those of the run alone. Usage: orders.sh [N] (10). Prints the orders; ends 1 with what differs.
set -u
cd "$(dirname "$0")/../.."
B=build/${VARIANT:-release}
WORK=$(mktemp -d "${TMPDIR:-/tmp}/orders.XXXXXX")
"$B/chukand" --data "$WORK/data" --listen 127.0.0.1:0 --control 127.0.0.1:0 --plain 0 --ready-file "$WORK/ready" --fixtures fixtures \
    --schema schema --wsdl wsdl >/dev/null 2>"$WORK/log" &
pid=$!
trap 'kill "$pid"; wait "$pid"; rm -rf "$WORK"' EXIT
until [ -s "$WORK/ready" ] || ! kill -0 "$pid" 2>/dev/null; do read -rt 0.1 <> <(:) || :; done
port() { sed -n "s/^$1=\(.*:\)\?//p" "$WORK/ready"; }
at=(--against "https://127.0.0.1:$(port data)" --control "http://127.0.0.1:$(port control)" --data "$WORK/data")
wrong=0
sums() { jq -S 'del(.world, .generation)' "$1"; } # the world of each run has another name
alike() { # FOLDER LOTS WHAT: its digests are those of the first, and every case is passed
    for f in "$WORK"/0/[$2]-*.digest; do
        local report=$1/${f##*/}
        [ "$(jq -r '.cases[0].jidoHantei' "${report%.digest}.json")" = 合格 ] || { echo "$3: ${f##*/} は合格でない"; wrong=1; }
        [ "$(sums "$f")" = "$(sums "$1/${f##*/}")" ] || { echo "$3: ${f##*/} が違う"; wrong=1; }
    done
}
drive() { # FOLDER ARGS…
    mkdir -p "$1"
    "$B/chukan" run "${@:2}" --seen "$1" "${at[@]}" >"$1/said" 2>&1 || { echo "$1 ${*:2}: $(grep -A3 -m3 '×' "$1/said")"; wrong=1; return 1; }
}
drive "$WORK/0" --lot 2 --lot 3
alike "$WORK/0" 23 はじめ
for ((n = 1; n <= ${1:-10}; n++)); do
    order=$(ls fixtures/cases/*.xml | xargs -n1 basename -s .xml | shuf | tr '\n' ' ')
    echo "順 $n: $order"
    for id in $order; do drive "$WORK/$n" --lot 2 --lot 3 --case "$id"; done
    alike "$WORK/$n" 23 "順 $n"
done
clients=() many=${MANY:-16}
for ((n = 1; n <= many; n++)); do
    drive "$WORK/w$n" --lot 2 &
    clients+=($!)
done
while kill -0 "${clients[@]}" 2>/dev/null; do
    curl -sf -XPOST "http://127.0.0.1:$(port control)/_sim/worlds/lot3/reset" -d '{}' >/dev/null || { echo 'リセット'; wrong=1; }
done 2>/dev/null
for pid_n in "${clients[@]}"; do wait "$pid_n" || wrong=1; done
for ((n = 1; n <= many; n++)); do alike "$WORK/w$n" 2 "同時の $n"; done
[ "$wrong" = 0 ] && echo "同じ: ${1:-10} とおりの順、同時の $many"
exit "$wrong"
