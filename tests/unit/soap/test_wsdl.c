/* WSDL and XSD as served: nothing points outside, addresses are those that were asked; the schemas of the
 * house. */
#include <libxml/parser.h>

#include "soap/catalog.h"
#include "soap/schema.h"
#include "soap/talk.h"

static int S_count(const char *text, const char *what)
{
    int n = 0;
    for (; (text = strstr(text, what)); text++)
        n++;
    return n;
}

static const struct {
    const char *world, *service, *xsd, *base; /* xsd NULL: the WSDL */
    enum status want;
    const char *has;
    int times;
} cases[] = {
    {"lot2", "kensho", NULL, "https://h:1", ST_OK, "location=\"https://h:1/lot2/soap/kensho\"", 2},
    {"lot2", "kensho", NULL, "https://h:1", ST_OK, "schemaLocation=\"https://h:1/lot2/soap/kensho?xsd=", 2},
    {"lot2", "kensho", NULL, "http://[::1]:8", ST_OK, "\"http://[::1]:8/lot2/soap/kensho?xsd=kensho\"", 1},
    {"lot2", "kensho", NULL, "https://h", ST_OK, "localhost", 0},
    {"lot2", "kensho", NULL, "https://h", ST_OK, "../schema", 0},
    {"my-run", "kensho", NULL, "https://h", ST_NO_SUCH_WORLD, "", 0}, /* it may have been dropped */
    {"lot2", "kensho", NULL, "https://a\"<&>b", ST_OK, "https://a&quot;&lt;&amp;&gt;b/lot2", 4},
    {"lot2", "kensho", "kensho", "https://h", ST_OK,
     "schemaLocation=\"https://h/lot2/soap/kensho?xsd=common\"", 1},
    {"lot2", "kensho", "kensho.xsd", "https://h", ST_OK, "targetNamespace=\"urn:chukan:kensho:1\"", 1},
    {"lot2", "kensho", "common", "https://h", ST_OK, "targetNamespace=\"urn:chukan:common:1\"", 1},
    {"lot2", "kensho", "nani", "https://h", ST_NO_SUCH_SERVICE, "", 0},
    {"lot2", "kensho", "", "https://h", ST_NO_SUCH_SERVICE, "", 0},
    {"lot2", "kensho", "../data/schema/common", "https://h", ST_NO_SUCH_SERVICE, "", 0},
    {"lot2", "nani", NULL, "https://h", ST_NO_SUCH_SERVICE, "", 0},
    {"lot2", "common", NULL, "https://h", ST_NO_SUCH_SERVICE, "", 0},
    {"", "kensho", NULL, "https://h", ST_NO_SUCH_WORLD, "", 0},
    {"../x", "kensho", NULL, "https://h", ST_NO_SUCH_WORLD, "", 0},
    {"a\"b", "kensho", "common", "https://h", ST_NO_SUCH_WORLD, "", 0},
};

START_TEST(test_served)
{
    struct buf out = BUF_INIT;
    enum status st = cases[_i].xsd
                         ? soap_xsd(cases[_i].world, cases[_i].service, cases[_i].xsd, cases[_i].base, &out)
                         : soap_wsdl(cases[_i].world, cases[_i].service, cases[_i].base, &out);
    ck_assert_int_eq(st, cases[_i].want);
    if (st == ST_OK) {
        ck_assert_msg(S_count(out.data, cases[_i].has) == cases[_i].times, "%s in %s", cases[_i].has,
                      out.data);
        xmlDocPtr doc = xmlReadMemory(out.data, (int)out.len, NULL, NULL, XML_PARSE_NONET);
        ck_assert_ptr_nonnull(doc);
        xmlFreeDoc(doc);
    } else {
        ck_assert_uint_eq(out.len, 0);
    }
    buf_release(&out);
}
END_TEST

START_TEST(test_page)
{
    struct buf out = BUF_INIT;
    ck_assert_int_eq(soap_page("lot2", "kensho", &out), ST_OK);
    ck_assert_ptr_nonnull(strstr(out.data, "<li>echo</li>"));
    ck_assert_int_eq(soap_page("<b>", "kensho", &out), ST_NO_SUCH_WORLD);
    ck_assert_int_eq(soap_page("lot2", "nani", &out), ST_NO_SUCH_SERVICE);
    buf_release(&out);
}
END_TEST

/* The schemas that the daemon serves compile, and nothing in them is left out. */
START_TEST(test_house)
{
    struct diag d = DIAG_INIT;
    char path[300];
    int n = 0;
    DIR *dp = opendir("schema");
    for (struct dirent *e; dp && (e = readdir(dp));) {
        if (!strstr(e->d_name, ".xsd"))
            continue;
        snprintf(path, sizeof path, "schema/%s", e->d_name);
        struct doc doc = {.path = path};
        struct service s = {.xsd = &doc, .lock = PTHREAD_MUTEX_INITIALIZER};
        ck_assert_msg(schema_compile(&s, &d) == ST_OK, "%s: %s", d.item, d.have);
        xmlSchemaFree(s.schema);
        n++;
    }
    closedir(dp);
    ck_assert_int_gt(n, 5);
}
END_TEST

/* --- what cannot be opened
 * ---------------------------------------------------------------------------------------- */

static void S_file(const char *name, const char *text)
{
    char path[128];
    snprintf(path, sizeof path, "%s/%s", fake_dir, name);
    FILE *f = fopen(path, "wb");
    ck_assert_ptr_nonnull(f);
    fputs(text, f);
    fclose(f);
}

#define SCHEMA(inside)                                                                                       \
    "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' targetNamespace='urn:chukan:kensho:1'>" inside   \
    "</xs:schema>"
static const struct {
    const char *xsd, *wsdl;
    bool opens;
} broken[] = {
    {NULL, "<w/>", false},
    {SCHEMA(""), NULL, false},
    {SCHEMA("<xs:import namespace=\"urn:x\" schemaLocation=\"http://example.jp/x.xsd\"/>"), "<w/>", false},
    {SCHEMA("<xs:import namespace=\"urn:x\" schemaLocation=\"nani.xsd\"/>"), "<w/>", false},
    {SCHEMA(""), "<w schemaLocation=\"../../etc/kensho.xsd\"/>", false},
    {SCHEMA("<xs:element name='echo' type='nani'/>"), "<w/>", true}, /* told at the first request */
};

START_TEST(test_broken)
{
    struct diag d = DIAG_INIT;
    soap_close();
    if (broken[_i].xsd)
        S_file("kensho.xsd", broken[_i].xsd);
    if (broken[_i].wsdl)
        S_file("kensho.wsdl", broken[_i].wsdl);
    enum status st = soap_open(fake_dir, fake_dir, &d);
    ck_assert_int_eq(st, broken[_i].opens ? ST_OK : ST_INTERNAL);
    ck_assert(broken[_i].opens || d.item[0]);
    if (!broken[_i].opens)
        return;
    struct talk t = {.content_type = XML11, .body = ENV11(CALL("echo", ""))};
    for (int i = 0; i < 2; i++) {
        talk_run(&t);
        ck_assert_ptr_nonnull(strstr(t.reply.data, status_info(ST_INTERNAL)->code));
    }
    buf_release(&t.reply);
    soap_close();
}
END_TEST

START_TEST(test_no_folder)
{
    struct diag d = DIAG_INIT;
    soap_close();
    ck_assert_int_eq(soap_open("nowhere/at/all", fake_dir, &d), ST_SETUP);
    ck_assert_str_eq(d.item, "nowhere/at/all");
}
END_TEST

int main(void)
{
    Suite *s = suite_create("wsdl");
    TCase *t = tcase_create("wsdl");
    tcase_add_unchecked_fixture(t, talk_open, talk_close);
    tcase_add_loop_test(t, test_served, 0, (int)(sizeof cases / sizeof *cases));
    tcase_add_test(t, test_page);
    tcase_add_test(t, test_house);
    suite_add_tcase(s, t);
    TCase *b = tcase_create("broken");
    tcase_add_checked_fixture(b, talk_open, talk_close);
    tcase_add_loop_test(b, test_broken, 0, (int)(sizeof broken / sizeof *broken));
    tcase_add_test(b, test_no_folder);
    suite_add_tcase(s, b);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? 1 : 0;
}
