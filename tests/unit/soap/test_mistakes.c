/* What clients get wrong (INTEROP 20 to 24), as Java, .NET, PHP, Perl and hands write it, and what they are
 * told: enough that nobody has to ask. That nothing is told twice over, by number or in the library's English
 * is held of every reply of this room, in talk.h. */
#include "soap/talk.h"

#define XSI "xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\" "
#define XSD "xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\" "
#define T "xmlns:t=\"urn:chukan:kensho:1\" "
#define ECHO(fields) ENV11(CALL("echo", fields))
#define SHIRABE(fields) ENV11(CALL("shirabe", fields))
#define WANT(want, have) "<c:want>" want "</c:want><c:have>" have "</c:have>"
#define UPLOAD(content) ENV11(CALL("upload", "<mei>a.csv</mei><naiyo>" content "</naiyo>"))
#define FILE64 "<c:item>ファイルの内容</c:item>"
#define CHARACTERS "base64 の文字（A〜Z、a〜z、0〜9、+、/、=）、空白、改行"
#define XML(have) "<c:want>整形式の XML</c:want><c:have>" have "</c:have>"
#define TYPE(ns, name)                                                                                       \
    "<c:want>xsi:type のない要素か、この要素の型 {" ns "}" name                                              \
    "（SOAP::Lite は autotype(0)）</c:want><c:have>属性 "
#define KENSHO "urn:chukan:kensho:1"
#define XSD_NS "http://www.w3.org/2001/XMLSchema"
#define NIL "値のある要素（値のないものは xsi:nil でなく、要素ごと省きます）</c:want><c:have>属性 "
#define SECURITY "{" WSSE "}Security"
#define HEAD(header) ENV(NS11, header, CALL("echo", ""))
#define WSS(inside) "<w:Security xmlns:w=\"" WSSE "\">" inside "</w:Security>"
#define X43 "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
#define OLD_WSSE "http://schemas.xmlsoap.org/ws/2002/07/secext"

static const struct {
    const char *body;
    enum status want;
    const char *has;
} rows[] = {
    /* namespaces: WCF, SOAP::WSDL, rpc/literal, hands */
    {ENV11("<echo xmlns=\"urn:chukan:kensho:1\"><irai xmlns=\"\"><busho>B001</busho></irai></echo>"),
     ST_SCHEMA, "<c:item>irai</c:item>" WANT("要素 {urn:chukan:kensho:1}irai", "要素 {}irai")},
    {ENV11("<t:echo " T "><irai><busho>B001</busho></irai></t:echo>"), ST_SCHEMA,
     WANT("要素 {urn:chukan:kensho:1}irai", "要素 {}irai")},
    {ENV11("<echo xmlns=\"urn:chukan:kensho:1\"><irai><busho>B001</busho></irai></echo>"), ST_SCHEMA,
     "<c:item>irai/busho</c:item>" WANT("要素 {urn:chukan:common:1}busho",
                                        "要素 {urn:chukan:kensho:1}busho")},
    {ECHO("<c:text>a</c:text>"), ST_SCHEMA,
     WANT("要素 {urn:chukan:kensho:1}text", "要素 {urn:chukan:common:1}text")},
    {ECHO("<nani xmlns=\"urn:x\"/>"), ST_SCHEMA,
     WANT("省ける要素 {urn:chukan:kensho:1}text, kazu, kumi, item", "要素 {urn:x}nani")},
    {ENV11("<echo xmlns=\"urn:chukan:kensho:1/\"/>"), ST_NO_OPERATION,
     WANT("{urn:chukan:kensho:1}echo", "{urn:chukan:kensho:1/}echo")},
    {ENV11("<echo xmlns=\"http://chukan/kensho/1\"/>"), ST_NO_OPERATION,
     WANT("{urn:chukan:kensho:1}echo", "{http://chukan/kensho/1}echo")},
    {ENV11("<echo/>"), ST_NO_OPERATION, WANT("{urn:chukan:kensho:1}echo", "{}echo")},
    {ENV11("<echoRequest xmlns=\"urn:chukan:kensho:1\"/>"), ST_NO_OPERATION,
     "{urn:chukan:kensho:1} の echo、shirabe、kaku、"},
    /* order, number, names */
    {ENV11(OPEN("echo") "<text>a</text></echo>"), ST_SCHEMA,
     "<c:item>text</c:item>" WANT("要素 irai", "要素 text（前に要る要素がありません）")},
    {ENV11(OPEN("echo") IRAI IRAI "</echo>"), ST_SCHEMA,
     "<c:item>irai[2]</c:item>" WANT("要素 irai は一つ", "2 個目の要素 irai（回数が違います）")},
    {ENV11(OPEN("echo") "<irai><c:user>a</c:user><c:busho>a</c:busho></irai></echo>"), ST_SCHEMA,
     "<c:item>irai/user</c:item>" WANT("要素 busho より後", "要素 busho より前（順序が違います）")},
    {ENV11(OPEN("echo") "<irai/></echo>"), ST_SCHEMA, WANT("要素 busho, user", "要素が足りません")},
    {ENV11(OPEN("echo") "<irai><c:busho>a</c:busho></irai></echo>"), ST_SCHEMA,
     WANT("要素 user", "要素が足りません")},
    {ENV11(OPEN("echo") "<request>" IRAI "</request></echo>"), ST_SCHEMA,
     WANT("要素 irai", "要素 request（XML スキーマにない名前です）")},
    {ENV11(OPEN("echo") "<Irai/>" IRAI "</echo>"), ST_SCHEMA,
     WANT("要素 irai", "要素 Irai（XML スキーマにない名前です）")},
    {ECHO("<Text>a</Text>"), ST_SCHEMA,
     WANT("省ける要素 text, kazu, kumi, item", "要素 Text（XML スキーマにない名前です）")},
    {ECHO("<kazu>1</kazu><Kumi/><item><mei>a</mei></item>"), ST_SCHEMA,
     WANT("省ける要素 kumi", "要素 Kumi（XML スキーマにない名前です）")},
    {ECHO("<item><mei>a</mei></item><nani/>"), ST_SCHEMA,
     WANT("&lt;/echo&gt;（要素の終わり）", "要素 nani（XML スキーマにない名前です）")},
    {ECHO("<kumi><mei>a</mei><echo/></kumi>"), ST_SCHEMA,
     WANT("省ける要素 atai", "要素 echo（kumi の中に置く要素ではありません）")},
    {ECHO("<text>a</text><text>b</text>"), ST_SCHEMA,
     "<c:item>text[2]</c:item>" WANT("要素 text は一つ", "2 個目の要素 text（回数が違います）")},
    {ECHO("<kumi><mei>a</mei></kumi><kumi/>"), ST_SCHEMA,
     WANT("要素 kumi は一つ", "2 個目の要素 kumi（回数が違います）")},
    {ECHO("<kazu>1</kazu><text>b</text>"), ST_SCHEMA,
     WANT("要素 kazu より前", "要素 kazu より後（順序が違います）")},
    {ECHO("<text>b</text><item><mei>a</mei></item><kazu>1</kazu>"), ST_SCHEMA,
     WANT("要素 item より前", "要素 item より後（順序が違います）")},
    {ECHO("<kumi><atai>1</atai><mei>a</mei></kumi>"), ST_SCHEMA,
     "<c:item>kumi/atai</c:item>" WANT("要素 mei より後", "要素 mei より前（順序が違います）")},
    {ECHO("<kumi><mei>a</mei><atai>1</atai><atai>1</atai></kumi>"), ST_SCHEMA,
     WANT("要素 atai は一つ", "2 個目の要素 atai（回数が違います）")},
    {ECHO("<item><mei>a</mei></item><item><atai>1</atai></item>"), ST_SCHEMA,
     "<c:item>item[2]/atai</c:item>" WANT("要素 mei", "要素 atai（前に要る要素がありません）")},
    {ENV11(CALL("kotowaru", "")), ST_SCHEMA, WANT("要素 mei", "要素が足りません")},
    /* what may be left out is not asked for */
    {ENV11(CALL("kotowaru", "<text>a</text>")), ST_SCHEMA, WANT("要素 mei", "要素が足りません")},
    {ENV11(CALL("kotowaru", "<nani/>")), ST_SCHEMA,
     WANT("要素 mei か、省ける要素 text", "要素 nani（XML スキーマにない名前です）")},
    {ENV11(CALL("kotowaru", "<mei>a</mei><text>a</text>")), ST_SCHEMA,
     WANT("要素 mei より前", "要素 mei より後（順序が違います）")},
    /* text and elements */
    {ECHO("text"), ST_SCHEMA, WANT("文字でなく要素", "文字「text」")},
    {ECHO("<kumi> <mei>a</mei>&#x3000;</kumi>"), ST_SCHEMA, WANT("文字でなく要素", "文字「　」")},
    {ECHO("<kumi><![CDATA[<mei>a</mei>]]></kumi>"), ST_SCHEMA,
     WANT("文字でなく要素", "文字「&lt;mei&gt;a&lt;/mei&gt;」")},
    {ECHO("<text><b>a</b></text>"), ST_SCHEMA, WANT("要素でなく値", "要素 b")},
    {ECHO("<kazu> <b/> </kazu>"), ST_SCHEMA, WANT("要素でなく値", "要素 b")},
    /* attributes: rpc/encoded, signatures, editors */
    {ECHO("<text xml:lang=\"ja\">a</text>"), ST_SCHEMA,
     WANT("属性のない要素", "属性 xml:lang=&quot;ja&quot;")},
    {ECHO("<kumi xmlns:wsu=\"urn:wsu\" wsu:Id=\"k\"><mei>a</mei></kumi>"), ST_SCHEMA,
     WANT("属性のない要素", "属性 wsu:Id=&quot;k&quot;")},
    {ECHO("<text id=\"id1\">a</text>"), ST_SCHEMA, WANT("属性のない要素", "属性 id=&quot;id1&quot;")},
    {ECHO("<text s:encodingStyle=\"http://schemas.xmlsoap.org/soap/encoding/\">a</text>"), ST_SCHEMA,
     "document/literal の要素（SOAP の encoding は使いません）</c:want><c:have>属性 s:encodingStyle="},
    {ECHO("<item xmlns:e=\"http://schemas.xmlsoap.org/soap/encoding/\" e:arrayType=\"e:string[1]\"/>"),
     ST_SCHEMA, "document/literal の要素（SOAP の配列は使いません）</c:want><c:have>属性 e:arrayType="},
    {ECHO("<text href=\"#id1\"/>"), ST_SCHEMA,
     WANT("値を中に書いた要素（multiRef の参照は読みません）", "属性 href=&quot;#id1&quot;")},
    {"\x1F\x8B\x08\x00<", ST_CHARSET,
     WANT("XML（gzip で送るなら Content-Encoding: gzip）", "gzip のバイト 1F 8B")},
    {ENV11(CALL("echo", "") "<multiRef id=\"id1\"/>"), ST_SCHEMA,
     WANT("一つ（multiRef の参照は読みません）", "二つ目の要素 {}multiRef")},
    {ECHO("<text xmlns:i=\"http://www.w3.org/1999/XMLSchema-instance\" i:type=\"x\">a</text>"), ST_SCHEMA,
     WANT("型の属性のない要素", "属性 i:type=&quot;x&quot;")},
    /* xsi:type: SOAP::Lite, old .NET */
    {ECHO("<text " XSI T "i:type=\"t:Text\">a</text>"), ST_OK, "<text>a</text>"},
    {ECHO("<text " XSI "xmlns=\"urn:chukan:kensho:1\" i:type=\"Text\">a</text>"), ST_OK, "<text>a</text>"},
    {ECHO("<kumi " XSI T "i:type=\"t:Kumi\"><mei>a</mei></kumi>"), ST_OK, "<mei>a</mei>"},
    {ECHO("<kazu " XSI XSD "i:type=\"xsd:int\">1</kazu>"), ST_OK, "<kazu>1</kazu>"},
    {ECHO("<text " XSI XSD "i:type=\"xsd:string\">a</text>"), ST_SCHEMA,
     TYPE(KENSHO, "Text") "i:type=&quot;xsd:string&quot;（{http://www.w3.org/2001/XMLSchema}string）"},
    {ECHO("<kazu " XSI "xmlns:xsd=\"http://www.w3.org/1999/XMLSchema\" i:type=\"xsd:int\">1</kazu>"),
     ST_SCHEMA, TYPE(XSD_NS, "int") "i:type=&quot;xsd:int&quot;（{http://www.w3.org/1999/XMLSchema}int）"},
    {ECHO("<kazu " XSI "i:type=\"xsd:int\">1</kazu>"), ST_SCHEMA,
     TYPE(XSD_NS, "int") "i:type=&quot;xsd:int&quot;（接頭辞 xsd の宣言がありません）"},
    {ECHO("<kazu " XSI "i:type=\"\">1</kazu>"), ST_SCHEMA, TYPE(XSD_NS, "int") "i:type=&quot;&quot;"},
    {ECHO("<kumi " XSI T "i:type=\"t:Text\">a</kumi>"), ST_SCHEMA,
     TYPE(KENSHO, "Kumi") "i:type=&quot;t:Text&quot;"},
    {ECHO("<item><mei " XSI XSD "i:type=\"xsd:int\">1</mei></item>"), ST_SCHEMA,
     "<c:item>item/mei</c:item>" TYPE(XSD_NS, "string") "i:type=&quot;xsd:int&quot;"},
    {ENV11(OPEN("echo") "<irai " XSI T "i:type=\"t:Kumi\"/></echo>"), ST_SCHEMA,
     TYPE("urn:chukan:common:1", "Irai") "i:type=&quot;t:Kumi&quot;（{urn:chukan:kensho:1}Kumi）"},
    /* xsi:nil: npm soap */
    {ECHO("<text " XSI "i:nil=\"true\"/>"), ST_SCHEMA, NIL "i:nil=&quot;true&quot;"},
    {ECHO("<kumi " XSI "i:nil=\"1\"/>"), ST_SCHEMA, NIL "i:nil=&quot;1&quot;"},
    {ECHO("<kazu " XSI "i:nil=\"false\">1</kazu>"), ST_SCHEMA, NIL "i:nil=&quot;false&quot;"},
    {ECHO("<text " XSI "i:nil=\"nil\">a</text>"), ST_SCHEMA, NIL "i:nil=&quot;nil&quot;"},
    /* values */
    {ECHO("<kazu> 10 </kazu>"), ST_OK, "<kazu>10</kazu>"},
    {ECHO("<kazu>\n\t-010\r\n</kazu><item><mei> a </mei><atai>\n+7 </atai></item>"), ST_OK,
     "<kazu>-10</kazu><kumi></kumi><item><mei> a </mei><atai>7</atai></item>"},
    {ECHO("<kazu><![CDATA[ 10]]> </kazu>"), ST_OK, "<kazu>10</kazu>"},
    {ECHO("<kazu> 1 0 </kazu>"), ST_SCHEMA, WANT("-2147483648〜2147483647 の整数（xs:int）", "1 0")},
    {ECHO("<kazu> </kazu>"), ST_SCHEMA, WANT("-2147483648〜2147483647 の整数（xs:int）", "空")},
    {ECHO("<kazu> 1 </kazu><kazu> 1 </kazu>"), ST_SCHEMA, "<c:item>kazu[2]</c:item>"},
    {ECHO("<kazu>1.0</kazu>"), ST_SCHEMA, WANT("-2147483648〜2147483647 の整数（xs:int）", "1.0")},
    {ECHO("<kazu>1,000</kazu>"), ST_SCHEMA, WANT("-2147483648〜2147483647 の整数（xs:int）", "1,000")},
    {ECHO("<kazu>１</kazu>"), ST_SCHEMA, WANT("-2147483648〜2147483647 の整数（xs:int）", "１")},
    {ECHO("<kazu>&#xA0;1</kazu>"), ST_SCHEMA,
     WANT("-2147483648〜2147483647 の整数（xs:int）", "「\u00A01」")},
    {ECHO("<kazu>&#x3000;1</kazu>"), ST_SCHEMA, WANT("-2147483648〜2147483647 の整数（xs:int）", "「　1」")},
    {ECHO("<kazu>2147483648</kazu>"), ST_SCHEMA,
     WANT("-2147483648〜2147483647 の整数（xs:int）", "2147483648")},
    {SHIRABE("<kensu>x</kensu>"), ST_SCHEMA, WANT("-2147483648〜2147483647 の整数（xs:int）", "x")},
    {SHIRABE("<kensu> 10 </kensu>"), ST_ACCEPTED, NULL},
    {SHIRABE("<kensu>0</kensu>"), ST_SCHEMA, WANT("下限 1", "0")},
    {SHIRABE("<kensu> 101 </kensu>"), ST_SCHEMA, WANT("上限 100", "101")},
    {SHIRABE("<kensu>\n101</kensu><hizuke> 2026-02-30 </hizuke>"), ST_SCHEMA, WANT("上限 100", "101")},
    {SHIRABE("<hizuke>\n2026-02-28\n</hizuke><nichiji> 2026-02-28T09:00:00+09:00 </nichiji>"
             "<hai> true </hai><naka> YQ== </naka><go>\n a  b </go>"),
     ST_ACCEPTED, NULL},
    {SHIRABE("<hizuke>2026/02/28</hizuke>"), ST_SCHEMA, WANT("日付（xs:date、例 2026-04-01）", "2026/02/28")},
    {SHIRABE("<nichiji>2026-02-28 09:00:00</nichiji>"), ST_SCHEMA,
     "日時（xs:dateTime、例 2026-04-01T09:00:00+09:00）"},
    {SHIRABE("<hai>TRUE</hai>"), ST_SCHEMA, WANT("true か false（xs:boolean）", "TRUE")},
    {SHIRABE("<naka>Y</naka>"), ST_SCHEMA, WANT("base64（xs:base64Binary）", "Y")},
    {SHIRABE("<go>abcd</go>"), ST_SCHEMA, WANT("3 文字まで", "4 文字: abcd")},
    {SHIRABE("<himitsu>Kaeta-012</himitsu>"), ST_SCHEMA, WANT("8 文字まで", "9 文字: （示しません）")},
    {SHIRABE("<himitsu></himitsu>"), ST_SCHEMA, WANT("1 文字以上", "空")},
    {SHIRABE("<himitsu>Kaeta-01</himitsu>"), ST_ACCEPTED, NULL},
    {SHIRABE("<wariai>1.25</wariai>"), ST_SCHEMA, WANT("小数点から後のけた数の上限 1", "1.25")},
    {SHIRABE("<wariai>1234</wariai>"), ST_SCHEMA, WANT("けた数の上限 3", "1234")},
    {SHIRABE("<ymd>2017-05-08</ymd>"), ST_SCHEMA, WANT("形式 [0-9]{8}", "10 文字: 2017-05-08")},
    {SHIRABE("<ymd>\n20170508</ymd>"), ST_SCHEMA, "形式 [0-9]{8}"},
    {SHIRABE("<ymd>\n2017&#13;&#9;0508&#x7F;&#x2028;</ymd>"), ST_SCHEMA,
     WANT("形式 [0-9]{8}", "13 文字: 〔改行〕2017〔CR〕〔タブ〕0508〔0x7F〕〔U+2028〕")},
    {ECHO("\n  text\n"), ST_SCHEMA, WANT("文字でなく要素", "文字「〔改行〕  text〔改行〕」")},
    {SHIRABE("<ymd/>"), ST_SCHEMA, WANT("形式 [0-9]{8}", "空")},
    {SHIRABE("<kubun>3</kubun>"), ST_SCHEMA, WANT("いずれか: '1', '2'", "3")},
    {SHIRABE("<kubun> 1 </kubun>"), ST_SCHEMA, WANT("いずれか: '1', '2'", "「 1 」")},
    /* base64: what it is not, and where */
    {UPLOAD("YWJj!"), ST_BASE64, FILE64 WANT(CHARACTERS, "5 文字目が「!」")},
    {UPLOAD("\n  YWJj\r\n\tYW?j\n"), ST_BASE64, "<c:have>3 行目の 4 文字目が「?」<"},
    {UPLOAD(" \n c:"), ST_BASE64, "<c:have>2 行目の 3 文字目が「:」<"},
    {UPLOAD("Y-Jj"), ST_BASE64,
     FILE64 WANT("base64 の文字（base64url の - と _ でなく、+ と /）", "2 文字目が「-」")},
    {UPLOAD("f@x"), ST_BASE64,
     WANT("base64 の文字、または添付を指す cid:ID（cid: を付けます）", "2 文字目が「@」")},
    {UPLOAD("YWJ"), ST_BASE64,
     FILE64 WANT("4 文字ずつの組（足りないところは = で埋める）",
                 "最後の組が 3 文字で、途中で終わっています")},
    {UPLOAD("YQ="), ST_BASE64, "最後の組が 3 文字で"},
    {UPLOAD("YQ==\nYQ=="), ST_BASE64,
     FILE64 WANT("= の組で終わる base64（後には空白と改行だけ）", "2 行目の 1 文字目が「Y」")},
    {UPLOAD("Y==="), ST_BASE64, FILE64 WANT("4 文字ずつの組で、= は三文字目から", "2 文字目が「=」")},
    {UPLOAD("YR=="), ST_BASE64,
     FILE64 WANT("= の前の文字が、使わないビットを 0 にした base64", "3 文字目が「=」")},
    {UPLOAD("健保"), ST_BASE64, "1 文字目が「健」、バイト E5 81 A5<"},
    {UPLOAD("YWJj&#xA0;"), ST_BASE64, "5 文字目が「\u00A0」、バイト C2 A0<"},
    /* XML */
    {"\n<?xml version=\"1.0\"?>" ECHO(""), ST_NOT_XML,
     XML("2 行目: XML 宣言（&lt;?xml …?&gt;）の前に、改行や空白があります（本文の最初に置きます）")},
    {" <?xml version=\"1.0\"?>" ECHO(""), ST_NOT_XML, "1 行目: XML 宣言（&lt;?xml …?&gt;）の前に"},
    {ENV11("<?xml version=\"1.0\"?><echo/>"), ST_NOT_XML,
     XML("1 行目: XML 宣言（&lt;?xml …?&gt;）が文書の途中にあります")},
    {"<?xml version=\"1.0\" encoding=utf-8?>" ECHO(""), ST_NOT_XML, "引用符"},
    {"<?xml encoding=\"utf-8\"?>" ECHO(""), ST_NOT_XML, "XML 宣言に version がありません"},
    {"<?xml version=\"1.1\"?>" ECHO(""), ST_OK, NULL},
    {"\xEF\xBB\xBF\xEF\xBB\xBF" ECHO(""), ST_NOT_XML, XML("1 行目: BOM が二つあります")},
    {"{\"echo\":{}}", ST_NOT_XML, XML("1 行目: &lt; ではなく「{&quot;ec」で始まっています")},
    {"--b\r\nContent-Type: text/xml\r\n", ST_NOT_XML, XML("1 行目: &lt; ではなく「--b」で始まっています")},
    {"a=1&b=2", ST_NOT_XML, XML("1 行目: &lt; ではなく「a=」で始まっています")},
    {"123456789018", ST_NOT_XML, XML("1 行目: &lt; で始まっていません")},
    {"", ST_NOT_XML, WANT("SOAP の Envelope", "本文が空です")},
    {ECHO("<text>a & b</text>"), ST_NOT_XML, "（値の中では &amp;lt; &amp;amp; と書きます）"},
    {ECHO("<text>a&b</text>"), ST_NOT_XML, "; がありません（値の中の &amp; は &amp;amp; と書きます）"},
    {ECHO("<text>1 < 2</text>"), ST_NOT_XML, "（値の中では &amp;lt; &amp;amp; と書きます）"},
    {"<!DOCTYPE a SYSTEM 'b>c'><a/>", ST_DOCTYPE, WANT("DOCTYPE のない XML", "DOCTYPE 宣言があります")},
    {"<!DOCTYPE a PUBLIC 'b>' \"c>\"><a/>", ST_DOCTYPE, WANT("DOCTYPE のない XML", "DOCTYPE 宣言があります")},
    {ECHO("<text>&nbsp;</text>"), ST_DOCTYPE, "<c:have>&amp;nbsp;</c:have>"},
    {ECHO("<text>&#0;</text>"), ST_NOT_XML, "XML に書けない文字"},
    {ECHO("<text>a]]>b</text>"), ST_NOT_XML, "（]]&amp;gt; と書きます）"},
    {ECHO("<text>a</Text>"), ST_NOT_XML, XML("1 行目: 開始タグ text と終了タグ Text の名前が違います")},
    {ECHO("<text a=1>a</text>"), ST_NOT_XML, "属性値が引用符で始まっていません"},
    {ECHO("<text a>a</text>"), ST_NOT_XML, "値のない属性があります"},
    {ECHO("<text a=\"1\"b=\"2\">a</text>"), ST_NOT_XML, "空白がありません"},
    {ECHO("<text a=\"<\">a</text>"), ST_NOT_XML, "（&amp;lt; と書きます）"},
    {ECHO("<i:text>a</i:text>"), ST_NOT_XML, XML("1 行目: 接頭辞 i の名前空間の宣言がありません")},
    {ECHO("<x:a:b xmlns:x=\"urn:x\"/>"), ST_NOT_XML, "名前の : の後に"},
    {ECHO("<a xmlns:x=\"\"/>"), ST_NOT_XML, "接頭辞の名前空間が空か、"},
    {ECHO("<a xmlns:x=\"urn:x y\"/>"), ST_NOT_XML,
     XML("1 行目: 名前空間の宣言（xmlns）の値が URI の形ではありません（空白や日本語は書けません）")},
    {ECHO("<!-- a -- b -->"), ST_NOT_XML, "注釈の中に -- があります"},
    {ECHO("") "\n<br/>", ST_NOT_XML, XML("2 行目: 最後の終了タグより後に、続きがあります")},
    {ECHO("") "x", ST_NOT_XML, "最後の終了タグより後に、続きがあります"},
    {"<s:Envelope xmlns:s=\"" NS11 "\"><s:Header>" GOOD_TOKEN
     "</s:Header><s:Body>" CALL("echo", "") "</s:Body>",
     ST_NOT_XML, "文書が途中で終わっています（閉じていない要素があります）"},
    {"<!-- -->", ST_NOT_XML, "（要素がありません）"},
    /* the envelope */
    {"<s:envelope xmlns:s=\"" NS11 "\"/>", ST_NOT_ENVELOPE, WANT("{" NS11 "}Envelope", "{" NS11 "}envelope")},
    {CALL("echo", ""), ST_NOT_ENVELOPE, WANT("{" NS11 "}Envelope", "{urn:chukan:kensho:1}echo")},
    {"<Envelope xmlns=\"http://schemas.xmlsoap.org/soap/envelope\"/>", ST_VERSION,
     "または " NS12 "</c:want><c:have>http://schemas.xmlsoap.org/soap/envelope</c:have>"},
    {"<s:Envelope xmlns:s=\"" NS11 "\"><s:Body xmlns:s=\"" NS12 "\"/></s:Envelope>", ST_NOT_ENVELOPE,
     WANT("{" NS11 "} の Header、Body", "{" NS12 "}Body")},
    {"<s:Envelope xmlns:s=\"" NS11 "\"><Header/></s:Envelope>", ST_NOT_ENVELOPE,
     WANT("{" NS11 "} の Header、Body", "{}Header")},
    {"<s:Envelope xmlns:s=\"" NS11 "\"><s:Header>a</s:Header></s:Envelope>", ST_NOT_ENVELOPE,
     "<c:item>Header</c:item>" WANT("要素だけ", "要素の外に文字があります")},
    {"<s:Envelope xmlns:s=\"" NS11 "\"><s:Header><s:Body/></s:Header></s:Envelope>", ST_NOT_ENVELOPE,
     WANT("Envelope の中に一つ", "Header の中にあります")},
    {ENV11("<s:Body>" CALL("echo", "") "</s:Body>"), ST_NO_OPERATION, "<c:have>{" NS11 "}Body</c:have>"},
    {ENV(NS12, GOOD_TOKEN, CALL("echo", "") "</s:Body><s:Other/><s:Body>"), ST_NOT_ENVELOPE,
     WANT("Body が最後", "{" NS12 "}Other")},
    {"<s:Envelope xmlns:s=\"" NS11 "\"><s:Header>" GOOD_TOKEN
     "</s:Header><s:Body>" CALL("echo", "") "</s:Body><x xmlns=\"urn:x\">a</x></s:Envelope>",
     ST_OK, NULL},
    /* who calls */
    {HEAD("<Security xmlns=\"" OLD_WSSE "\"><UsernameToken/></Security>"), ST_NO_TOKEN,
     "<c:have>名前空間の違う {" OLD_WSSE "}Security</c:have>"},
    {HEAD("<Security xmlns=\"" OLD_WSSE "\" s:mustUnderstand=\"1\"/>"), ST_MUST_UNDERSTAND,
     "<c:want>" SECURITY " だけ（ほかのヘッダの mustUnderstand は外してください）</c:want><c:have>{" OLD_WSSE
     "}Security"},
    {HEAD("<a xmlns=\"urn:x\" s:mustUnderstand=\"yes\"/>" GOOD_TOKEN), ST_SCHEMA,
     "<c:item>a の mustUnderstand</c:item>" WANT("0、1、true、false のいずれか", "yes")},
    {HEAD("<a xmlns=\"urn:x\" s:mustUnderstand=\"\"/>" GOOD_TOKEN), ST_SCHEMA,
     WANT("0、1、true、false のいずれか", "空")},
    {HEAD("<w:Security xmlns:w=\"" WSSE "\" s:mustUnderstand=\"TRUE\"/>"), ST_SCHEMA,
     "<c:item>Security の mustUnderstand</c:item>" WANT("0、1、true、false のいずれか", "TRUE")},
    {HEAD("<a xmlns=\"urn:x\" s:mustUnderstand=\" false \"/>" GOOD_TOKEN), ST_OK, NULL},
    {HEAD("<a xmlns=\"urn:x\" s:actor=\"urn:y\" s:mustUnderstand=\"yes\"/>" GOOD_TOKEN), ST_OK, NULL},
    {HEAD(WSS("<UsernameToken/>")), ST_NO_TOKEN, "<c:have>名前空間の違う {}UsernameToken</c:have>"},
    {HEAD(WSS("<w:BinarySecurityToken/>")), ST_NO_TOKEN, "<c:have>UsernameToken のない Security</c:have>"},
    {HEAD(WSS("<w:UsernameToken><Username>KS1</Username></w:UsernameToken>")), ST_TOKEN_FORM,
     WANT("{" WSSE "}Username", "名前空間の違う {}Username")},
    {HEAD(WSS("<w:UsernameToken><w:Username/></w:UsernameToken>")), ST_TOKEN_FORM,
     WANT("システム識別子", "空")},
    {ENV(NS11, TOKEN(X43 X43 X43, "x"), ""), ST_TOKEN_FORM, WANT("128 バイトまで", "129 バイト")},
    {ENV(NS11, TOKEN("KS1", X43 X43 X43 X43 X43 X43), ""), ST_TOKEN_FORM,
     "<c:item>Password</c:item>" WANT("256 バイトまで", "257 バイト以上")},
    {HEAD(WSS("<w:UsernameToken><w:Username>KS1</w:Username><w:Password "
              "Type=\"urn:p#PasswordDigest\">x</w:Password>"
              "<w:Nonce>eA==</w:Nonce></w:UsernameToken>")),
     ST_TOKEN_FORM, WANT("PasswordText（平文）", "PasswordDigest")},
    {HEAD(WSS("<w:UsernameToken><w:Username>KS1</w:Username><w:Password/></w:UsernameToken>")), ST_TOKEN_FORM,
     WANT("接続システムのパスワード", "空")},
    {ENV(NS11, "", GOOD_TOKEN), ST_NO_TOKEN, "の UsernameToken</c:want><c:have>ありません</c:have>"},
};

START_TEST(test_mistake)
{
    struct talk t = {.content_type = XML11, .body = rows[_i].body};
    for (t.chunk = 0; t.chunk <= 1; t.chunk++) {
        talk_run(&t);
        talk_check(&t, rows[_i].want, rows[_i].has);
    }
    buf_release(&t.reply);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("soap/mistakes");
    TCase *t = tcase_create("mistakes");
    tcase_add_unchecked_fixture(t, talk_open, talk_close);
    tcase_add_loop_test(t, test_mistake, 0, (int)(sizeof rows / sizeof *rows));
    tcase_set_timeout(t, 60);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? 1 : 0;
}
