/* operator/kanryo-kiroku: the 完了日 of a window of the schedule, as an insurer registers it at Digital PMO
 * (2.7.7, 2.7.9) and 取りまとめ機関 sees it there.
 * {"hokensha":"…","koto":"sogoToroku"}, and "ymd":"20170526" when it was not today; "jotai":"未" takes it
 * back. Answers {"changed":1}, 0 when it was so before. */
#include <string.h>

#include "base/clock.h"
#include "service/kanri/kanri_bulk.h"
#include "service/operator.h"
#include "store/kanri_nittei.h"

struct request {
    const char *hokensha, *koto;
    const char *jotai; /* NULL: 済 */
    const char *ymd;   /* NULL: today, or as it was noted */
};

struct reply {
    int64_t changed;
};

static const struct field request[] = {
    FIELD_TEXT_AS(struct request, "hokensha", hokensha, FIELD_MUST),
    FIELD_TEXT_AS(struct request, "koto", koto, FIELD_MUST | FIELD_TAISHO),
    FIELD_TEXT_AS(struct request, "jotai", jotai, FIELD_TAISHO),
    FIELD_TEXT_AS(struct request, "ymd", ymd, FIELD_TAISHO),
    FIELD_END,
};
static const struct field reply[] = {FIELD_INT(struct reply, "changed", changed), FIELD_END};

/* One of the lot's. */
static enum status S_koto(struct call *c, const char *koto)
{
    struct kanri_nittei *rows = NULL;
    size_t n = 0;
    struct buf want = BUF_INIT;
    enum status st = kanri_nittei_list(c->tx, c->arena, &rows, &n);
    bool there = false;
    for (size_t i = 0; st == ST_OK && i < n && !there; i++) {
        if (strcmp(rows[i].lot, c->policy->lot) != 0)
            continue;
        there = strcmp(rows[i].nittei, koto) == 0;
        buf_addf(&want, "%s%s（%s）", want.len ? "、" : "", rows[i].nittei, rows[i].mei);
    }
    if (st == ST_OK && !there)
        st = diag_set(c->diag, ST_CONTROL, "koto", want.len ? want.data : "日程のあるロットのワールド", koto);
    buf_release(&want);
    return st;
}

static bool S_mi(const struct request *r)
{
    return r->jotai && strcmp(r->jotai, KANRI_MI) == 0;
}

static enum status S_check(struct call *c, const struct request *r)
{
    enum status st = kanri_check_hokensha(c, r->hokensha);
    if (st == ST_OK)
        st = S_koto(c, r->koto);
    if (st == ST_OK && r->jotai && !S_mi(r) && strcmp(r->jotai, KANRI_ZUMI) != 0)
        st = diag_set(c->diag, ST_CONTROL, "jotai", KANRI_MI "、" KANRI_ZUMI " のいずれか", r->jotai);
    return st;
}

/* Nothing was completed on a day that has not come; and what is not has no day. was NULL: none is noted. */
static enum status S_ymd(struct call *c, const struct request *r, const char *was, const char **ret)
{
    const int32_t today = clock_date(c->now), day = r->ymd ? str_date(str_of(r->ymd)) : today;
    char text[9];
    *ret = NULL;
    if (S_mi(r))
        return r->ymd ? diag_set(c->diag, ST_CONTROL, "ymd", "「" KANRI_MI "」には日付がないこと", r->ymd)
                      : ST_OK;
    if (day == INT32_MIN || day > today)
        return diag_set(c->diag, ST_CONTROL, "ymd", "きょうまでの、暦にある 8 桁の日付", r->ymd);
    str_from_date(day, text);
    *ret = !r->ymd && was ? was : arena_strdup(c->arena, text);
    return *ret ? ST_OK : ST_LIMIT;
}

static enum status S_run(struct call *c, const void *req, void *rep)
{
    const struct request *r = req;
    struct kanri_kanryo was = {0}, k = {.hokensha = r->hokensha, .koto = r->koto};
    bool found = false;
    enum status st = S_check(c, r);
    if (st == ST_OK)
        st = kanri_kanryo_get(c->tx, k.hokensha, k.koto, c->arena, &was, &found);
    if (st == ST_OK)
        st = S_ymd(c, r, was.ymd, &k.ymd);
    if (st == ST_OK)
        st = kanri_kanryo_put(c->tx, &k);
    if (st != ST_OK)
        return st;
    c->masters = true;
    c->concerns =
        (struct concerns){.action = "kanryo-kiroku",
                          .hokensha = r->hokensha,
                          .komoku = {{"nittei", r->koto}, {"kanryo", k.ymd ? KANRI_ZUMI : KANRI_MI}}};
    ((struct reply *)rep)->changed = !found || !str_same(was.ymd, k.ymd);
    return ST_OK;
}

const struct operator_action operator_kanryo_kiroku = {
    .name = "kanryo-kiroku",
    .db = DB_KANRI,
    .request = request,
    .request_size = sizeof(struct request),
    .reply = reply,
    .reply_size = sizeof(struct reply),
    .run = S_run,
};
