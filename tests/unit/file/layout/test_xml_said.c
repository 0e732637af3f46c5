/* file/layout/xml_said: what libxml2 finds in a file is told in our words, and in English with --lang en. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/english.h"
#include "base/lang.h"
#include "file/layout/xml.h"
#include "file/folder.h"

static const char schema_text[] =
    "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'><xs:element "
    "name='ue'><xs:complexType><xs:sequence>"
    "<xs:element name='naka' minOccurs='0' maxOccurs='3'><xs:complexType><xs:attribute name='kazu' "
    "type='xs:int' use='required'/>"
    "<xs:attribute name='go'><xs:simpleType><xs:restriction base='xs:string'><xs:enumeration value='a'/>"
    "<xs:enumeration value='b'/></xs:restriction></xs:simpleType></xs:attribute>"
    "<xs:attribute name='kata'><xs:simpleType><xs:restriction base='xs:string'><xs:pattern "
    "value='[A-Z]+'/></xs:restriction>"
    "</xs:simpleType></xs:attribute>"
    "<xs:attribute name='haba'><xs:simpleType><xs:restriction base='xs:int'><xs:minInclusive value='1'/>"
    "<xs:maxInclusive value='9'/></xs:restriction></xs:simpleType></xs:attribute>"
    "<xs:attribute name='nagasa'><xs:simpleType><xs:restriction base='xs:string'><xs:minLength value='2'/>"
    "<xs:maxLength value='3'/></xs:restriction></xs:simpleType></xs:attribute></xs:complexType></xs:element>"
    "<xs:element name='shita' type='xs:string' minOccurs='0'/></xs:sequence></xs:complexType>"
    "<xs:unique name='u'><xs:selector xpath='naka'/><xs:field "
    "xpath='@kazu'/></xs:unique></xs:element></xs:schema>";

static const struct {
    const char *text, *have, *en;
} rows[] = {
    {"", "XML が始まっていません（空のファイルか、XML でない文書）",
     "no XML begins here (an empty file, or no XML)"},
    {"<ue>", "終了タグがありません", "an end tag is missing"},
    {"<ue></ua>", "開始タグと終了タグの名前が合いません", "the end tag has another name than the start tag"},
    {"<ue/><ue/>", "文書の終わりの後に、余計なものがあります",
     "something stands behind the end of the document"},
    {"<ue", "タグの > がありません", "the > of a tag is missing"},
    {"<ue a=1/>", "属性の値が引用符で始まっていません", "an attribute's value begins with no quote"},
    {"<ue a='1/>", "属性の値の引用符が閉じていません", "an attribute's value ends with no quote"},
    {"<ue a/>", "値のない属性です", "an attribute has no value"},
    {"<ue a='' a=''/>", "同じ名前の属性が二つあります", "an attribute is there twice"},
    {"<ue a='<'/>", "属性の値に < があります（&lt; と書きます）",
     "an attribute's value has a < (write &lt;)"},
    {"<ue>&</ue>", "名前がありません（文字の & は &amp;、< は &lt; と書きます）",
     "a name is missing (write &amp; for &, &lt; for <)"},
    {"<ue>&amp</ue>", "& の後に ; がありません（& は &amp; と書きます）",
     "no ; stands behind & (write &amp;)"},
    {"<ue>&nai;</ue>", "定義のない実体「nai」", "no such entity: \"nai\""},
    {"<ue>&#1;</ue>", "XML に書けない文字があります", "a character that XML can't have"},
    {"<ue>\x01</ue>", "XML に書けない文字があります", "a character that XML can't have"},
    {"<ue>\xff</ue>", "XML に書けない文字があります", "a character that XML can't have"},
    {"<?xml version='1.0' encoding='nani'?><ue/>", "読めない文字コードの宣言です",
     "an encoding that can't be read"},
    {"<ue><!-- </ue>", "コメントが --> で閉じていません", "a comment has no -->"},
    {"<ue><!-- -- --></ue>", "コメントの中に -- があります", "a comment has a --"},
    {"<ue><![CDATA[</ue>", "CDATA が ]]> で閉じていません", "a CDATA section has no ]]>"},
    {"<ue><?pi </ue>", "処理命令が ?> で閉じていません", "a processing instruction has no ?>"},
    {" <?xml version='1.0'?><ue/>", "XML 宣言は、ファイルの初めにだけ書けます",
     "an XML declaration that is not at the beginning"},
    {"<z:ue/>", "名前空間の接頭辞が定義されていません", "a prefix that no namespace is defined for"},
    {"nani", "XML が始まっていません（空のファイルか、XML でない文書）",
     "no XML begins here (an empty file, or no XML)"},
    {"<hoka/>", "要素 hoka（最上位の要素ではありません）", "element hoka, which is none of the top"},
    {"<ue><nai/></ue>", "要素 nai のところ（ここには naka, shita）",
     "at element nai, where these may stand: naka, shita"},
    {"<ue><shita/><naka kazu='1'/></ue>", "要素 naka のところ（ここには -）",
     "at element naka, where these may stand: -"},
    {"<ue>moji</ue>", "要素 ue の中に文字は書けません", "element ue can't have text"},
    {"<ue><naka/></ue>", "要素 naka に属性 kazu がありません", "element naka lacks the attribute kazu"},
    {"<ue><naka kazu='1' nai='1'/></ue>", "属性 naka/@nai は、ここに書けません",
     "the attribute naka/@nai can't stand here"},
    {"<ue><naka kazu='x'/></ue>", "要素 naka/@kazu の「x」は、型 xs:int の値ではありません",
     "element naka/@kazu: \"x\" is no value of the type xs:int"},
    {"<ue><naka kazu='1' go='c'/></ue>",
     "要素 naka/@go の「c」は、決まった値（'a', 'b'）のどれでもありません",
     "element naka/@go: \"c\" is none of 'a', 'b'"},
    {"<ue><naka kazu='1' kata='a'/></ue>", "要素 naka/@kata の「a」は、形式 [A-Z]+ に合いません",
     "element naka/@kata: \"a\" is not of the pattern [A-Z]+"},
    {"<ue><naka kazu='1' haba='0'/></ue>", "要素 naka/@haba の 0 は、1 より小さい",
     "element naka/@haba: 0, less than 1"},
    {"<ue><naka kazu='1' haba='10'/></ue>", "要素 naka/@haba の 10 は、9 より大きい",
     "element naka/@haba: 10, more than 9"},
    {"<ue><naka kazu='1' nagasa='a'/></ue>", "要素 naka/@nagasa の値の長さ 1 が、2 より短い",
     "element naka/@nagasa: a length of 1, less than 2"},
    {"<ue><naka kazu='1' nagasa='abcd'/></ue>", "要素 naka/@nagasa の値の長さ 4 が、3 より長い",
     "element naka/@nagasa: a length of 4, more than 3"},
    {"<ue><naka kazu='1'/><naka kazu='1'/></ue>", "要素 naka の「1」が二つあります",
     "element naka: \"1\" is there twice"},
    {"<ue><naka kazu='1'>a</naka></ue>", "要素 naka は空でなければなりません", "element naka must be empty"},
};

static xmlSchemaPtr schema;

START_TEST(test_said)
{
    struct diag d = DIAG_INIT;
    struct buf en = BUF_INIT;
    temp_put("x.xml", rows[_i].text);
    ck_assert_ptr_null(xml_load(temp_path("x.xml"), schema, &d));
    lang_english = true;
    english_word(d.have, strlen(d.have), &en);
    lang_english = false;
    ck_assert_str_eq(d.have, rows[_i].have);
    ck_assert_str_eq(en.data, rows[_i].en);
    buf_release(&en);
}
END_TEST

int main(void)
{
    struct diag d = DIAG_INIT;
    temp_make();
    temp_put("x.xsd", schema_text);
    schema = xml_schema(temp_path("x.xsd"), &d);
    if (!schema) {
        fprintf(stderr, "%s\n", d.have);
        return 2;
    }
    Suite *s = suite_create("xml_said");
    TCase *t = tcase_create("xml_said");
    tcase_add_loop_test(t, test_said, 0, sizeof rows / sizeof *rows);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    xmlSchemaFree(schema);
    temp_drop();
    return failed != 0;
}
