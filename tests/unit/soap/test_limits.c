/* The limits of a message, each at its edge and one beyond: the token, elements, depth, attributes, text, the
 * boundary, headers, names and number of MIME parts, and the bytes of a file in its three ways to come. */
#include "soap/parse.h"
#include "soap/request.h"
#include "soap/talk.h"

#define CHARACTERS(n) (n) - (sizeof "KS1pw-ks1B001u001" - 1)
#define XOP(href) "<x:Include xmlns:x=\"http://www.w3.org/2004/08/xop/include\" href=\"" href "\"/>"
#define ROOT                                                                                                 \
    "\r\n--b\r\nContent-Type: text/xml; charset=utf-8\r\n\r\n" ENV11(                                        \
        CALL("upload", "<mei>a.csv</mei><naiyo>" XOP("cid:f") "</naiyo>"))
#define PART "\r\n--b\r\nContent-ID: <f>\r\n\r\nabc"
#define REL "multipart/related; boundary=b"
#define USER_OF(user) ENV(NS11, TOKEN(user, "pw-ks1"), CALL("echo", ""))
#define PASSWORD_OF(password) ENV(NS11, TOKEN("KS1", password), CALL("echo", ""))
#define HEAD_WITH(blocks) ENV(NS11, GOOD_TOKEN blocks, CALL("echo", ""))
#define INLINE(content) ENV11(CALL("upload", "<mei>a.csv</mei><naiyo>" content "</naiyo>"))

/* The body is `text`, its @ become `unit` n times: the edge; with one more the answer is `over`. */
static const struct {
    const char *name, *type, *text, *unit;
    int n;
    enum status at, over;
} edges[] = {
    {"user", XML11, USER_OF("@"), "u", TOKEN_USER, ST_UNKNOWN_SYSTEM, ST_TOKEN_FORM},
    {"user of three bytes each, and two", XML11, USER_OF("uu@"), "健", TOKEN_USER / 3, ST_UNKNOWN_SYSTEM,
     ST_TOKEN_FORM},
    {"user with blanks around", XML11, USER_OF("\n@KS1"), " ", TOKEN_USER - 4, ST_OK, ST_TOKEN_FORM},
    {"password", XML11, PASSWORD_OF("@"), "p", TOKEN_PASSWORD, ST_BAD_PASSWORD, ST_TOKEN_FORM},
    {"password of four bytes each", XML11, PASSWORD_OF("@"), "𠮷", TOKEN_PASSWORD / 4, ST_BAD_PASSWORD,
     ST_TOKEN_FORM},
    {"password in references", XML11, PASSWORD_OF("@"), "&#x41;", TOKEN_PASSWORD, ST_BAD_PASSWORD,
     ST_TOKEN_FORM},
    /* Envelope, Header, Security, UsernameToken, Username, Password, Body, echo, irai, busho, user */
    {"elements", XML11, HEAD_WITH("<h xmlns=\"urn:h\">@</h>"), "<e/>", PARSE_ELEMENTS - 12, ST_OK,
     ST_TOO_DEEP},
    {"attributes of an element", XML11, HEAD_WITH("<h xmlns=\"urn:h\"@/>"), " a#=\"1\"", PARSE_ATTRIBUTES - 1,
     ST_OK, ST_TOO_LARGE},
    {"namespaces of an element", XML11, HEAD_WITH("<h a=\"1\"@/>"), " xmlns:a#=\"urn:h\"",
     PARSE_ATTRIBUTES - 1, ST_OK, ST_TOO_LARGE},
    {"bytes of attributes", XML11, HEAD_WITH("<h a=\"12345\">@</h>"), "<e a=\"123456789\"/>",
     (PARSE_ATTRIBUTE_TEXT - 5) / 9, ST_OK, ST_TOO_LARGE},
    {"characters", XML11, HEAD_WITH("<h>@</h>"), "x", CHARACTERS(PARSE_TEXT), ST_OK, ST_TOO_LARGE},
    {"headers of a part", REL, ROOT "\r\n--b\r\nContent-ID: <f>\r\nX-Fill: @\r\n\r\nabc\r\n--b--\r\n", "x",
     MIME_HEADERS - (int)(sizeof "Content-ID: <f>\r\nX-Fill: \r\n\r\n" - 1), ST_OK, ST_MIME},
    {"parts", REL, ROOT PART "@\r\n--b--\r\n", "\r\n--b\r\nContent-ID: <g#>\r\n\r\nno", MIME_PARTS - 2, ST_OK,
     ST_MIME},
    {"inline", XML11, INLINE("@"), "YWJj", 1000, ST_OK, ST_TOO_LARGE},
    {"a part in base64", REL,
     ROOT "\r\n--b\r\nContent-ID: <f>\r\nContent-Transfer-Encoding: base64\r\n\r\n@\r\n--b--\r\n", "YWJj",
     1000, ST_OK, ST_TOO_LARGE},
    {"a part", REL, ROOT "\r\n--b\r\nContent-ID: <f>\r\n\r\n@\r\n--b--\r\n", "x", 3000, ST_OK, ST_TOO_LARGE},
};

/* text with its '@' replaced; '#' in the unit is the number of the copy. */
static void S_fill(struct buf *out, const char *text, const char *unit, int n)
{
    const char *at = strchr(text, '@');
    ck_assert_ptr_nonnull(at);
    buf_add(out, text, (size_t)(at - text));
    for (int i = 0; i < n; i++) {
        const char *hash = strchr(unit, '#');
        size_t head = hash && hash[-1] != '&' ? (size_t)(hash - unit) : strlen(unit);
        buf_add(out, unit, head);
        if (unit[head])
            buf_addf(out, "%d%s", i, unit + head + 1);
    }
    buf_adds(out, at + 1);
    ck_assert(buf_ok(out));
}

/* Whole, and in pieces that cut it anywhere. */
static void S_answer(const char *name, const char *type, const struct buf *body, enum status want)
{
    static const size_t chunks[] = {0, 1, 7, 1000};
    char code[32];
    snprintf(code, sizeof code, "<c:code>%s</c:code>", status_info(want)->code);
    for (int i = body->len > 100000 ? 2 : 0; i < 4; i++) {
        struct talk t = {.content_type = type, .body = body->data, .n = body->len, .chunk = chunks[i]};
        talk_run(&t);
        ck_assert_msg(strstr(t.reply.data, code) != NULL, "%s, pieces of %zu: want %s in %s", name, chunks[i],
                      code, t.reply.data);
        ck_assert_int_eq(talk_files("in-"), 0);
        buf_release(&t.reply);
    }
}

START_TEST(test_edges)
{
    fake_limit = 3000;
    for (int over = 0; over < 2; over++) {
        struct buf body = BUF_INIT;
        S_fill(&body, edges[_i].text, edges[_i].unit, edges[_i].n + over);
        S_answer(edges[_i].name, edges[_i].type, &body, over ? edges[_i].over : edges[_i].at);
        buf_release(&body);
    }
    fake_limit = 4 << 20;
}
END_TEST

/* One byte more than a whole group of base64 would be. */
START_TEST(test_upload_byte)
{
    static const struct {
        const char *end; /* behind 999 groups of three bytes */
        int limit;
        enum status want;
    } rows[] = {{"YQ==", 2998, ST_OK},        {"YQ==", 2997, ST_TOO_LARGE}, {"YWI=", 2999, ST_OK},
                {"YWI=", 2998, ST_TOO_LARGE}, {"YWJj", 3000, ST_OK},        {"YWJj", 2999, ST_TOO_LARGE}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf text = BUF_INIT, body = BUF_INIT;
        fake_limit = rows[i].limit;
        buf_addf(&text, INLINE("@%s"), rows[i].end);
        S_fill(&body, text.data, "YWJj", 999);
        S_answer(rows[i].end, XML11, &body, rows[i].want);
        buf_release(&text);
        buf_release(&body);
    }
    fake_limit = 4 << 20;
}
END_TEST

/* The envelope is the first of the levels, a block of the header the third, the operation's fields the
 * fourth. */
START_TEST(test_depth)
{
    static const struct {
        const char *text;
        int outside;
        enum status at;
    } rows[] = {{HEAD_WITH("@"), 2, ST_OK}, {ENV11(CALL("echo", "@")), 3, ST_SCHEMA}};
    for (int over = 0; over < 2; over++)
        for (size_t k = 0; k < 2; k++) {
            struct buf body = BUF_INIT, inner = BUF_INIT;
            int levels = PARSE_DEPTH - rows[k].outside + over;
            for (int i = 0; i < levels; i++)
                buf_adds(&inner, "<d>");
            for (int i = 0; i < levels; i++)
                buf_adds(&inner, "</d>");
            S_fill(&body, rows[k].text, inner.data, 1);
            S_answer("depth", XML11, &body, over ? ST_TOO_DEEP : rows[k].at);
            buf_release(&body);
            buf_release(&inner);
        }
}
END_TEST

/* A text of n characters in place of '@', also in the Content-Type. */
static void S_named(const char *name, const char *type, const char *text, int n, enum status want)
{
    struct buf word = BUF_INIT, head = BUF_INIT, body = BUF_INIT;
    for (int i = 0; i < n; i++)
        buf_addc(&word, 'x');
    S_fill(&head, type, word.data, 1);
    for (const char *p = text; *p; p++)
        if (*p == '@')
            buf_adds(&body, word.data);
        else
            buf_addc(&body, *p);
    S_answer(name, head.data, &body, want);
    buf_release(&word);
    buf_release(&head);
    buf_release(&body);
}

START_TEST(test_names)
{
    static const char boundary[] = "--@\r\nContent-Type: text/xml\r\n\r\n" ENV11(
        CALL("upload", "<mei>a</mei><naiyo>" XOP("cid:f") "</naiyo>")) "\r\n--@\r\nContent-ID: "
                                                                       "<f>\r\n\r\nabc\r\n--@--\r\n";
    static const char id[] = "\r\n--b\r\nContent-Type: text/xml\r\n\r\n" ENV11(CALL(
        "upload",
        "<mei>a</mei><naiyo>" XOP("cid:@") "</naiyo>")) "\r\n--b\r\nContent-ID: <@>\r\n\r\nabc\r\n--b--\r\n";
    S_named("boundary", "multipart/related; boundary=@", boundary, MIME_BOUNDARY, ST_OK);
    S_named("boundary", "multipart/related; boundary=@", boundary, MIME_BOUNDARY + 1, ST_MIME);
    S_named("Content-ID", REL "; a=@", id, MIME_ID - 1, ST_OK);
    S_named("Content-ID", REL "; a=@", id, MIME_ID, ST_MIME);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("soap/limits");
    TCase *t = tcase_create("limits");
    tcase_add_unchecked_fixture(t, talk_open, talk_close);
    tcase_add_loop_test(t, test_edges, 0, (int)(sizeof edges / sizeof *edges));
    tcase_add_test(t, test_upload_byte);
    tcase_add_test(t, test_depth);
    tcase_add_test(t, test_names);
    tcase_set_timeout(t, 60);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? 1 : 0;
}
