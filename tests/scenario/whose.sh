#!/usr/bin/env bash
# runs: the demo's link files leave every story 未実施, and those of gen none 実施中 or 不合格; done wrong with people of one's own one is still 未実施, and told what differs;
# runs: done wrong with the story's own people it is 不合格, and 合格 once it is right
. "$(dirname "$0")/../lib.sh"
chukan=$B/chukan

system() { "$chukan" "$@" --world lot2 --url "http://$plain" --control "http://$control" --system "KS${insurer}A" --password "pw-ks${insurer}a" >"$WORK/called" 2>&1; }
works() { system "$@" || fail "$*: $(cat "$WORK/called")"; }
upload() { works upload "$2" --shubetsu "$1" --wait; }
stories() { # HANTEI|…: each of them that is so
    control GET "/_sim/worlds/lot2/report" >"$WORK/report.json"
    grep -q '"2-s103"' "$WORK/report.json" || fail '話がない'
    jq -r --arg h "^($1)\$" '.cases[] | select((.id | test("-s[0-9]")) and (.hantei | test($h))) | "\(.id) \(.hantei) \(.why)"' "$WORK/report.json"
}
is() { # HANTEI WHY: 2-s103
    control GET "/_sim/worlds/lot2/report?hokensha=$insurer&case=2-s103" >"$WORK/report.json"
    jq -e --arg h "$1" --arg w "$2" '.cases[] | select(.id == "2-s103") | .hantei == $h and ((.why // "") | contains($w))' "$WORK/report.json" >/dev/null ||
        fail "2-s103 は $1（$2）のはず: $(jq -c '.cases[] | select(.id == "2-s103") | [.hantei, .why]' "$WORK/report.json")"
}
register() { # KOJIN_BANGO BANGO SHUTOKU [SOSHITSU]: a 本人 of 記号 ９１
    works call kanyusha.register kojinBango="$1" kigo=９１ bango="$2" honninKazoku=1 shimei='擬野　直樹' shimeiKana='ギノ　ナオキ' \
        seibetsu=1 seinengappi=19860712 jusho=架空県例示市試験町九丁目７番７号 shutokuYmd="$3" ${4+soshitsuYmd="$4"}
    eda=$(grep -oE '\b0[0-9]{6}\b' "$WORK/called" | head -1)
}

chukand_start
for of in A:06139992 B:06139984 C:06139976; do
    insurer=${of#*:}
    upload kanyushaToroku "fixtures/worlds/lot2/files/kanyusha-${of%:*}.csv"
done
begun=$(stories '実施中|不合格|合格')
[ -z "$begun" ] || fail "だれも行っていない話: $begun"

insurer=06139992
"$chukan" gen --out "$WORK/gen" --members 500 --diff 0.2 --edaban-first 61 --hokensha "$insurer" >"$WORK/called" 2>&1 || fail "gen: $(cat "$WORK/called")"
for kind in kanyushaToroku kanyushaToroku-diff shikakuJoho shikakuJoho-diff shobyoTeatekin maisoryo; do
    upload "${kind%-diff}" "$WORK/gen/$kind.csv"
done
begun=$(stories '実施中|不合格')
[ -z "$begun" ] || fail "だれも行っていない話: $begun"

insurer=06139976
differs='（登録2）の資格取得年月日: 期待: 20170401、実際: 20170402'
register 782014215709 90 20000401 20150401
register 539371733090 90 20170402
is 未実施 "$differs"

own() { awk -F, -v h="$1" '$1 == "S103" && $2 == h { print $7 }' fixtures/common/stories-hito.csv; }
register "$(own a)" 91 20000401 20150401
is 未実施 '登録2）がまだ'
register "$(own b)" 91 20170402
is 不合格 "$differs"
works call kanyusha.cancel edaban="$eda"
register "$(own b)" 91 20170401
is 合格 ''
begun=$(stories '実施中|不合格')
[ -z "$begun" ] || fail "2-s103 のほかに行っていない話: $begun"
chukand_stop
