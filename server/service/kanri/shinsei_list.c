/* operator/shinsei-list: how far an insurer is with 接続申請 (2.9): {"hokensha":"…"}. Each 手続 with its
 * days, who does it, whether it is late, and what it opens. */
#include <string.h>

#include "base/clock.h"
#include "service/kanri/kanri_bulk.h"
#include "service/operator.h"
#include "store/kanri_shinsei.h"

struct request {
    const char *hokensha;
};

struct item {
    const char *tetsuzuki, *mei, *jotai, *ymd, *kaishi, *kigen;
    int64_t okure; /* 1: not done by its day, or later than that */
    const char *dare, *hiraku;
};

struct reply {
    struct list tetsuzuki;
};

static const struct field request[] = {
    FIELD_TEXT_AS(struct request, "hokensha", hokensha, FIELD_MUST),
    FIELD_END,
};
static const struct field item[] = {
    FIELD_TEXT(struct item, "tetsuzuki", tetsuzuki), FIELD_TEXT(struct item, "mei", mei),
    FIELD_TEXT(struct item, "jotai", jotai),         FIELD_TEXT(struct item, "ymd", ymd),
    FIELD_TEXT(struct item, "kaishi", kaishi),       FIELD_TEXT(struct item, "kigen", kigen),
    FIELD_INT(struct item, "okure", okure),          FIELD_TEXT(struct item, "dare", dare),
    FIELD_TEXT(struct item, "hiraku", hiraku),       FIELD_END,
};
static const struct field reply[] = {
    FIELD_LIST(struct reply, "tetsuzuki", tetsuzuki, struct item, item),
    FIELD_END,
};

/* Codes of 利用, in the order of theirs. */
static const char *S_hiraku(struct call *c, unsigned bits)
{
    const char *text = "";
    for (const struct sosa_word *w = riyo_words; w->code; w++)
        if (bits & w->bit)
            text = arena_printf(c->arena, "%s%s%s", text ? text : "", text && *text ? " " : "", w->code);
    return text;
}

/* A day that stands as it was noted is one. */
static bool S_late(const struct kanri_tetsuzuki *z, const struct kanri_shinsei *s, int64_t now)
{
    if (!z->kigen)
        return false;
    if (strcmp(s->jotai, KANRI_ZUMI) != 0)
        return clock_date(now) > str_date(str_of(z->kigen));
    return s->ymd && strcmp(s->ymd, z->kigen) > 0;
}

static enum status S_item(struct call *c, const char *hokensha, const struct kanri_tetsuzuki *z,
                          struct item *ret)
{
    struct kanri_shinsei s;
    enum status st = kanri_shinsei_get(c->tx, hokensha, z->tetsuzuki, c->arena, &s);
    if (st == ST_OK)
        *ret = (struct item){.tetsuzuki = z->tetsuzuki,
                             .mei = z->mei,
                             .jotai = s.jotai,
                             .ymd = s.ymd,
                             .kaishi = z->kaishi,
                             .kigen = z->kigen,
                             .okure = S_late(z, &s, c->now),
                             .dare = z->dare,
                             .hiraku = S_hiraku(c, z->itsumo_bits | z->kigengo_bits)};
    return st;
}

static enum status S_run(struct call *c, const void *req, void *rep)
{
    const struct request *r = req;
    struct kanri_tetsuzuki *rows = NULL;
    size_t n = 0;
    enum status st = kanri_check_hokensha(c, r->hokensha);
    if (st == ST_OK)
        st = kanri_tetsuzuki_list(c->tx, c->arena, &rows, &n);
    struct item *items = st == ST_OK ? arena_array(c->arena, n, sizeof *items) : NULL;
    for (size_t i = 0; items && st == ST_OK && i < n; i++)
        st = S_item(c, r->hokensha, &rows[i], &items[i]);
    ((struct reply *)rep)->tetsuzuki = (struct list){items, n};
    return st == ST_OK && arena_failed(c->arena) ? ST_LIMIT : st;
}

const struct operator_action operator_shinsei_list = {
    .name = "shinsei-list",
    .db = DB_KANRI,
    .request = request,
    .request_size = sizeof(struct request),
    .reply = reply,
    .reply_size = sizeof(struct reply),
    .run = S_run,
};
