#!/usr/bin/env bash
# runs: breaks each rule of the gates (tests/check-*.sh) once and sees that its gate tells
# limit: 600
# The gates are held to their word: each rule is broken in a throw-away copy of the tree, and the gate must fail and
# name the place. A line "breaks GATE 'expected text' COMMAND" runs COMMAND in the copy; afterwards the copy is put back.
set -u
export LC_ALL=C.UTF-8
cd "$(dirname "$0")/../.." || exit 2
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
copy=$work/copy clean=$work/clean
mkdir "$clean"
cp -a Makefile .clang-format server client schema wsdl fixtures tests "$clean/" || exit 2
find "$clean"/fixtures/worlds/*/files -type f ! -path '*/files/kanyusha-[ABC].csv' -delete # README's people are of those
[ -f README.md ] && cp -a README.md "$clean/"
cp -a "$clean" "$copy"
failed=0 passed=0
declare -A before # what a gate says of the tree as it is

# What was written since the mark goes, or comes back from the clean copy.
restore() {
    (cd "$copy" && find . -type f -newer "$work/mark") | while IFS= read -r f; do
        rm -f "$copy/$f"
        [ -e "$clean/$f" ] && cp -a "$clean/$f" "$copy/$f"
    done
    for f in README.md wsdl/kanri.wsdl; do # what a rule removes
        [ -e "$copy/$f" ] || cp -a "$clean/$f" "$copy/$f" 2>/dev/null
    done
}

# The gate in the copy. One that looks at each file for itself, and takes its time, is shown the new ones alone.
judge() {
    local only=
    [[ $1 == headers || $1 == format || $1 == names || $1 == clang ]] && only='/(fugou_)?zz[_.]'
    (cd "$copy" && GATE_FILES=$only bash "tests/check-$1.sh" 2>&1)
}

# sh -c COMMAND in the copy; the gate must then exit 1 with a line that holds the expected text and did not before
breaks() {
    local gate=$1 expected=$2 out rc
    [ -n "${before[$gate]+x}" ] || before[$gate]=$(judge "$gate")
    touch -d '1 second ago' "$work/mark"
    (cd "$copy" && bash -c "$3") || { echo "check-$gate: 壊す命令が失敗した: $3"; failed=1; restore; return; }
    out=$(judge "$gate")
    rc=$?
    if [ $rc != 1 ] || ! grep -qF -- "$expected" <<<"$out"; then
        echo "check-$gate が見逃した（終了コード $rc）: $3"
        failed=1
    elif grep -qF -- "$expected" <<<"${before[$gate]}"; then
        echo "check-$gate: 壊す前から「$expected」と言う"
        failed=1
    else
        passed=$((passed + 1))
    fi
    restore
}
c_file() { # PATH BODY: a command that writes a file of our form
    printf 'mkdir -p "%s"; printf "%%s\\n" "/* x */" %q > %s' "$(dirname "$1")" "$2" "$1"
}

breaks layers 'base は store を include できない' "$(c_file server/base/zz.c '#include "store/db.h"')"
breaks layers 'store は service を include できない' "$(c_file server/store/zz.c '#include "service/op.h"')"
breaks layers 'service は soap を include できない' "$(c_file server/service/kanri/zz.c '#include "soap/exchange.h"')"
breaks layers 'world は soap を include できない' "$(c_file server/world/zz.c '#include "soap/exchange.h"')"
breaks layers 'file は store を include できない' "$(c_file server/file/form/zz.c '#include "store/db.h"')"
breaks layers 'soap は http を include できない' "$(c_file server/soap/zz.c '#include "http/zz.h"')"
breaks layers 'client は store を include できない' "$(c_file client/zz.c '#include "store/db.h"')"
ring='for f in a b c; do printf "void zz_$f(void);\n" > server/base/zz_$f.h; done; ring() { printf "/* x */\nvoid zz_$2(void);\nvoid zz_$1(void) { zz_$2(); }\n" > server/base/zz_$1.c
    mkdir -p build/release/server/base; gcc -c -o build/release/server/base/zz_$1.o server/base/zz_$1.c; }; ring a b; ring b c; ring c'
breaks contract 'lose の soshitsuYmd はレイアウトが判定する' 'sed -i "/name=\"lose\"/,/name=\"loseResponse\"/s/name=\"soshitsuYmd\" type=\"xs:string\"/name=\"soshitsuYmd\" type=\"c:Ymd\"/" schema/kanyusha.xsd'
breaks layers '上の部屋の関数を受け取れない' "$(c_file server/store/zz.h 'void zz(void (*each)(void *cls), void *cls);')"
breaks layers 'include は "部屋' "$(c_file client/zz.c '#include "../server/store/db.h"')"
breaks layers 'include は "部屋' "$(c_file server/base/zz.c '#include ZZ')"
breaks names 'EMBED にない' 'touch server/store/sql/unyo-099.sql'
up='mkdir -p build/release/server/base build/release/server/world; printf "/* x */\nvoid zz_up(void) {}\n" > server/world/zz.c; printf "/* x */\nvoid zz_up(void);\nvoid zz_low(void) { zz_up(); }\n" > server/base/zz.c
for f in world/zz base/zz; do gcc -c -o build/release/server/$f.o server/$f.c; done'
breaks circles 'base は world の zz_up を使えない' "$up"
breaks circles '3 個のファイルが輪になっている: server/base/zz_a.c server/base/zz_b.c server/base/zz_c.c' "$ring a"
breaks layers 'service/chukan は store/unyo_zz.h を見てはならない' "$(c_file server/service/chukan/zz.c '#include "store/unyo_zz.h"')"
breaks layers 'service/chukan は store/gaibu_zz.h を見てはならない' "$(c_file server/service/chukan/zz.c '#include "store/gaibu_zz.h"')"
breaks layers 'service/gaibu は store/unyo_zz.h を見てはならない' "$(c_file server/service/gaibu/zz.c '#include "store/unyo_zz.h"')"
breaks layers 'service/gaibu は store/chukan_zz.h を見てはならない' "$(c_file server/service/gaibu/zz.c '#include "store/chukan_zz.h"')"
breaks layers 'service/kanri は store/unyo_zz.h を見てはならない' "$(c_file server/service/kanri/zz.c '#include "store/unyo_zz.h"')"
breaks layers 'service/chukan は store/unyo_zz.h を見てはならない（service/zz.h 経由）' \
    "$(c_file server/service/chukan/zz.c '#include "service/zz.h"'); $(c_file server/service/zz.h '#include "store/unyo_zz.h"')"
breaks layers 'service/chukan は別の機関 service/unyo を include できない' "$(c_file server/service/chukan/zz.c '#include "service/unyo/zz.h"')"
breaks layers 'service はログを書かない' "$(c_file server/service/unyo/zz.c '#include "base/log.h"')"

for pair in microhttpd.h=soap gnutls/x509.h=base zlib.h=soap libxml/tree.h=service sqlite3.h=service openssl/evp.h=http curl/curl.h=http; do
    breaks libs "server/${pair#*=}/zz.c:2: <${pair%=*}> を include できるのは" "$(c_file "server/${pair#*=}/zz.c" "#include <${pair%=*}>")"
done
breaks libs 'client/zz.c:2: <curl/curl.h>' "$(c_file client/zz.c '#include <curl/curl.h>')"
breaks libs 'client/zz.c:2: <libxml/tree.h>' "$(c_file client/zz.c '#include <libxml/tree.h>')"
breaks libs 'server/base/zz.c:2: <jansson.h>' "$(c_file server/base/zz.c '#include <jansson.h>')"
breaks libs 'server/base/zz.c:2: <openssl/evp.h>' "$(c_file server/base/zz.c '#include <openssl/evp.h>')"
breaks libs 'client/zz.c:2: strerror の文は人に見せない' "$(c_file client/zz.c 'const char *f(int e) { return strerror(e); }')"
breaks libs 'client/wire/zz.c:2: curl_easy_strerror の文は' "$(c_file client/wire/zz.c 'const char *f(int e) { return curl_easy_strerror(e); }')"
breaks libs 'server/http/zz.c:2: gnutls_strerror_name の文は' "$(c_file server/http/zz.c 'const char *f(int e) { return gnutls_strerror_name(e); }')"
breaks libs 'server/store/zz.c:2: sqlite3_errmsg を使えるのは' "$(c_file server/store/zz.c 'const char *f(void *h) { return sqlite3_errmsg(h); }')"
breaks libs 'server/soap/zz.c:2: e->message を使えるのは' "$(c_file server/soap/zz.c 'const char *f(libxml_error e) { return e->message; }')"
breaks english 'server/service/zz.c:2: 英語がない: 「まだ訳のない語」' "$(c_file server/service/zz.c 'enum status zz(struct diag *d) { return diag_set(d, ST_CONTROL, "まだ訳のない語", NULL, NULL); }')"
breaks english 'server/store/zz.c:3: 英語がない: 「まだ訳のない%dつ目」' "$(c_file server/store/zz.c 'static enum status S_zz(struct diag *d, const char *want) { return diag_set(d, ST_CONTROL, "a", want, NULL); }
enum status zz(struct diag *d) { char text[90]; snprintf(text, sizeof text, "まだ訳のない%dつ目", 3); return S_zz(d, text); }')"
breaks english 'コードにもうない: 「もうない語」' "echo 'WORD(\"もうない語\", \"a word that is gone\")' >> server/base/english/base.def"
breaks libs '<expat.h> は置き場所の決まっていないライブラリ' "$(c_file server/base/zz.c '#include <expat.h>')"
breaks libs 'server/store/zz.c:2: 列とパラメーターは store/columns.h の表' "$(c_file server/store/zz.c 'void f(void *q) { sqlite3_bind_int64(q, 3, 1); }')"
breaks libs 'server/store/zz.c:2: 列とパラメーターは store/columns.h の表' "$(c_file server/store/zz.c 'int f(void *q) { return sqlite3_column_int(q, 2); }')"
breaks libs 'server/store/sql/zz.def:2: パラメーターは番号でなく名前' "$(c_file server/store/sql/zz.def 'Q(ANY, ZZ, none, none, "DELETE FROM zz WHERE id = ?1")')"
breaks libs 'server/service/zz.c:2: SQL 文は' "$(c_file server/service/zz.c 'const char *q = "SELECT a FROM b WHERE c";')"

breaks headers 'zz.h:1: 単独でコンパイルできない' "$(c_file server/base/zz.h 'struct zz { uint64_t missing; };')"
# an object proves only what its .c file includes first, and nothing that has changed since
compiled() { # FIRST INCLUDE, DATE OF OBJECT, DATE OF HEADER
    printf '%s; %s; o=build/${VARIANT:-release}/server/base/zz.o; mkdir -p ${o%%/*}; touch -d "%s" $o; touch -d "%s" server/base/zz.h' \
        "$(c_file server/base/zz.h 'struct zz { uint64_t missing; };')" "$(c_file server/base/zz.c "#include $1")" "$2" "$3"
}
breaks headers 'zz.h:1: 単独でコンパイルできない' "$(compiled '"base/zz.h"' now '1 minute')"
breaks headers 'zz.h:1: 単独でコンパイルできない' "$(compiled '<stdint.h>' '1 minute' now)"
breaks clang 'zz.c:1: clang: ' "$(c_file server/base/zz.c 'static int zz(void) { return 0; }')"
breaks headers 'zz.h:1: インクルードガード BASE_ZZ_H がない' "$(c_file server/base/zz.h 'struct zz;')"
breaks headers 'zz.c:1: ファイルの説明コメントがない' 'echo "int zz;" > server/base/zz.c'
breaks headers 'zz.c:1: ファイルの説明コメントが 6 行を超える' 'printf "/*\n\n\n\n\n\n\n*/\n" > server/base/zz.c'

breaks names 'zz.c:2: ローマ字は kanyusha と書く' "$(c_file server/base/zz.c 'int kanyuusha;')"
breaks names 'fugou_zz.c:1: ファイル名のローマ字は fugo と書く' "$(c_file server/base/fugou_zz.c 'int x;')"
breaks names 'OP(zz_zz) のファイル' 'echo "OP(zz_zz)" >> server/service/ops.def'
breaks names '二重の登録: zz_zz' 'printf "OP(zz_zz)\nOP(zz_zz)\n" >> server/service/ops.def'
breaks names 'op_zz_zz が server/service/ops.def に登録されていない' "$(c_file server/service/unyo/zz_zz.c 'const struct op op_zz_zz = {.service = "zz", .name = "zz"};')"
breaks names '操作 zz.yy のファイル名は zz_yy.c' "$(c_file server/service/unyo/zz_zz.c 'const struct op op_zz_zz = {.service = "zz", .name = "yy"};')"
breaks names 'op_zz_yy は zz_yy.c に書く' "$(c_file server/service/unyo/zz_zz.c 'const struct op op_zz_yy = {.service = "zz", .name = "yy"};')"
breaks names 'MESSAGE(zz) のファイル' 'echo "MESSAGE(zz)" >> server/service/messages.def'
breaks names 'BULK(zz) のファイル' 'echo "BULK(zz)" >> server/service/bulks.def'
breaks names 'COMMAND(zz) のファイル client/cmd/zz.c がない' 'echo "COMMAND(zz)" >> client/cmd/commands.def'
breaks names 'cmd_zz が client/cmd/commands.def に登録されていない' "$(c_file client/cmd/zz.c 'const struct command cmd_zz = {.name = "zz"};')"
breaks names 'verb_zz が client/scenario/verbs.def に登録されていない' "$(c_file client/scenario/zz.c 'const struct verb verb_zz = {.name = "zz"};')"
breaks names 'zz.c:2: 関数が 73 行ある' '{ echo "/* x */"; echo "int zz(void)"; echo "{"; for i in $(seq 70); do echo "    x();"; done; echo "}"; } > server/base/zz.c'
breaks names 'zz.c:1: 501 行ある' '{ echo "/* x */"; for i in $(seq 500); do echo "int x;"; done; } > server/base/zz.c'
for name in strcpy sprintf gets strtok atoi system; do
    breaks names "zz.c:4: $name() は使わない" "$(c_file server/base/zz.c "int f(void)"); printf '{\n    $name(p, q);\n}\n' >> server/base/zz.c"
done
breaks names 'zz.c:2: 残すなら NEEDSWORK' "$(c_file server/base/zz.c '/* TO''DO: later */')"

breaks contract 'schema/kanri.xsd:1: 要素 zz がない' 'echo "OP(kanri_zz)" >> server/service/ops.def'
breaks contract '操作 kanri.zz を試すテストがない' 'echo "OP(kanri_zz)" >> server/service/ops.def'
breaks contract 'schema/zz.xsd:1: サービス zz の XSD がない' 'echo "OP(zz_zz)" >> server/service/ops.def'
breaks contract '要素 zz に当たる操作が ops.def にない' "sed -i 's|^</xs:schema>|  <xs:element name=\"zz\"/>\n&|' schema/kanri.xsd"
breaks contract 'は S(OK) と同じ' 'echo "S(ZZ, 200, NONE, \"C00000\", OURS, \"x\")" >> server/base/status.def'
breaks contract 'S(ZZ): コード C8 の形' 'echo "S(ZZ, 200, NONE, \"C8\", OURS, \"x\")" >> server/base/status.def'
breaks contract 'S(ZZ): 処理結果で返すものは HTTP 200' 'echo "S(ZZ, 400, NONE, \"C20999\", OURS, \"x\")" >> server/base/status.def'

breaks plants 'base-arena-limit: server/base/arena.c に 0 か所' "sed -i 's/n > a->limit - a->total/n + a->total > a->limit/' server/base/arena.c"
breaks plants 'base-arena-limit: server/base/arena.c に 2 か所' "echo '/* if (n > a->limit - a->total) */' >> server/base/arena.c"
breaks plants 'story-call-state: どのテストも合わない: ^story/zz' "sed -i 's|^== story-call-state: .*|== story-call-state: ^story/zz|' tests/tools/plants.txt"
breaks golden 'operation kanri.ping refused' "sed -i '/kanri.ping-ok/!{/kanri.ping/d}' tests/golden/index.txt"
breaks golden 'operator zz-zz done' 'echo "OPERATOR(zz_zz)" >> server/service/operator.def'
breaks golden 'operation kanri.zz done は、もう登録にない' 'echo "golden operation kanri.zz done 見本" >> tests/tools/unseen.txt'
breaks wsdl 'OP(kanri_zz) の .service と .name を' 'echo "OP(kanri_zz)" >> server/service/ops.def'
breaks wsdl 'schema/zz.xsd:1: XSD を読めない' "echo 'OP(zz_zz)' >> server/service/ops.def; $(c_file server/service/unyo/zz_zz.c '.service = "zz", .name = "zz"')"
breaks wsdl 'schema/kanri.xsd:1: 要素 zz がない' "echo 'OP(kanri_zz)' >> server/service/ops.def; $(c_file server/service/kanri/kanri_zz.c '.service = "kanri", .name = "zz"')"
breaks wsdl 'schema/kanri.xsd:1: 要素 ping の xs:documentation がない' "sed -i '/<xs:element name=\"ping\">/,/<xs:complexType>/s|xs:documentation|xs:nani|g' schema/kanri.xsd"
breaks wsdl '要素 ping に <xs:appinfo source="README"> がない' "sed -i '/appinfo source=\"README\"/d' schema/kanri.xsd"
breaks wsdl '実際 「<soap12:operation soapAction="x"' "sed -i 's|soap12:operation soapAction=\"urn:chukan:file:1/getStatus\"|soap12:operation soapAction=\"x\"|' wsdl/file.wsdl"
breaks wsdl '期待 「<wsdl:documentation>資格喪失、その日' "sed -i 's|>資格喪失。別の日|>資格喪失、その日。別の日|' schema/kanyusha.xsd"
breaks wsdl 'wsdl/kanri.wsdl:1: ない' 'rm wsdl/kanri.wsdl'
breaks wsdl 'wsdl/zz.wsdl:1: そのサービスの操作が' 'cp wsdl/kanri.wsdl wsdl/zz.wsdl'
breaks wsdl '期待 「| kanri | ping | 接続、認証の確認 |」' "sed -i 's|接続と認証の確認|接続、認証の確認|' schema/kanri.xsd"
breaks wsdl '期待 「| `K40001` | 指定の枝番の加入者が' "sed -i 's|指定の被保険者枝番の加入者が|指定の枝番の加入者が|' server/base/status.def"
breaks wsdl 'C20999 の行に、日本語と英語の文と対処がそろっていない' 'printf "S(ZZ, 400, CLIENT, \"C20999\", OURS, \"x\", \"x\",\n  \"x\", \"\")\n" >> server/base/status.def'
breaks wsdl "いない人がいる: 'S996'" "sed -i 's/^任意継続,S96/任意継続,S996/' fixtures/common/hitobito.csv"
breaks wsdl '期待 「| 任意継続 | S96 似島 修 | 2016年10月1日に退職した人に' "sed -i 's/退職して任意継続になった人/退職した人/' fixtures/common/stories.csv"
breaks wsdl '期待 「| `kanyushaToroku`<br>加入者情報一括登録 | 区分' "sed -i 's/mei=\"処理区分\"/mei=\"区分\"/' schema/layout/kanyushaToroku.xml"
breaks wsdl '`1` 男性' "sed -i 's/mei=\"男\"/mei=\"男性\"/' schema/layout/codes.xml"
breaks wsdl 'schema/layout:1: レイアウトを読めない' "sed -i 's/type=\"kana\"/type=\"kata\"/' schema/layout/kanyushaToroku.xml"
breaks wsdl '操作の表を挟む' "sed -i '/ops:end/d' README.md"
breaks wsdl 'ロールの表を挟む' "sed -i '/role:end/d' README.md"
breaks wsdl '期待 「| `KANRI` システム管理 |' "sed -i 's/^06139992,u002,.*/& KANRI/' fixtures/worlds/lot2/user.csv"
breaks wsdl '規則の表を挟む' "sed -i '/rules:end/d' README.md"
breaks wsdl '期待 「| P40005 | `shikakuSoto` | 断る |' "sed -i '/name=\"shikakuSoto\"/s|severity=\"warn\"|severity=\"refuse\"|' schema/rules.xml"
breaks wsdl '期待 「| P40008 | `teateKasanari` | 警告（〜20160330）' "sed -i 's|to=\"20160331\"|to=\"20160330\"|' schema/rules.xml"
breaks wsdl 'xs:enumeration の値 処理中 は識別子でない' "sed -i 's|<xs:pattern value=\"処理中.*|<xs:enumeration value=\"処理中\"/></xs:restriction>|' schema/shokai.xsd"
breaks wsdl '制限のない派生型は使わない' "sed -i 's|<xs:minInclusive value=\"0\"/>||' schema/common.xsd"
breaks wsdl 'xs:choice は使わない' "sed -i 's|xs:sequence|xs:choice|' schema/kanri.xsd"
breaks wsdl '要素に nillable は使わない' "sed -i 's|name=\"now\"|name=\"now\" nillable=\"true\"|' schema/kanri.xsd"
breaks wsdl '要素名 operator は識別子でないか' "sed -i 's|name=\"now\"|name=\"operator\"|' schema/kanri.xsd"
breaks wsdl '要素名 bango は、大文字小文字だけ違う名前' "sed -i 's|name=\"kigo\"|name=\"Bango\"|' schema/kanyusha.xsd"
breaks wsdl '型は xs:base64Binary、' "sed -i 's|type=\"xs:dateTime\"|type=\"xs:date\"|' schema/kanri.xsd"
breaks wsdl '名前のない xs:simpleType は使わない' "sed -i 's|<xs:element name=\"now\" .*|<xs:element name=\"now\"><xs:simpleType><xs:restriction base=\"xs:string\"><xs:pattern value=\"x\"/></xs:restriction></xs:simpleType></xs:element>|' schema/kanri.xsd"
breaks wsdl 'schema/rules.xml:1: 規則を読めない' "sed -i 's|</rules>||' schema/rules.xml"

breaks tree 'zz:1: 最上位に置かない' 'touch zz'
breaks tree 'tests/zz.log:1: 作られたものは置かない' 'touch tests/zz.log'
breaks tree 'tests/zz.sh:1: 特定の機械の絶対パスがある' 'echo "cd /""home/somebody" > tests/zz.sh'

[ -f README.md ] && breaks readme 'README がない' 'rm README.md'
breaks readme 'どのテストも実行しないコマンド: zz --help' 'printf "\n\`\`\`sh\nzz --help\n\`\`\`\n" >> README.md'
breaks readme 'どのテストも実行しないコマンド: make zz' 'printf "\n\`\`\`sh\nmake zz\n\`\`\`\n" >> README.md'
breaks readme 'server/zz.c がない' 'printf "\n\`server/zz.c\`\n" >> server/README.md'
breaks readme 'jukiYokyu は unyo → gaibu' 'sed -i "/^| .jukiYokyu./s/unyo → gaibu/chukan → kanri/" server/README.md'
breaks readme 'zz はない' 'sed -i "s/^| .jukiKaito. |/| \`jukiKaito\`, \`zz\` |/" server/README.md'
breaks readme 'fileMachi が表にない' 'sed -i "/^| .fileMachi./d" server/README.md'
breaks readme '手作業 nws-toi が表にない' "sed -i '/^| .nws-toi /d' README.md"
breaks readme 'コマンドは sh のブロックに書く' 'printf "\n\`\`\`bash\nmake test\n\`\`\`\n" >> README.md'
breaks readme 'すぐ上の段落に書く' 'printf "\nつぎです。\n\n<!-- readme:not-run -->\n\`\`\`sh\nzz --help\n\`\`\`\n" >> README.md'
breaks readme 'readme:not-run は readme:run の外に書く' "sed -i 's/^<!-- readme:file .*/<!-- readme:not-run -->/' README.md"
breaks readme 'どのテストも実行しないブロック: bat' "sed -i '/^<!-- readme:not-run -->/d' README.md"
breaks readme 'どのテストも実行しないプログラム: java' "sed -i '/^<!-- readme:file .*java/d' README.md"
breaks readme 'readme:file は readme:run か readme:clients の中に書く' "sed -i '/^<!-- readme:clients -->/d' README.md"
breaks readme 'readme:run が閉じていない' 'printf "\n<!-- readme:run -->\n" >> README.md'

breaks format 'zz.c:2: 書式が' "$(c_file server/base/zz.c 'int  x ;')"
breaks words "「選択肢」とは書かない: オプション" "$(c_file server/base/zz.c 'const char *const zz = "選択肢";')"
breaks words "「情報提供サーバー」とは書かない" 'echo 情報提供サーバーへ >>README.md'

# T goes to the runner as it was typed
make -n test T='^gate/check-(tree|names)$$|a b' | grep -qF "tests/run.sh '^gate/check-(tree|names)$|a b'" ||
    { echo 'Makefile: make test T=… が tests/run.sh にそのまま渡らない'; failed=1; }

echo "gates: $passed rules proven"
[ $failed = 0 ]
