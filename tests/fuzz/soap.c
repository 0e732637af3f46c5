/* A SOAP request, alone or as multipart with attachments; an input is a byte that says the Content-Type and
 * the pieces, and the body. The reply is the same however it comes, XML, and a Fault unless all is well. */
#include <libxml/parser.h>

#include "base/clock.h"
#include "drive/fuzz.h"
#include "soap/talk.h"

#define MTOM                                                                                                 \
    "multipart/related; boundary=b; type=\"application/xop+xml\"; start=\"<root>\"; start-info=\"text/xml\""

static const char *const types[] = {XML11,
                                    XML12,
                                    MTOM,
                                    "text/xml",
                                    "application/soap+xml; action=\"a\"",
                                    "multipart/related; boundary=\"b\"; type=\"text/xml\"",
                                    "text/xml; charset=Shift_JIS",
                                    "text/xml; charset=UTF-16"};

static void S_over(void *cls)
{
    *(bool *)cls = true;
}

static int S_ask(const char *type, const char *p, size_t n, size_t piece, struct buf *reply)
{
    const struct exchange_head head = {.door.world = "lot2",
                                       .service = "kensho",
                                       .method = "POST",
                                       .door.plain = true,
                                       .content_length = -1,
                                       .content_type = type,
                                       .soap_action = "\"\""};
    bool over = false;
    struct exchange *x = exchange_new(&head);
    if (!x)
        fuzz_fail("no exchange");
    for (size_t at = 0; at < n; at += piece)
        exchange_feed(x, p + at, n - at < piece ? n - at : piece);
    exchange_finish(x, S_over, &over);
    if (!over)
        fuzz_fail("no reply");
    int http = exchange_http_status(x);
    buf_clear(reply);
    buf_addf(reply, "%d %s\n", http, exchange_content_type(x));
    for (long k = 1; k > 0; buf_advance(reply, (size_t)k))
        if ((k = exchange_reply_read(x, reply->len - strcspn(reply->data, "\n") - 1, buf_reserve(reply, 4096),
                                     4096)) < 0)
            fuzz_fail("the reply cannot be read");
    exchange_free(x);
    return http;
}

static void S_run(const char *p, size_t n)
{
    static struct buf whole, pieces;
    const unsigned how = fuzz_byte(&p, &n);
    const char *type = types[how % 8];
    int http = S_ask(type, p, n, n ? n : 1, &whole);
    S_ask(type, p, n, 1 + how / 8, &pieces);
    fuzz_same_buf("the reply to pieces", &whole, &pieces);
    const char *xml = memchr(whole.data, '\n', whole.len);
    if (http != 200 && http != 400 && http != 500)
        fuzz_fail("HTTP %d", http);
    if (xml && strncmp(xml + 1, "--", 2) != 0) {
        xmlDocPtr doc = xmlReadMemory(xml + 1, (int)(whole.len - (size_t)(xml + 1 - whole.data)), NULL, NULL,
                                      XML_PARSE_NONET | XML_PARSE_NOERROR);
        if (!doc)
            fuzz_fail("no XML: %s", whole.data);
        xmlFreeDoc(doc);
    }
    if (talk_files("in-"))
        fuzz_fail("something stays in the spool");
}

static void S_open(void)
{
    (void)talk_run;
    signal(SIGABRT, SIG_DFL); /* not as check.h has it */
    talk_open();
    atexit(talk_close);
}

#define XOP "<naiyo><xop:Include xmlns:xop=\"http://www.w3.org/2004/08/xop/include\" href=\"cid:a\"/></naiyo>"
#define PART(id, type, body) "--b\r\nContent-Type: " type "\r\nContent-ID: <" id ">\r\n\r\n" body "\r\n"

static void S_seeds(void)
{
    static const char *const some[] = {
        "\x18" ENV11(
            CALL("echo", "<text>a</text><kazu>1</kazu><kumi><mei>m</mei></kumi><item><mei>i</mei></item>")),
        "\x21" ENV12(CALL("upload", "<mei>a</mei><naiyo>YWJj</naiyo>")),
        "\x22" PART("root", "application/xop+xml; type=\"text/xml\"",
                    ENV11(CALL("upload", "<mei>a</mei>" XOP))) PART("a", "text/csv", "1,2\r\n3") "--b--",
        "\x2D" PART("root", "text/xml", ENV11(CALL("upload", "<mei>a</mei><naiyo href=\"cid:a\"/>")))
            PART("a", "text/csv", "abc") "--b--\r\n",
        "\x1D" PART("root", "text/xml", ENV11(CALL("upload", "<mei>a</mei><naiyo>cid:a</naiyo>")))
            PART("a", "text/csv\r\nContent-Transfer-Encoding: base64", "YWJj") "--b--\r\n",
        "\x18" ENV11(CALL("kotowaru", "<mei>BUSY</mei>")),
        "\x18" ENV11(CALL("kaku", "<text>\xE3\x81\x82&#12354;&amp;</text>")),
        "\x19" ENV12(CALL("download", "<size>10</size>"))};
    for (size_t i = 0; i < sizeof some / sizeof *some; i++)
        fuzz_seed(some[i], strlen(some[i]));
    fuzz_seed_folder("\x48", "tests/hostile", ".xml");
    fuzz_seed_folder("\x4A", "tests/hostile", ".bin");
}

static const char *const words[] = {"<s:Envelope",
                                    "xmlns:s=\"" NS11 "\"",
                                    "xmlns:s=\"" NS12 "\"",
                                    "<s:Header>",
                                    "</s:Header>",
                                    "<s:Body>",
                                    "</s:Body></s:Envelope>",
                                    GOOD_TOKEN,
                                    IRAI,
                                    "<text>",
                                    "</text>",
                                    XOP,
                                    "cid:a",
                                    "href=\"",
                                    "--b\r\n",
                                    "--b--",
                                    "Content-ID: <a>\r\n",
                                    "\r\n\r\n",
                                    "YWJj",
                                    "<!DOCTYPE",
                                    "<![CDATA[",
                                    "]]>",
                                    "&#x0;",
                                    "&#xD800;",
                                    "<!--",
                                    "-->",
                                    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
                                    "xsi:nil=\"true\"",
                                    "\xFE\xFF",
                                    NULL};

const struct fuzz fuzz = {S_open, S_seeds, S_run, 1800, 800, words};
