/* http/oneshot: one request from a file, with the same decoding as the ports. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "fake_exchange.h"
#include "http/alias.h"
#include "http/oneshot.h"
#include "temp.h"

START_TEST(test_table)
{
    static const struct {
        const char *file;
        enum status st;
        int http;
        const char *out;
    } cases[] = {
        {"POST /lot2/soap/echo\n\nhello", ST_OK, 200, "hello"},
        {"POST /lot2/soap/echo HTTP/1.1\r\nContent-Type: text/xml\r\nHost: x\r\n\r\nhe\r\nllo\n", ST_OK, 200,
         "he\r\nllo\n"},
        {"POST /lot2/soap/stream\n\nhello", ST_OK, 200, "hello"},
        {"POST /lot2/soap/wait\n\nhello", ST_OK, 200, "hello"},
        {"POST /old\n\nhello", ST_OK, 200, "hello"},
        {"POST /lot2/soap/refuse\n\nhello", ST_OK, 500, "refused POST, GET, HEAD, POST, OPTIONS"},
        {"PUT /lot2/soap/echo\n\nhello", ST_OK, 500, "refused PUT, GET, HEAD, POST, OPTIONS"},
        {"POST /lot2/soap/who\nContent-Type:text/xml\nSOAPAction:  \"a\"\n\nhello", ST_OK, 200,
         "world=lot2 cn=- error=- plain=1 length=5 type=text/xml action=\"a\" o=- wrong=OK"},
        {"POST /lot2/soap/echo\nContent-Encoding: gzip\n\nhello", ST_OK, 400, "abort ENCODING"},
        {"POST /lot2/soap/echo\nContent-Encoding: gzip\n\n", ST_OK, 400, "abort LENGTH"},
        {"POST /%6fld/\n\nhello", ST_OK, 200, "hello"},
        {"", ST_SETUP, -1, ""},
        {"POST\n\n", ST_SETUP, -1, ""},
        {"POST /nowhere\n\n", ST_SETUP, -1, ""},
        {"POST /lot2/soap/echo\nno colon\n\nhello", ST_SETUP, -1, ""},
        {"POST /lot2/soap/echo\nA: b\n", ST_SETUP, -1, ""},
        {"POST /lot2/soap/echo", ST_SETUP, -1, ""},
    };
    struct edge edge = {0};
    struct diag d = DIAG_INIT;
    ck_assert_int_eq(alias_add(&edge.aliases, "/old=/lot2/soap/echo", &d), ST_OK);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[400] = "";
        int http = -1;
        ck_assert_int_eq(file_write(temp_path("in"), 0600, cases[i].file, strlen(cases[i].file), &d), ST_OK);
        FILE *out = fmemopen(text, sizeof text, "w");
        ck_assert_msg(oneshot_run(&edge, temp_path("in"), out, &http, &d) == cases[i].st, "%s",
                      cases[i].file);
        fclose(out);
        ck_assert_msg(http == cases[i].http, "%s: %d", cases[i].file, http);
        ck_assert_str_eq(text, cases[i].out);
        ck_assert_int_eq(fake_count(0), 0);
    }
    ck_assert_int_eq(oneshot_run(&edge, temp_path("none"), stdout, &(int){0}, &d), ST_SETUP);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("http/oneshot");
    TCase *t = tcase_create("oneshot");
    tcase_add_checked_fixture(t, temp_make, temp_drop);
    tcase_add_test(t, test_table);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
