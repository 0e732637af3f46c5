#!/usr/bin/env bash
# runs: 50 members of one's own: no 符号 without more, 50 with gen jumin --from (CP932, UTF-8, added to a table, never twice), 50 with
# runs: policy jukiSubete; into a world that runs by a reset, named in its world.xml or not
# limit: 120
. "$(dirname "$0")/../lib.sh"

send() { # WORLD: the file comes, and whoever asks for a 符号 is approved
    "$B/chukan" upload "$file" --shubetsu kanyushaToroku --wait --url "http://$plain" --world "$1" --system KS06139992A >/dev/null || fail "$1: upload"
    control POST "/_sim/worlds/$1/operator/fugo-approve" '{}' >/dev/null
    control POST "/_sim/worlds/$1/operator/settle" '{}' >/dev/null
}
fugo() { # WORLD WANTED: how many have theirs, each another; the daemon rests
    local had
    had=$(sqlite3 "$WORK/data/worlds/$1/gen-$(cat "$WORK/data/worlds/$1/current")/chukan.db" "SELECT count(DISTINCT fugo) FROM fugo WHERE fugo IS NOT NULL")
    [ "$had" = "$2" ] || fail "$1: 符号のある人は $2 人のはずが $had 人"
}
gen() { # WANTED OPTIONS…
    local said
    said=$("$B/chukan" gen jumin "${@:2}") || fail "gen jumin: $said"
    [[ $said == *"$1"* ]] || fail "「$1」でない: $said"
}

"$B/chukan" gen --members 50 --seed 77 --kind kanyushaToroku --hokensha 06139992 --out "$WORK/own" >/dev/null || fail gen
file=$(ls "$WORK"/own/*.csv | grep -v expected)
"$B/chukan" gen --members 200 --seed 77 --jumin --kind kanyushaToroku --hokensha 06139992 --out "$WORK/jumin" >/dev/null || fail 'gen --jumin'
awk -F, '($4 == "妻" && $7 != 2) || ($4 == "夫" && $7 != 1) { exit 1 } $4 == "妻" { n++ } END { exit !n }' "$WORK/jumin/jumin.csv" || fail '夫と妻の性別'
tests/tools/patient.sh "$WORK/fixtures"
worlds=$WORK/fixtures/worlds
for w in nashi jibun subete; do cp -R "$worlds/lot2" "$worlds/$w"; done
gen ' 50 人を足しました' --from "$file" --out "$worlds/jibun"
cp "$worlds/jibun/jumin.csv" "$WORK/once.csv"
awk -F, 'NR > 1 { all[$3]++; if ($4 == "世帯主") head[$3]++ } END { for (s in all) { if (head[s] > 1) wrong = 1; more += all[s] > 2 } exit wrong || !more }' "$WORK/once.csv" ||
    fail '世帯主が世帯に二人'
iconv -f CP932 -t UTF-8 "$file" >"$WORK/utf8.csv"
gen ' 0 人を足しました' --from "$WORK/utf8.csv" --out "$worlds/jibun/jumin.csv"
cmp "$WORK/once.csv" "$worlds/jibun/jumin.csv" || fail '二度足した'
cp "$WORK/fixtures/common/jumin.csv" "$WORK/all.csv"
chmod 0644 "$WORK/all.csv"
ln -s all.csv "$WORK/link.csv"
gen ' 50 人を足しました' --from "$WORK/utf8.csv" --out "$WORK/link.csv"
[ -L "$WORK/link.csv" ] && [ "$(stat -c %a "$WORK/all.csv")" = 644 ] || fail 'リンクかアクセス権が変わった'
[ "$(wc -l <"$WORK/all.csv")" = $(($(wc -l <"$WORK/fixtures/common/jumin.csv") + 50)) ] || fail '足した表の行数'
cmp -n "$(stat -c %s "$WORK/fixtures/common/jumin.csv")" "$WORK/fixtures/common/jumin.csv" "$WORK/all.csv" || fail '前の行が変わった'
sed -i 's,<table name="hokensha"/>,<policy name="jukiSubete" value="on"/>&,' "$worlds/subete/world.xml"
sed -i '/<table name="jumin"/d; /<table name="tokutei_kojin_joho"/d' "$worlds"/{nashi,jibun}/world.xml
chukand_start
for w in nashi jibun subete; do send $w; done
chukand_stop
fugo nashi 0
fugo jibun 50
fugo subete 50
# into a world that runs: the folder has them since, a reset takes them
chukand_start
cp "$WORK/all.csv" "$worlds/nashi/jumin.csv"
control POST /_sim/worlds/nashi/reset '{}' >/dev/null
send nashi
chukand_stop
fugo nashi 50
"$B/chukan" gen jumin --from "$WORK/nothing" --out "$WORK/none.csv" 2>/dev/null && fail 'ないファイル'
[ ! -e "$WORK/none.csv" ] || fail '作りかけ'
say '0, 50, 50 of 50; 50 after a reset'
