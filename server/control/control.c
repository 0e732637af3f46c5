/* The actions by their URLs; see control.h. */
#include "control/control.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/str.h"
#include "control/action.h"
#include "world/audit.h"
#include "world/control_body.h"
#include "world/world.h"

enum { LINE = 80 };

const char *const control_args[ARG_COUNT] = {
    "since", "timeout", "format", "lot",        "hokensha", "jisshisha", "kakuninsha", "case",
    "exact", "from",    "to",     "op",         "system",   "user",      "edaban",     "code",
    "kuiki", "limit",   "head",   "generation", "hyo",      "xpath",     "bodies",     "still"};

#define ACTION(name) extern const struct action action_##name;
#include "control/actions.def"
#undef ACTION

enum {
#define ACTION(name) N_##name,
#include "control/actions.def"
#undef ACTION
    ACTIONS
};

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

/* Segment by segment; {…} takes one that is not empty. A slash at the end does not matter. */
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
    return !*path || strcmp(path, "/") == 0;
}

/* What a refusal says; paths: of an unknown path alone. */
struct refusal {
    const char *code, *message, *item, *want, *have, *reasons;
    struct list paths;
};

static const struct field refusal[] = {
    FIELD_TEXT(struct refusal, "code", code),
    FIELD_TEXT(struct refusal, "message", message),
    FIELD_TEXT(struct refusal, "item", item),
    FIELD_TEXT(struct refusal, "want", want),
    FIELD_TEXT(struct refusal, "have", have),
    {"reasons", F_ROWS, offsetof(struct refusal, reasons), 0, NULL, FIELD_LEFT_OUT, NULL},
    {"paths", F_TEXTS, offsetof(struct refusal, paths), 0, NULL, FIELD_LEFT_OUT, NULL},
    FIELD_END,
};

static void S_error(struct control_reply *ret, int http, const struct diag *d, struct list paths)
{
    const struct status_info *info = status_info(d->status);
    struct buf reasons = BUF_INIT;
    if (d->all && d->all->n)
        reasons_json(d->all, &reasons);
    const struct refusal r = {
        info->code, ret->english ? info->text_en : info->text, d->item, d->want, d->have, reasons.data,
        paths};
    ret->http = http;
    ret->type = CONTROL_JSON;
    ret->why = *d;
    ret->why.all = NULL;
    buf_clear(&ret->body);
    json_write(&ret->body, refusal, &r);
    buf_addc(&ret->body, '\n');
    buf_release(&reasons);
}

void control_refuse(struct control_reply *ret, int http, enum status st, const char *item, const char *want,
                    const char *have)
{
    struct diag d = DIAG_INIT;
    diag_set(&d, st, item, want, have);
    S_error(ret, http, &d, (struct list){0});
}

/* "/lot2/soap/kanyusha", "/lot2/terminal/": a path of the data port. */
static bool S_of_data(const char *path)
{
    const char *second = *path == '/' ? strchr(path + 1, '/') : NULL;
    return second && strncmp(path, "/_sim/", 6) != 0 &&
           (strncmp(second, "/soap/", 6) == 0 || strncmp(second, "/terminal", 9) == 0);
}

static void S_unknown(const struct control_request *q, struct control_reply *ret)
{
    struct diag d = DIAG_INIT;
    if (S_of_data(q->path)) {
        diag_setf(&d, ST_NO_SUCH_SERVICE, "パス", "制御 API の /_sim/…（ここは制御用のポートです）",
                  "%s（SOAP と画面はデータ用のポート %s です）", q->path, q->data);
        S_error(ret, 404, &d, (struct list){0});
        return;
    }
    diag_set(&d, ST_NO_SUCH_SERVICE, "パス", "paths のいずれか", q->path);
    char texts[ACTIONS][LINE];
    const char *lines[ACTIONS];
    size_t n = 0;
    for (; action_list[n] && n < ACTIONS; n++) {
        snprintf(texts[n], sizeof texts[n], "%s %s", action_list[n]->method, action_list[n]->path);
        lines[n] = texts[n];
    }
    S_error(ret, 404, &d, (struct list){lines, n});
}

/* One that is refused can be reset and dropped, and that is all. */
static enum status S_no_world(struct asked *a, const struct action *o)
{
    struct diag why = DIAG_INIT;
    if (atomic_load(a->q->stopping)) /* the worlds go before who asks for them */
        return diag_set(a->d, ST_STOPPING, "chukand", "動いている chukand", "終了するところです");
    if (!world_refused(a->name, &why))
        return diag_set(a->d, ST_NO_SUCH_WORLD, "ワールド", "GET /_sim/worlds にある名前", a->name);
    if (o->whose == ALSO_REFUSED)
        return ST_OK;
    why.all = a->d->all;
    *a->d = why;
    return why.status;
}

/* What came after the question mark is text that may stand in any answer. */
static enum status S_args(const struct asked *a)
{
    for (int i = 0; i < ARG_COUNT; i++) {
        const char *arg = a->q->args[i];
        if (arg && (str_utf8_len(str_of(arg)) < 0 || str_has_control(str_of(arg)) || strchr(arg, '\n')))
            return diag_set(a->d, ST_CONTROL, control_args[i], "UTF-8 の文字列（改行・制御文字なし）",
                            "ほかのバイト");
    }
    return ST_OK;
}

static enum status S_with_body(struct asked *a, const struct action *o)
{
    if (!o->body)
        return o->run(a);
    struct arena *texts = NULL;
    void *body = malloc(o->body_size);
    enum status st = body ? control_body(a->q->body, o->body, body, &texts, a->d)
                          : diag_set(a->d, ST_LIMIT, "本文", "メモリ", "不足");
    a->body = body;
    if (st == ST_OK) {
        audit_acts(audit_doing(), o->body, body);
        st = o->run(a);
    }
    arena_free(texts);
    free(body);
    return st;
}

/* "POST /clock/advance", "POST /operator/fugo-approve": what of a path does not say which world. */
static void S_koto(const struct asked *a, const struct action *o, char *out, size_t cap)
{
    const char *path = o->path + strlen("/_sim");
    path += strncmp(path, "/worlds/{world}", 15) == 0 ? 15 : 0;
    path = *path ? path : "/";
    const char *slot = strchr(path, '{'), *after = slot ? strchr(slot, '}') : NULL;
    snprintf(out, cap, "%s %.*s%s%s", o->method, slot ? (int)(slot - path) : (int)strlen(path), path,
             slot ? a->rest : "", after ? after + 1 : "");
}

static enum status S_reach(struct asked *a, const struct action *o)
{
    enum status st = ST_OK;
    if (o->whose != NOBODYS && !(a->w = world_find(a->name, strlen(a->name))))
        st = S_no_world(a, o);
    if (st == ST_OK && a->w)
        st = world_arrive(a->w, a->q->epoch, &a->generation, a->d);
    return st;
}

/* What was asked of people: "op=kanyusha edaban=0000001". */
static void S_query(const struct asked *a, struct audit_doing *x)
{
    for (int i = 0; i < ARG_COUNT; i++)
        taisho_add(&x->taisho, control_args[i], str_of(a->q->args[i]));
    str_show(x->column[AUDIT_HITO], sizeof x->column[AUDIT_HITO], str_of(a->q->args[ARG_EDABAN]));
}

/* Into the audit record. Else: it was read, and cannot be recorded. */
static enum status S_record(struct asked *a, struct audit_doing *x, const struct action *o, enum status st)
{
    if (x->reads && a->shown)
        return st;
    if (x->reads && status_kubun(st) != 9)
        S_query(a, x);
    if (!a->w || strcmp(o->path, "/_sim/worlds/{world}") == 0) /* into a record of all worlds */
        taisho_add(&x->taisho, "world", str_of(a->name));
    struct diag unkept = DIAG_INIT;
    if (audit_ends(x, a->w, a->d, status_plain_http(st), &unkept) == ST_OK)
        return st;
    *a->d = unkept;
    return unkept.status;
}

static void S_run(struct asked *a, const struct action *o, struct control_reply *ret)
{
    char koto[SEGMENT * 3];
    bool changes = strcmp(o->method, "GET") != 0;
    struct audit_doing doing = {.koto = koto, .from = a->q->from, .reads = !changes};
    a->type = o->type;
    S_koto(a, o, koto, sizeof koto);
    if (changes)
        audit_begins(&doing);
    a->d->all = o->reasons ? calloc(1, sizeof *a->d->all) : NULL;
    enum status st = S_reach(a, o);
    if (st == ST_OK)
        st = S_args(a);
    if (st == ST_OK)
        st = S_with_body(a, o);
    a->d->status = st;
    if (changes || o->people)
        st = S_record(a, &doing, o, st);
    if (a->w)
        world_release(a->w);
    ret->http = status_plain_http(st);
    ret->type = a->type;
    if (status_kubun(st) == 9) {
        S_error(ret, ret->http, a->d, (struct list){0});
    } else if (ret->type == CONTROL_JSON) {
        buf_addc(&ret->body, '\n');
    }
    free(a->d->all);
    a->d->all = NULL;
}

bool control_waits(const struct control_request *q)
{
    for (const struct action *const *o = action_list; *o; o++) {
        struct asked a = {.q = q};
        if (S_match((*o)->path, q->path, &a))
            return (*o)->waits || q->args[ARG_TIMEOUT];
    }
    return false;
}

void control_dispatch(const struct control_request *q, struct control_reply *ret)
{
    *ret = (struct control_reply){.body = BUF_INIT, .english = q->english};
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
        bool get = strcmp((*o)->method, "GET") == 0;
        snprintf(ret->allow + n, sizeof ret->allow - n, "%s%s%s", n ? ", " : "", (*o)->method,
                 get ? ", HEAD" : "");
    }
    if (ret->allow[0])
        control_refuse(ret, 405, ST_METHOD, "メソッド", ret->allow, q->method);
    else
        S_unknown(q, ret);
}
