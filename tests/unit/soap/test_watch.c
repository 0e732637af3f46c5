/* What is told of a message that is known to hide nothing is what a walk through all of it would show: each
 * message that is answered, whatever was put into it and wherever. */
#include <iconv.h>

#include "soap/talk.h"
#include "soap/veil.h"

#define N "123456789018"
/* As base64 is folded; without a number in it. */
#define LINE "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n"
#define ECHO CALL("echo", "<text>健保 2017-05-01</text><kazu>12</kazu>")
#define TYPE "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#PasswordText"
#define FULL                                                                                                 \
    "<w:Security xmlns:w=\"" WSSE "\" s:mustUnderstand=\"1\"><w:UsernameToken w:Id=\"a\"><w:Username>KS1"    \
    "</w:Username><w:Password Type=\"" TYPE "\">pw-ks1</w:Password>"
#define FULL_END "</w:UsernameToken></w:Security>"
#define WITH(more) ENV(NS12, FULL more FULL_END, ECHO)

#define BESIDE(element)                                                                                      \
    "<s:Envelope xmlns:s=\"" NS11 "\"><s:Header>" GOOD_TOKEN "</s:Header><s:Body>" ECHO "</s:Body>" element  \
    "</s:Envelope>"
#define BLANKS10 "          "
#define BLANKS50 BLANKS10 BLANKS10 BLANKS10 BLANKS10 BLANKS10
#define BLANKS BLANKS50 BLANKS50 BLANKS50 BLANKS50 BLANKS50 BLANKS50 BLANKS50 BLANKS50

static const char *asked; /* in UTF-8 */
static struct buf said;
static long answered;

/* Nothing of it is in a file, so that the text which was heard is the body. */
static void S_told(const struct event *e)
{
    struct buf want = BUF_INIT;
    buf_clear(&said);
    buf_add(&said, e->reply.text.p, e->reply.text.n);
    if (status_kubun(e->status) == 9)
        return;
    answered++;
    const bool cut = veil_xml(str_of(asked), NULL, &want);
    if (memchr(want.data, '!', want.len))
        veil_left(&want);
    ck_assert_msg(str_eq((struct str){want.data, want.len}, e->request.text), "%s\n%.*s", want.data,
                  (int)e->request.text.n, e->request.text.p);
    ck_assert_int_eq(e->request.cut, cut);
    buf_release(&want);
}

/* Bytes of the body in that character code; 0: it has none for something in it. */
static size_t S_code(const char *body, const char *code, char *out, size_t cap)
{
    iconv_t cd = iconv_open(code, "UTF-8");
    char *from = (char *)(size_t)body, *to = out;
    size_t n = strlen(body), left = cap;
    ck_assert(cd != (iconv_t)-1);
    bool ok = iconv(cd, &from, &n, &to, &left) == 0;
    iconv_close(cd);
    return ok ? cap - left : 0;
}

static void S_ask(const char *body, size_t chunk, const char *code)
{
    static char bytes[4 * VEIL_MOST];
    char type[80];
    struct talk t = {.content_type = type, .body = bytes, .chunk = chunk};
    struct buf want = BUF_INIT;
    t.n = S_code(body, code, bytes, sizeof bytes);
    if (!t.n)
        return;
    asked = body;
    snprintf(type, sizeof type, "%s; charset=%s", strstr(body, NS12) ? "application/soap+xml" : "text/xml",
             code);
    talk_run(&t);
    veil_xml((struct str){t.reply.data, t.reply.len}, NULL, &want);
    ck_assert_str_eq(said.data, want.data);
    buf_release(&want);
    buf_release(&t.reply);
}

static const char *const codes[] = {"UTF-8", "UTF-16", "Shift_JIS", "EUC-JP"};
enum { CODES = sizeof codes / sizeof *codes };

static const char *const bodies[] = {
    ENV11(ECHO),
    ENV12(ECHO),
    WITH(""),
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n" WITH("\r\n      \r\n"),
    WITH("<w:Nonce>bm9uY2U=</w:Nonce>"),
    WITH("<u:Created xmlns:u=\"urn:u\">2017-05-01T09:00:00Z</u:Created>"),
    ENV(NS11, "<t:a xmlns:t=\"urn:t\" t:token=\"himitsu\">x</t:a>" GOOD_TOKEN, ECHO),
    ENV(NS11,
        GOOD_TOKEN
        "<w:Security xmlns:w=\"" WSSE "\" "
        "s:actor=\"urn:other\"><w:BinarySecurityToken>himitsu</w:BinarySecurityToken><x>y</x></w:Security>",
        ECHO),
    ENV(NS11,
        "<w:Security xmlns:w=\"" WSSE
        "\">himitsu<w:UsernameToken himitsu=\"z\"><w:Username>KS1<x>y</x></w:Username>"
        "<w:Password>pw-ks1<x>y</x></w:Password></w:UsernameToken></w:Security>",
        ECHO),
    ENV11(CALL("echo", "<text>pw-ks1</text>")),
    ENV11(CALL("echo", "<text>" N "</text>")),
    ENV11(
        CALL("echo", "<text>" N "</text><item><mei>" N "</mei></item><item><mei>123456789100</mei></item>")),
    ENV11(CALL("echo", "<text>MTIzNDU2Nzg5MDE4</text>")),
    ENV11(CALL("echo", "<text>1234\r\n5678\r\n9018</text>")),
    ENV11(CALL("text", "<text>a</text>")),
    "<s:Envelope xmlns:s=\"" NS11 "\"><s:Header>" GOOD_TOKEN "</s:Header><s:Body>" ECHO
    "</s:Body><x xmlns=\"urn:x\">" LINE LINE LINE LINE LINE LINE "</x></s:Envelope>",
    "<s:Envelope xmlns:s=\"" NS11 "\"><s:Header>" GOOD_TOKEN "</s:Header><s:Body>" ECHO
    "</s:Body><x xmlns=\"urn:x\"><shinPassword>himitsu</shinPassword><y a=\"" N "\">" N
    "</y></x></s:Envelope>",
    BESIDE("<a xmlns=\"urn:x\"><_>123456</_><_>789018</_></a>"),
    BESIDE("<a xmlns=\"urn:x\" b=\"123456\">789018</a>"),
    BESIDE("<a xmlns=\"urn:x\"><b _=\"123456\" __=\"789018\"/></a>"),
    BESIDE("<a xmlns=\"urn:x\" xmlns:_123456=\"urn:y\"><_123456:_789018/></a>"),
    BESIDE("<a xmlns=\"urn:x\"><a" N "/></a>"),
    BESIDE("<a xmlns=\"urn:x\" a" N "=\"\"/>"),
    BESIDE("<MTIzNDU2Nzg5MDE4 xmlns=\"urn:x\"/>"),
    BESIDE("<a xmlns=\"urn:x\"><MTIzNDU2 Nzg5MDE4=\"x\"/></a>"),
    BESIDE("<a xmlns=\"urn:x\" xmlns:token=\"urn:himitsu\"/>"),
    BESIDE("<a xmlns=\"urn:x\">x" BLANKS "</a>"),
    BESIDE("<a xmlns=\"urn:x\">" BLANKS "x</a>"),
    WITH("") "\r\n\r\n",
    BESIDE("<kojinBango>" N "</kojinBango>"),
    BESIDE("<kojinBango>507957100722</kojinBango><y>507957100722</y>"),
    BESIDE("<kojinBango>5079</kojinBango>"),
    BESIDE("<kojinBango><y>5079</y></kojinBango>"),
    BESIDE("<kojinBango a=\"5079\">" N "</kojinBango>"),
    BESIDE("<kojinBango> " N "</kojinBango>"),
    BESIDE("<y>23456789013</y>"),
    ENV(NS12,
        "<w:Security xmlns:w=\"" WSSE "\" xmlns:Security=\"urn:x\" Security:secret=\"x\">"
        "<w:UsernameToken><w:Username>KS1</w:Username><w:Password>pw-ks1</w:Password></w:UsernameToken>"
        "</w:Security>",
        ECHO),
    ENV(NS12,
        "<w:Security xmlns:w=\"" WSSE "\"><w:UsernameToken><w:Username>KS1</w:Username>"
        "<w:Password\r\n  xmlns:z='urn:z>'  z:Type='>pw-ks1'  >pw-ks1</w:Password\r\n></w:UsernameToken >"
        "</w:Security>",
        ECHO),
    ENV(NS12,
        "<Security xmlns=\"" WSSE "\"><UsernameToken><Password>pw-ks1</Password><Username>\tKS1\n</Username>"
        "</UsernameToken></Security>",
        ECHO),
    ENV(NS12,
        "<w:Security xmlns:w=\"" WSSE "\"><w:UsernameToken w:x=\"himitsu\"><w:Username>KS1</w:Username>"
        "<w:Password w:y=\"himitsu\">pw-ks1</w:Password></w:UsernameToken></w:Security>",
        ECHO),
    ENV(NS12,
        "<w:Security xmlns:w=\"" WSSE "\"><w:UsernameToken><w:Username><x></x>KS1</w:Username>"
        "<w:Password>pw-ks1</w:Password></w:UsernameToken></w:Security>",
        ECHO),
    BESIDE("<a xmlns=\"urn:x\" b=\">pw-ks1\"/>"),
    BESIDE("<a xmlns=\"urn:x\">MTIz&#10;NDU2&#10;Nzg5&#10;MDE4</a>"),
    BESIDE("<a xmlns=\"urn:x\" b=\"MTIz\tNDU2Nzg5MDE4\"/>"),
    BESIDE("<a xmlns=\"urn:x\" xsi:type=\"c:" N
           "\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"/>"),
    BESIDE("<\xE3\x81\x82 xmlns=\"urn:x\"><\xE3\x80\x85>123456</\xE3\x80\x85>789018</\xE3\x81\x82>"),
    BESIDE("<a xmlns=\"urn:x\"><Username>" N "</Username><Created>x</Created><Type>y</Type></a>"),
    ENV11(CALL("echo", "<text>12345&#13;67890</text>")),
    ENV11(CALL("echo", "<text>1&#13;12345678901</text>")),
    ENV11(CALL("echo", "<text>>pw-ks1</text>")),
    ENV11(CALL("echo", "<text>x>pw-ks1</text>")),
};
enum { BODIES = sizeof bodies / sizeof *bodies };

START_TEST(test_each)
{
    for (size_t chunk = 0; chunk < 40; chunk += 3)
        S_ask(bodies[_i], chunk, codes[chunk % CODES]);
}
END_TEST

/* As it is written, and as it is. */
static const char *const passwords[][2] = {
    {"a>b", "a>b"},
    {">", ">"},
    {"&gt;", ">"},
    {"x&lt;text>", "x<text>"},
    {"<![CDATA[a<b]]>", "a<b"},
    {"]] >", "]] >"},
    {"a<!-- b -->c", "ac"},
    {"a\r\nb", "a\nb"},
    {"a\tb", "a\tb"},
    {" a ", " a "},
    {N, N},
    {"1234", "1234"},
    {"9018", "9018"},
    {"１２３４５６７８９０１８", "１２３４５６７８９０１８"},
    {"MTIzNDU2Nzg5MDE4", "MTIzNDU2Nzg5MDE4"},
    {"KS1", "KS1"},
    {"12", "12"},
    {"x", "x"},
    {"パスワード", "パスワード"},
    {"/text", "/text"},
    {"\"", "\""},
};
enum { PASSWORDS = sizeof passwords / sizeof *passwords };

/* Whatever the password is, and what looks like it elsewhere, also beside numbers. */
START_TEST(test_password)
{
    static const char *const texts[] = {"y", "%s", "x>%s", "%s<!---->", "56789018%s", "a\nb", "a\r\nb"};
    const char *raw = passwords[_i][0], *was = fake_password;
    fake_password = passwords[_i][1];
    answered = 0;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct buf b = BUF_INIT;
        buf_addf(&b, "<s:Envelope xmlns:s=\"" NS12 "\"><s:Header>" TOKEN("KS1", "%s"), raw);
        buf_adds(&b, "</s:Header><s:Body>" OPEN("echo") IRAI "<text>");
        const char *text = strstr(texts[i], "%s");
        buf_add(&b, texts[i], text ? (size_t)(text - texts[i]) : strlen(texts[i]));
        buf_adds(&b, text ? raw : "");
        buf_adds(&b, text ? text + 2 : "");
        buf_adds(&b, "</text><kazu>12</kazu></echo></s:Body></s:Envelope>");
        S_ask(b.data, i * 5, "UTF-8");
        buf_release(&b);
    }
    fake_password = was;
    ck_assert_int_gt(answered, 4);
}
END_TEST

/* As long as what is kept of one, or about: what stands in place of the password is longer than it. */
START_TEST(test_long)
{
    for (size_t n = VEIL_MOST - 20; n < VEIL_MOST + 4; n++) {
        struct buf b = BUF_INIT;
        buf_adds(&b, ENV11(ECHO));
        while (b.len < n)
            buf_addc(&b, '\n');
        S_ask(b.data, 0, "UTF-8");
        buf_release(&b);
    }
}
END_TEST

static const char *const pieces[] = {
    N,
    "１２３４５６７８９０１８",
    "1234-5678-9018",
    "123456",
    "&#49;23456789018",
    "&amp;",
    "<!-- " N " -->",
    "<?p " N "?>",
    "<![CDATA[" N "]]>",
    "<![CDATA[",
    "]]>",
    "MTIzNDU2Nzg5MDE4",
    "77yR77yS77yT77yU77yV77yW77yX77yY77yZ77yQ77yR77yY",
    " ",
    "\r\n\t",
    "x",
    "あ",
    ">pw-ks1<",
    "<item><mei>" N "</mei></item>",
    "<a" N ">x</a" N ">",
    "<w:Password>pw-ks1</w:Password>",
    "<himitsu>x</himitsu>",
    "<naiyo>QUJD</naiyo>",
    "<w:Security><w:Nonce>x</w:Nonce></w:Security>",
    " a=\"" N "\"",
    " w:Id=\"" N "\"",
    " himitsu=\"x\"",
    " xmlns:a" N "=\"urn:x\"",
    " xmlns:z=\"urn:" N "\"",
    "-",
    "23456789013",
    "507957100722",
    "<kojinBango>" N "</kojinBango>",
    "<kojinBango>507957100722</kojinBango>",
    "<kojinBango>5079</kojinBango>",
    "<kojinBango>",
    "</kojinBango>",
    "2017-05-01T09:00:00.123456789+09:00",
    "٣٧٩٤٧٤٤٨٤٤٥٨",
    "۲۳۴۵۶۷۸۹۰۱۳",
    "߃߇߉߄߇߄߄߈߄߄߅߈",
    "३७९४७४४८४४५८",
    "၃၇၉၄၇၄၄၈၄၄၅၈",
    "꘣꘧꘩꘤꘧꘤꘤꘨꘤꘤꘥꘨",
    "①②③④⑤⑥⑦⑧⑨⓪①⑧",
    "𝟑𝟕𝟗𝟒𝟕𝟒𝟒𝟖𝟒𝟒𝟓𝟖",
    "1234.5678.9018",
    "12\u200B3456\u200D7890\uFEFF18",
    "234\u00A05678\u00A09013",
    "９",
    "٣",
    "é",
    "<kojinBango>२३४५६७८९०१३</kojinBango>",
    "<kojinBango>1234-5678-9018</kojinBango>",
    "<_>123456</_><_>789018</_>",
    "<_ _=\"123456\">789018</_>",
    "<MTIzNDU2Nzg5MDE4/>",
    " xmlns:token=\"urn:x\"",
    " MTIzNDU2Nzg5MDE4=\"x\"",
    BLANKS,
    "\r",
    "]]&gt;",
    "&#13;",
};
enum { PIECES = sizeof pieces / sizeof *pieces, ROUNDS = 3000 };

/* A place in it: often beside a tag, where more of what is put there is taken. */
static size_t S_place(const struct buf *b, unsigned *seed)
{
    size_t at = (size_t)rand_r(seed) % b->len;
    if (rand_r(seed) & 1)
        return at;
    const char *p = memchr(b->data + at, rand_r(seed) & 1 ? '>' : '<', b->len - at);
    return p ? (size_t)(p - b->data) + (size_t)(rand_r(seed) & 1) : at;
}

static void S_put(struct buf *b, unsigned *seed)
{
    const char *piece = pieces[rand_r(seed) % PIECES];
    size_t at = S_place(b, seed), n = strlen(piece);
    if (!buf_reserve(b, n))
        return;
    memmove(b->data + at + n, b->data + at, b->len - at + 1);
    memcpy(b->data + at, piece, n);
    b->len += n;
}

START_TEST(test_put_anywhere)
{
    unsigned seed = (unsigned)_i + 1;
    answered = 0;
    for (int i = 0; i < ROUNDS; i++) {
        struct buf b = BUF_INIT;
        buf_adds(&b, bodies[rand_r(&seed) % BODIES]);
        for (int n = 1 + rand_r(&seed) % 3; n; n--)
            S_put(&b, &seed);
        if (!strstr(b.data, "<naiyo")) /* a file is taken out before it is heard */
            S_ask(b.data, (size_t)(rand_r(&seed) % 400), codes[rand_r(&seed) % CODES]);
        buf_release(&b);
    }
    ck_assert_int_gt(answered, ROUNDS / 20);
}
END_TEST

static int bare, whole;

static void S_count(const struct event *e)
{
    bare += e->many && !e->request.text.p && !e->reply.text.p;
    whole += !e->many && e->request.text.n && e->reply.text.n;
}

/* What went well is told without its bodies when the journal wants no more of it, a refusal with them. */
START_TEST(test_plenty)
{
    struct talk well = {.content_type = XML11, .body = ENV11(ECHO)},
                refused = {.content_type = XML11, .body = ENV11(CALL("echoo", ""))};
    fake_told = S_count;
    atomic_store(&fake_plenty, true);
    talk_run(&well);
    talk_run(&refused);
    atomic_store(&fake_plenty, false);
    fake_told = S_told;
    ck_assert_int_eq(bare, 1);
    ck_assert_int_eq(whole, 1);
    buf_release(&well.reply);
    buf_release(&refused.reply);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("soap/watch");
    TCase *t = tcase_create("watch");
    fake_told = S_told;
    tcase_add_unchecked_fixture(t, talk_open, talk_close);
    tcase_add_loop_test(t, test_each, 0, BODIES);
    tcase_add_loop_test(t, test_password, 0, PASSWORDS);
    tcase_add_test(t, test_long);
    tcase_add_loop_test(t, test_put_anywhere, 0, 2);
    tcase_add_test(t, test_plenty);
    tcase_set_timeout(t, 120);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? 1 : 0;
}
