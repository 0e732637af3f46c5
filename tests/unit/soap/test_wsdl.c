/* WSDL and XSD as served: nothing points outside, addresses are those that were asked; the schemas of the
 * house. */
#include <libxml/parser.h>
#include <sys/resource.h>
#include <sys/stat.h>

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
    const char *world, *service, *xsd, *base; /* xsd NULL: the WSDL; "=VERSION": with that binding alone */
    enum status want;
    const char *has;
    int times;
} cases[] = {
    {"lot2", "kensho", NULL, "https://h:1", ST_OK, "location=\"https://h:1/lot2/soap/kensho\"", 2},
    {"lot2", "kensho", NULL, "https://h:1", ST_OK, "schemaLocation=\"https://h:1/lot2/soap/kensho?xsd=", 2},
    {"lot2", "kensho", NULL, "http://[::1]:8", ST_OK, "\"http://[::1]:8/lot2/soap/kensho?xsd=kensho\"", 1},
    {"lot2", "kensho", NULL, "https://h", ST_OK, "localhost", 0},
    {"lot2", "kensho", NULL, "https://h", ST_OK, "../schema", 0},
    {"lot3", "kensho", NULL, "https://h", ST_OK, "https://h/lot3/soap/kensho", 4}, /* refused, but known */
    {"my-run", "kensho", NULL, "https://h", ST_NO_SUCH_WORLD, "", 0}, /* it may have been dropped */
    {"lot2", "kensho", NULL, "https://a\"<&>b", ST_OK, "https://a&quot;&lt;&amp;&gt;b/lot2", 4},
    {"lot2", "kensho", "=", "https://h", ST_OK, "https://h/lot2/soap/kensho\"", 2},
    {"lot2", "kensho", "=1.1", "https://h", ST_OK, "soap12", 0},
    {"lot2", "kensho", "=1.1", "https://h", ST_OK, "<soap:address location=\"https://h/lot2/soap/kensho\"",
     1},
    {"lot2", "kensho", "=1.1", "https://h", ST_OK, "ocation=\"https://h/lot2/soap/kensho", 3},
    {"lot2", "kensho", "=1.1", "https://h", ST_OK, "<wsdl:binding", 1},
    {"lot2", "kensho", "=1.2", "https://h", ST_OK, "wsdl/soap/", 0},
    {"lot2", "kensho", "=1.2", "https://h", ST_OK, "<soap12:address location=\"https://h/lot2/soap/kensho\"",
     1},
    {"lot2", "kensho", "=1.2", "https://h", ST_OK, "<wsdl:binding", 1},
    {"lot2", "kensho", "=2.0", "https://h", ST_NO_DEFINITION, "1.1、1.2 のいずれか", 0},
    {"lot2", "kensho", "=kensho", "https://h", ST_NO_DEFINITION, "1.1、1.2 のいずれか", 0},
    {"lot2", "kensho", "kensho", "https://h", ST_OK,
     "schemaLocation=\"https://h/lot2/soap/kensho?xsd=common\"", 1},
    {"lot2", "kensho", "kensho.xsd", "https://h", ST_OK, "targetNamespace=\"urn:chukan:kensho:1\"", 1},
    {"lot2", "kensho", "common", "https://h", ST_OK, "targetNamespace=\"urn:chukan:common:1\"", 1},
    {"lot2", "kensho", "nani", "https://h", ST_NO_DEFINITION, "kensho、common のいずれか", 0},
    {"lot2", "kensho", "", "https://h", ST_NO_DEFINITION, "kensho、common のいずれか", 0},
    {"lot2", "kensho", "../data/schema/common", "https://h", ST_NO_DEFINITION, "", 0},
    {"lot2", "nani", NULL, "https://h", ST_NO_SUCH_SERVICE, "", 0},
    {"lot2", "common", NULL, "https://h", ST_NO_SUCH_SERVICE, "", 0},
    {"", "kensho", NULL, "https://h", ST_NO_SUCH_WORLD, "", 0},
    {"../x", "kensho", NULL, "https://h", ST_NO_SUCH_WORLD, "", 0},
    {"a\"b", "kensho", "common", "https://h", ST_NO_SUCH_WORLD, "", 0},
};

START_TEST(test_served)
{
    struct buf out = BUF_INIT;
    struct diag d = DIAG_INIT;
    const char *xsd = cases[_i].xsd, *version = NULL;
    if (xsd && *xsd == '=') {
        version = xsd + 1;
        xsd = NULL;
    }
    char address[200];
    snprintf(address, sizeof address, "%s/%s/soap/%s", cases[_i].base, cases[_i].world, cases[_i].service);
    struct call_door door = {.world = cases[_i].world, .plain = true};
    enum status st = xsd ? soap_xsd(&door, cases[_i].service, xsd, address, &out, &d)
                         : soap_wsdl(&door, cases[_i].service, version, address, &out, &d);
    ck_assert_int_eq(st, cases[_i].want);
    if (st == ST_OK) {
        ck_assert_msg(S_count(out.data, cases[_i].has) == cases[_i].times, "%s in %s", cases[_i].has,
                      out.data);
        xmlDocPtr doc = xmlReadMemory(out.data, (int)out.len, NULL, NULL, XML_PARSE_NONET);
        ck_assert_ptr_nonnull(doc);
        xmlFreeDoc(doc);
    } else {
        ck_assert_uint_eq(out.len, 0);
        ck_assert_ptr_nonnull(strstr(d.want, cases[_i].has));
        ck_assert_str_eq(d.have, st == ST_NO_SUCH_WORLD            ? cases[_i].world
                                 : strcmp(d.item, "サービス") == 0 ? cases[_i].service
                                 : version                         ? version
                                 : *xsd                            ? xsd
                                                                   : "値なし");
    }
    buf_release(&out);
}
END_TEST

/* ?xsd alone names none; without UBSan this is seen by nobody. */
START_TEST(test_nameless)
{
    struct buf out = BUF_INIT;
    struct diag d = DIAG_INIT;
    const struct call_door door = {.world = "lot2", .plain = true};
    ck_assert_int_eq(soap_xsd(&door, "kensho", NULL, "https://h/x", &out, &d), ST_NO_DEFINITION);
    ck_assert_str_eq(d.have, "値なし");
    buf_release(&out);
}
END_TEST

START_TEST(test_page)
{
    struct buf out = BUF_INIT;
    struct diag d = DIAG_INIT;
    const struct call_door known = {.world = "lot2", .plain = true},
                           unknown = {.world = "<b>", .plain = true};
    ck_assert_int_eq(soap_page(&known, "kensho", &out, &d), ST_OK);
    ck_assert_ptr_nonnull(strstr(out.data, "<li>echo</li>"));
    ck_assert_int_eq(soap_page(&unknown, "kensho", &out, &d), ST_NO_SUCH_WORLD);
    ck_assert_int_eq(soap_page(&known, "nani", &out, &d), ST_NO_SUCH_SERVICE);
    buf_release(&out);
}
END_TEST

/* Where certificates are shown they are wanted, unless the world says otherwise; what does not exist is told
 * of to everybody. */
#define EXPIRED .cert_wrong = ST_TLS_EXPIRED, .cert_error = "期限切れ"
START_TEST(test_certificate)
{
    static const struct {
        struct call_door door;
        const char *service;
        enum wsdl_certificate policy;
        enum status want;
        const char *have;
    } doors[] = {
        {{.world = "lot2", .cert_cn = "KS06139999A"}, "kensho", WSDL_CERTIFICATE_REQUIRED, ST_OK, ""},
        {{.world = "lot2"}, "kensho", WSDL_CERTIFICATE_REQUIRED, ST_NO_CERTIFICATE, "提示なし"},
        {{.world = "lot2", EXPIRED}, "kensho", WSDL_CERTIFICATE_REQUIRED, ST_TLS_EXPIRED, "期限切れ"},
        {{.world = "lot2", .cert_cn = "K", EXPIRED},
         "kensho",
         WSDL_CERTIFICATE_REQUIRED,
         ST_TLS_EXPIRED,
         "期限切れ"},
        {{.world = "lot2", .plain = true}, "kensho", WSDL_CERTIFICATE_REQUIRED, ST_OK, ""},
        {{.world = "lot2"}, "kensho", WSDL_CERTIFICATE_OPEN, ST_OK, ""},
        {{.world = "lot2", EXPIRED}, "kensho", WSDL_CERTIFICATE_OPEN, ST_OK, ""},
        {{.world = "lot3"},
         "kensho",
         WSDL_CERTIFICATE_OPEN,
         ST_NO_CERTIFICATE,
         "提示なし"}, /* refused: no policy */
        {{.world = "lot2", .cert_cn = "TT06139999A"},
         "kensho",
         WSDL_CERTIFICATE_REQUIRED,
         ST_CERT_TANMATSU,
         "TT06139999A"},
        {{.world = "lot2", .cert_cn = "TT06139999A"}, "kensho", WSDL_CERTIFICATE_OPEN, ST_OK, ""},
        {{.world = "lot2", .way = WAY_TANMATSU, .cert_cn = "TT06139999A"},
         "kensho",
         WSDL_CERTIFICATE_REQUIRED,
         ST_OK,
         ""},
        {{.world = "lot2", .way = WAY_TANMATSU, .cert_cn = "KS06139999A"},
         "kensho",
         WSDL_CERTIFICATE_REQUIRED,
         ST_CERT_SYSTEM,
         "KS06139999A"},
        {{.world = "lot3", .way = WAY_TANMATSU, .cert_cn = "KS06139999A"},
         "kensho",
         WSDL_CERTIFICATE_OPEN,
         ST_OK,
         ""}, /* refused: nobody can say whose it is */
        {{.world = "lot2"}, "nani", WSDL_CERTIFICATE_REQUIRED, ST_NO_SUCH_SERVICE, "nani"},
        {{.world = "lot9"}, "kensho", WSDL_CERTIFICATE_REQUIRED, ST_NO_SUCH_WORLD, "lot9"},
    };
    for (size_t i = 0; i < sizeof doors / sizeof *doors; i++)
        for (int way = 0; way < 3; way++) {
            const struct call_door *door = &doors[i].door;
            struct buf out = BUF_INIT;
            struct diag d = DIAG_INIT;
            fake_wsdl = doors[i].policy;
            enum status st = way == 0   ? soap_wsdl(door, doors[i].service, "1.1", "https://h/x", &out, &d)
                             : way == 1 ? soap_xsd(door, doors[i].service, "common", "https://h/x", &out, &d)
                                        : soap_page(door, doors[i].service, &out, &d);
            ck_assert_int_eq(st, doors[i].want);
            ck_assert_int_eq(out.len == 0, st != ST_OK);
            ck_assert_str_eq(d.have, doors[i].have);
            ck_assert(strcmp(d.item, "クライアント証明書") != 0 || strstr(d.want, "pki/clients/"));
            buf_release(&out);
        }
    fake_wsdl = WSDL_CERTIFICATE_REQUIRED;
}
END_TEST

/* The schemas that the daemon serves compile alone, and nothing in them is left out. */
START_TEST(test_house)
{
    struct diag d = DIAG_INIT;
    int n = 0;
    DIR *dp = opendir("schema");
    for (struct dirent *e; dp && (e = readdir(dp));) {
        char name[300];
        const char *names[] = {name};
        struct schema s = {0};
        snprintf(name, sizeof name, "%s", e->d_name);
        char *dot = strstr(name, ".xsd");
        if (!dot)
            continue;
        *dot = 0;
        ck_assert_msg(schema_compile("schema", names, 1, &s, &d) == ST_OK, "%s: %s", d.item, d.have);
        schema_free(&s);
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
    enum status want;
    const char *item, *have; /* parts of what is told */
} broken[] = {
    {NULL, "<w/>", ST_INTERNAL, "kensho", "ありません"},
    {SCHEMA(""), NULL, ST_INTERNAL, "kensho", "ありません"},
    {SCHEMA("<xs:import namespace=\"urn:x\" schemaLocation=\"http://example.jp/x.xsd\"/>"), "<w/>",
     ST_INTERNAL, "kensho.xsd", "http://example.jp/x.xsd"},
    {SCHEMA("<xs:import namespace=\"urn:x\" schemaLocation=\"nani.xsd\"/>"), "<w/>", ST_INTERNAL,
     "kensho.xsd", "nani.xsd"},
    {SCHEMA(""), "<w schemaLocation=\"../../etc/kensho.xsd\"/>", ST_INTERNAL, "kensho.wsdl", "etc"},
    {SCHEMA("\n\n<xs:element name='echo' type='nani'/>"), "<w/>", ST_SETUP, "kensho.xsd", "3 行目: "},
    {SCHEMA("\n<xs:element name='echo'>"), "<w/>", ST_SETUP, "kensho.xsd", "2 行目: "},
    {"", "<w/>", ST_SETUP, "kensho.xsd", "1 行目: "},
};

START_TEST(test_broken)
{
    struct diag d = DIAG_INIT;
    soap_close();
    if (broken[_i].xsd)
        S_file("kensho.xsd", broken[_i].xsd);
    if (broken[_i].wsdl)
        S_file("kensho.wsdl", broken[_i].wsdl);
    ck_assert_int_eq(soap_open(fake_dir, fake_dir, &d), broken[_i].want);
    ck_assert_int_eq(d.status, broken[_i].want);
    ck_assert_msg(strstr(d.item, broken[_i].item) && strstr(d.have, broken[_i].have), "%s: %s", d.item,
                  d.have);
    ck_assert_ptr_null(catalog_service("kensho"));
}
END_TEST

/* The folder's name needs escapes in an URI; a validation needs no file any more. */
START_TEST(test_odd_folder)
{
    static const char text[] = SCHEMA(
        "<xs:element name='echo'><xs:complexType><xs:sequence><xs:any minOccurs='0' maxOccurs='unbounded' "
        "processContents='skip'/></xs:sequence></xs:complexType></xs:element>");
    struct diag d = DIAG_INIT;
    char dir[200];
    soap_close();
    snprintf(dir, sizeof dir, "%s/様式 %%20 #1", fake_dir);
    ck_assert_int_eq(mkdir(dir, 0700), 0);
    S_file("様式 %20 #1/kensho.xsd", text);
    S_file("様式 %20 #1/kensho.wsdl", "<w/>");
    ck_assert_msg(soap_open(dir, dir, &d) == ST_OK, "%s: %s", d.item, d.have);
    struct rlimit was, none;
    ck_assert_int_eq(getrlimit(RLIMIT_NOFILE, &was), 0);
    none = (struct rlimit){0, was.rlim_max};
    ck_assert_int_eq(setrlimit(RLIMIT_NOFILE, &none), 0);
    struct talk t = {.content_type = XML11, .body = ENV11(CALL("echo", ""))};
    talk_run(&t);
    ck_assert_int_eq(setrlimit(RLIMIT_NOFILE, &was), 0);
    ck_assert_msg(strstr(t.reply.data, "echoResponse"), "%s", t.reply.data);
    buf_release(&t.reply);
    S_file("様式 %20 #1/kensho.xsd", "");
    S_file("様式 %20 #1/kensho.wsdl", "");
    snprintf(dir, sizeof dir, "rm -r '%s/様式 %%20 #1'", fake_dir);
    ck_assert_int_eq(system(dir), 0);
}
END_TEST

/* No descriptors left at the start: it fails, and the next one is none the worse for it. */
START_TEST(test_no_descriptors)
{
    struct diag d = DIAG_INIT;
    struct rlimit was, none;
    soap_close();
    ck_assert_int_eq(getrlimit(RLIMIT_NOFILE, &was), 0);
    struct schema s = {0};
    const char *names[] = {"kanri", "file"};
    for (rlim_t more = 0; more < 2; more++) { /* one is enough to read one file after the other */
        int lowest = dup(0);
        close(lowest);
        none = (struct rlimit){(rlim_t)lowest + more, was.rlim_max};
        ck_assert_int_eq(setrlimit(RLIMIT_NOFILE, &none), 0);
        enum status st = schema_compile("schema", names, 2, &s, &d);
        ck_assert_int_eq(setrlimit(RLIMIT_NOFILE, &was), 0);
        ck_assert_msg(more ? st == ST_OK : st == ST_SETUP && strstr(d.have, ".xsd"), "%d: %s: %s", (int)st,
                      d.item, d.have);
    }
    schema_free(&s);
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
    tcase_add_test(t, test_nameless);
    tcase_add_test(t, test_page);
    tcase_add_test(t, test_certificate);
    tcase_add_test(t, test_house);
    suite_add_tcase(s, t);
    TCase *b = tcase_create("broken");
    tcase_add_checked_fixture(b, talk_open, talk_close);
    tcase_add_loop_test(b, test_broken, 0, (int)(sizeof broken / sizeof *broken));
    tcase_add_test(b, test_no_folder);
    tcase_add_test(b, test_odd_folder);
    tcase_add_test(b, test_no_descriptors);
    suite_add_tcase(s, b);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? 1 : 0;
}
