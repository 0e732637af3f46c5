#!/usr/bin/env bash
# runs: every test case done by other insurers with other people, 整理番号, file names and 枝番: the same cases are seen as passed;
# runs: what was seen of a case, mixed at random with three others of other insurers: still the same (seed printed);
# runs: and where others' 符号取得要求 are approved all the time: that is nothing of its own
# limit: 120
. "$(dirname "$0")/../lib.sh"
chukan=$B/chukan
others() { python3 tests/tools/others.py "$@" || fail "others.py $1"; }

others transform fixtures "$WORK/others"
"$chukan" run --lot 2 --fixtures "$WORK/others" >"$WORK/said" 2>&1 || fail "ほかの保険者: $(cat "$WORK/said")"

# --- each world gets one case of ours and three of theirs: all cases with ALL=1, else some
mapfile -t ids < <(ls fixtures/cases/*.xml | xargs -n1 basename -s .xml)
seed=${SEED:-$RANDOM}
RANDOM=$seed
mapfile -t some < <(printf '%s\n' "${ids[@]}" | shuf --random-source=<(openssl enc -aes-256-ctr -pass "pass:$seed" -nosalt </dev/zero 2>/dev/null))
[ -n "${ALL-}" ] || some=("${some[@]:0:16}")
say "種: $seed、${some[*]}"
with=()
for n in "${!some[@]}"; do
    with[n]="${ids[RANDOM % ${#ids[@]}]} ${ids[RANDOM % ${#ids[@]}]} ${ids[RANDOM % ${#ids[@]}]}"
done

# who does 3-s28 does all of 2-155 but for the approval
lacking=${#some[@]}
some[lacking]=3-s28 with[lacking]="6-055 5-140 2-155"

# --- the records of both, of the cases that were drawn
mkdir "$WORK/ours" "$WORK/theirs" "$WORK/mixed"
records() { # FIXTURES FOLDER ID…
    local from=$1 to=$2 drawn
    shift 2
    drawn=$(printf '%s\n' "$@" | sort -u | paste -sd,)
    "$chukan" run --lot 2 --fixtures "$from" --seen "$to" --case "$drawn" >"$WORK/said" 2>&1 || fail "記録: $(cat "$WORK/said")"
}
records fixtures "$WORK/ours" "${some[@]}"
# shellcheck disable=SC2068
records "$WORK/others" "$WORK/theirs" ${with[@]}

# a case that passes without a number of its insurer (a certificate, a page) is passed by whoever does it
greens() { # ID: what doing it turns green
    printf '%s\n' "$1"
    xmllint --xpath 'string(/case/observe/@includes)' "fixtures/cases/$1.xml" | tr ' ' '\n'
}

chukand_start
for n in "${!some[@]}"; do
    how=$((seed + n))
    [ "$n" != "$lacking" ] || how=-
    # shellcheck disable=SC2046,SC2086
    others merge "$WORK/mixed/$n.log" "$how" "$WORK/ours/2-${some[n]}.log" $(printf "$WORK/theirs/2-%s.log " ${with[n]})
    control POST /_sim/worlds "{\"name\":\"mixed$n\",\"fixture\":\"lot2\"}" >/dev/null
    # who is no fixture's is let in, for the report knows only who is there
    who=$(jq -r '.cases[0].hokensha' "$WORK/ours/2-${some[n]}.json")
    grep -q "^$who," fixtures/worlds/lot2/hokensha.csv ||
        control POST "/_sim/worlds/mixed$n/operator/kikan-toroku" "{\"hokensha\":\"$who\",\"mei\":\"架空新設健康保険組合\"}" >/dev/null
done
chukand_stop
for n in "${!some[@]}"; do
    cp "$WORK/mixed/$n.log" "$WORK/data/worlds/mixed$n/case/run-1.log"
done
chukand_start
for n in "${!some[@]}"; do
    id=${some[n]}
    who=$(jq -r '.cases[0].hokensha' "$WORK/ours/2-$id.json")
    control GET "/_sim/worlds/mixed$n/report?hokensha=$who" >"$WORK/report.json"
    have=$(jq -r '.cases[] | select(.jidoHantei == "合格") | .id' "$WORK/report.json" | sort | tr '\n' ' ')
    want=$(greens "$id" | sort -u | grep . | tr '\n' ' ')
    [ "$have" = "$want" ] || fail "$id（${with[n]} と）: 合格 $have、期待 $want"
done
