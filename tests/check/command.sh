#!/usr/bin/env bash
# runs: chukan check and gen as commands: exit status, what the four formats say and that they can be read, options
# limit: 120
. "$(dirname "$0")/../lib.sh"
chukan=$B/chukan
out=$WORK/out
mkdir "$out"

# status WANT WORDS… : runs, keeps what it said
status() {
    local want=$1 rc=0
    shift
    "$@" >"$WORK/said" 2>"$WORK/errors" || rc=$?
    [ $rc = "$want" ] || fail "終了コード $rc（期待 $want）: $* : $(head -5 "$WORK/said" "$WORK/errors")"
}
# said REGEX
said() {
    grep -Eq -- "$1" "$WORK/said" "$WORK/errors" || fail "「$1」がない: $(head -20 "$WORK/said" "$WORK/errors")"
}

# what is no regular file has no end, or is waited for: refused wherever one is named
mkfifo "$WORK/fifo.csv" "$WORK/fifo.zip"
no_file() {
    status "$1" timeout 10 "$chukan" "${@:2}" && said '普通のファイルではありません|フォルダーです'
}
for path in "$WORK/fifo.csv" "$WORK/fifo.zip" /dev/zero "$out"; do
    no_file 2 run "$path"
done
no_file 1 check --kind kanyushaToroku /dev/zero
no_file 1 check --code-map "$WORK/fifo.csv" x.csv
printf '1,S1,,123456789018,1,1,1,架空　一郎,カクウ　イチロウ,1,19800101,架空県,20160401,,\r\n' >"$WORK/kanyushaToroku.csv"
no_file 1 check --encoding UTF-8 "$WORK/kanyushaToroku.csv" --edaban "$WORK/fifo.csv"
no_file 1 upload "$WORK/fifo.csv" --shubetsu kanyushaToroku --plain --system KS06139992A
no_file 1 call file.upload "naiyo=@$WORK/fifo.csv" --plain --system KS06139992A
no_file 2 ping --system KS06139992A --cert "$WORK/fifo.csv" --key x --cacert x
no_file 2 ping --system KS06139992A --cert x --key x --cacert "$WORK/fifo.csv"
for option in --config --oneshot; do
    rc=0
    timeout 10 "$B/chukand" "$option" "$WORK/fifo.csv" --data "$WORK/data" >"$WORK/said" 2>"$WORK/errors" || rc=$?
    [ $rc != 0 ] && [ $rc != 124 ] && said '普通のファイルではありません' || fail "chukand $option: $rc"
done
say '普通のファイルだけ'

# wrong use is 2, and says why
status 2 "$chukan" check
status 2 "$chukan" check --kind nani x.csv && said 'nani'
status 2 "$chukan" check --format yaml x.csv && said 'yaml'
for typed in "--format 123456789018 x.csv" "--world 123456789018 x.csv" "--123456789018" "--kind 123456789018 x.csv"; do
    status 2 "$chukan" check $typed # shellcheck disable=SC2086
    grep -qE '123456789018' "$WORK/said" "$WORK/errors" && fail "打たれた個人番号が出た: $typed"
done
status 1 "$chukan" check --encoding SJIS-win x.csv && said 'C90011'
status 2 "$chukan" check --encoding SJIS2004 x.csv && said 'CP932'
status 2 "$chukan" check --encoding UTF-16 x.csv && said 'UTF-16LE' # of which end, it does not say
status 1 "$chukan" check --encoding cp932 x.csv && said 'C90011'
status 0 "$chukan" gen --out "$out/lower" --members 2 --encoding utf-16le
status 0 "$chukan" check --date 20170501 --encoding Utf-16le "$out/lower/kanyushaToroku.csv" && said 'UTF-16LE'
# each of its names, in any case, in every command that has the option
printf '1,9900000000000001,0001,架空市,shichoson\r\n' | iconv -f UTF-8 -t CP932 >"$WORK/kikanMaster.csv"
status 0 "$chukan" gen --out "$out/usual" --members 2 --kind kanyushaToroku,shikakuJoho # CP932
for name in cp932 CP932 Windows-31J windows-31j WINDOWS-31J sjis SJIS Shift_JIS shift-jis MS932 csWindows31J x-sjis; do
    status 0 "$chukan" gen --out "$out/sjis" --members 2 --kind kanyushaToroku --encoding "$name"
    cmp "$out/sjis/kanyushaToroku.csv" "$out/usual/kanyushaToroku.csv" || fail "gen --encoding $name"
    status 0 "$chukan" check --date 20170501 --encoding "$name" "$out/sjis/kanyushaToroku.csv" && said '文字コード CP932$'
    rm -rf "$out/master" && mkdir "$out/master"
    status 0 "$chukan" master apply "$WORK/kikanMaster.csv" --zenken --dir "$out/master" --encoding "$name"
    status 0 "$chukan" master prove --release 3 --dir "$out/master" --hokoku "$out/masterHokoku-$name.csv" --encoding "$name"
    cmp "$out/masterHokoku-$name.csv" "$out/masterHokoku-cp932.csv" || fail "master --encoding $name"
done
for name in utf8 Utf-8 eucjp EUC_JP utf16le; do
    status 0 "$chukan" gen --out "$out/names" --members 2 --kind kanyushaToroku --encoding "$name"
    status 0 "$chukan" check --date 20170501 --encoding "$name" "$out/names/kanyushaToroku.csv"
done
status 2 "$chukan" check --date 20170230 x.csv && said '20170230'
status 2 "$chukan" check --url http://x x.csv && said 'url'
status 2 "$chukan" gen && said 'out'
status 2 "$chukan" gen --out "$out" --kind nani && said 'nani'
status 2 "$chukan" gen --out "$out" --kind kikanShokaiKekka && said 'johoShokai kikanShokai '
status 1 "$chukan" gen --out "$out" --kind kikanShokai --fixtures "$WORK" && said 'common/kengen.csv'
status 2 "$chukan" gen --out "$out" --errors nani=0.1 && said 'nani'
status 2 "$chukan" gen --out "$out" --errors 1.5 && said '1.5'
status 2 "$chukan" gen --out "$out" --break nani && said 'nani'
status 2 "$chukan" gen --out "$out" --hokensha 06139991 && said '06139991'
status 2 "$chukan" gen --out "$out" --members 1000 --edaban-digits 3 && said '枝番'
status 1 "$chukan" gen --out "$WORK/no/such/folder"
(ulimit -f 1 && status 1 "$chukan" gen --out "$out/semai" --members 2000) && said 'ファイルの大きさの上限'
status 1 "$chukan" check --layout "$WORK/nowhere" x.csv
status 0 "$chukan" help check && said '--format'
status 0 "$chukan" help gen && said 'duplicate'
status 0 "$chukan" help && said '^  check ' && said '^  gen '
say '終了コードと使い方のエラー'

# the same seed gives the same bytes, another one others, and the day does not matter
"$chukan" gen --out "$out/a" --members 500 --diff 0.2 --errors 0.1 >/dev/null || fail gen
"$chukan" gen --out "$out/b" --members 500 --diff 0.2 --errors 0.1 >/dev/null || fail gen
"$chukan" gen --out "$out/c" --members 500 --diff 0.2 --errors 0.1 --seed 2 >/dev/null || fail gen
diff -r "$out/a" "$out/b" || fail '同じ種から違うファイル'
cmp -s "$out/a/kanyushaToroku.csv" "$out/c/kanyushaToroku.csv" && fail '違う種から同じファイル'
say '決定的'

# questions to other institutions are those of the rights in force: of one row, here, to whom it names
mkdir -p "$WORK/fixtures/common" && cp fixtures/common/kikan.csv "$WORK/fixtures/common/" || fail cp
grep -E '^(bango|24),' fixtures/common/kengen.csv >"$WORK/fixtures/common/kengen.csv"
status 0 "$chukan" gen --out "$out/toi" --members 300 --kind kikanShokai --fixtures "$WORK/fixtures"
koyo=$(sed -n 's/^\([0-9]*\),[^,]*,koyo,.*/\1/p' fixtures/common/kikan.csv)
[ "$(cut -d, -f3,4,5,6 "$out/toi/kikanShokai.csv" | sort -u | paste -sd' ')" = "$koyo,JM00000000000003,JT00000000000303,TM00000000000057 \
$koyo,JM00000000000003,JT00000000000304,TM00000000000057" ] || fail 'kengen.csv にない照会'
say '他の機関への照会は権限の表から'

# of the stories' rows gen says how many are to be refused, and warned of
status 0 "$chukan" gen --out "$out/stories" --members 20 --stories --kind kanyushaToroku,shikakuJoho,shobyoTeatekin
python3 - "$WORK/said" "$out/stories/stories.csv" <<'EOF' || fail "gen --stories: $(cat "$WORK/said")"
import collections, csv, re, sys
refused, warned = collections.Counter(), collections.Counter()
for r in csv.DictReader(open(sys.argv[2], newline="", encoding="utf-8")):
    refused[r["file"]] += r["code"] != "C00000"
    warned[r["file"]] += r["code"] == "C00000" and any(not k.startswith("?") for k in r["keikoku"].split())
said = re.findall(r"^(\S+) .*断られるはずのもの (\d+)、警告されるはずのもの (\d+)$", open(sys.argv[1], encoding="utf-8").read(), re.M)
assert said == [(f, str(refused[f]), str(warned[f])) for f in refused] and len(said) == 3, said
assert sum(refused.values()) and sum(warned.values())
EOF
say '話の行の数'

# the four forms, of one good file, one with errors, one broken, one unknown, one absent
"$chukan" gen --out "$out/good" --members 50 --kind shikakuJoho >/dev/null || fail gen
"$chukan" gen --out "$out/bad" --members 300 --kind kanyushaToroku --errors 0.5 --encoding UTF-8 >/dev/null || fail gen
"$chukan" gen --out "$out/broken" --members 50 --kind shobyoTeatekin --break columnCount >/dev/null || fail gen
printf '1,2\r\n' >"$WORK/nani.csv"
printf '"><&\033[31m","x\r\n' >"$out/broken/shikakuJoho-\"<>&'.csv"
set -- --date 20170501 "$out/good/shikakuJoho.csv" "$out/bad/kanyushaToroku.csv" "$out/broken/shobyoTeatekin.csv" "$WORK/nani.csv" \
    "$WORK/absent.csv" "$out/broken/shikakuJoho-\"<>&'.csv"
bad=$(grep -c ',[^C].....$' "$out/bad/kanyushaToroku.csv.expected.csv")
rows=$(grep -c '^[0-9]' "$out/bad/kanyushaToroku.csv.expected.csv") # more than people: some were members more than once
[ "$rows" -gt 300 ] || fail "300 人の行が $rows"
status 1 "$chukan" check "$@"
said '加入者情報一括登録（kanyushaToroku 第1.0版、検査日 [0-9]{8} [^ ]*）、文字コード UTF-8（自動判定）'
said "${rows}行: 正常 $((rows - bad))、異常 $bad"
said 'ファイル全体が受け付けられません: F30003'
said 'absent.csv'
said '6 ファイル: 正常 1、エラーあり 5'
[ "$(grep -c '行目.*\[' "$WORK/said")" = 100 ] || fail '既定で見せるエラーは 100 件'
grep -q "$(printf '\033')" "$WORK/said" && fail '制御文字が端末に出る'
status 1 "$chukan" check --max 3 "$@"
[ "$(grep -c '行目.*\[' "$WORK/said")" = 3 ] || fail '--max 3'
status 1 "$chukan" check --lang en "$@"
said 'the whole file is refused: F30003'

status 1 "$chukan" check --format json "$@"
jq -e --argjson bad "$bad" 'def of(e): .files[] | select(.file | endswith(e));
    .good == 1 and .bad == 5 and (.files | length) == 6 and (.files | map(.shubetsu) | .[:2]) == ["shikakuJoho", "kanyushaToroku"] and
    (of("bad/kanyushaToroku.csv") | .bad == $bad and .good + .bad == .rows and (.errors | map(.line) | unique | length) == $bad and
        (.summary | map(.count) | add) == (.errors | length)) and
    (of("shobyoTeatekin.csv") | .refused.code == "F30003" and .good == 0) and
    (of("good/shikakuJoho.csv") | .code == "C00000" and .refused == null)' \
    "$WORK/said" >/dev/null || fail "json: $(head -c 600 "$WORK/said")"
status 1 "$chukan" check --format junit "$@"
xmllint --noout "$WORK/said" || fail 'junit が XML でない'
[ "$(xmllint --xpath 'count(//testsuite)' "$WORK/said")" = 6 ] || fail 'junit: testsuite'
[ "$(xmllint --xpath 'count(//testcase)' "$WORK/said")" = "$(xmllint --xpath 'sum(//testsuite/@tests)' "$WORK/said")" ] || fail 'junit: tests'
[ "$(xmllint --xpath 'count(//failure)' "$WORK/said")" = "$(xmllint --xpath 'sum(//testsuite/@failures)' "$WORK/said")" ] || fail 'junit: failures'
status 1 "$chukan" check --format csv "$@"
python3 - "$WORK/said" "$bad" <<'EOF' || fail 'csv'
import csv, sys
rows = list(csv.DictReader(open(sys.argv[1], newline="", encoding="utf-8")))
assert all(len(r) == 12 and None not in r.values() for r in rows)
assert len({r["line"] for r in rows if "/bad/" in r["file"]}) == int(sys.argv[2])
assert [r["code"] for r in rows if "/broken/shobyo" in r["file"]] == ["F30003"]
EOF
status 0 "$chukan" check --format junit "$out/good/shikakuJoho.csv"
xmllint --noout "$WORK/said" || fail 'junit'
say '4 つの形式'

# a 個人番号 never shows, in whatever place of the file it stands
sed 's/^1,\(M[0-9]*\),,\([0-9]*\),/1,\2,,\1,/' "$out/good/../bad/kanyushaToroku.csv" >"$out/bad/2-kanyushaToroku.csv"
for format in text json csv junit; do
    status 1 "$chukan" check --max 100000 --format $format "$out/bad/kanyushaToroku.csv" "$out/bad/2-kanyushaToroku.csv"
    grep -E '[0-9]{12}' "$WORK/said" && fail "$format に 12 桁の番号が出る"
done
say '個人番号は出ない'

# a zip is what is called so, as at the daemon; what is unpacked leaves nothing behind, and no number of a name shows
mkdir "$WORK/tmp" "$WORK/zip"
python3 - "$out/good/shikakuJoho.csv" "$WORK/zip" <<'EOF'
import sys, zipfile
rows = open(sys.argv[1], "rb").read()
def make(path, *names, more=b""):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as z:
        for i, n in enumerate(names):
            z.writestr(n, b"".join(rows.splitlines(True)[i::len(names)]) + more)
make(sys.argv[2] + "/good.zip", "shikakuJoho-1.csv", "shikakuJoho-2.csv")
make(sys.argv[2] + "/shikakuJoho-named.csv", "shikakuJoho-1.csv")
make(sys.argv[2] + "/case.zip", "shikakuJoho.csv", "shikakuJoho.CSV")
make(sys.argv[2] + "/number.zip", "shikakuJoho-123456789018.csv", more=b"1,2\r\n")
make(sys.argv[2] + "/mixed.zip", "shikakuJoho.csv", "kanyushaToroku.csv")
open(sys.argv[2] + "/none.ZIP", "wb").write(rows)
for name in "empty.zip", "shikakuJoho-empty.xml", "shikakuJoho-empty.csv":
    open(sys.argv[2] + "/" + name, "wb")
EOF
export TMPDIR=$WORK/tmp
status 0 "$chukan" check "$WORK/zip/good.zip" && said '2 ファイル: 正常 2'
status 1 "$chukan" check "$WORK/zip/shikakuJoho-named.csv" && said 'F3000[34]'
status 1 "$chukan" check "$WORK/zip/none.ZIP" && said F30010
for empty in "$WORK/zip/"*empty*; do
    status 1 "$chukan" check "$empty" && said F30002 # as the daemon takes none
done
status 1 "$chukan" check "$WORK/zip/mixed.zip" && said '同じ種別のファイルだけの zip、実際: .*（kanyushaToroku.csv）'
for format in text json csv junit; do
    status 1 "$chukan" check --format $format "$WORK/zip/case.zip" && said F30010 && said '大文字小文字も'
    status 1 "$chukan" check --format $format "$WORK/zip/number.zip" && said 'shikakuJoho-[*]{12}[.]csv' && said F30003
    grep -E '[0-9]{12}' "$WORK/said" && fail "$format に zip の中の名前の番号が出る"
done
[ -z "$(ls "$TMPDIR")" ] || fail "残ったもの: $(ls "$TMPDIR")"
unset TMPDIR
say 'zip'

# what comes through a pipe, or lies in a folder, is judged as a file: the same verdict, rows and code; only a name is missing
fifo() { # FILE NAME: a FIFO of that name, and who writes the file into it
    mkfifo "$2" && { cat "$1" >"$2" & }
}
# the_same WANT WORDS…: the report of check but for what it calls the file
the_same() {
    local want=$1
    status "$want" timeout 30 "$chukan" check --format json "${@:2}"
    jq -c '.files[] | del(.file)' "$WORK/said" | cmp -s - "$WORK/as_file" || fail "$* は: $(cat "$WORK/said")"
}
iconv -f CP932 -t UTF-16LE "$out/good/shikakuJoho.csv" >"$WORK/shikakuJoho-16.csv"
for file in "$out/good/shikakuJoho.csv" "$out/bad/kanyushaToroku.csv" "$WORK/shikakuJoho-16.csv" "$WORK/zip/good.zip"; do
    kind=$(basename "$file" | sed -E 's/^([a-zA-Z]+)[.-].*/\1/; s/^good.*/shikakuJoho/')
    want=0
    "$chukan" check --kind "$kind" --format json "$file" >"$WORK/said" || want=1
    jq -c '.files[] | del(.file)' "$WORK/said" >"$WORK/as_file"
    the_same $want --kind "$kind" - <"$file"
    the_same $want --kind "$kind" - < <(cat "$file")
    the_same $want --kind "$kind" <(cat "$file")
    pipe=$WORK/pipe-$(basename "$file")
    fifo "$file" "$pipe"
    the_same $want --kind "$kind" "$pipe"
    wait
done
jq -e '.encoding == "CP932"' <<<"$("$chukan" check --format json --kind shikakuJoho - <"$out/good/shikakuJoho.csv" | jq '.files[0]')" >/dev/null || fail '- の文字コード'
status 1 "$chukan" check - <"$out/good/shikakuJoho.csv" && said 'F20001.*--kind'
mkdir -p "$WORK/folder/inner" "$WORK/hollow/inner" && cp "$out/good/shikakuJoho.csv" "$WORK/folder/b-shikakuJoho.csv"
cp "$out/bad/kanyushaToroku.csv" "$WORK/folder/inner/" && cp "$WORK/zip/good.zip" "$WORK/folder/a.zip" && touch "$WORK/folder/.hidden"
status 1 "$chukan" check --format json "$WORK/hollow" && said 'C90011' && said '検査するファイルが一つもない'
cp "$out/bad/kanyushaToroku.csv" "$WORK/folder/"
"$chukan" check --format json "$WORK"/folder/*.* >"$WORK/as_file"
"$chukan" check --format json "$WORK/folder" | cmp - "$WORK/as_file" || fail 'フォルダーとそのファイルとで違う'
[ "$(jq -r '.files[].file' "$WORK/as_file" | sed 's|.*/||' | paste -sd' ')" = 'shikakuJoho-1.csv shikakuJoho-2.csv b-shikakuJoho.csv kanyushaToroku.csv' ] ||
    fail "フォルダーのファイル: $(cat "$WORK/as_file")"
say 'パイプとフォルダー'

# XML that somebody's tool has laid out anew: between elements nothing is changed by it, a value is what stands in its element
status 0 "$chukan" gen --out "$out/xml" --members 3 --kind shikakuJoho --format xml --encoding UTF-8
sed -E 's|<gyo>|\n  <gyo>|g; s|(</[a-zA-Z]+>)<|\1\n    <|g' "$out/xml/shikakuJoho.xml" >"$WORK/shikakuJoho-apart.xml"
status 0 "$chukan" check "$WORK/shikakuJoho-apart.xml"
sed -E 's|<hokensha>([0-9]+)<|<hokensha>\n \1\n<|' "$out/xml/shikakuJoho.xml" >"$WORK/shikakuJoho-inside.xml"
status 1 "$chukan" check "$WORK/shikakuJoho-inside.xml" && said '保険者番号.*F30006'
say 'XML の空白'

# each kind of trouble with files has its own words: what is not there, no place for what is unpacked, no descriptor left
status 1 "$chukan" check "$WORK/nowhere/shikakuJoho.csv" && said 'C90011.*ファイルまたはフォルダーがありません'
TMPDIR=$WORK/nowhere status 1 "$chukan" check "$WORK/zip/good.zip" && said 'C90011.*TMPDIR'
TMPDIR=$WORK/nowhere status 1 "$chukan" check --kind shikakuJoho - < <(cat "$out/good/shikakuJoho.csv") && said 'C90011.*TMPDIR'
TMPDIR=$WORK/nowhere status 2 "$chukan" check --format junit "$out/good/shikakuJoho.csv" && said 'TMPDIR'
(
    ulimit -n 4
    status 1 "$chukan" check --kind shikakuJoho "$WORK/zip/good.zip"
) && said 'C90010'
say '一つ一つの言葉'

# the client is file/ and base/: a database, or the server's HTTP, is none of its libraries
ldd "$chukan" | grep -qE 'libjansson' || fail 'ldd は何も言わない'
ldd "$chukan" | grep -E 'sqlite|microhttpd' && fail 'chukan がデータベースか HTTP サーバーにリンクしている'
say 'ライブラリ'

# --kind for a name that tells nothing; the name must still follow the layout's rule, as at the daemon
cp "$out/good/shikakuJoho.csv" "$WORK/x.csv"
cp "$out/good/shikakuJoho.csv" "$WORK/x.txt"
status 0 "$chukan" check --kind shikakuJoho "$WORK/x.csv"
status 1 "$chukan" check --kind shikakuJoho "$WORK/x.txt" && said F30001
status 1 "$chukan" check --kind shikakuJoho --encoding UTF-8 "$WORK/x.csv" && said F30004
status 1 "$chukan" check --date 20161231 "$out/good/shikakuJoho.csv" && said F20001
say '種別・文字コード・日'

# 業務コード: a file of several insurers must be told whose lines are meant
map=$WORK/gyomu_code.csv
printf 'hokensha,code_list,theirs,ours\n06139976,seibetsu,M,1\n06139976,seibetsu,F,2\n06139984,seibetsu,A,1\n06139984,seibetsu,B,2\n' >"$map"
status 0 "$chukan" gen --out "$out/map" --members 50 --kind kanyushaToroku --code-map "$map" --hokensha 06139984
status 0 "$chukan" check --date 20170501 --code-map "$map" --hokensha 06139984 "$out/map/kanyushaToroku.csv"
status 1 "$chukan" check --date 20170501 --code-map "$map" --hokensha 06139976 "$out/map/kanyushaToroku.csv" && said 'M 男・F 女'
status 1 "$chukan" check --date 20170501 --code-map "$map" "$out/map/kanyushaToroku.csv" && said '06139976 と 06139984'
status 1 "$chukan" check --date 20170501 "$out/map/kanyushaToroku.csv" && said '1 男・2 女'
say '業務コード'

# whose files they are: 保険者番号 of 副本, and the code of the insurer of a world
sed '2s/,06139992,/,06139984,/' "$out/usual/shikakuJoho.csv" >"$WORK/shikakuJoho-hoka.csv"
cmp -s "$out/usual/shikakuJoho.csv" "$WORK/shikakuJoho-hoka.csv" && fail '保険者番号は変わっていない'
status 0 "$chukan" check "$WORK/shikakuJoho-hoka.csv" && said 'K50001 .*1件（最初は 2行目）'
status 1 "$chukan" check --strict --format csv "$WORK/shikakuJoho-hoka.csv" && said 'K50001,,,1件（最初は 2行目）,判定できません'
status 0 "$chukan" check --format json "$WORK/shikakuJoho-hoka.csv"
jq -e '.files[0].unknown[] | select(.code == "K50001") | .firstLine == 2' "$WORK/said" >/dev/null || fail "$(cat "$WORK/said")"
status 0 "$chukan" check --format junit "$WORK/shikakuJoho-hoka.csv" && said '判定できない行 1件（最初は 2行目）'
status 1 "$chukan" check --hokensha 06139992 "$WORK/shikakuJoho-hoka.csv" && said '2行目 保険者番号: 期待: 06139992、実際: 06139984 \[K50001\]'
status 0 "$chukan" check --hokensha 06139992 --world lot2 "$out/usual/shikakuJoho.csv"
status 1 "$chukan" check --hokensha 06139984 --world lot2 "$out/usual/shikakuJoho.csv" && said 'F30004 .*期待: UTF-8、実際: CP932'
status 1 "$chukan" check --hokensha 06139984 --world lot2 --encoding CP932 "$out/usual/shikakuJoho.csv" && said 'K50001'
status 1 "$chukan" check --hokensha 99999999 --world lot2 "$out/usual/shikakuJoho.csv" && said '06139992、.*実際: 99999999'
say '送る保険者'

# files as sent in their order: --edaban tells of whom the rows speak, --world and --rules what is made of the rules
ren=$WORK/ren
mkdir -p "$ren" "$WORK/sekai/worlds/x"
person='１,１,1,架空　一郎,カクウ　イチロウ,1,19800101,架空県'
printf '1,S1,,123456789018,%s,20160401,,\r\n' "$person" >"$ren/1-kanyushaToroku.csv"
printf '4,S2,0000001,,%s,20160401,20170401,\r\n4,S3,0000001,,%s,20160401,20170401,\r\n' "$person" "$person" >"$ren/2-kanyushaToroku.csv"
printf '4,S4,0000001,,%s二丁目,20160401,20170501,\r\n' "$person" >"$ren/3-kanyushaToroku.csv"
printf '1,1,S1,0000001,C00000,\r\n' >"$ren/kekka.csv"
printf '1,1,S1,0000001,K20001,\r\n' >"$ren/refused.csv"
check() {
    status "$1" "$chukan" check --encoding UTF-8 --date 20170508 "${@:2}"
}
check 0 "$ren/1-kanyushaToroku.csv" "$ren/3-kanyushaToroku.csv" && said '判定できません' && said K40001
check 1 "$ren/1-kanyushaToroku.csv" "$ren/3-kanyushaToroku.csv" --strict && said 'strict により不合格: 警告 0件、判定できません 1件'
check 1 "$ren/1-kanyushaToroku.csv" "$ren/2-kanyushaToroku.csv" --edaban "$ren/kekka.csv" && said '2行目.*K40003'
check 0 "$ren/1-kanyushaToroku.csv" "$ren/3-kanyushaToroku.csv" --edaban "$ren/kekka.csv" && said '1行目.*K40012'
check 0 "$ren/1-kanyushaToroku.csv" "$ren/3-kanyushaToroku.csv" --edaban "$ren/refused.csv" && said K40001
check 0 "$ren/1-kanyushaToroku.csv" "$ren/3-kanyushaToroku.csv" --edaban - --edaban - && said K40001
printf '1,06139992,%s,１,１,1,20160401,,,0,0\r\n' 0000001 0000099 >"$ren/4-shikakuJoho.csv"
check 0 "$ren/1-kanyushaToroku.csv" "$ren/4-shikakuJoho.csv" --edaban "$ren/kekka.csv" && said 'P40001.*1件'
check 0 "$ren/1-kanyushaToroku.csv" "$ren/4-shikakuJoho.csv" --strict
check 2 "$ren/1-kanyushaToroku.csv" --edaban "$ren/kekka.csv" --edaban "$ren/kekka.csv" && said 'edaban'
check 1 "$ren/1-kanyushaToroku.csv" --edaban "$ren/nai.csv" && said '--edaban の結果ファイル'
check 1 "$ren/1-kanyushaToroku.csv" --edaban "$ren/1-kanyushaToroku.csv" && said '--edaban の結果ファイル'
say '--edaban'

# junit FAILURES SKIPPED OPTIONS…: every form says what the exit status says, of a warning (K40012) and of what cannot be judged (K40001)
junit() {
    local count
    check $(($1 > 0)) --format junit "$ren/1-kanyushaToroku.csv" "$ren/3-kanyushaToroku.csv" "${@:3}"
    for count in "testcase @tests" "failure @failures" "skipped @skipped"; do
        [ "$(xmllint --xpath "count(//${count% *})" "$WORK/said")" = "$(xmllint --xpath "sum(//testsuite/${count#* })" "$WORK/said")" ] ||
            fail "junit ${*}: $count"
    done
    [ "$(xmllint --xpath 'concat(sum(//@failures)," ",sum(//@skipped))' "$WORK/said")" = "$1 $2" ] || fail "junit $*: $(cat "$WORK/said")"
}
junit 0 1
junit 1 0 --strict
junit 0 0 --edaban "$ren/kekka.csv"
junit 1 0 --edaban "$ren/kekka.csv" --strict && said 'type="K40012"'
junit 1 0 --edaban "$ren/kekka.csv" --strict --max 0 && said 'type="K40012"'
check 1 --format json "$ren/1-kanyushaToroku.csv" "$ren/3-kanyushaToroku.csv" --edaban "$ren/kekka.csv" --strict
jq -e '.good == 1 and .bad == 1 and (.files | map([.passed, .bad, .warned])) == [[true, 0, 0], [false, 0, 1]]' "$WORK/said" >/dev/null || fail "json --strict: $(cat "$WORK/said")"
say '--strict'

world() {
    printf '<world lot="x">%s</world>' "$1" >"$WORK/sekai/worlds/x/world.xml"
    check "$2" "$ren/1-kanyushaToroku.csv" "$ren/3-kanyushaToroku.csv" --edaban "$ren/kekka.csv" --fixtures "$WORK/sekai" --world x "${@:3}"
}
world '' 0 && said 'K40012'
world '<policy name="rules" value="strict"/>' 1 && said 'K40012'
world '<policy name="rules" value="strict"/>' 0 --rules default
world '<rule name="ataiSute" severity="refuse"/>' 1 --rules guide
world '<rule name="ataiSute" severity="off"/>' 0 --strict
world '<rule name="nani" severity="off"/>' 1 && said 'world.xml 1行目.*nani'
check 0 "$ren/1-kanyushaToroku.csv" --world lot2
status 0 "$chukan" check --encoding UTF-8 "$ren/1-kanyushaToroku.csv" --world lot2 && said '検査日 20170508 --world の時計の始まり）'
check 0 "$ren/1-kanyushaToroku.csv" --world lot2 --date 20170601 && said '検査日 20170601 --date）'
status 0 "$chukan" check --encoding UTF-8 "$ren/1-kanyushaToroku.csv" && said '検査日 20[0-9]{6} 今日）'
check 2 "$ren/1-kanyushaToroku.csv" --world nai && said 'ワールド「nai」の初期データがありません'
say '--world'

# a file of more rows than the world takes, and a zip whose files have more together: refused whole, as the daemon does
rows=$(wc -l <"$out/good/shikakuJoho.csv")
rows() {
    printf '<world lot="x"><policy name="rowLimit" value="%s"/></world>' "$2" >"$WORK/sekai/worlds/x/world.xml"
    status "$1" "$chukan" check "$3" --fixtures "$WORK/sekai" --world x
}
rows 0 "$rows" "$out/good/shikakuJoho.csv"
rows 1 2 "$out/good/shikakuJoho.csv" && said 'F30005.*期待: 2行以内、実際: 3行目がある'
rows 0 "$rows" "$WORK/zip/good.zip"
rows 1 $((rows - 1)) "$WORK/zip/good.zip" && said "F30005.*zip の行数の合計.*実際: ${rows}行"
say 'rowLimit'
