/* The table of control URLs; see control_routes.h. */
#include "http/control_routes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "http/reply.h"
#include "store/db.h"
#include "world/metrics.h"
#include "world/world.h"

/* Waiting for the journal is cut into slices, so that a stop of the daemon need not wait for it. */
enum { NAME_MAX_BYTES = 64, WAIT_DEFAULT_MS = 10000, WAIT_MAX_MS = 60000, SLICE_MS = 200 };

struct target {
    const struct control_request *q;
    char name[NAME_MAX_BYTES];   /* {world} of the path */
    char action[NAME_MAX_BYTES]; /* {action} */
    uint64_t generation;         /* of w, that of the request */
    struct world
        *w; /* referenced while the route runs; NULL where the route has no world, or it is refused */
    struct buf *out;
    struct diag *d;
};

static enum status S_health(struct target *t)
{
    buf_adds(t->out, "{\"status\":\"ok\"}");
    return ST_OK;
}

static enum status S_metrics(struct target *t)
{
    metrics_text(t->out);
    return ST_OK;
}

static enum status S_list(struct target *t)
{
    return sim_worlds_list(t->out);
}

static enum status S_create(struct target *t)
{
    return sim_world_create(t->q->body, t->out, t->d);
}

static enum status S_drop(struct target *t)
{
    return sim_world_drop(t->name, t->q->epoch, t->out, t->d);
}

static enum status S_reset(struct target *t)
{
    return t->w ? sim_reset(t->w, t->generation, t->q->body, t->out, t->d)
                : sim_world_heal(t->name, t->q->epoch, t->q->body, t->out, t->d);
}

static enum status S_clock_get(struct target *t)
{
    return sim_clock_get(t->w, t->out);
}

static enum status S_clock_put(struct target *t)
{
    return sim_clock_put(t->w, t->generation, t->q->body, t->out, t->d);
}

static enum status S_clock_advance(struct target *t)
{
    return sim_clock_advance(t->w, t->generation, t->q->body, t->out, t->d);
}

static enum status S_progress_get(struct target *t)
{
    return sim_progress_get(t->w, t->out);
}

static enum status S_progress_put(struct target *t)
{
    return sim_progress_put(t->w, t->generation, t->q->body, t->out, t->d);
}

static enum status S_digest(struct target *t)
{
    return sim_digest(t->w, t->generation, t->out, t->d);
}

static enum status S_operator(struct target *t)
{
    return sim_operator(t->w, t->generation, t->action, t->q->body, t->out, t->d);
}

/* A query argument that counts; absent gives fallback. */
static enum status S_number(struct target *t, const char *name, const char *text, int64_t fallback,
                            int64_t *ret)
{
    if (text && (!str_all_digits(str_of(text)) || strlen(text) > 15))
        return diag_set(t->d, ST_CONTROL, name, "15 桁までの 0 以上の整数", text);
    *ret = text ? strtoll(text, NULL, 10) : fallback;
    return ST_OK;
}

static enum status S_journal(struct target *t)
{
    int64_t since = 0;
    enum status st = S_number(t, "since", t->q->since, 0, &since);
    return st == ST_OK ? sim_journal(t->w, since, t->out) : st;
}

/* {"last":N,…}: the newest entry there is. */
static bool S_news(const struct buf *json, int64_t since)
{
    char *last = buf_ok(json) ? json_text(json->data, "$.last", NULL) : NULL;
    bool news = !last || strtoll(last, NULL, 10) > since;
    free(last);
    return news;
}

static enum status S_journal_wait(struct target *t)
{
    int64_t since = 0, ms = 0;
    enum status st = S_number(t, "since", t->q->since, 0, &since);
    if (st == ST_OK)
        st = S_number(t, "timeout", t->q->timeout, WAIT_DEFAULT_MS, &ms);
    if (st != ST_OK)
        return st;
    int64_t until = clock_real_us() / 1000 + (ms < WAIT_MAX_MS ? ms : WAIT_MAX_MS);
    for (;;) {
        int64_t left = until - clock_real_us() / 1000;
        buf_clear(t->out);
        st = sim_journal_wait(t->w, since, left < 0 ? 0 : left < SLICE_MS ? left : SLICE_MS, t->out);
        if (st == ST_OK)
            st = world_still(t->w, t->generation, t->d);
        if (st != ST_OK || left <= SLICE_MS || S_news(t->out, since) || edge_stopping(t->q->edge))
            return st;
    }
}

/* What a route wants of {world}. A world that lives is checked for either: the request belongs to its present
 * generation. */
enum whose {
    LIVING = 0,   /* one that can be used */
    ALSO_REFUSED, /* or one that cannot: t->w is NULL then */
    NOBODYS       /* the pattern has no {world} */
};

static const struct {
    const char *method, *pattern;
    enum status (*run)(struct target *t);
    const char *type;
    enum whose whose;
} table[] = {
    {"GET", "/healthz", S_health, TYPE_JSON, NOBODYS},
    {"GET", "/metrics", S_metrics, TYPE_TEXT, NOBODYS},
    {"GET", "/_sim/worlds", S_list, TYPE_JSON, NOBODYS},
    {"POST", "/_sim/worlds", S_create, TYPE_JSON, NOBODYS},
    {"DELETE", "/_sim/worlds/{world}", S_drop, TYPE_JSON, ALSO_REFUSED},
    {"POST", "/_sim/worlds/{world}/reset", S_reset, TYPE_JSON, ALSO_REFUSED},
    {"GET", "/_sim/worlds/{world}/clock", S_clock_get, TYPE_JSON, LIVING},
    {"PUT", "/_sim/worlds/{world}/clock", S_clock_put, TYPE_JSON, LIVING},
    {"POST", "/_sim/worlds/{world}/clock/advance", S_clock_advance, TYPE_JSON, LIVING},
    {"GET", "/_sim/worlds/{world}/progress", S_progress_get, TYPE_JSON, LIVING},
    {"PUT", "/_sim/worlds/{world}/progress", S_progress_put, TYPE_JSON, LIVING},
    {"GET", "/_sim/worlds/{world}/journal", S_journal, TYPE_JSON, LIVING},
    {"GET", "/_sim/worlds/{world}/journal/wait", S_journal_wait, TYPE_JSON, LIVING},
    {"GET", "/_sim/worlds/{world}/digest", S_digest, TYPE_JSON, LIVING},
    {"POST", "/_sim/worlds/{world}/operator/{action}", S_operator, TYPE_JSON, LIVING},
};
enum { ROUTES = sizeof table / sizeof *table };

/* Segment by segment; {…} takes one that is not empty. */
static bool S_match(const char *pattern, const char *path, struct target *t)
{
    while (*pattern) {
        if (*pattern != '{') {
            if (*pattern++ != *path++)
                return false;
            continue;
        }
        char *slot = strncmp(pattern, "{world}", 7) == 0 ? t->name : t->action;
        size_t n = strcspn(path, "/");
        if (n == 0 || n >= NAME_MAX_BYTES)
            return false;
        snprintf(slot, NAME_MAX_BYTES, "%.*s", (int)n, path);
        path += n;
        pattern += strcspn(pattern, "}") + 1;
    }
    return !*path;
}

static void S_error(struct control_reply *ret, int http, const struct diag *d)
{
    ret->http = http;
    ret->type = TYPE_JSON;
    ret->why = *d;
    buf_clear(&ret->body);
    buf_addc(&ret->body, '{');
    reply_json_diag(d, &ret->body);
    buf_adds(&ret->body, "}\n");
}

void control_refuse(struct control_reply *ret, int http, enum status st, const char *item, const char *want,
                    const char *have)
{
    struct diag d = DIAG_INIT;
    diag_set(&d, st, item, want, have);
    S_error(ret, http, &d);
}

static void S_unknown(const struct control_request *q, struct control_reply *ret)
{
    struct diag d = DIAG_INIT;
    diag_set(&d, ST_NO_SUCH_SERVICE, "パス", "paths のいずれか", q->path);
    ret->why = d;
    ret->http = 404;
    ret->type = TYPE_JSON;
    buf_addc(&ret->body, '{');
    reply_json_diag(&d, &ret->body);
    buf_json_key(&ret->body, "paths");
    buf_addc(&ret->body, '[');
    for (int i = 0; i < ROUTES; i++) {
        buf_json_key(&ret->body, NULL);
        buf_addf(&ret->body, "\"%s %s\"", table[i].method, table[i].pattern);
    }
    buf_adds(&ret->body, "]}\n");
}

/* One that is refused can be reset and dropped, and that is all. */
static enum status S_no_world(struct target *t, int route)
{
    struct diag why = DIAG_INIT;
    if (!world_refused(t->name, &why))
        return diag_set(t->d, ST_NO_SUCH_WORLD, "ワールド", "GET /_sim/worlds にある名前", t->name);
    if (table[route].whose == ALSO_REFUSED)
        return ST_OK;
    *t->d = why;
    return why.status;
}

static void S_run(struct target *t, int route, struct control_reply *ret)
{
    enum status st = ST_OK;
    if (table[route].whose != NOBODYS && !(t->w = world_find(t->name, strlen(t->name))))
        st = S_no_world(t, route);
    if (st == ST_OK && t->w)
        st = world_arrive(t->w, t->q->epoch, &t->generation, t->d);
    if (st == ST_OK)
        st = table[route].run(t);
    if (t->w)
        world_release(t->w);
    ret->http = reply_http(st);
    ret->type = table[route].type;
    if (status_kubun(st) == 9) {
        t->d->status = st;
        S_error(ret, ret->http, t->d);
    } else if (ret->type[0] == 'a') {
        buf_addc(&ret->body, '\n');
    }
}

void control_dispatch(const struct control_request *q, struct control_reply *ret)
{
    *ret = (struct control_reply){.body = BUF_INIT};
    struct diag d = DIAG_INIT;
    for (int i = 0; i < ROUTES; i++) {
        struct target t = {.q = q, .out = &ret->body, .d = &d};
        if (!S_match(table[i].pattern, q->path, &t))
            continue;
        const char *method = strcmp(q->method, "HEAD") == 0 ? "GET" : q->method;
        if (strcmp(table[i].method, method) == 0) {
            ret->allow[0] = 0;
            S_run(&t, i, ret);
            return;
        }
        size_t n = strlen(ret->allow);
        snprintf(ret->allow + n, sizeof ret->allow - n, "%s%s", n ? ", " : "", table[i].method);
    }
    if (ret->allow[0])
        control_refuse(ret, 405, ST_METHOD, "メソッド", ret->allow, q->method);
    else
        S_unknown(q, ret);
}
