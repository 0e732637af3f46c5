/* http/lost, request, page on a port without TLS: paths where nothing is. Who speaks SOAP is told in SOAP. */
#include "http/lost.h"
#include "plain_port.h"

#define GET(target) "GET " target " HTTP/1.1\r\nHost: desk:1\r\n\r\n"
#define POST(target, headers, body) "POST " target " HTTP/1.1\r\nHost: desk:1\r\n" headers "\r\n" body
#define LOST(target) POST(target, "Content-Type: text/xml\r\nContent-Length: 1\r\n", "x")
#define ALL "/{ワールド}/soap/{サービス}、または --alias の /old/Service.asmx、/旧/a b"

static const struct {
    const char *request;
    int http;
    const char *type; /* NULL: not looked at */
    const char *body;
} rows[] = {
    {LOST("/old/service.asmx"), 500, "text/xml; charset=utf-8", "nowhere /old/service.asmx, want " ALL},
    {LOST("/old/Service.asmx/more"), 500, NULL, "nowhere /old/Service.asmx/more, want " ALL},
    {LOST("//lot2//soap/echo"), 500, NULL, "want /lot2/soap/echo"},
    {LOST("/lot2/soap//echo"), 500, NULL, "want /lot2/soap/echo"},
    {POST("/lot2/echo", "SOAPAction: \"\"\r\nContent-Length: 1\r\n", "x"), 500, NULL, "nowhere /lot2/echo"},
    {POST("//lot2//soap/echo", "Content-Length: 1\r\n", "x"), 404, "text/plain; charset=utf-8",
     "期待: /lot2/soap/echo、実際: //lot2//soap/echo"},
    {GET("/lot2/soap//echo?wsdl"), 404, NULL, "期待: /lot2/soap/echo、"},
    {GET("/old/service.asmx"), 404, NULL, "  POST /old/Service.asmx （--alias: /lot2/soap/echo）\n"},
};

START_TEST(test_lost)
{
    struct client c = client_open(port);
    client_text(&c, rows[_i].request);
    struct answer a = client_answer(&c, false);
    ck_assert_msg(a.http == rows[_i].http, "%d %s", a.http, a.body.data);
    ck_assert_str_eq(answer_header(&a, "Allow"), "");
    if (rows[_i].type)
        ck_assert_str_eq(answer_header(&a, "Content-Type"), rows[_i].type);
    ck_assert_msg(strstr(a.body.data, rows[_i].body), "%s", a.body.data);
    answer_release(&a);
    client_close(&c);
}
END_TEST

/* What there is no room for is left out, and nothing is cut in the middle. */
START_TEST(test_many)
{
    struct alias_list l = {0};
    struct diag d = DIAG_INIT;
    static char texts[ROUTE_ALIASES][100]; /* the list keeps them */
    for (int i = 0; i < ROUTE_ALIASES; i++) {
        snprintf(texts[i], sizeof texts[i], "/system-%02d/Service.asmx=/lot2/soap/echo", i);
        ck_assert_int_eq(alias_add(&l, texts[i], &d), ST_OK);
    }
    struct buf all = BUF_INIT;
    lost_tell(&l, "/nani", &d);
    ck_assert_msg(strstr(d.want, "/system-00/Service.asmx、") &&
                      strcmp(d.want + strlen(d.want) - 5, ".asmx") == 0,
                  "%s", d.want);
    lost_paths(&l, &all);
    ck_assert_msg(strstr(all.data, "/system-31/Service.asmx"), "%s", all.data);
    buf_release(&all);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("http/lost");
    TCase *t = tcase_create("lost");
    tcase_add_checked_fixture(t, plain_port_open, plain_port_close);
    tcase_add_loop_test(t, test_lost, 0, sizeof rows / sizeof *rows);
    tcase_add_test(t, test_many);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
