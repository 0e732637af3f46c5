/* page: a page of the data port as a browser would ask for it: 連動テスト ① and ② (2.7.5). */
#include <stdio.h>
#include <string.h>

#include "run.h"

enum { PAGE_MAX = 4 << 20 };

static bool S_sink(void *cls, const char *p, size_t n)
{
    buf_add(cls, p, n);
    return buf_ok(cls);
}

/* The answer as nodes: http, body. */
static bool S_take(struct run *r, const char *name, int http, struct buf *body)
{
    struct label *l = run_label(r, name);
    struct control_reply answer = {.arena = arena_new(PAGE_MAX * 2), .raw = *body, .http = http};
    *body = BUF_INIT;
    answer.root = answer.arena ? node_add(answer.arena, NULL, "page", NULL) : NULL;
    bool ok = l && answer.root &&
              node_add(answer.arena, answer.root, "http", arena_printf(answer.arena, "%d", http)) &&
              node_add(answer.arena, answer.root, "body", answer.raw.data ? answer.raw.data : "");
    if (ok)
        run_take_control(l, &answer);
    else
        run_why(r, "メモリが足りません");
    control_release(&answer);
    return ok;
}

static bool S_do_page(struct run *r, const struct statement *s, const char **argv)
{
    char url[1200], world[300];
    const char *error = "";
    struct buf body = {.max = PAGE_MAX};
    bool stranger = s->argc > 2; /* without a certificate */
    if (!r->t.system)
        return run_why(r, "先に as システム識別子 か tanmatsu 統合専用端末 を書いてください");
    http_segment(world, sizeof world, r->world);
    snprintf(url, sizeof url, "%.*s/%s/%s", http_base(r->url), r->url, world, argv[1]);
    const struct http_request q = {.method = "GET",
                                   .url = url,
                                   .cert = stranger ? NULL : r->t.cert,
                                   .key = stranger ? NULL : r->t.key,
                                   .cacert = r->t.cacert,
                                   .timeout = r->timeout,
                                   .sink = S_sink,
                                   .cls = &body};
    int http = http_do(r->http, &q, &error);
    bool ok = http ? S_take(r, argv[0], http, &body) : run_why(r, "%s", error);
    buf_release(&body);
    return ok;
}

static const char *S_judge_page(const struct statement *s)
{
    return s->argc > 2 && strcmp(s->argv[2], "cert=none") != 0 ? "三つめに書けるのは cert=none だけです"
                                                               : NULL;
}

const struct verb verb_page = {
    .name = "page",
    .kind = VERB_ACT,
    .min = 2,
    .max = 3,
    .def = 1,
    .usage = "ラベル パス [cert=none]",
    .judge = S_judge_page,
    .run = S_do_page,
};
