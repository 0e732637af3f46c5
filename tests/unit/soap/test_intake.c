/* Files in and out: base64 in the element, MTOM/XOP parts (INTEROP 5), streaming in bounded memory, early
 * refusal, and replies that carry a file, read in odd sizes. Every case runs whole and in pieces of 1 to 5
 * bytes. */
#include <malloc.h>

#include "base/crypto.h"
#include "soap/talk.h"

#define UPLOAD(content) CALL("upload", "<mei>a.csv</mei><naiyo>" content "</naiyo>")
#define XOP(href) "<x:Include xmlns:x=\"http://www.w3.org/2004/08/xop/include\" href=\"" href "\"/>"
#define NAIYO(attributes, content) CALL("upload", "<mei>a.csv</mei><naiyo " attributes ">" content "</naiyo>")
#define XSI "xmlns:i='http://www.w3.org/2001/XMLSchema-instance' i:"
#define SWA(attributes) ROOT_OF(NAIYO(attributes, ""))
#define ROOT_OF(call) ROOT_TYPE "Content-ID: <root@x>\r\n\r\n" ENV11(call)
#define B "\r\n--MIME_b\r\n"
#define LF_B "\n--MIME_b\n"
#define END "\r\n--MIME_b--\r\n"
#define ROOT_TYPE "Content-Type: application/xop+xml; charset=utf-8; type=\"text/xml\"\r\n"
#define ROOT(content) ROOT_TYPE "Content-ID: <root@x>\r\n\r\n" ENV11(UPLOAD(content))
#define PART(id, data)                                                                                       \
    "Content-Type: text/csv\r\nContent-Transfer-Encoding: binary\r\nContent-ID: " id "\r\n\r\n" data
#define CODED "Content-Transfer-Encoding: base64\r\n\r\n"
#define TOLD(item, want, have) "<c:item>" item "</c:item><c:want>" want "</c:want><c:have>" have "</c:have>"
#define CHARACTERS "base64 の文字（A〜Z、a〜z、0〜9、+、/、=）、空白、改行"
#define REL(more) "multipart/related; boundary=MIME_b" more
#define MTOM REL("; type=\"application/xop+xml\"; start=\"<root@x>\"; start-info=\"text/xml\"")

static const struct {
    const char *type, *body;
    enum status want;
    const char *file; /* what must have arrived, or NULL */
    const char *has;  /* what the reply must say */
} cases[] = {
    /* base64 in the element */
    {XML11, ENV11(UPLOAD("YWJj")), ST_OK, "abc", "<size>3</size><sha256>ba7816bf8f01cfea"},
    {XML12, ENV12(UPLOAD("\n YWJj\r\n\tZGU=\n")), ST_OK, "abcde", NULL},
    {XML11, ENV11(UPLOAD("YQ==")), ST_OK, "a", NULL},
    {XML11, ENV11(UPLOAD("<![CDATA[YWJj]]>")), ST_OK, "abc", NULL},
    {XML11, ENV11(UPLOAD("YW<!-- c -->Jj")), ST_OK, "abc", NULL},
    {XML11, ENV11(UPLOAD("&#x59;WJj")), ST_OK, "abc", NULL},
    {XML11, ENV11(UPLOAD("")), ST_OK, "", "<size>0</size>"},
    {XML11, ENV11(CALL("upload", "<mei>a</mei><naiyo/>")), ST_OK, "", NULL},
    {XML11,
     ENV11(CALL("upload", "<mei>a</mei><naiyo m:contentType='text/csv' "
                          "xmlns:m='http://www.w3.org/2005/05/xmlmime'>YWJj</naiyo>")),
     ST_OK, "abc", NULL},
    {XML11, ENV11(UPLOAD("<b/>")), ST_SCHEMA, NULL, "xop:Include"},
    {XML11, ENV11(UPLOAD(XOP("cid:a"))), ST_MIME, NULL, "multipart/related ではありません"},
    {XML11, ENV11(CALL("upload", "<mei>a</mei>")), ST_SCHEMA, NULL, "要素 naiyo"},
    {XML11, ENV11(CALL("upload", "<mei>a</mei><naiyo>YWJj</naiyo><naiyo>YWJj</naiyo>")), ST_SCHEMA, NULL,
     "二つ以上"},
    {XML11, ENV11(CALL("upload", "<naiyo>YWJj</naiyo><mei>a</mei>")), ST_SCHEMA, NULL, NULL},
    {XML11,
     ENV11(OPEN("upload") "<irai><c:busho>B009</c:busho><c:user>u001</c:user></irai><mei>a</mei><naiyo>YWJj</"
                          "naiyo></upload>"),
     ST_UNKNOWN_BUSHO, NULL, NULL},
    {XML11, ENV(NS11, TOKEN("KS1", "bad"), UPLOAD("YWJj")), ST_BAD_PASSWORD, NULL, NULL},
    {"text/xml; charset=utf-16", ENV11(UPLOAD("YWJj")), ST_NOT_XML, NULL, NULL},
    /* MTOM that goes well */
    {MTOM, B ROOT(XOP("cid:f@x")) B PART("<f@x>", "abc") END, ST_OK, "abc", NULL},
    {MTOM, "--MIME_b\r\n" ROOT(XOP("cid:f")) B PART("<f>", "abc") END, ST_OK, "abc", NULL},
    {MTOM,
     "preamble --MIME_b\r\n" B ROOT(XOP("cid:f%40x")) B PART("<f@x>", "a\r\n--MIME_\r\n-b\r\r\n--MIM\r\nc")
         END "epilogue\r\n--MIME_b\r\n",
     ST_OK, "a\r\n--MIME_\r\n-b\r\r\n--MIM\r\nc", NULL},
    {MTOM, B PART("<other>", "zzz") B PART("<f@x>", "abc") B ROOT(" " XOP("cid:f@x") "\n") END, ST_OK, "abc",
     NULL},
    {MTOM, B ROOT(XOP("cid:f@x")) B PART("<e@x>", "no") B PART("<f@x>", "") B PART("<g@x>", "no") END, ST_OK,
     "", "<size>0</size>"},
    {MTOM, B ROOT("YWJj") B PART("<f@x>", "zzz") END, ST_OK, "abc", NULL},
    {REL("; type=\"text/xml\""),
     B "Content-Type: text/xml\r\n\r\n" ENV11(UPLOAD(XOP("cid:f"))) B
     "content-id:\t< g>\r\n\r\nx" B PART("f", "abc") END,
     ST_OK, "abc", NULL},
    {"Multipart/Related;boundary=\"MIME_b\";type=\"application/xop+xml\"",
     "--MIME_b  \r\n" ROOT(XOP("cid:f")) "\r\n--MIME_b\t\r\n" PART("<f>", "abc") END, ST_OK, "abc", NULL},
    {REL("; type=\"application/xop+xml\"; start-info=\"application/soap+xml\""),
     B
     "Content-Type: application/xop+xml;\r\n charset=utf-8;\r\n\ttype=\"application/soap+xml\"\r\n\r\n" ENV12(
         UPLOAD(XOP("cid:f"))) B PART("<f>", "abc") END,
     ST_OK, "abc", NULL},
    {MTOM,
     B ROOT(XOP("cid:f")) B "Content-ID: <f>\r\nContent-Transfer-Encoding: BASE64\r\n\r\nYWJj\r\nZA==" END,
     ST_OK, "abcd", NULL},
    {REL(""), B "Content-Transfer-Encoding: base64\r\n\r\nPGE+PC9hPg==" END, ST_NOT_ENVELOPE, NULL, NULL},
    {REL(""), B "\r\n" ENV11(UPLOAD("YWJj")) END, ST_OK, "abc", NULL},
    {REL(""),
     B "Content-Type: text/xml; charset=Shift_JIS\r\n\r\n" ENV11(CALL("echo", "<text>\x8C\x92</text>")) END,
     ST_OK, NULL, "<text>健</text>"},
    /* SOAP with Attachments, and swaRef */
    {MTOM, B SWA("href='cid:f@x'") B PART("<f@x>", "abc") END, ST_OK, "abc", NULL},
    {MTOM, B PART("<f@x>", "abc") B SWA("href='cid:f@x'") B PART("<g@x>", "no") END, ST_OK, "abc", NULL},
    {MTOM, B ROOT_OF(NAIYO("href='CID:f%40x'", "\n ")) B PART("<f@x>", "abc") END, ST_OK, "abc", NULL},
    {MTOM, B SWA("href='cid:a&amp;b@x'") B PART("<a&b@x>", "abc") END, ST_OK, "abc", NULL},
    {MTOM, B SWA("href='cid:a&#38;amp;b'") B PART("<a&amp;b>", "abc") END, ST_OK, "abc", NULL},
    {MTOM, B SWA("href='f.csv'") B "content-location: f.csv\r\n\r\nabc" END, ST_OK, "abc", NULL},
    {MTOM, B SWA("href='http://x/f'") B "Content-Location: \"http://x/f\"\r\n\r\nabc" END, ST_OK, "abc",
     NULL},
    {MTOM, B ROOT("cid:f@x") B PART("<f@x>", "abc") END, ST_OK, "abc", NULL},
    {MTOM, B ROOT("\n <!-- c -->Cid:f&amp;%40x\n ") B PART("<f&@x>", "abc") END, ST_OK, "abc", NULL},
    {MTOM, B ROOT("cidA") B PART("<f@x>", "no") END, ST_OK, "\x72\x27\x40", NULL},
    {MTOM, B SWA("href='cid:f@x'") B PART("<g@x>", "abc") END, ST_MIME, NULL, "href の指すパート"},
    {MTOM, B SWA("href='cid:f@x'") END, ST_MIME, NULL, "本体のほかにパートがありません"},
    {MTOM, B SWA("href='f@x'") B PART("<f@x>", "abc") END, ST_MIME, NULL,
     TOLD("ファイルの要素の href", "cid:f@x（Content-ID で指すときは cid: を付けます）", "f@x")},
    {MTOM, B SWA("href='nani'") B PART("<f@x>", "abc") END, ST_MIME, NULL,
     TOLD("href の指すパート", "cid:ID、または Content-Location nani のパート", "f@x")},
    {MTOM, B ROOT(XOP("f@x")) B PART("<f@x>", "abc") END, ST_MIME, NULL,
     TOLD("xop:Include の href", "cid:f@x（cid: を付けます）", "f@x")},
    {MTOM, B SWA("href='#a'") B PART("<a>", "abc") END, ST_MIME, NULL, "<c:have>#a</c:have>"},
    {MTOM, B SWA("href='cid:'") B PART("<a>", "abc") END, ST_MIME, NULL, "cid:ID"},
    {MTOM, B SWA("href=''") B PART("<a>", "abc") END, ST_MIME, NULL, "属性 href があります"},
    {MTOM, B SWA("x:href='cid:f' xmlns:x='http://www.w3.org/2004/08/xop/include'") B PART("<f>", "abc") END,
     ST_MIME, NULL, "{http://www.w3.org/2004/08/xop/include}href"},
    {MTOM, B ROOT_OF(NAIYO("href='cid:f'", "YWJj")) B PART("<f>", "abc") END, ST_MIME, NULL, "両方"},
    {MTOM, B ROOT_OF(NAIYO("href='cid:f'", "cid:f")) B PART("<f>", "abc") END, ST_MIME, NULL, "両方"},
    {MTOM, B ROOT_OF(NAIYO("href='cid:f'", XOP("cid:f"))) B PART("<f>", "abc") END, ST_MIME, NULL, "両方"},
    {MTOM, B ROOT("cid:f" XOP("cid:f")) B PART("<f>", "abc") END, ST_MIME, NULL, "両方"},
    {MTOM, B ROOT("cid:g") B PART("<f>", "abc") END, ST_MIME, NULL, "swaRef の指すパート"},
    {MTOM, B ROOT("cid:") B PART("<f>", "abc") END, ST_MIME, NULL, "Content-ID &lt;&gt; のパート"},
    {MTOM, B ROOT("ci") B PART("<f>", "abc") END, ST_BASE64, NULL, "途中"},
    {XML11, ENV11(NAIYO("href='cid:f'", "")), ST_MIME, NULL, "multipart/related ではありません"},
    {XML11, ENV11(UPLOAD("cid:f")), ST_MIME, NULL, "multipart/related ではありません"},
    {XML11, ENV11(NAIYO("toBe='filled'", "")), ST_MIME, NULL, "属性 toBe があります"},
    {XML11, ENV11(NAIYO("toBe='filled'", "YWJj")), ST_OK, "abc", NULL},
    {XML11, ENV11(NAIYO(XSI "nil='true'", "")), ST_SCHEMA, NULL, "xsi:nil="},
    {XML11, ENV11(NAIYO(XSI "nil='1'", "YWJj")), ST_SCHEMA, NULL, "xsi:nil="},
    {XML11, ENV11(NAIYO(XSI "nil='false' xml:lang='ja'", "")), ST_OK, "", NULL},
    {XML11, ENV11(NAIYO(XSI "type='xsd:base64Binary'", "YWJj")), ST_OK, "abc", NULL},
    {XML11, ENV11(NAIYO(XSI "type='xsd:hexBinary'", "616263616263")), ST_SCHEMA, NULL, "hexBinary"},
    {XML11, ENV11(UPLOAD("<Include href='cid:f'/>")), ST_SCHEMA, NULL, "要素 {urn:"},
    /* the same ID in other clothes */
    {MTOM, B ROOT(XOP("CID:f@x")) B PART("<f@x>", "abc") END, ST_OK, "abc", NULL},
    {MTOM, B ROOT(XOP("cid:a&amp;b@x")) B PART("<a&b@x>", "abc") END, ST_OK, "abc", NULL},
    {MTOM, B ROOT(XOP("cid:f@x")) B PART("<f%40x>", "abc") END, ST_OK, "abc", NULL},
    {MTOM, B ROOT(XOP("cid:f%2540x")) B PART("<f%40x>", "abc") END, ST_OK, "abc", NULL},
    {MTOM, B ROOT(XOP("cid:f@x")) B PART("\"<f@x>\"", "abc") END, ST_OK, "abc", NULL},
    {MTOM, B ROOT(XOP("cid:f@x")) B PART("< \"f@x\" >", "abc") END, ST_OK, "abc", NULL},
    {MTOM,
     B ROOT(XOP("cid:f@x")) B "CONTENT-ID:<f@x>\r\nCONTENT-TRANSFER-ENCODING: \"Base64\"\r\n\r\nYWJj" END,
     ST_OK, "abc", NULL},
    {MTOM, B ROOT(XOP("cid:f@x")) B "Content-ID: <f@x>\r\nContent-Transfer-Encoding: 7BIT\r\n\r\nabc" END,
     ST_OK, "abc", NULL},
    {REL("; start=\" root@x \""), B PART("<f>", "abc") B ROOT(XOP("cid:f")) END, ST_OK, "abc", NULL},
    {REL("; start=\"<root%40x>\""), B PART("<f>", "abc") B ROOT(XOP("cid:f")) END, ST_OK, "abc", NULL},
    {REL("; start=\"<>\""), B ROOT("YWJj") END, ST_MIME, NULL, "start"},
    {MTOM, B ROOT(XOP("cid:f")) B PART("<f>", "abc") B PART("f", "abd") END, ST_MIME, NULL, "同じものが二つ"},
    {MTOM, B ROOT("YWJj") B PART("<root@x>", "abc") END, ST_MIME, NULL, "同じものが二つ"},
    {MTOM, B ROOT(XOP("cid:f@x")) B PART("<f@x>", "abc") B PART("<f%40x>", "abd") END, ST_MIME, NULL,
     "一つだけ"},
    /* lines that end with LF alone */
    {MTOM,
     "--MIME_b\nContent-ID: <root@x>\n\n" ENV11(UPLOAD(XOP("cid:f"))) LF_B
     "Content-ID: <f>\n\na\r\n--MIME_\nb\r\n\n--MIME_b--\n",
     ST_OK, "a\r\n--MIME_\nb\r\n", NULL},
    {MTOM, "hello\n--MIME_b \nContent-ID: <root@x>\n\n" ENV11(UPLOAD("YWJj")) "\n--MIME_b--", ST_OK, "abc",
     NULL},
    {MTOM, B ROOT(XOP("cid:f")) B PART("<f>", "a\n--MIME_b\nb") END, ST_OK, "a\n--MIME_b\nb", NULL},
    {MTOM, "--MIME_b\nContent-ID: <root@x>\n\n" ENV11(UPLOAD("YWJj")) B PART("<f>", "abc") END, ST_MIME, NULL,
     "CR LF と LF が混ざって"},
    /* MTOM that goes wrong: each Fault names the problem */
    {MTOM, B ROOT(XOP("cid:f@x")) END, ST_MIME, NULL, "Content-ID &lt;f@x&gt; のパート"},
    {MTOM, B ROOT(XOP("cid:f@x")) B PART("<g@x>", "abc") END, ST_MIME, NULL, "<c:have>g@x</c:have>"},
    {MTOM, B ROOT(XOP("cid:f")) B "Content-Type: a/b\r\n\r\nabc" END, ST_MIME, NULL, "Content-ID なし"},
    {MTOM, B ROOT(XOP("http://x/")) END, ST_MIME, NULL, "href"},
    {MTOM, B ROOT("<x:Include xmlns:x=\"http://www.w3.org/2004/08/xop/include\"/>") END, ST_MIME, NULL,
     "<c:item>xop:Include の href</c:item><c:want>cid:ID、255 文字まで</c:want><c:have>ありません</c:have>"},
    {MTOM, B ROOT(XOP("cid:f") XOP("cid:f")) B PART("<f>", "abc") END, ST_MIME, NULL, "二つ"},
    {MTOM, B ROOT("YWJj" XOP("cid:f")) B PART("<f>", "abc") END, ST_MIME, NULL, "両方"},
    {MTOM, B ROOT(XOP("cid:f") "YWJj") B PART("<f>", "abc") END, ST_MIME, NULL, "両方"},
    {MTOM, B PART("<f>", "abc") END, ST_MIME, NULL, "root@x"},
    {MTOM, "no boundary at all", ST_MIME, NULL, "--MIME_b"},
    {MTOM, "\r\n--MIME_b--\r\n", ST_MIME, NULL, "start"},
    {REL(""), "--MIME_b--", ST_MIME, NULL, "パートがありません"},
    {MTOM, B ROOT(XOP("cid:f")) B PART("<f>", "abc"), ST_MIME, NULL, "終わりの境界 --MIME_b--"},
    {MTOM, B ROOT(XOP("cid:f")), ST_MIME, NULL, "終わりの境界"},
    {MTOM, B ROOT(XOP("cid:f")) "\r\n--MIME_bX\r\n", ST_MIME, NULL, "境界の行"},
    {MTOM, B "no colon here\r\n\r\n", ST_MIME, NULL, "no colon here"},
    {MTOM, B "Content-Type: image/png\r\nContent-ID: <root@x>\r\n\r\n<a/>" END, ST_MIME, NULL, "image/png"},
    {MTOM, B "Content-Type: text\r\nContent-ID: <root@x>\r\n\r\n<a/>" END, ST_MIME, NULL, "type/subtype"},
    {MTOM, B "Content-Transfer-Encoding: quoted-printable\r\n\r\nx" END, ST_MIME, NULL, "quoted-printable"},
    {MTOM, B ROOT(XOP("cid:f")) B "Content-ID: <f>\r\n" CODED "YWJj\r\nYW?" END, ST_BASE64, NULL,
     TOLD("パートの内容", CHARACTERS, "2 行目の 3 文字目が「?」")},
    {MTOM, B ROOT(XOP("cid:f")) B "Content-ID: <f>\r\n" CODED "\x8C\x92" END, ST_BASE64, NULL,
     "1 文字目がバイト 8C<"},
    {MTOM, B ROOT(XOP("cid:f")) B "Content-ID: <f>\r\n" CODED "YWJ" END, ST_BASE64, NULL,
     "<c:item>パートの内容</c:item><c:want>4 文字ずつの組"},
    {REL(""), B CODED "PGE+\x07" END, ST_BASE64, NULL,
     TOLD("本体のパート", CHARACTERS, "5 文字目がバイト 07")},
    {MTOM, B ROOT_TYPE "Content-ID: <root@x>\r\n\r\n<a>" END, ST_NOT_ENVELOPE, NULL, NULL},
    {MTOM, B ROOT_TYPE "Content-ID: <root@x>\r\n\r\n" END, ST_NOT_XML, NULL, "空"},
};

START_TEST(test_case)
{
    const struct status_info *i = status_info(cases[_i].want);
    struct talk t = {.content_type = cases[_i].type, .body = cases[_i].body};
    char code[32];
    snprintf(code, sizeof code, "<c:code>%s</c:code>", i->code);
    for (t.chunk = 0; t.chunk <= 5; t.chunk++) {
        memset(fake_uploaded, 0, sizeof fake_uploaded);
        talk_run(&t);
        ck_assert_msg(strstr(t.reply.data, code) != NULL, "chunk %zu: want %s in %s", t.chunk, code,
                      t.reply.data);
        if (cases[_i].has)
            ck_assert_msg(strstr(t.reply.data, cases[_i].has) != NULL, "want %s in %s", cases[_i].has,
                          t.reply.data);
        if (cases[_i].file)
            ck_assert_str_eq(fake_uploaded, cases[_i].file);
        ck_assert_int_eq(talk_files("in-"), 0);
    }
    buf_release(&t.reply);
}
END_TEST

START_TEST(test_taken)
{
    struct talk t = {.content_type = XML11, .body = ENV11(UPLOAD("YWJj"))};
    fake_take = 1;
    talk_run(&t);
    fake_take = 0;
    ck_assert_int_eq(talk_files("in-"), 1);
    buf_release(&t.reply);
}
END_TEST

/* … and when the file is empty, he has meant the file. */
START_TEST(test_unnamed_file)
{
    struct talk t = {.content_type = MTOM, .body = B ROOT("") B PART("<f@x>", "abc") END};
    talk_run(&t);
    ck_assert_msg(strstr(t.reply.data, "空で、添付 f@x がどこからも指されていません"), "%s", t.reply.data);
    ck_assert_int_eq(talk_files("in-"), 0);
    buf_release(&t.reply);
}
END_TEST

/* A part that nothing names is told to the journal: its sender meant something by it. */
START_TEST(test_unnamed)
{
    static const struct {
        const char *body, *note;
    } parts[] = {
        {B ROOT("YWJj") B PART("<123456789018>", "abc") B PART("<f>", "abc") END,
         "、本文のどこからも指されていない添付 2 個（************）"},
        {B ROOT(XOP("cid:f")) B PART("<f>", "abc") B "\r\nabc" END,
         "、本文のどこからも指されていない添付 1 個（Content-ID なし）"},
        {B ROOT(XOP("cid:f")) B PART("<f>", "abc") END, NULL},
    };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        struct talk t = {.content_type = MTOM, .body = parts[i].body};
        talk_run(&t);
        if (parts[i].note)
            ck_assert_msg(strstr(fake_note, parts[i].note) != NULL, "%s", fake_note);
        else
            ck_assert_ptr_null(strstr(fake_note, "添付"));
        buf_release(&t.reply);
    }
}
END_TEST

/* Nothing of a stranger reaches the spool, and a refusal is known while bytes still come. */
START_TEST(test_stranger)
{
    static const char head[] =
        "<s:Envelope xmlns:s=\"" NS11 "\"><s:Header>" TOKEN("KS1", "bad") "</s:Header><s:Body>" OPEN("upload")
            IRAI "<mei>a</mei><naiyo>";
    struct exchange_head h = {.door.world = "lot2",
                              .service = "kensho",
                              .method = "POST",
                              .content_type = XML11,
                              .door.plain = true,
                              .content_length = -1};
    struct exchange *x = exchange_new(&h);
    fake_logins = 0;
    exchange_feed(x, head, sizeof head - 1);
    ck_assert_int_eq(fake_logins, 1);
    for (int i = 0; i < 100; i++)
        exchange_feed(x, "YWJjYWJjYWJj", 12);
    ck_assert_int_eq(talk_files("in-"), 0);
    talk_at_once(x);
    ck_assert_ptr_nonnull(strstr(exchange_reply_data(x), status_info(ST_BAD_PASSWORD)->code));
    exchange_free(x);
    /* dropped in the middle of a file that was welcome */
    x = exchange_new(&h);
    exchange_feed(x, ENV11(UPLOAD("YWJj")), strlen(ENV11(UPLOAD("YWJj"))) - 38);
    ck_assert_int_eq(talk_files("in-"), 1);
    exchange_free(x);
    ck_assert_int_eq(talk_files("in-"), 0);
}
END_TEST

/* --- large files
 * ----------------------------------------------------------------------------------------------------- */

static size_t S_heap(void)
{
    struct mallinfo2 m = mallinfo2();
    return m.uordblks + m.hblkhd;
}

/* 24 MB in, three ways; the heap does not follow. */
START_TEST(test_stream)
{
    static const char *const line[] = {
        "YWJjYWJjYWJjYWJjYWJjYWJjYWJjYWJjYWJjYWJjYWJjYWJjYWJjYWJjYWJjYWJjYWJjYWJjYWJj\r\n",
        "YWJjYWJjYWJjYWJjYWJjYWJjYWJjYWJjYWJjYWJjYWJjYWJjYWJjYWJjYWJjYWJjYWJjYWJjYWJj",
        "abcabcabcabcabcabcabcabc\r\n"};
    static const char *const start[] = {ENV11(UPLOAD("@")), ENV12(UPLOAD("@")),
                                        B ROOT(XOP("cid:f")) B PART("<f>", "@") END};
    static const char *const type[] = {XML11, XML12, MTOM};
    size_t n = strlen(line[_i]), rounds = (24u << 20) / n;
    struct exchange_head h = {.door.world = "lot2",
                              .service = "kensho",
                              .method = "POST",
                              .content_type = type[_i],
                              .door.plain = true,
                              .content_length = -1};
    struct buf block = BUF_INIT;
    for (int i = 0; i < 400; i++)
        buf_adds(&block, line[_i]);
    fake_limit = 64 << 20;
    struct exchange *x = exchange_new(&h);
    const char *at = strchr(strstr(start[_i], _i < 2 ? "<naiyo>" : "<f>"), '@');
    exchange_feed(x, start[_i], (size_t)(at - start[_i]));
    size_t heap = 0;
    for (size_t i = 0; i < rounds / 400; i++) {
        exchange_feed(x, block.data, block.len);
        heap = i == 10 ? S_heap() : heap;
    }
    ck_assert_uint_lt(S_heap(), heap + (1 << 20));
    exchange_feed(x, at + 1, strlen(at + 1));
    exchange_finish(x, talk_wake, &(struct talk){0});
    sem_wait(&talk_sem);
    ck_assert_msg(strstr(exchange_reply_data(x), "<c:kubun>1</c:kubun>") != NULL, "%s",
                  exchange_reply_data(x));
    exchange_free(x);
    buf_release(&block);
    fake_limit = 4 << 20;
}
END_TEST

/* Around the limit of a file, inline and as a part. */
START_TEST(test_limit)
{
    fake_limit = 3000;
    for (int over = 0; over < 2; over++) {
        struct buf body = BUF_INIT, data = BUF_INIT;
        size_t n = 3000 + (over ? 3 : 0);
        for (size_t i = 0; i < n / 3; i++)
            buf_adds(&data, _i ? "abc" : "YWJj");
        const char *text = _i ? B ROOT(XOP("cid:f")) B PART("<f>", "@@") END : ENV11(UPLOAD("@@"));
        const char *at = strstr(text, "@@");
        buf_add(&body, text, (size_t)(at - text));
        buf_add(&body, data.data, data.len);
        buf_adds(&body, at + 2);
        struct talk t = {.content_type = _i ? MTOM : XML11, .body = body.data, .chunk = 1000};
        talk_run(&t);
        ck_assert_msg(strstr(t.reply.data, over ? status_info(ST_TOO_LARGE)->code : "<size>3000</size>") !=
                          NULL,
                      "%s", t.reply.data);
        ck_assert_int_eq(talk_files("in-"), 0);
        buf_release(&t.reply);
        buf_release(&body);
        buf_release(&data);
    }
    fake_limit = 4 << 20;
}
END_TEST

/* --- replies with a file
 * ------------------------------------------------------------------------------------------------ */

START_TEST(test_download)
{
    static const int sizes[] = {0, 1, 2, 3, 4, 5, 100, 8189, 8190, 8191, 8192, 16380, 16381, 40000};
    char body[2048];
    snprintf(body, sizeof body, ENV11(CALL("download", "<size>%d</size>")), sizes[_i]);
    struct exchange_head h = {.door.world = "lot2",
                              .service = "kensho",
                              .method = "POST",
                              .content_type = XML11,
                              .door.plain = true};
    struct exchange *x = exchange_new(&h);
    fake_replaced = true;
    exchange_feed(x, body, strlen(body));
    talk_at_once(x);
    fake_replaced = false;
    ck_assert_ptr_null(exchange_reply_data(x));
    struct buf whole = BUF_INIT;
    talk_reply(x, &whole, 8192);
    const char *from = strstr(whole.data, "<naiyo>"),
               *end = strstr(whole.data, "</naiyo><ato>後</ato></downloadResponse>");
    ck_assert_msg(from && end, "%.300s", whole.data);
    from += strlen("<naiyo>");
    unsigned char *raw = malloc((size_t)(end - from) + 1);
    struct base64 b64 = {0};
    ck_assert_int_eq(base64_decode(&b64, from, (size_t)(end - from), raw), sizes[_i]);
    ck_assert(base64_end(&b64));
    for (int i = 0; i < sizes[_i]; i++)
        ck_assert_int_eq(raw[i], (i * 7 + i / 251) & 0xFF);
    free(raw);
    for (size_t step = 1; step < 8192; step = step < 8 ? step + 1 : step * 3 + 1) {
        struct buf again = BUF_INIT;
        talk_reply(x, &again, step);
        ck_assert_int_eq(memcmp(again.data, whole.data, whole.len), 0);
        buf_release(&again);
    }
    for (uint64_t pos = 0; pos < whole.len; pos += 37) { /* any place at all */
        char part[50];
        long n = exchange_reply_read(x, pos, part, sizeof part);
        ck_assert_int_eq(memcmp(part, whole.data + pos, (size_t)n), 0);
    }
    ck_assert_int_eq(exchange_reply_read(x, whole.len, (char[1]){0}, 1), 0);
    exchange_free(x);
    buf_release(&whole);
}
END_TEST

/* The kept file is not what was noted of it: the reply names it. */
static const struct {
    int64_t size; /* noted; 0: the file is gone */
    const char *sum, *want, *have;
} wrong[] = {
    {0, NULL, "0 バイト", "ファイルがありません"},
    {50, NULL, "50 バイト", "3 バイト"},
    {3, "0123456789abcdef", "3 バイト、SHA-256 01234567…", "中身が変わっています（SHA-256 b361d0f9…）"},
};

START_TEST(test_file_wrong)
{
    char text[512];
    const char *body = ENV11(CALL("download", "<size>3</size>"));
    struct exchange_head h = {.door.world = "lot2",
                              .service = "kensho",
                              .method = "POST",
                              .content_type = XML11,
                              .door.plain = true};
    struct exchange *x = exchange_new(&h);
    struct buf whole = BUF_INIT;
    fake_size = wrong[_i].size;
    fake_sum = wrong[_i].sum;
    exchange_feed(x, body, strlen(body));
    talk_at_once(x);
    fake_size = -1;
    fake_sum = NULL;
    talk_reply(x, &whole, 8192);
    ck_assert_str_eq(fake_code, "F90001");
    ck_assert_int_eq(exchange_http_status(x), 200);
    snprintf(text, sizeof text, "「結果ファイル out-3」 期待: %s、実際: %s", wrong[_i].want, wrong[_i].have);
    ck_assert_msg(strstr(whole.data, text), "want %s, have %s", text, whole.data);
    exchange_free(x);
    buf_release(&whole);
}
END_TEST

START_TEST(test_file_lost)
{
    const char *body = ENV12(CALL("download", "<size>5000</size>"));
    struct exchange_head h = {.door.world = "lot2",
                              .service = "kensho",
                              .method = "POST",
                              .content_type = XML12,
                              .door.plain = true};
    struct exchange *x = exchange_new(&h);
    exchange_feed(x, body, strlen(body));
    talk_at_once(x);
    char path[128], part[8192];
    snprintf(path, sizeof path, "%s/out-5000", fake_dir);
    ck_assert_int_eq(truncate(path, 100), 0); /* somebody meddles while it is sent */
    ck_assert_int_gt(exchange_reply_read(x, 0, part, 100), 0);
    ck_assert_int_eq(exchange_reply_read(x, 3000, part, 100), -1);
    exchange_free(x);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("intake");
    TCase *t = tcase_create("intake");
    tcase_add_unchecked_fixture(t, talk_open, talk_close);
    tcase_add_loop_test(t, test_case, 0, (int)(sizeof cases / sizeof *cases));
    tcase_add_test(t, test_unnamed);
    tcase_add_test(t, test_unnamed_file);
    tcase_add_test(t, test_stranger);
    tcase_add_loop_test(t, test_stream, 0, 3);
    tcase_add_loop_test(t, test_limit, 0, 2);
    tcase_add_loop_test(t, test_download, 0, 14);
    tcase_add_loop_test(t, test_file_wrong, 0, (int)(sizeof wrong / sizeof *wrong));
    tcase_add_test(t, test_file_lost);
    tcase_add_test(t, test_taken);
    tcase_set_timeout(t, 60);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? 1 : 0;
}
