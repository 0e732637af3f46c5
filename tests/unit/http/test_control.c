/* http/control and control/, with the worlds played by fake_worlds.h: every URL of the table, errors as
 * JSON, and who is kept out. */
#include "fake_worlds.h"

#include "base/file.h"
#include "temp.h"

struct route_case {
    const char *method, *path, *body;
    int http;
    const char *want;
};

static void S_routes(const struct route_case *cases, size_t n)
{
    struct client c = client_open(control_port(control));
    for (size_t i = 0; i < n; i++) {
        char request[400];
        snprintf(request, sizeof request,
                 "%s %s HTTP/1.1\r\nHost: localhost:1\r\nContent-Length: %zu\r\n\r\n%s", cases[i].method,
                 cases[i].path, strlen(cases[i].body), cases[i].body);
        client_text(&c, request);
        struct answer a = client_answer(&c, false);
        ck_assert_msg(a.http == cases[i].http, "%s %s: %d %s", cases[i].method, cases[i].path, a.http,
                      a.body.data);
        ck_assert_msg(strstr(a.body.data, cases[i].want), "%s %s: %s", cases[i].method, cases[i].path,
                      a.body.data);
        ck_assert(!strstr(a.body.data, "half"));
        if (a.http == 405)
            ck_assert_msg(strstr(a.body.data, answer_header(&a, "Allow")), "%s", a.head.data);
        answer_release(&a);
    }
    client_close(&c);
}

START_TEST(test_audit)
{
    static const struct route_case cases[] = {
        {"GET", W "/audit", "", 200, "{\"w\":1,\"op\":\"\",\"since\":0,\"limit\":1000}"},
        {"GET", W "/audit?op=shokai&since=3&limit=5", "", 200, "\"op\":\"shokai\",\"since\":3,\"limit\":5}"},
        {"GET", W "/audit?limit=x", "", 400, "0 以上の整数"},
        {"GET", W "/audit/export?since=12", "", 200, "1,12\n"},
        {"POST", W "/audit/verify?head=5:a", "", 200, "{\"w\":1,\"head\":\"5:a\"}"},
        {"GET", W "/audit/verify", "", 405, "POST"},
        {"GET", "/_sim/audit", "", 200, "{\"w\":0,"},
        {"GET", "/_sim/audit/export", "", 200, "0,0\n"},
        {"POST", "/_sim/audit/verify", "", 200, "{\"w\":0,\"head\":\"\"}"},
    };
    S_routes(cases, sizeof cases / sizeof *cases);
}
END_TEST

/* What changes something is recorded, done or refused, and so is a look at people; another look is not. */
START_TEST(test_recorded)
{
    static const struct {
        const char *head, *koto, *code; /* koto NULL: nothing */
    } cases[] = {
        {"POST " W "/reset HTTP/1.1\r\nHost: localhost\r\n", "POST /reset", "C00000"},
        {"PUT " W "/report/2-010 HTTP/1.1\r\nHost: localhost\r\n", "PUT /report/2-010", NULL},
        {"POST /_sim/worlds HTTP/1.1\r\nHost: localhost\r\n", "POST /worlds", NULL},
        {"POST /_sim/worlds/lot3/clock/advance HTTP/1.1\r\nHost: localhost\r\n", "POST /clock/advance",
         "C90007"},
        {"POST " W "/reset HTTP/1.1\r\nHost: localhost\r\nOrigin: http://evil.example\r\n",
         "POST " W "/reset", "C50011"},
        {"GET " W "/clock HTTP/1.1\r\nHost: localhost\r\nOrigin: http://evil.example\r\n", "GET " W "/clock",
         "C50011"},
        {"GET " W "/clock HTTP/1.1\r\nHost: localhost\r\n", NULL, NULL},
        {"GET " W "/audit HTTP/1.1\r\nHost: localhost\r\n", "GET /audit", "C00000"},
        {"HEAD " W "/audit/export HTTP/1.1\r\nHost: localhost\r\n", "GET /audit/export", "C00000"},
        {"GET /_sim/audit HTTP/1.1\r\nHost: localhost\r\n", "GET /audit", "C00000"},
        {"GET " W "/audit?limit=x HTTP/1.1\r\nHost: localhost\r\n", "GET /audit", "C20010"},
        {"GET " W "/report HTTP/1.1\r\nHost: localhost\r\n", "GET /report", "C00000"},
        {"GET " W "/report?since=1&timeout=1 HTTP/1.1\r\nHost: localhost\r\n", "GET /report", "C00000"},
        {"GET " W "/report?since=0 HTTP/1.1\r\nHost: localhost\r\n", "GET /report", "C00000"},
        {"GET " W "/report?since=0&timeout=1 HTTP/1.1\r\nHost: localhost\r\n", NULL, NULL}, /* polled */
        {"GET " W "/journal HTTP/1.1\r\nHost: localhost\r\n", NULL, NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct client c = client_open(control_port(control));
        char request[300];
        snprintf(request, sizeof request, "%sContent-Length: 0\r\n\r\n", cases[i].head);
        fake_recorded = 0;
        client_text(&c, request);
        struct answer a = client_answer(&c, false);
        ck_assert_msg(fake_recorded == (cases[i].koto != NULL), "%s: %d", cases[i].head, fake_recorded);
        if (cases[i].koto)
            ck_assert_str_eq(fake_koto, cases[i].koto);
        if (cases[i].code)
            ck_assert_str_eq(fake_audit_code, cases[i].code);
        answer_release(&a);
        client_close(&c);
    }
}
END_TEST

/* A look at people that cannot be recorded shows nothing. */
START_TEST(test_unrecorded)
{
    static const struct route_case cases[] = {
        {"GET", W "/audit", "", 503, "{\"code\":\"C90003\""},
        {"GET", "/_sim/audit/export", "", 503, "{\"code\":\"C90003\""},
        {"GET", W "/report?format=csv", "", 503, "{\"code\":\"C90003\""},
        {"GET", W "/journal", "", 200, "{"},
        {"POST", W "/reset", "", 200, "{"},
    };
    fake_full = true;
    S_routes(cases, sizeof cases / sizeof *cases);
    fake_full = false;
}
END_TEST

/* What it acts on, by its body, and by its path where the record is that of all worlds; refused: on which
 * item. */
START_TEST(test_acts)
{
    static const struct {
        const char *head, *body, *acts, *item;
    } cases[] = {
        {"POST " W "/reset", "{\"keep\":[\"journal\",\"clock\"]}", "keep=journal,clock", ""},
        {"POST " W "/clock/advance", "{\"seconds\":60}", "seconds=60", ""},
        {"PUT " W "/clock", "{\"frozen\":true}", "frozen=true", ""},
        {"PUT " W "/progress", "{\"fugo\":{\"how\":\"auto\",\"seconds\":3}}", "fugo.how=auto fugo.seconds=3",
         ""},
        {"POST /_sim/worlds", "{\"name\":\"kari\",\"fixture\":\"lot2\"}", "name=kari fixture=lot2", ""},
        {"PUT " W "/report/2-010", "{\"hantei\":\"合格\",\"comment\":\"秘密\"}", "hantei=合格", ""},
        {"DELETE " W, "", "world=lot2", ""},
        {"POST /_sim/worlds/lot3/clock/advance", "", "world=lot3", "gen-2/chukan.db"},
        {"POST " W "/clock/advance", "{\"nani\":1}", "", "本文"},
        {"POST " W "/clock/advance", "{\"seconds\":60}\r\nOrigin: http://evil.example", "", "Origin"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct client c = client_open(control_port(control));
        char request[500];
        const char *header = strstr(cases[i].body, "\r\n");
        size_t n = header ? (size_t)(header - cases[i].body) : strlen(cases[i].body);
        snprintf(request, sizeof request,
                 "%s HTTP/1.1\r\nHost: localhost\r\nContent-Length: %zu%s\r\n\r\n%.*s", cases[i].head, n,
                 header ? header : "", (int)n, cases[i].body);
        client_text(&c, request);
        struct answer a = client_answer(&c, false);
        ck_assert_msg(strcmp(fake_acts, cases[i].acts) == 0, "%s: %s", cases[i].head, fake_acts);
        ck_assert_msg(!*cases[i].item || strcmp(fake_audit_item, cases[i].item) == 0, "%s: %s", cases[i].head,
                      fake_audit_item);
        answer_release(&a);
        client_close(&c);
    }
}
END_TEST

START_TEST(test_routes)
{
    static const struct route_case cases[] = {
        {"GET", "/healthz", "", 200, "{\"status\":\"ok\"}\n"},
        {"GET", "/metrics", "", 200, "# TYPE chukan_requests_total counter"},
        {"GET", "/metrics", "", 200, "chukan_messages_total{kind=\"teikyoKigen\"} 0\n"},
        {"GET", "/metrics", "", 200, "chukan_file_rows_total{shubetsu=\"kazokuMaisoryo\",kekka=\"ijo\"} 0\n"},
        {"GET", "/_sim/worlds", "", 200, "\"did\":\"list\""},
        {"GET", "/_sim/worlds/", "", 200, "\"did\":\"list\""},
        {"GET", "/_sim/worlds//", "", 404, "\"paths\":["},
        {"POST", "/_sim/worlds", "{\"name\":\"x\"}", 400,
         "\"item\":\"name\",\"want\":\"英数字\",\"have\":\"x\",\"reasons\":[2]}\n"},
        {"DELETE", W, "", 200, "{\"did\":\"drop\",\"body\":\"lot2\"}"},
        {"POST", W "/reset", "{\"keep\":[\"a\",\"clock\"]}", 200, "{\"did\":\"reset\",\"body\":\"clock\"}"},
        {"POST", W "/reset", "{\"keep\":[]}", 200, "\"body\":\"none\""},
        {"POST", W "/reset", "", 200, "\"body\":\"none\""},
        {"POST", W "/reset", "{\"keeps\":[]}", 400, "\"want\":\"keep\",\"have\":\"keeps\""},
        {"POST", W "/reset", "{\"keep\":1}", 400, "\"item\":\"keep\""},
        {"GET", W "/clock", "", 200, "clock"},
        {"PUT", W "/clock", "{\"frozen\":true,\"at\":\"x\"}", 200, "\"set\",\"body\":\"x\""},
        {"POST", W "/clock/advance", "{\"seconds\":60,\"to\":\"y\"}", 200, "\"advance\",\"body\":\"y\""},
        {"GET", W "/progress/", "", 200, "progress"},
        {"PUT", W "/progress", "{\"juki\":{\"how\":\"time\",\"polls\":3}}", 200,
         "progress\",\"body\":\"time\""},
        {"GET", W "/journal", "", 200, "{\"since\":0}"},
        {"GET", W "/journal?since=12", "", 200, "{\"since\":12}"},
        {"GET", W "/journal?since=-1", "", 400, "0 以上の整数"},
        {"GET", W "/journal?since=x", "", 400, "0 以上の整数"},
        {"GET", W "/journal/wait?since=0&timeout=x", "", 400, "timeout"},
        {"GET", W "/report", "", 200, "{\"format\":\"-\",\"lot\":\"-\",\"jisshisha\":\"-\"}"},
        {"GET", W "/report?format=csv&lot=3&jisshisha=x", "", 200,
         "{\"format\":\"csv\",\"lot\":\"3\",\"jisshisha\":\"x\"}"},
        {"GET", W "/report?since=0&timeout=60000", "", 200, "\"lot\""}, /* there is more: at once */
        {"GET", W "/report?since=100&timeout=1", "", 200, "\"lot\""},
        {"GET", W "/report?since=x", "", 400, "since"},
        {"PUT", W "/report/2-020", "{\"comment\":\"c\"}", 200, "2-020"},
        {"PUT", W "/report/2-020", "{\"verdict\":\"c\"}", 400, "verdict"},
        {"POST", W "/report",
         "{\"hokensha\":\"06139992\",\"shubetsu\":\"kanyushaToroku\",\"kekka\":\"正常\",\"sha256\":\"\","
         "\"gyoSu\":3,"
         "\"seijoSu\":3,\"ijoSu\":0}",
         200, "kanyushaToroku"},
        {"POST", W "/report", "{}", 400, "hokensha"},
        {"GET", W "/snapshots", "", 200, "{\"did\":\"snapshots\""},
        {"POST", W "/snapshots", "{\"name\":\"s1\"}", 200, "{\"did\":\"save\",\"body\":\"s1\""},
        {"POST", W "/snapshots", "{\"nam\":\"s1\"}", 400, "nam"},
        {"POST", W "/snapshots/s1/restore", "", 200, "{\"did\":\"restore\",\"body\":\"s1\""},
        {"POST", W "/snapshots/s2/restore", "", 404, "C10011"},
        {"POST", W "/snapshots/s1/keep", "{\"fixture\":\"f1\"}", 200, "{\"did\":\"keep\",\"body\":\"f1\""},
        {"POST", W "/snapshots/s1/keep", "{\"name\":\"f1\"}", 400, "name"},
        {"POST", W "/snapshots//restore", "", 404, "/snapshots/{name}/restore"},
        {"DELETE", W "/snapshots/s1", "", 404, "/snapshots"},
        {"GET", W "/digest", "", 200, "digest"},
        {"POST", W "/operator/fugo-approve", "{\"hokensha\":\"1\"}", 200, "fugo-approve"},
        {"POST", W "/operator/dance", "{}", 409, "\"code\":\"G40001\""},
        {"GET", "/_sim/worlds/none/clock", "", 404, "\"code\":\"C10006\""},
        {"GET", "/_sim/worlds/lot3/clock", "", 503, "\"code\":\"C90007\""},
        {"GET", "/_sim/worlds/lot3/digest", "", 503, "\"item\":\"gen-2/chukan.db\""},
        {"POST", "/_sim/worlds/lot3/clock/advance", "{}", 503, "ワールド lot3: ファイルがありません"},
        {"POST", "/_sim/worlds/lot3/operator/fugo-approve", "{}", 503, "C90007"},
        {"POST", "/_sim/worlds/lot3/reset", "{\"keep\":[\"journal\"]}", 200,
         "\"did\":\"heal\",\"body\":\"journal\""},
        {"DELETE", "/_sim/worlds/lot3", "", 200, "{\"did\":\"drop\",\"body\":\"lot3\"}"},
        {"GET", W "/nothing", "", 404, "\"paths\":[\"GET /healthz\","},
        {"GET", "/", "", 404, "\"paths\":["},
        {"PUT", "/_sim/worlds", "{}", 405, "\"want\":\"GET, HEAD, POST\""},
        {"GET", W, "", 405, "\"want\":\"DELETE\""},
    };
    S_routes(cases, sizeof cases / sizeof *cases);
}
END_TEST

START_TEST(test_journal)
{
    static const struct route_case cases[] = {
        {"GET", W "/journal?since=12&generation=3", "", 200, "{\"generation\":3,\"since\":12}"},
        {"GET", W "/journal?generation=x", "", 400, "generation"},
        {"GET", W "/journal/7", "", 200, "{\"generation\":-1,\"seq\":7}"},
        {"GET", W "/journal/7?generation=3", "", 200, "{\"generation\":3,\"seq\":7}"},
        {"GET", W "/journal/x", "", 400, "番号"},
    };
    S_routes(cases, sizeof cases / sizeof *cases);
}
END_TEST

START_TEST(test_orders)
{
    static const struct route_case cases[] = {
        {"POST", W "/certificates/bad", "{\"kind\":\"expired\"}", 200,
         "{\"did\":\"bad\",\"body\":\"expired\""},
        {"POST", W "/certificates/bad", "{\"kinds\":\"expired\"}", 400, "kinds"},
        {"GET", W "/faults", "", 200, "faults"},
        {"POST", W "/faults", "{\"kind\":\"http\",\"times\":2}", 200, "\"add fault\",\"body\":\"http\""},
        {"POST", W "/faults", "{\"kind\":\"http\",\"sometimes\":2}", 400, "sometimes"},
        {"DELETE", W "/faults/12", "", 200, "\"drop fault\",\"body\":\"12\""},
        {"DELETE", W "/faults", "", 200, "\"drop fault\",\"body\":\"all\""},
        {"DELETE", W "/faults/1/2", "", 404, "/faults"},
    };
    S_routes(cases, sizeof cases / sizeof *cases);
}
END_TEST

static struct answer S_ask(struct client *c, const char *method, const char *path)
{
    char request[400];
    snprintf(request, sizeof request, "%s %s HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n",
             method, path);
    client_text(c, request);
    return client_answer(c, false);
}

/* Whatever route has a {world}, by the list that the daemon gives of them itself: none is run for a request
 * of a generation that has passed. */
START_TEST(test_passed)
{
    struct client c = client_open(control_port(control));
    struct answer list = S_ask(&c, "GET", "/");
    int seen = 0;
    passed = true;
    char *paths = strstr(list.body.data, "\"paths\":["), *save;
    ck_assert_ptr_nonnull(paths);
    for (char *one = strtok_r(paths, "[]\",", &save); one; one = strtok_r(NULL, "[]\",", &save)) {
        char method[16], pattern[100], path[100];
        if (sscanf(one, "%15s %99s", method, pattern) != 2)
            continue;
        char *slot = strstr(pattern, "{world}");
        if (!slot)
            continue;
        seen++;
        snprintf(path, sizeof path, "%.*slot2%s", (int)(slot - pattern), pattern, slot + strlen("{world}"));
        struct answer a = S_ask(&c, method, path);
        ck_assert_msg(strstr(a.body.data, "\"code\":\"C90001\"") && !strstr(a.body.data, "\"did\""), "%s: %s",
                      one, a.body.data);
        answer_release(&a);
    }
    ck_assert_int_ge(seen, 11);
    answer_release(&list);
    client_close(&c);
}
END_TEST

/* Waiting ends with the third slice, when an entry has come. */
/* Who sends no more and may be gone is answered, so that 64 of them do not shut the port. */
START_TEST(test_wait_closed)
{
    silent = true;
    for (int i = 0; i < 4; i++) {
        struct client c = client_open(control_port(control));
        client_text(&c, "GET " W "/journal/wait?since=0&timeout=60000 HTTP/1.1\r\nHost: localhost\r\n\r\n");
        ck_assert_int_eq(shutdown(c.fd, SHUT_WR), 0);
        struct answer a = client_answer(&c, false);
        ck_assert_int_eq(a.http, 200);
        answer_release(&a);
        client_close(&c);
    }
    silent = false;
}
END_TEST

START_TEST(test_wait)
{
    struct client c = client_open(control_port(control));
    client_text(&c, "GET " W "/journal/wait?since=0&timeout=9000 HTTP/1.1\r\nHost: localhost\r\n\r\n");
    struct answer a = client_answer(&c, false);
    ck_assert_str_eq(a.body.data, "{\"since\":0}\n");
    ck_assert_int_eq(waits, 3);
    answer_release(&a);
    client_text(&c, "GET " W "/journal/wait?since=5&timeout=0 HTTP/1.1\r\nHost: localhost\r\n\r\n");
    a = client_answer(&c, false);
    ck_assert_int_eq(a.http, 200);
    ck_assert_int_eq(waits, 4);
    answer_release(&a);
    client_close(&c);
}
END_TEST

START_TEST(test_kept_out)
{
    static const struct {
        const char *headers;
        int http; /* 0: 400 or 403 */
    } cases[] = {
        {"Host: localhost\r\n", 200},
        {"Host: LOCALHOST:18080\r\n", 200},
        {"Host: 127.0.0.1:18080\r\n", 200},
        {"Host: [::1]:18080\r\n", 200},
        {"Host: evil.example\r\n", 403},
        {"Host: \r\n", 400},
        {"Host: user@localhost\r\n", 400},
        {"Host: localhost\r\nHost: localhost\r\n", 400},
        {"Host: localhost\r\nHost: evil.example\r\n", 0},
        {"Host: evil.example\r\nHost: localhost\r\n", 0},
        {"Host: localhost\r\nOrigin: http://evil.example\r\n", 403},
        {"Host: localhost\r\nOrigin: null\r\n", 403},
        {"Host: localhost\r\nOrigin: \r\n", 403},
        {"Host: localhost\r\nSec-Fetch-Site: none\r\n", 200},
        {"Host: localhost\r\nSec-Fetch-Site: same-origin\r\nReferer: http://localhost/_sim/\r\n", 200},
        {"Host: localhost\r\nSec-Fetch-Site: cross-site\r\n", 403},
        {"Host: localhost\r\nsec-fetch-site: same-site\r\n", 403},
        {"Host: localhost\r\nSec-Fetch-Site: none\r\nSec-Fetch-Site: cross-site\r\n", 403},
        {"Host: localhost\r\nSec-Fetch-Site: \r\n", 403},
        {"Host: localhost\r\nReferer: http://evil.example/http://localhost/\r\n", 403},
        {"Host: localhost\r\nReferer: http://localhost.evil.example/\r\n", 403},
        {"Host: localhost\r\nReferer: http://localhost:3000/\r\n", 403},
        {"Host: localhost\r\nReferer: https://localhost/\r\n", 403},
        {"Host: localhost\r\nReferer: \r\n", 403},
        {"Referer: http://localhost:3000/\r\nHost: localhost:3000\r\n", 200}, /* through a tunnel */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char request[200];
        struct client c = client_open(control_port(control));
        snprintf(request, sizeof request, "GET /healthz HTTP/1.1\r\n%s\r\n", cases[i].headers);
        client_text(&c, request);
        struct answer a = client_answer(&c, false);
        ck_assert_msg(cases[i].http ? a.http == cases[i].http : a.http == 400 || a.http == 403, "%s: %d",
                      cases[i].headers, a.http);
        answer_release(&a);
        client_close(&c);
    }
}
END_TEST

/* A port that has a token: nobody is heard without it, by whatever name; and no page has it. */
START_TEST(test_token)
{
    static const char right[] = "Host: desk.example\r\nAuthorization: Bearer himitsu-no-token-0001\r\n";
    static const struct {
        const char *path, *headers;
        int http;
        const char *says;
    } cases[] = {
        {W "/clock", "Host: localhost\r\n", 403, "\"code\":\"C50089\""},
        {W "/clock", "Host: localhost\r\n", 403, "\"have\":\"なし\""},
        {"/metrics", "Host: localhost\r\n", 403, "C50089"},
        {"/nothing", "Host: localhost\r\n", 403, "C50089"},
        {"//healthz/../_sim/worlds", "Host: localhost\r\n", 403, "C50089"},
        {"/healthz", "Host: localhost\r\n", 200, "ok"},
        {W "/clock", "Host: localhost\r\nAuthorization: Bearer himitsu-no-token-0002\r\n", 403,
         "違うトークン"},
        {W "/clock", "Host: localhost\r\nAuthorization: Bearer himitsu-no-token-000\r\n", 403,
         "違うトークン"},
        {W "/clock", "Host: localhost\r\nAuthorization: Bearer \r\n", 403, "C50089"},
        {W "/clock", "Host: localhost\r\nAuthorization: Basic himitsu-no-token-0001\r\n", 403,
         "Bearer でない"},
        {W "/clock?token=himitsu-no-token-0001", "Host: localhost\r\n", 403, "C50089"},
        {W "/clock", right, 200, "clock"},
        {W "/clock", "Host: 192.0.2.1:1\r\nauthorization: bearer  himitsu-no-token-0001\r\n", 200, "clock"},
        {W "/clock", "Host: a\r\nOrigin: http://a\r\nAuthorization: Bearer himitsu-no-token-0001\r\n", 403,
         "C50011"},
        {W "/clock", "Host: user@a\r\nAuthorization: Bearer himitsu-no-token-0001\r\n", 400, "C50011"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char request[300];
        struct client c = client_open(control_port(control));
        snprintf(request, sizeof request, "GET %s HTTP/1.1\r\n%s\r\n", cases[i].path, cases[i].headers);
        client_text(&c, request);
        struct answer a = client_answer(&c, false);
        ck_assert_msg(a.http == cases[i].http && strstr(a.body.data, cases[i].says), "%zu: %d %s", i, a.http,
                      a.body.data);
        ck_assert_ptr_null(strstr(a.body.data, "himitsu"));
        answer_release(&a);
        client_close(&c);
    }
    struct buf log = BUF_INIT;
    struct diag d = DIAG_INIT;
    ck_assert_int_eq(file_read(temp_path("log"), 1 << 20, &log, &d), ST_OK);
    ck_assert(strstr(log.data, "C50089") && !strstr(log.data, "himitsu"));
    buf_release(&log);
}
END_TEST

static void S_token_setup(void)
{
    static const char text[] = " himitsu-no-token-0001\r\n";
    struct diag d = DIAG_INIT;
    temp_make_light();
    ck_assert_int_eq(file_write(temp_path("token"), 0600, text, sizeof text - 1, &d), ST_OK);
    ck_assert_int_eq(token_read(temp_path("token"), &secret, &d), ST_OK);
    S_setup();
    ck_assert_int_eq(log_open(temp_path("log")), 0);
}

static void S_token_teardown(void)
{
    S_teardown();
    secret.set = false;
    temp_drop();
}

START_TEST(test_sizes_and_stop)
{
    enum { MAX = 1024 * 1024 };
    char head[100], *body = malloc(MAX + 1);
    memset(body, ' ', MAX + 1);
    memcpy(body, "{}", 2);
    struct client c = client_open(control_port(control));
    for (int more = 0; more < 2; more++) {
        snprintf(head, sizeof head,
                 "PUT " W "/clock HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n", MAX + more);
        client_text(&c, head);
        ck_assert(client_send(&c, body, (size_t)(MAX + more)));
        struct answer a = client_answer(&c, false);
        ck_assert_int_eq(a.http, more ? 413 : 200);
        answer_release(&a);
    }
    free(body);
    edge_stop(&edge);
    client_text(&c, "GET " W "/clock HTTP/1.1\r\nHost: localhost\r\n\r\n");
    struct answer a = client_answer(&c, false);
    ck_assert_int_eq(a.http, 503);
    ck_assert_msg(strstr(a.body.data, "C90005"), "%s", a.body.data);
    answer_release(&a);
    client_close(&c);
    struct diag d = DIAG_INIT;
    struct control *other;
    ck_assert_int_eq(control_start(&edge, "0.0.0.0:0", NULL, &other, &d), ST_SETUP);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("http/control");
    TCase *t = tcase_create("control");
    tcase_set_timeout(t, 30);
    tcase_add_checked_fixture(t, S_setup, S_teardown);
    tcase_add_test(t, test_audit);
    tcase_add_test(t, test_unrecorded);
    tcase_add_test(t, test_recorded);
    tcase_add_test(t, test_acts);
    tcase_add_test(t, test_routes);
    tcase_add_test(t, test_journal);
    tcase_add_test(t, test_orders);
    tcase_add_test(t, test_passed);
    tcase_add_test(t, test_wait);
    tcase_add_test(t, test_wait_closed);
    tcase_add_test(t, test_kept_out);
    tcase_add_test(t, test_sizes_and_stop);
    suite_add_tcase(suite, t);
    t = tcase_create("token");
    tcase_add_checked_fixture(t, S_token_setup, S_token_teardown);
    tcase_add_test(t, test_token);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
