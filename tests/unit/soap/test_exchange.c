/* One SOAP exchange against a world of paper: versions, headers, who calls, schema, binding, replies and
 * Faults in both versions, threads. Every case runs whole and in pieces of 1 to 5 bytes. */
#include <libxml/parser.h>

#include "soap/talk.h"

/* --- one request, one outcome
 * ------------------------------------------------------------------------------------ */

#define BOTH(body, outcome, has)                                                                             \
    {XML11, ENV11(body), outcome, has},                                                                      \
    {                                                                                                        \
        XML12, ENV12(body), outcome, has                                                                     \
    }
#define MUST(v, actor) "<x:y xmlns:x=\"urn:x\" s:mustUnderstand=\"" v "\" " actor "/>"
#define MANY(x) x x x
#define PLAIN_TOKEN(type)                                                                                    \
    "<w:Security xmlns:w=\"" WSSE                                                                            \
    "\" s:mustUnderstand=\"1\"><u:Timestamp xmlns:u=\"urn:u\"><u:Created/></u:Timestamp>"                    \
    "<w:UsernameToken><w:Username>\n KS1 </w:Username><w:Password Type=\"" type "\">pw-ks1</w:Password>"     \
    "<w:Nonce>eA==</w:Nonce></w:UsernameToken></w:Security>"
#define ECHO CALL("echo", "<text>健保</text>")

static const struct {
    const char *type, *body;
    enum status want;
    const char *has; /* must stand in the reply */
} cases[] = {
    /* versions and shapes (INTEROP 2, 3, 4) */
    BOTH(ECHO, ST_OK,
         "<c:kubun>1</c:kubun><c:code>C00000</c:code><c:message>正常に処理しました</c:message></"
         "kekka><text>健保</text>"),
    {XML12, ENV11(ECHO), ST_OK, "xmlns:soap=\"" NS11 "\""},
    {XML11, ENV12(ECHO), ST_OK, "xmlns:soap=\"" NS12 "\""},
    {"application/soap+xml; action=\"urn:a;b\"; charset=\"UTF-8\"", ENV12(ECHO), ST_OK, NULL},
    {"text/xml",
     "<Envelope xmlns=\"" NS11 "\"><Header>" GOOD_TOKEN "</Header><Body Id='1' a='b'><!-- <x> --><?pi x?>"
     "<q:echo xmlns:q='urn:chukan:kensho:1'><q:irai><c:busho xmlns:c='urn:chukan:common:1'>B001</c:busho>"
     "<k:user xmlns:k='urn:chukan:common:1'>u001</k:user></q:irai><q:text>a<!-- c "
     "-->b<![CDATA[<&]]>&amp;&#x5065;</q:text></q:echo></Body></Envelope>",
     ST_OK, "<text>ab&lt;&amp;&amp;健</text>"},
    {XML11, ENV("http://www.w3.org/2001/06/soap-envelope", GOOD_TOKEN, ECHO), ST_VERSION,
     "soap:VersionMismatch"},
    {XML12, ENV("http://www.w3.org/2001/06/soap-envelope", GOOD_TOKEN, ECHO), ST_VERSION,
     "<soap:SupportedEnvelope qname=\"soap:Envelope\"/>"},
    {XML11, "<Envelope/>", ST_VERSION, "名前空間なし"},
    {XML11, "<html xmlns=\"" NS11 "\"/>", ST_NOT_ENVELOPE, "html"},
    {XML11, "<s:Envelope xmlns:s=\"" NS11 "\"/>", ST_NOT_ENVELOPE, "Body"},
    {XML11, "<s:Envelope xmlns:s=\"" NS11 "\"><s:Body/></s:Envelope>", ST_NO_TOKEN, NULL},
    {XML11, "<s:Envelope xmlns:s=\"" NS11 "\"><s:Header/><s:Header/><s:Body/></s:Envelope>", ST_NOT_ENVELOPE,
     NULL},
    {XML11, "<s:Envelope xmlns:s=\"" NS11 "\"><s:Other/><s:Body/></s:Envelope>", ST_NOT_ENVELOPE, NULL},
    {XML11, "<s:Envelope xmlns:s=\"" NS11 "\">text<s:Body/></s:Envelope>", ST_NOT_ENVELOPE, NULL},
    BOTH("text" ECHO, ST_NOT_ENVELOPE, NULL),
    {XML11,
     "<s:Envelope xmlns:s=\"" NS11 "\"><s:Header>" GOOD_TOKEN "</s:Header><s:Body>" ECHO
     "</s:Body><x xmlns=\"urn:x\"><y/></x></s:Envelope>",
     ST_OK, NULL},
    {XML12,
     "<s:Envelope xmlns:s=\"" NS12 "\"><s:Header>" GOOD_TOKEN "</s:Header><s:Body>" ECHO
     "</s:Body><x xmlns=\"urn:x\"/></s:Envelope>",
     ST_NOT_ENVELOPE, NULL},
    {XML11,
     "<s:Envelope xmlns:s=\"" NS11 "\"><s:Header>" GOOD_TOKEN "</s:Header><s:Body>" ECHO
     "</s:Body><s:Body>" ECHO "</s:Body></s:Envelope>",
     ST_NOT_ENVELOPE, NULL},
    /* operations */
    BOTH("", ST_NO_OPERATION, "echo、shirabe、kaku、matsu"),
    BOTH("<echoo xmlns=\"urn:chukan:kensho:1\"/>", ST_NO_OPERATION, "{urn:chukan:kensho:1}echoo"),
    BOTH("<echo xmlns=\"urn:chukan:kensho:2\"/>", ST_NO_OPERATION,
         "<c:want>{urn:chukan:kensho:1}echo</c:want>"),
    BOTH("<echo/>", ST_NO_OPERATION, "{}echo"),
    BOTH(ECHO ECHO, ST_SCHEMA, "Body の子要素"),
    /* mustUnderstand (INTEROP 13) */
    {XML11, ENV(NS11, GOOD_TOKEN MUST("1", ""), ECHO), ST_MUST_UNDERSTAND, "soap:MustUnderstand"},
    {XML12, ENV(NS12, GOOD_TOKEN MUST("true", ""), ECHO), ST_MUST_UNDERSTAND,
     "<soap:NotUnderstood qname=\"u:y\" xmlns:u=\"urn:x\"/>"},
    {XML11, ENV(NS11, MUST("1", ""), ECHO), ST_MUST_UNDERSTAND, NULL},
    {XML12,
     ENV(NS12, GOOD_TOKEN MUST("1", "") MUST("1", "xmlns='urn:x'") "<z s:mustUnderstand=\"1\"/>", ECHO),
     ST_MUST_UNDERSTAND,
     "<soap:NotUnderstood qname=\"u:y\" xmlns:u=\"urn:x\"/><soap:NotUnderstood qname=\"u:y\" "
     "xmlns:u=\"urn:x\"/>"
     "<soap:NotUnderstood qname=\"z\"/></soap:Header>"},
    {XML11, ENV(NS11, GOOD_TOKEN MUST("1", "") MUST("1", "") "<z s:mustUnderstand=\"1\"/>", ECHO),
     ST_MUST_UNDERSTAND, "<c:have>{urn:x}y、y、{}z</c:have>"},
    {XML12, ENV(NS12, GOOD_TOKEN MANY(MANY(MUST("1", ""))), ECHO), ST_MUST_UNDERSTAND,
     "y、ほか 1 個</c:have>"},
    {XML11, ENV(NS11, GOOD_TOKEN MUST("0", ""), ECHO), ST_OK, NULL},
    {XML12, ENV(NS12, GOOD_TOKEN MUST("false", ""), ECHO), ST_OK, NULL},
    {XML11, ENV(NS11, GOOD_TOKEN MUST("1", "s:actor='urn:other'"), ECHO), ST_OK, NULL},
    {XML11, ENV(NS11, GOOD_TOKEN MUST("1", "s:actor='http://schemas.xmlsoap.org/soap/actor/next'"), ECHO),
     ST_MUST_UNDERSTAND, NULL},
    {XML12, ENV(NS12, GOOD_TOKEN MUST("1", "s:role='" NS12 "/role/none'"), ECHO), ST_OK, NULL},
    {XML12, ENV(NS12, GOOD_TOKEN MUST("1", "s:role='" NS12 "/role/ultimateReceiver'"), ECHO),
     ST_MUST_UNDERSTAND, NULL},
    {XML11,
     ENV(NS11, GOOD_TOKEN "<x:y xmlns:x=\"urn:x\" mustUnderstand=\"1\"><deep><er/></deep></x:y>", ECHO),
     ST_OK, NULL},
    /* who calls */
    {XML11,
     ENV(NS11,
         PLAIN_TOKEN("http://docs.oasis-open.org/wss/2004/01/"
                     "oasis-200401-wss-username-token-profile-1.0#PasswordText"),
         ECHO),
     ST_OK, NULL},
    {XML12, ENV(NS12, PLAIN_TOKEN("PasswordText"), ECHO), ST_OK, NULL},
    {XML11, ENV(NS11, PLAIN_TOKEN("urn:x#PasswordDigest"), ECHO), ST_TOKEN_FORM, "PasswordDigest"},
    {XML11, ENV(NS11, "", ECHO), ST_NO_TOKEN, "wsse:FailedAuthentication"},
    {XML12, ENV(NS12, "", ECHO), ST_NO_TOKEN, "<soap:Subcode>"},
    {XML11, ENV(NS11, "<w:Security xmlns:w=\"" WSSE "\"/>", ECHO), ST_NO_TOKEN, NULL},
    {XML11,
     ENV(NS11, "<w:Security xmlns:w=\"" WSSE "\" s:actor=\"urn:other\"><w:UsernameToken/></w:Security>",
         ECHO),
     ST_NO_TOKEN, NULL},
    {XML11, ENV(NS11, "<w:Security xmlns:w=\"" WSSE "\"><w:UsernameToken/></w:Security>", ECHO),
     ST_TOKEN_FORM, "Username"},
    {XML11,
     ENV(NS11,
         "<w:Security xmlns:w=\"" WSSE
         "\"><w:UsernameToken><w:Username>KS1</w:Username></w:UsernameToken></w:Security>",
         ECHO),
     ST_TOKEN_FORM, "Password"},
    {XML11, ENV(NS11, GOOD_TOKEN GOOD_TOKEN, ECHO), ST_TOKEN_FORM, "二つ以上"},
    {XML11,
     ENV(NS11,
         "<w:Security xmlns:w=\"" WSSE "\"><w:UsernameToken><w:Username>KS1</w:Username>"
         "<w:Password>pw-ks1</w:Password><w:Password>pw-ks1</w:Password></w:UsernameToken></w:Security>",
         ECHO),
     ST_TOKEN_FORM, "<c:item>Password</c:item><c:want>一つ</c:want><c:have>二つ以上</c:have>"},
    {XML12,
     ENV(NS12,
         "<w:Security xmlns:w=\"" WSSE "\"><w:UsernameToken><w:Username>KS</w:Username>"
         "<w:Username>1</w:Username><w:Password>pw-ks1</w:Password></w:UsernameToken></w:Security>",
         ECHO),
     ST_TOKEN_FORM, "<c:item>Username</c:item><c:want>一つ</c:want><c:have>二つ以上</c:have>"},
    {XML11, ENV(NS11, TOKEN("KS9", "pw-ks1"), ECHO), ST_UNKNOWN_SYSTEM, "KS9"},
    {XML12, ENV(NS12, TOKEN("KS1", "wrong"), ECHO), ST_BAD_PASSWORD, NULL},
    BOTH(OPEN("echo") "<irai><c:busho>B009</c:busho><c:user>u001</c:user></irai></echo>", ST_UNKNOWN_BUSHO,
         "<c:kubun>9</c:kubun><c:code>C50008</c:code>"),
    BOTH(OPEN("echo") "<irai><c:busho>B001</c:busho><c:user>u009</c:user></irai></echo>", ST_UNKNOWN_USER,
         "実際: u009</c:message></kekka></echoResponse>"),
    BOTH(OPEN("echo") "<irai><c:busho>B001</c:busho><c:user>shoki</c:user></irai></echo>", ST_PASSWORD_SHOKI,
         "<c:kubun>9</c:kubun><c:code>C50037</c:code>"),
    BOTH(OPEN("shirabe") "<irai><c:busho>B001</c:busho><c:user>shoki</c:user></irai></shirabe>", ST_ACCEPTED,
         "<c:kubun>2</c:kubun>"),
    BOTH(CALL("yakuwari", ""), ST_NO_ROLE, "<c:kubun>9</c:kubun>"),
    /* schema */
    BOTH(OPEN("echo") "</echo>", ST_SCHEMA, "<c:want>要素 irai</c:want><c:have>要素が足りません</c:have>"),
    BOTH(OPEN("echo") "<irai><c:busho>B001</c:busho></irai></echo>", ST_SCHEMA, "<c:item>irai</c:item>"),
    BOTH(CALL("echo", "<nani/>"), ST_SCHEMA, "<c:have>要素 nani（"),
    BOTH(CALL("echo", "<text>12345678901234567890123456789012345678901</text>"), ST_SCHEMA,
         "<c:want>40 文字まで</c:want><c:have>41 文字: 12345678901234567890123456789012345678901</c:have>"),
    BOTH(CALL("echo", "<kazu>x1</kazu>"), ST_SCHEMA,
         "<c:item>kazu</c:item><c:want>-2147483648〜2147483647 の整数（xs:int）</c:want><c:have>x1</c:have>"),
    BOTH(CALL("shirabe", "<ymd>2017-05-08</ymd>"), ST_SCHEMA,
         "<c:want>形式 [0-9]{8}</c:want><c:have>10 文字: 2017-05-08</c:have>"),
    BOTH(CALL("shirabe", "<kubun>3</kubun>"), ST_SCHEMA, "<c:have>3</c:have>"),
    BOTH(CALL("shirabe", "<kazu/>"), ST_SCHEMA, "<c:have>空</c:have>"),
    BOTH(CALL("echo", "<text a=\"b\">x</text>"), ST_SCHEMA, "属性 a="),
    BOTH(CALL("echo", "text"), ST_SCHEMA, "文字でなく要素"),
    BOTH(CALL("echo", "<text><b/></text>"), ST_SCHEMA, "要素でなく値"),
    /* binding: absent, empty, groups, lists, numbers */
    BOTH(CALL("echo", ""), ST_OK, "</kekka><kumi></kumi></echoResponse>"),
    BOTH(CALL("echo", "<text/>\n <kazu>-12</kazu>"), ST_OK, "<text></text><kazu>-12</kazu>"),
    BOTH(CALL("echo", "<kumi><mei>&lt;&#13;</mei><atai>5</atai></kumi>"), ST_OK,
         "<kumi><mei>&lt;&#13;</mei><atai>5</atai></kumi>"),
    BOTH(CALL("echo", "<item><mei>一</mei></item><item><mei>二</mei><atai>2</atai></item>"), ST_OK,
         "<item><mei>一</mei></item><item><mei>二</mei><atai>2</atai></item></echoResponse>"),
    /* writes and their outcomes */
    BOTH(CALL("kaku", "<text>t</text>"), ST_ACCEPTED,
         "<c:kubun>2</c:kubun><c:code>C00001</c:code><c:message>受け付けました。処理中です</"
         "c:message><c:uketsukeBango>U06139992N0000001</c:uketsukeBango></kekka><text>t</text>"),
    BOTH(CALL("kotowaru", "<mei>KANYUSHA_NONE</mei>"), ST_KANYUSHA_NONE,
         "項目「項目名」 期待: 期待、実際: ************ &amp; "
         "&lt;値&gt;</c:message></kekka></kotowaruResponse>"),
    BOTH(CALL("kotowaru", "<mei>DISK</mei>"), ST_DISK, "<c:code>C90003</c:code>"),
    BOTH(CALL("kotowaru", "<mei>RESET</mei>"), ST_RESET, "<c:code>C90001</c:code>"),
    /* not XML */
    {XML11, "hello", ST_NOT_XML, NULL},
    {XML11, ENV11(ECHO) "<x/>", ST_NOT_XML, NULL},
    {XML11, ENV11("<x></y>"), ST_NO_OPERATION, NULL},
    {XML12, "<a></b>", ST_NOT_ENVELOPE, NULL},
    {XML12, "<a", ST_NOT_ENVELOPE, NULL},
    {XML12, "<s:Envelope xmlns:s=\"" NS12 "\"><s:Body", ST_NO_TOKEN, NULL},
    {XML12, "<s:Envelope xmlns:s=\"" NS12 "\"><s:Header>", ST_NOT_XML, "途中で終わって"},
    {"text/xml; charset=klingon", ENV11(ECHO), ST_CHARSET, "klingon"},
};

START_TEST(test_case)
{
    struct talk t = {.content_type = cases[_i].type, .body = cases[_i].body};
    char *whole = NULL;
    for (t.chunk = 0; t.chunk <= 5; t.chunk++) {
        talk_run(&t);
        talk_check(&t, cases[_i].want, cases[_i].has);
        if (!whole)
            whole = strdup(t.reply.data);
        ck_assert_str_eq(whole, t.reply.data);
    }
    free(whole);
    buf_release(&t.reply);
}
END_TEST

/* Every status as a Fault or a kekka, well-formed in both versions. */
START_TEST(test_every_status)
{
    char body[2048];
    for (int v12 = 0; v12 < 2; v12++) {
        struct talk t = {.content_type = v12 ? XML12 : XML11, .body = body};
        snprintf(body, sizeof body,
                 v12 ? ENV12(CALL("kotowaru", "<mei>%s</mei>")) : ENV11(CALL("kotowaru", "<mei>%s</mei>")),
                 status_info((enum status)_i)->name);
        talk_run(&t);
        talk_check(&t, (enum status)_i, NULL);
        xmlDocPtr doc = xmlReadMemory(t.reply.data, (int)t.reply.len, NULL, NULL, XML_PARSE_NONET);
        ck_assert_ptr_nonnull(doc);
        xmlFreeDoc(doc);
        buf_release(&t.reply);
    }
}
END_TEST

/* --- refused by the head alone
 * -------------------------------------------------------------------------------------- */

#define HEAD(w, s, m) .door.world = w, .service = s, .method = m
static const struct diag nowhere = {
    .status = ST_NO_SUCH_SERVICE, .item = "パス", .want = "/lot2/soap/kensho", .have = "/lot2//soap/kensho"};
static const struct {
    struct exchange_head head;
    const char *type;
    enum status want;
    int http;
    const char *has;
} heads[] = {
    {{HEAD("lot9", "kensho", "POST"), .door.plain = true}, XML11, ST_NO_SUCH_WORLD, 500, "lot9"},
    {{HEAD("lot3", "kensho", "POST"), .door.plain = true}, XML11, ST_WORLD_BROKEN, 500, "ワールド lot3: "},
    {{HEAD("lot3", "kensho", "POST")}, XML12, ST_WORLD_BROKEN, 500, "<c:item>gen-2/chukan.db</c:item>"},
    {{HEAD("lot3", "kensho", "PUT"), .door.plain = true}, XML11, ST_WORLD_BROKEN, 500, "ワールド lot3: "},
    {{HEAD("lot9", "kensho", "PUT"), .door.plain = true}, XML11, ST_NO_SUCH_WORLD, 500, "lot9"},
    {{HEAD("lot2", "nani", "POST"), .door.plain = true}, XML12, ST_NO_SUCH_SERVICE, 400, "kensho"},
    {{HEAD("lot2", "", "POST"), .nowhere = &nowhere}, XML11, ST_NO_SUCH_SERVICE, 500, "/lot2//soap/kensho"},
    {{HEAD("lot9", "", "POST"), .nowhere = &nowhere}, XML12, ST_NO_SUCH_SERVICE, 400, "/lot2/soap/kensho"},
    {{HEAD("lot2", "kensho", "PUT"), .allow = "GET, POST", .door.plain = true},
     XML11,
     ST_METHOD,
     500,
     "<c:want>GET, POST</c:want>"},
    {{HEAD("lot2", "kensho", "POST"), .door.plain = true}, NULL, ST_MEDIA_TYPE, 500, "ありません"},
    {{HEAD("lot2", "kensho", "POST"), .door.plain = true},
     "application/json",
     ST_MEDIA_TYPE,
     500,
     "application/json"},
    {{HEAD("lot2", "kensho", "POST"), .door.plain = true}, "text/xml; charset", ST_MEDIA_TYPE, 500, NULL},
    {{HEAD("lot2", "kensho", "POST"), .door.plain = true, .content_length = 1LL << 40},
     XML11,
     ST_TOO_LARGE,
     500,
     NULL},
    {{HEAD("lot2", "kensho", "POST"), .door.plain = true, .content_length = 1LL << 40},
     XML12,
     ST_TOO_LARGE,
     400,
     NULL},
    {{HEAD("lot2", "kensho", "POST"), .unsized = true, .door.plain = true},
     XML11,
     ST_NOT_XML,
     500,
     "Content-Length または Transfer-Encoding"},
    {{HEAD("lot2", "kensho", "POST")}, XML11, ST_NO_CERTIFICATE, 500, "wsse:FailedAuthentication"},
    {{HEAD("lot2", "kensho", "POST")}, XML12, ST_NO_CERTIFICATE, 400, NULL},
    {{HEAD("lot2", "kensho", "POST")}, "application/json", ST_NO_CERTIFICATE, 500, NULL},
    {{HEAD("lot2", "kensho", "POST"), .door.cert_wrong = ST_TLS_EXPIRED, .door.cert_error = "期限切れ"},
     XML12,
     ST_TLS_EXPIRED,
     400,
     "期限切れ"},
    {{HEAD("lot2", "kensho", "POST"), .door.plain = true},
     "multipart/related; type=\"text/xml\"",
     ST_MIME,
     500,
     "boundary"},
    {{HEAD("lot2", "kensho", "POST"), .door.plain = true},
     "multipart/related; boundary=a; type=\"image/png\"",
     ST_MIME,
     500,
     "image/png"},
    {{HEAD("lot2", "kensho", "POST"), .door.plain = true},
     "multipart/related; boundary=a; type=\"application/soap+xml\"; x",
     ST_MEDIA_TYPE,
     500,
     NULL},
};

/* What cannot be recorded is not answered; a refusal is, recorded or not. */
START_TEST(test_unrecorded)
{
    struct talk t = {.content_type = "text/xml", .body = ENV11(ECHO)};
    atomic_store(&fake_unrecorded, true);
    talk_run(&t);
    talk_check(&t, ST_DISK, "<c:code>C90003</c:code>");
    ck_assert_ptr_null(strstr(t.reply.data, "echoResponse><"));
    t.body = ENV11("<x></y>");
    talk_run(&t);
    talk_check(&t, ST_NO_OPERATION, NULL);
    atomic_store(&fake_unrecorded, false);
    buf_release(&t.reply);
}
END_TEST

START_TEST(test_refused)
{
    struct talk t = {
        .content_type = heads[_i].type, .body = ENV11(ECHO), .head = heads[_i].head, .head_set = true};
    talk_run(&t);
    char code[32];
    snprintf(code, sizeof code, "<c:code>%s</c:code>", status_info(heads[_i].want)->code);
    ck_assert(t.refused);
    ck_assert_int_eq(t.http, heads[_i].http);
    ck_assert_msg(strstr(t.reply.data, code) != NULL, "%s", t.reply.data);
    if (heads[_i].has)
        ck_assert_msg(strstr(t.reply.data, heads[_i].has) != NULL, "%s", t.reply.data);
    buf_release(&t.reply);
}
END_TEST

START_TEST(test_certificate)
{
    struct talk t = {.content_type = XML11,
                     .body = ENV11(ECHO),
                     .head_set = true,
                     .head = {HEAD("lot2", "kensho", "POST"), .content_length = -1, .door.cert_cn = "KS1"}};
    talk_run(&t);
    talk_check(&t, ST_OK, NULL);
    t.head.door.cert_cn = "KS2";
    talk_run(&t);
    talk_check(&t, ST_CERT_MISMATCH, NULL);
    buf_release(&t.reply);
}
END_TEST

START_TEST(test_is_media)
{
    static const struct {
        const char *type;
        bool want;
    } types[] = {{"text/xml", true},
                 {"Application/SOAP+XML; charset=utf-8; action=\"a\"", true},
                 {"multipart/related; boundary=a", true},
                 {"application/json", false},
                 {"text/xml; charset", false},
                 {NULL, false}};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        ck_assert_int_eq(soap_is_media(types[i].type), types[i].want);
}
END_TEST

/* --- ends, journal, threads
 * ------------------------------------------------------------------------------------------ */

START_TEST(test_abort)
{
    struct exchange_head head = {HEAD("lot2", "kensho", "POST"), .content_type = XML12, .door.plain = true};
    static const struct {
        const char *sent;
        enum status want;
    } table[] = {
        {"", ST_LENGTH}, {"<s:Envelope xmlns:s=\"" NS12 "\">", ST_LENGTH}, {"<a/>", ST_NOT_ENVELOPE}};
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct exchange *x = exchange_new(&head);
        exchange_feed(x, table[i].sent, strlen(table[i].sent));
        exchange_abort(x, ST_LENGTH, "切断");
        ck_assert_str_eq(fake_code, status_info(table[i].want)->code);
        ck_assert_int_eq(exchange_http_status(x), 400);
        talk_at_once(x);
        exchange_free(x);
    }
    struct exchange *x = exchange_new(&head); /* dropped in the middle */
    exchange_feed(x, "<s:Env", 6);
    exchange_free(x);
    exchange_free(NULL);
}
END_TEST

static const struct {
    const char *action, *note;
} actions[] = {
    {"\"urn:chukan:kensho:1/echo\"", ""},
    {NULL, "SOAPAction なし"},
    {"", "SOAPAction は （本文の要素で判断）"},
    {"urn:chukan:kensho:1/echo", "SOAPAction は urn:chukan:kensho:1/echo（本文の要素で判断）"},
    {"\xFF\x01\xE5\x81", "SOAPAction は ????（本文の要素で判断）"},
    {"\"other\"", "SOAPAction は \"other\"（本文の要素で判断）"},
};

START_TEST(test_action)
{
    struct talk t = {.content_type = XML11, .body = ENV11(ECHO), .head_set = true};
    t.head = (struct exchange_head){HEAD("lot2", "kensho", "POST"), .door.plain = true,
                                    .soap_action = actions[_i].action};
    talk_run(&t);
    talk_check(&t, ST_OK, NULL);
    ck_assert_str_eq(fake_note, actions[_i].note);
    ck_assert_int_eq(fake_event.bytes_in, (int64_t)strlen(t.body));
    ck_assert_int_eq(fake_event.bytes_out, (int64_t)t.reply.len);
    buf_release(&t.reply);
}
END_TEST

static void *S_many(void *cls)
{
    (void)cls;
    for (int i = 0; i < 200; i++) {
        struct exchange_head head = {HEAD("lot2", "kensho", "POST"), .content_type = XML11,
                                     .door.plain = true};
        struct exchange *x = exchange_new(&head);
        const char *body = i % 7 ? ENV11(ECHO) : i % 2 ? ENV11(CALL("echo", "<nani/>")) : "<a";
        exchange_feed(x, body, strlen(body));
        bool over = false;
        exchange_finish(x, talk_over, &over);
        if (!over)
            return "waits";
        const char *want = i % 7 ? "<text>健保</text>" : i % 2 ? "C20008" : "C20006";
        if (!strstr(exchange_reply_data(x), want))
            return (void *)(size_t)exchange_reply_data(x);
        exchange_free(x);
    }
    return NULL;
}

START_TEST(test_threads)
{
    pthread_t t[4];
    for (int i = 0; i < 4; i++)
        ck_assert_int_eq(pthread_create(&t[i], NULL, S_many, NULL), 0);
    for (int i = 0; i < 4; i++) {
        void *r;
        pthread_join(t[i], &r);
        ck_assert_msg(!r, "%s", (char *)r);
    }
}
END_TEST

int main(void)
{
    Suite *s = suite_create("exchange");
    TCase *t = tcase_create("exchange");
    tcase_add_unchecked_fixture(t, talk_open, talk_close);
    tcase_add_loop_test(t, test_case, 0, (int)(sizeof cases / sizeof *cases));
    tcase_add_loop_test(t, test_every_status, 0, ST_COUNT);
    tcase_add_test(t, test_unrecorded);
    tcase_add_loop_test(t, test_refused, 0, (int)(sizeof heads / sizeof *heads));
    tcase_add_test(t, test_certificate);
    tcase_add_test(t, test_is_media);
    tcase_add_test(t, test_abort);
    tcase_add_loop_test(t, test_action, 0, (int)(sizeof actions / sizeof *actions));
    tcase_add_test(t, test_threads);
    tcase_set_timeout(t, 60);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? 1 : 0;
}
