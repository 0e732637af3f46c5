/* operator/shinsei-kiroku: how far an insurer is with a 手続 of 接続申請 (2.9), as 取りまとめ機関 hears of
 * it.
 * {"hokensha":"…","tetsuzuki":"kenshu","jotai":"済"}, and "ymd":"20170310" when it was not today; what is
 * said again without one keeps its day. Answers {"changed":1}, 0 when it was so before. */
#include <string.h>

#include "base/clock.h"
#include "service/kanri/kanri_bulk.h"
#include "service/operator.h"
#include "store/kanri_shinsei.h"

struct request {
    const char *hokensha, *tetsuzuki, *jotai;
    const char *ymd; /* NULL: today */
};

struct reply {
    int64_t changed;
};

static const struct field request[] = {
    FIELD_TEXT_AS(struct request, "hokensha", hokensha, FIELD_MUST),
    FIELD_TEXT_AS(struct request, "tetsuzuki", tetsuzuki, FIELD_MUST | FIELD_TAISHO),
    FIELD_TEXT_AS(struct request, "jotai", jotai, FIELD_MUST | FIELD_TAISHO),
    FIELD_TEXT_AS(struct request, "ymd", ymd, FIELD_TAISHO),
    FIELD_END,
};
static const struct field reply[] = {FIELD_INT(struct reply, "changed", changed), FIELD_END};

static enum status S_tetsuzuki(struct call *c, const char *tetsuzuki)
{
    struct kanri_tetsuzuki *rows = NULL;
    size_t n = 0;
    struct buf want = BUF_INIT;
    enum status st = kanri_tetsuzuki_list(c->tx, c->arena, &rows, &n);
    bool there = false;
    for (size_t i = 0; st == ST_OK && i < n && !there; i++) {
        there = strcmp(rows[i].tetsuzuki, tetsuzuki) == 0;
        buf_addf(&want, "%s%s（%s）", i ? "、" : "", rows[i].tetsuzuki, rows[i].mei);
    }
    if (st == ST_OK && !there)
        st = diag_set(c->diag, ST_CONTROL, "tetsuzuki", want.len ? want.data : "手続のあるワールド",
                      tetsuzuki);
    buf_release(&want);
    return st;
}

/* Nothing was done on a day that has not come; and what is not begun has no day. */
static enum status S_ymd(struct call *c, const struct kanri_shinsei *was, struct kanri_shinsei *s)
{
    const int32_t today = clock_date(c->now), day = s->ymd ? str_date(str_of(s->ymd)) : today;
    char text[9];
    if (strcmp(s->jotai, KANRI_MI) == 0)
        return s->ymd ? diag_set(c->diag, ST_CONTROL, "ymd", "「" KANRI_MI "」には日付がないこと", s->ymd)
                      : ST_OK;
    if (!s->ymd && strcmp(s->jotai, was->jotai) == 0) {
        s->ymd = was->ymd;
        return ST_OK;
    }
    if (day == INT32_MIN || day > today)
        return diag_set(c->diag, ST_CONTROL, "ymd", "きょうまでの、暦にある 8 桁の日付", s->ymd);
    str_from_date(day, text);
    s->ymd = s->ymd ? s->ymd : arena_strdup(c->arena, text);
    return s->ymd ? ST_OK : ST_LIMIT;
}

static enum status S_check(struct call *c, const struct kanri_shinsei *s)
{
    bool known = false;
    for (const char *const *word = kanri_shinsei_jotai; *word; word++)
        known = known || strcmp(*word, s->jotai) == 0;
    enum status st = kanri_check_hokensha(c, s->hokensha);
    if (st == ST_OK)
        st = S_tetsuzuki(c, s->tetsuzuki);
    if (st == ST_OK && !known)
        st = diag_set(c->diag, ST_CONTROL, "jotai",
                      KANRI_MI "、" KANRI_TETSUZUKICHU "、" KANRI_ZUMI " のいずれか", s->jotai);
    return st;
}

static enum status S_run(struct call *c, const void *req, void *rep)
{
    const struct request *r = req;
    struct kanri_shinsei s = {r->hokensha, r->tetsuzuki, r->jotai, r->ymd}, was;
    enum status st = S_check(c, &s);
    if (st == ST_OK)
        st = kanri_shinsei_get(c->tx, s.hokensha, s.tetsuzuki, c->arena, &was);
    if (st == ST_OK)
        st = S_ymd(c, &was, &s);
    if (st == ST_OK)
        st = kanri_shinsei_put(c->tx, &s);
    if (st != ST_OK)
        return st;
    c->masters = true;
    c->concerns = (struct concerns){.action = "shinsei-kiroku",
                                    .hokensha = s.hokensha,
                                    .komoku = {{"tetsuzuki", s.tetsuzuki}, {"jotai", s.jotai}}};
    ((struct reply *)rep)->changed = !str_same(was.jotai, s.jotai) || !str_same(was.ymd, s.ymd);
    return ST_OK;
}

const struct operator_action operator_shinsei_kiroku = {
    .name = "shinsei-kiroku",
    .db = DB_KANRI,
    .request = request,
    .request_size = sizeof(struct request),
    .reply = reply,
    .reply_size = sizeof(struct reply),
    .run = S_run,
};
