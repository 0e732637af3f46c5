/* The actions by their URLs; see control.h. */
#include "control/control.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "control/action.h"
#include "world/world.h"

#define ACTION(name) extern const struct action action_##name;
#include "control/actions.def"
#undef ACTION

const struct action *const action_list[] = {
#define ACTION(name) &action_##name,
#include "control/actions.def"
#undef ACTION
    NULL};

enum status asked_number(struct asked *a, const char *name, const char *text, int64_t fallback, int64_t *ret)
{
    if (text && (!str_all_digits(str_of(text)) || strlen(text) > 15))
        return diag_set(a->d, ST_CONTROL, name, "15 桁までの 0 以上の整数", text);
    *ret = text ? strtoll(text, NULL, 10) : fallback;
    return ST_OK;
}

/* Segment by segment; {…} takes one that is not empty. */
static bool S_match(const char *pattern, const char *path, struct asked *a)
{
    while (*pattern) {
        if (*pattern != '{') {
            if (*pattern++ != *path++)
                return false;
            continue;
        }
        char *slot = strncmp(pattern, "{world}", 7) == 0 ? a->name : a->rest;
        size_t n = strcspn(path, "/");
        if (n == 0 || n >= SEGMENT)
            return false;
        snprintf(slot, SEGMENT, "%.*s", (int)n, path);
        path += n;
        pattern += strcspn(pattern, "}") + 1;
    }
    return !*path;
}

static void S_diag(const struct diag *d, struct buf *out)
{
    const struct status_info *info = status_info(d->status);
    buf_json_member(out, "code", info->code);
    buf_json_member(out, "message", info->text);
    buf_json_member(out, "item", d->item);
    buf_json_member(out, "want", d->want);
    buf_json_member(out, "have", d->have);
}

/* Begins the object that the caller ends. */
static void S_error(struct control_reply *ret, int http, const struct diag *d)
{
    ret->http = http;
    ret->type = CONTROL_JSON;
    ret->why = *d;
    buf_clear(&ret->body);
    buf_addc(&ret->body, '{');
    S_diag(d, &ret->body);
}

void control_refuse(struct control_reply *ret, int http, enum status st, const char *item, const char *want,
                    const char *have)
{
    struct diag d = DIAG_INIT;
    diag_set(&d, st, item, want, have);
    S_error(ret, http, &d);
    buf_adds(&ret->body, "}\n");
}

static void S_unknown(const struct control_request *q, struct control_reply *ret)
{
    struct diag d = DIAG_INIT;
    diag_set(&d, ST_NO_SUCH_SERVICE, "パス", "paths のいずれか", q->path);
    S_error(ret, 404, &d);
    buf_json_key(&ret->body, "paths");
    buf_addc(&ret->body, '[');
    for (const struct action *const *o = action_list; *o; o++) {
        buf_json_key(&ret->body, NULL);
        buf_addf(&ret->body, "\"%s %s\"", (*o)->method, (*o)->path);
    }
    buf_adds(&ret->body, "]}\n");
}

/* One that is refused can be reset and dropped, and that is all. */
static enum status S_no_world(struct asked *a, const struct action *o)
{
    struct diag why = DIAG_INIT;
    if (!world_refused(a->name, &why))
        return diag_set(a->d, ST_NO_SUCH_WORLD, "ワールド", "GET /_sim/worlds にある名前", a->name);
    if (o->whose == ALSO_REFUSED)
        return ST_OK;
    *a->d = why;
    return why.status;
}

static void S_run(struct asked *a, const struct action *o, struct control_reply *ret)
{
    enum status st = ST_OK;
    if (o->whose != NOBODYS && !(a->w = world_find(a->name, strlen(a->name))))
        st = S_no_world(a, o);
    if (st == ST_OK && a->w)
        st = world_arrive(a->w, a->q->epoch, &a->generation, a->d);
    if (st == ST_OK)
        st = o->run(a);
    if (a->w)
        world_release(a->w);
    ret->http = status_plain_http(st);
    ret->type = o->type;
    if (status_kubun(st) == 9) {
        a->d->status = st;
        S_error(ret, ret->http, a->d);
        buf_addc(&ret->body, '}');
    }
    if (ret->type == CONTROL_JSON)
        buf_addc(&ret->body, '\n');
}

void control_dispatch(const struct control_request *q, struct control_reply *ret)
{
    *ret = (struct control_reply){.body = BUF_INIT};
    struct diag d = DIAG_INIT;
    for (const struct action *const *o = action_list; *o; o++) {
        struct asked a = {.q = q, .out = &ret->body, .d = &d};
        if (!S_match((*o)->path, q->path, &a))
            continue;
        const char *method = strcmp(q->method, "HEAD") == 0 ? "GET" : q->method;
        if (strcmp((*o)->method, method) == 0) {
            ret->allow[0] = 0;
            S_run(&a, *o, ret);
            return;
        }
        size_t n = strlen(ret->allow);
        snprintf(ret->allow + n, sizeof ret->allow - n, "%s%s", n ? ", " : "", (*o)->method);
    }
    if (ret->allow[0])
        control_refuse(ret, 405, ST_METHOD, "メソッド", ret->allow, q->method);
    else
        S_unknown(q, ret);
}
