/* What the header says besides the token (INTEROP 27): noted as not checked, and held to by policy
 * wsSecurity: wsu:Timestamp by the real time, SOAPAction by the operation of the body. */
#include <time.h>

#include "soap/talk.h"

#define WSU "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd"
#define STAMP(inside) "<u:Timestamp xmlns:u=\"" WSU "\">" inside "</u:Timestamp>"
#define CREATED(text) "<u:Created>" text "</u:Created>"
#define EXPIRES(text) "<u:Expires>" text "</u:Expires>"
#define LONG_AGO CREATED("2017-05-08T00:00:00Z") EXPIRES("2017-05-08T00:05:00Z")
#define UNCHECKED "ヘッダーで確かめていないもの: "
#define ACTION "urn:chukan:kensho:1/echo"
#define PASSED "wsu:MessageExpired"

/* Into Security, behind the token; @N becomes the time N seconds from now, in UTC. */
static const struct {
    const char *inside, *header;
    enum status lenient, strict;
    const char *has;  /* in the strict reply */
    const char *note; /* of the lenient one */
} stamps[] = {
    {"", "", ST_OK, ST_OK, NULL, ""},
    {STAMP(CREATED("@0") EXPIRES("@300")), "", ST_OK, ST_OK, NULL, UNCHECKED "Timestamp"},
    {STAMP(CREATED("\n @0 \t")), "", ST_OK, ST_OK, NULL, UNCHECKED "Timestamp"},
    {STAMP(CREATED("@200")), "", ST_OK, ST_OK, NULL, UNCHECKED "Timestamp"},
    {STAMP(CREATED("@600")), "", ST_OK, ST_EXPIRED,
     "<c:item>Timestamp の Created</c:item><c:want>5 分より先でない日時（いまは実時間の ",
     UNCHECKED "Timestamp"},
    {STAMP(CREATED("@-600") EXPIRES("@-10")), "", ST_OK, ST_EXPIRED, PASSED, UNCHECKED "Timestamp"},
    {STAMP(LONG_AGO), "", ST_OK, ST_EXPIRED, "）</c:want><c:have>2017-05-08T00:05:00Z</c:have>",
     UNCHECKED "Timestamp"},
    {STAMP(CREATED("2017-05-08T00:00:00Z") EXPIRES("2999-12-31T23:59:59.999+09:00")), "", ST_OK, ST_OK, NULL,
     UNCHECKED "Timestamp"},
    {STAMP(CREATED("2017-05-08T00:00:00Z") EXPIRES("2017-05-08T08:00:00+09:00")), "", ST_OK, ST_TIMESTAMP,
     "<c:want>Created より後の日時</c:want><c:have>2017-05-08T08:00:00+09:00</c:have>",
     UNCHECKED "Timestamp"},
    {STAMP(CREATED("2017-05-08T00:00:00")), "", ST_OK, ST_OK, NULL, UNCHECKED "Timestamp"},
    {STAMP(""), "", ST_OK, ST_TIMESTAMP, "<c:want>一つ</c:want><c:have>ありません</c:have>",
     UNCHECKED "Timestamp"},
    {STAMP(CREATED("@0") CREATED("@0")), "", ST_OK, ST_TIMESTAMP, "二つ以上", UNCHECKED "Timestamp"},
    {STAMP(CREATED("@0") EXPIRES("@1") EXPIRES("@1")), "", ST_OK, ST_TIMESTAMP, "二つ以上",
     UNCHECKED "Timestamp"},
    {STAMP(CREATED("@0")) STAMP(CREATED("@0")), "", ST_OK, ST_TIMESTAMP, "<c:item>Timestamp</c:item>",
     UNCHECKED "Timestamp"},
    {STAMP("<Created>@0</Created>"), "", ST_OK, ST_TIMESTAMP, "ありません", UNCHECKED "Timestamp"},
    {STAMP(CREATED("")), "", ST_OK, ST_TIMESTAMP, "<c:have>空</c:have>", UNCHECKED "Timestamp"},
    {STAMP(CREATED("2026/04/01 00:00")), "", ST_OK, ST_TIMESTAMP,
     "<c:want>UTC の日時（例 2026-04-01T00:00:00Z）</c:want><c:have>2026/04/01 00:00</c:have>",
     UNCHECKED "Timestamp"},
    {STAMP(CREATED("2017-02-30T00:00:00Z")), "", ST_OK, ST_TIMESTAMP, NULL, UNCHECKED "Timestamp"},
    {STAMP(CREATED("2017-13-01T00:00:00Z")), "", ST_OK, ST_TIMESTAMP, NULL, UNCHECKED "Timestamp"},
    {STAMP(CREATED("2017-05-08T24:01:00Z")), "", ST_OK, ST_TIMESTAMP, NULL, UNCHECKED "Timestamp"},
    {STAMP(CREATED("2017-05-08T00:00:00.Z")), "", ST_OK, ST_TIMESTAMP, NULL, UNCHECKED "Timestamp"},
    {STAMP(CREATED("2017-05-08T00:00:00+9:00")), "", ST_OK, ST_TIMESTAMP, NULL, UNCHECKED "Timestamp"},
    {STAMP(CREATED("2017-05-08T00:00Z")), "", ST_OK, ST_TIMESTAMP, NULL, UNCHECKED "Timestamp"},
    {STAMP(CREATED("2017-05-08 00:00:00Z")), "", ST_OK, ST_TIMESTAMP, NULL, UNCHECKED "Timestamp"},
    {STAMP(CREATED("2017-05-08T00:00:60Z")), "", ST_OK, ST_TIMESTAMP, NULL, UNCHECKED "Timestamp"},
    {STAMP(CREATED("2017-05-08T00:00:00+14:00")), "", ST_OK, ST_OK, NULL, UNCHECKED "Timestamp"},
    {STAMP(CREATED("2017-05-08T00:00:00+14:01")), "", ST_OK, ST_TIMESTAMP, NULL, UNCHECKED "Timestamp"},
    {STAMP(CREATED("2017-05-08T00:00:00+09:00:00")), "", ST_OK, ST_TIMESTAMP, NULL, UNCHECKED "Timestamp"},
    {STAMP(CREATED("2017-05-08T00:00:00Zulu")), "", ST_OK, ST_TIMESTAMP, NULL, UNCHECKED "Timestamp"},
    {STAMP(CREATED("2017-05-08")), "", ST_OK, ST_TIMESTAMP, NULL, UNCHECKED "Timestamp"},
    /* what nobody checks, by either policy */
    {"<w:BinarySecurityToken/><d:Signature "
     "xmlns:d=\"http://www.w3.org/2000/09/xmldsig#\"><d:SignedInfo/></d:Signature>"
     "<d:Signature xmlns:d=\"http://www.w3.org/2000/09/xmldsig#\"/>",
     "<a:Action xmlns:a=\"http://www.w3.org/2005/08/addressing\">x</a:Action><a:To "
     "xmlns:a=\"http://www.w3.org/2005/08/addressing\"/>",
     ST_OK, ST_OK, NULL, UNCHECKED "BinarySecurityToken、Signature、Action、To"},
    {"", "<a:To xmlns:a=\"http://www.w3.org/2005/08/addressing\" s:mustUnderstand=\"1\"/>",
     ST_MUST_UNDERSTAND, ST_MUST_UNDERSTAND, "{http://www.w3.org/2005/08/addressing}To", NULL},
    {"", "<h-123456789018/><e/><Se/>", ST_OK, ST_OK, NULL, UNCHECKED "h-************、e、Se"},
    {"", "<x s:actor=\"urn:other\"/>", ST_OK, ST_OK, NULL, ""},
};

static void S_fill(struct buf *out, const char *text)
{
    for (; *text; text++) {
        if (*text != '@') {
            buf_addc(out, *text);
            continue;
        }
        char *end, at[32];
        time_t t = time(NULL) + strtol(text + 1, &end, 10);
        struct tm tm;
        strftime(at, sizeof at, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&t, &tm));
        buf_adds(out, at);
        text = end - 1;
    }
}

START_TEST(test_stamp)
{
    struct exchange_head head = {.door.world = "lot2",
                                 .service = "kensho",
                                 .method = "POST",
                                 .door.plain = true,
                                 .content_length = -1,
                                 .soap_action = "\"" ACTION "\""};
    for (int v12 = 0; v12 < 2; v12++)
        for (int strict = 0; strict < 2; strict++) {
            struct buf body = BUF_INIT;
            buf_addf(&body,
                     "<s:Envelope xmlns:s=\"%s\"><s:Header><w:Security xmlns:w=\"" WSSE
                     "\"><w:UsernameToken><w:Username>KS1</w:Username>"
                     "<w:Password>pw-ks1</w:Password></w:UsernameToken>",
                     v12 ? NS12 : NS11);
            S_fill(&body, stamps[_i].inside);
            buf_addf(&body, "</w:Security>%s</s:Header><s:Body>" CALL("echo", "") "</s:Body></s:Envelope>",
                     stamps[_i].header);
            fake_security = strict ? WS_SECURITY_STRICT : WS_SECURITY_LENIENT;
            struct talk t = {.content_type = v12 ? XML12 "; action=\"" ACTION "\"" : XML11,
                             .body = body.data,
                             .head = head,
                             .head_set = true};
            enum status want = strict ? stamps[_i].strict : stamps[_i].lenient;
            talk_run(&t);
            bool actor = v12 && strstr(stamps[_i].header, "s:actor"); /* that is no word of SOAP 1.2 */
            talk_check(&t, want, strict ? stamps[_i].has : NULL);
            if (!strict && stamps[_i].note && !actor)
                ck_assert_str_eq(fake_note, stamps[_i].note);
            if (want == ST_EXPIRED)
                ck_assert_ptr_nonnull(
                    strstr(t.reply.data, v12 ? "<soap:Value>soap:Sender</soap:Value><soap:Subcode>"
                                               "<soap:Value xmlns:wsu=\"" WSU "\">" PASSED "</soap:Value>"
                                             : "<faultcode xmlns:wsu=\"" WSU "\">" PASSED "</faultcode>"));
            buf_release(&t.reply);
            buf_release(&body);
        }
    fake_security = WS_SECURITY_LENIENT;
}
END_TEST

static const struct {
    const char *type, *action; /* of SOAP 1.2: NULL */
    enum status strict;
    const char *has;  /* in the strict reply */
    const char *note; /* of the lenient one */
} actions[] = {
    {XML11, "\"" ACTION "\"", ST_OK, NULL, ""},
    {XML11, NULL, ST_SOAP_ACTION,
     "<c:item>SOAPAction</c:item><c:want>&quot;" ACTION "&quot;</c:want><c:have>ありません</c:have>",
     "SOAPAction なし"},
    {XML11, "\"\"", ST_SOAP_ACTION, "<c:have>&quot;&quot;</c:have>",
     "SOAPAction は \"\"（本文の要素で判断）"},
    {XML11, "", ST_SOAP_ACTION, "<c:have>空</c:have>", "SOAPAction は （本文の要素で判断）"},
    {XML11, ACTION "x", ST_SOAP_ACTION, "<c:have>" ACTION "x</c:have>",
     "SOAPAction は " ACTION "x（本文の要素で判断）"},
    {XML11, ACTION, ST_OK, NULL, "SOAPAction は " ACTION "（本文の要素で判断）"},
    {XML11, "\"urn:chukan:kensho:1/shirabe\"", ST_SOAP_ACTION, "shirabe&quot;</c:have>",
     "SOAPAction は \"urn:chukan:kensho:1/shirabe\"（本文の要素で判断）"},
    {XML12 "; action=\"" ACTION "\"", NULL, ST_OK, NULL, ""},
    {"application/soap+xml; action=" ACTION, NULL, ST_OK, NULL, ""},
    {XML12, NULL, ST_SOAP_ACTION,
     "<c:item>Content-Type の action</c:item><c:want>" ACTION "</c:want><c:have>ありません</c:have>", ""},
    {XML12 "; action=\"urn:x\"", NULL, ST_SOAP_ACTION, "<c:have>urn:x</c:have>",
     "Content-Type の action は urn:x（本文の要素で判断）"},
};

START_TEST(test_action)
{
    bool v12 = strstr(actions[_i].type, "soap+xml");
    struct exchange_head head = {.door.world = "lot2",
                                 .service = "kensho",
                                 .method = "POST",
                                 .door.plain = true,
                                 .content_length = -1,
                                 .soap_action = actions[_i].action};
    struct talk t = {.content_type = actions[_i].type,
                     .body = v12 ? ENV12(CALL("echo", "")) : ENV11(CALL("echo", "")),
                     .head = head,
                     .head_set = true};
    talk_run(&t);
    talk_check(&t, ST_OK, NULL);
    ck_assert_str_eq(fake_note, actions[_i].note);
    fake_security = WS_SECURITY_STRICT;
    talk_run(&t);
    talk_check(&t, actions[_i].strict, actions[_i].has);
    fake_security = WS_SECURITY_LENIENT;
    buf_release(&t.reply);
}
END_TEST

/* What the XML declaration says against the charset that counts is seen in the journal. */
START_TEST(test_encoding)
{
#define DECLARED(code) "<?xml version=\"1.0\" encoding=\"" code "\"?>" ENV11(CALL("echo", "<text>a</text>"))
    static const struct {
        const char *type, *body, *note;
    } rows[] = {
        {XML11, DECLARED("UTF-8"), ""},
        {XML11, DECLARED("utf8"), ""},
        {XML11, ENV11(CALL("echo", "")), ""},
        {"text/xml", DECLARED("Shift_JIS"), ""},
        {"text/xml; charset=Windows-31J", DECLARED("Shift_JIS"), ""},
        {XML11, DECLARED("Shift_JIS"),
         "XML 宣言の encoding（Shift_JIS）でなく、Content-Type の charset（utf-8）で読んだ"},
        {"text/xml; charset=Shift_JIS", DECLARED("x-123456789018"),
         "XML 宣言の encoding（x-************）でなく、Content-Type の charset（Shift_JIS）で読んだ"},
        {"text/xml", "\xEF\xBB\xBF" DECLARED("EUC-JP"),
         "XML 宣言の encoding（EUC-JP）でなく、BOM（UTF-8）で読んだ"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct talk t = {.content_type = rows[i].type, .body = rows[i].body};
        for (t.chunk = 0; t.chunk <= 1; t.chunk++) {
            talk_run(&t);
            talk_check(&t, ST_OK, NULL);
            const char *note = strstr(fake_note, "XML 宣言");
            ck_assert_str_eq(note ? note : "", rows[i].note);
        }
        buf_release(&t.reply);
    }
}
END_TEST

int main(void)
{
    Suite *s = suite_create("soap/strict");
    TCase *t = tcase_create("strict");
    tcase_add_unchecked_fixture(t, talk_open, talk_close);
    tcase_add_loop_test(t, test_stamp, 0, (int)(sizeof stamps / sizeof *stamps));
    tcase_add_loop_test(t, test_action, 0, (int)(sizeof actions / sizeof *actions));
    tcase_add_test(t, test_encoding);
    tcase_set_timeout(t, 60);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? 1 : 0;
}
