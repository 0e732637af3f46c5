#!/usr/bin/env bash
# runs: chukan gen and check by layouts of an overlay folder: every means that a layout has, a new kind of value, a new version
# limit: 120
. "$(dirname "$0")/../lib.sh"
chukan=$B/chukan
out=$WORK/out
mkdir "$out" "$WORK/layout"

# 資格情報 as another specification might have it: header, tab, quotes, trailer, padding, eras, days, a column nobody knows,
# other codes, and from 2018 on a second version with a column more.
version() { # FROM HAN MORE
    cat <<EOF
  <version from="$1" han="$2" fileName="\.([Cc][Ss][Vv]|[Xx][Mm][Ll])$" recordLimit="2048" header="names" delimiter="tab" quote="always"
           lineEnd="LF" trailer="count" trailerMark="END" xmlRow="hito" standing="A">
    <column name="kubun" field="shoriKubun" mei="処理区分" type="code" codes="fukuhonShoriKubun" presence="required" standing="A"/>
    <column name="hokensha" mei="保険者番号" type="digits" min="8" max="8" check="hokensha" noKojinBango="true" presence="required" standing="A"/>
    <column name="edaban" mei="被保険者枝番" type="digits" max="15" noKojinBango="true" presence="required" standing="A"/>
    <column name="kigo" mei="記号" type="text" max="10" pad="spaceRight" noKojinBango="true" presence="required" standing="A"/>
    <column name="bango" mei="番号" type="digits" max="10" pad="zeroLeft" noKojinBango="true" presence="required" standing="A"/>
    <column name="honninKazoku" mei="本人家族区分" type="code" codes="honkazo" presence="required" standing="A"/>
    <column name="shutoku" field="shutokuYmd" mei="資格取得年月日" type="eraDate" noKojinBango="true" presence="required" standing="A"/>
    <column name="soshitsu" field="soshitsuYmd" mei="資格喪失年月日" type="eraDate" noKojinBango="true" presence="optional" standing="A"/>
    <column name="ninteiYmd" mei="被扶養者認定年月日" type="date" noKojinBango="true" presence="optional" standing="A"/>
    <column name="shorui" mei="提出書類" type="kanaHankaku" min="3" max="8" maxBytes="24" presence="optional" standing="A">
      <when column="honninKazoku" values="2" presence="required"/>
      <when column="kubun" values="3" presence="forbidden"/>
    </column>
    <column name="umu" mei="書類の有無" type="code" codes="shoruiUmu" presence="required" standing="A"/>
    <column name="shinsei" mei="申請年月日" type="date" presence="required" standing="A"/>
    <column name="kettei" mei="決定年月日" type="date" presence="required" standing="A"/>
    <column name="hojin" mei="事業所の法人番号" type="digits" min="13" max="13" check="hojinBango" presence="optional" standing="A"/>
    <column name="nendo" mei="年度の始め" type="date" presence="required" standing="A"/>
    <column name="fukaiji" mei="不開示該当フラグ" type="code" codes="flag" default="0" presence="required" standing="A"/>
    <column name="jikoTeikyoFuka" mei="自己情報提供不可フラグ" type="code" codes="flag" presence="required" standing="A"/>
$3    <order from="shutoku" to="soshitsu" standing="A"/>
    <days from="shinsei" to="kettei" min="0" max="30" standing="A"/>
    <monthDay column="nendo" value="0401" standing="A"/>
    <unique columns="edaban shutoku" code="P40003" add="1" drop="3" standing="A"/>
  </version>
EOF
}
{
    echo '<layout name="shikakuJoho" mei="被用者保険-資格情報登録" recognise="(^|[^A-Za-z])shikakuJoho">'
    version 20170101 1.0 ''
    version 20180701 2.0 '    <column name="biko" mei="備考" type="alnum" min="4" max="4" presence="required" standing="A"/>
'
    echo '</layout>'
} >"$WORK/layout/shikakuJoho.xml"
cat >"$WORK/layout/codes.xml" <<'EOF'
<codeLists>
  <codeList name="honkazo" mei="本人家族" standing="A">
    <code value="1" mei="本人"/>
    <code value="2" mei="家族"/>
  </codeList>
  <codeList name="shoruiUmu" mei="書類の有無" standing="A">
    <code value="ARI" mei="あり"/>
    <code value="NASHI" mei="なし"/>
  </codeList>
</codeLists>
EOF

# same NAME DATE [OPTIONS of gen]
same() {
    local name=$1 date=$2
    shift 2
    rm -rf "$out"
    "$chukan" gen --out "$out" --layout "$WORK/layout" --kind shikakuJoho --date "$date" "$@" >"$WORK/said" 2>&1 ||
        fail "$name: gen $* が失敗した: $(cat "$WORK/said")"
    python3 tests/check/same.py "$chukan" "$out" --date "$date" --layout "$WORK/layout" >"$WORK/said" || fail "$name: $(cat "$WORK/said")"
    say "$name: $(tail -1 "$WORK/said")"
}
for encoding in CP932 UTF-8-BOM UTF-16BE EUC-JP; do
    for form in csv xml; do
        same "$encoding $form 正しい行" 20170501 --encoding $encoding --format $form --members 2000 --diff 0.2
        same "$encoding $form エラー 2割" 20170501 --encoding $encoding --format $form --members 2000 --diff 0.2 --errors 0.2
    done
    same "$encoding 件数" 20170501 --encoding $encoding --break trailer
done
same '第2.0版' 20180701 --members 500 --errors 0.1
for kind in missing tooLong wrongClass forbidden badDate checkDigit unknownCode dateOrder days gaiji kojinBango duplicate; do
    same "$kind" 20170501 --members 500 --errors $kind=0.3
done

# the file of one version on a day of the other is refused whole, and told which is wanted
rm -rf "$out"
"$chukan" gen --out "$out" --layout "$WORK/layout" --kind shikakuJoho --date 20170501 >/dev/null || fail gen
"$chukan" check --layout "$WORK/layout" --date 20180701 "$out/shikakuJoho.csv" >"$WORK/said" && fail '古い版が通った'
grep -q 'F30008.*第2.0版.*第1.0版' "$WORK/said" || fail "版の違い: $(cat "$WORK/said")"
say '古い版のファイル'

# a code that rules would read wrongly keeps both from starting
sed -i 's/value="1" mei="本人"/value="HONNIN" mei="本人"/' "$WORK/layout/codes.xml"
for start in "$chukan check $out/shikakuJoho.csv" "$B/chukand --data $WORK/data --ready-file $WORK/ready --control 127.0.0.1:0 --listen 127.0.0.1:0"; do
    timeout 20 $start --layout "$WORK/layout" >"$WORK/said" 2>&1 && fail "知らないコード値で始まった: $start"
    grep -q 'layout の codes.xml 3行目.*shikakuJoho の「本人家族区分」に 1 2.*コード表 honkazo の HONNIN' "$WORK/said" ||
        fail "知らないコード値: $(cat "$WORK/said")"
done
say '知らないコード値'
