/* honnin.getSeikyu: what 本人確認 has cost in a month, as a statement and as its file (2.11.3: 10 yen a
 * 照会結果). A 照会結果 belongs to the month in which it came. Called by world/call. */
#include <stdio.h>
#include <string.h>

#include "base/bango.h"
#include "base/clock.h"
#include "file/form/form.h"
#include "service/op.h"
#include "store/unyo_access.h"

enum { ROWS = 10000, COLUMNS = 7, MONTH = 6 }; /* [A] rows of a statement at most */

struct request {
    const char *tsuki; /* YYYYMM */
};

struct reply {
    const char *tsuki;
    int64_t kensu, kingaku;
    struct list meisai;
    const char *file_mei;
    struct download naiyo;
};

static const struct field request[] = {
    FIELD_TEXT(struct request, "tsuki", tsuki),
    FIELD_END,
};
static const struct field meisai[] = {
    FIELD_TEXT(struct juki_seikyu, "busho", busho),    FIELD_TEXT(struct juki_seikyu, "hoho", hoho),
    FIELD_INT(struct juki_seikyu, "kensu", kensu),     FIELD_INT(struct juki_seikyu, "tanka", tanka),
    FIELD_INT(struct juki_seikyu, "kingaku", kingaku), FIELD_END,
};
static const struct field reply[] = {
    FIELD_TEXT(struct reply, "tsuki", tsuki),
    FIELD_INT(struct reply, "kensu", kensu),
    FIELD_INT(struct reply, "kingaku", kingaku),
    FIELD_LIST(struct reply, "meisai", meisai, struct juki_seikyu, meisai),
    FIELD_TEXT(struct reply, "fileMei", file_mei),
    FIELD_FILE(struct reply, "naiyo", naiyo),
    FIELD_END,
};

/* The first seconds of the month and of the next one. */
static enum status S_month(struct call *c, const char *tsuki, struct juki_page *ret)
{
    char day[16] = "";
    int32_t first = INT32_MIN, next = INT32_MIN;
    if (tsuki && strlen(tsuki) == MONTH && strspn(tsuki, "0123456789") == MONTH) {
        snprintf(day, sizeof day, "%.6s01", tsuki);
        first = str_date(str_of(day));
    }
    if (first != INT32_MIN) {
        str_from_date(first + 31, day); /* in the next one */
        memcpy(day + MONTH, "01", 2);
        next = str_date(str_of(day));
    }
    if (first == INT32_MIN || next == INT32_MIN)
        return diag_set(c->diag, ST_HONNIN_ITEM, "請求年月", "暦にある年月 YYYYMM", tsuki);
    ret->kara = clock_day(first);
    ret->made = clock_day(next);
    return ST_OK;
}

static void S_record(const struct call *c, const struct layout *l, const struct charset *cs,
                     const char *tsuki, const struct juki_seikyu *m, struct buf *out)
{
    char kensu[24], tanka[24], kingaku[24];
    const char *const names[COLUMNS] = {"hokensha", "tsuki", "busho", "hoho", "kensu", "tanka", "kingaku"};
    const char *const values[COLUMNS] = {
        c->caller->hokensha, tsuki, m->busho, m->hoho, kensu, tanka, kingaku};
    struct str cells[LAYOUT_COLUMNS] = {{NULL, 0}};
    snprintf(kensu, sizeof kensu, "%lld", (long long)m->kensu);
    snprintf(tanka, sizeof tanka, "%lld", (long long)m->tanka);
    snprintf(kingaku, sizeof kingaku, "%lld", (long long)m->kingaku);
    for (int i = 0; i < COLUMNS; i++) {
        const int at = layout_field(l, names[i]);
        if (at >= 0)
            cells[at] = str_of(values[i]);
    }
    form_of("x.csv")->record(out, l, cs, cells);
}

/* A link file in the caller's 文字コード. */
static enum status S_file(struct call *c, struct reply *out)
{
    const struct charset *cs = charset_find(c->caller->encoding);
    const struct juki_seikyu *m = out->meisai.items;
    const struct form *csv = form_of("x.csv");
    const struct layout *l = NULL;
    struct buf rows = BUF_INIT;
    enum status st = layout_get("honninSeikyu", clock_date(c->now), &l, c->diag);
    if (st != ST_OK)
        return st;
    csv->start(&rows, l, cs);
    for (size_t i = 0; i < out->meisai.n; i++)
        S_record(c, l, cs, out->tsuki, &m[i], &rows);
    csv->end(&rows, l, cs);
    char *naiyo = arena_alloc(c->arena, rows.len + 1);
    if (naiyo && rows.len)
        memcpy(naiyo, rows.data, rows.len);
    out->naiyo = (struct download){.data = naiyo, .size = (int64_t)rows.len};
    out->file_mei = arena_printf(c->arena, "honninSeikyu-%s-%s.csv", c->caller->hokensha, out->tsuki);
    st = buf_ok(&rows) && !arena_failed(c->arena) ? ST_OK : ST_LIMIT;
    buf_release(&rows);
    return st;
}

static enum status S_run(struct call *c, const void *req, void *rep)
{
    const struct request *r = req;
    struct reply *out = rep;
    const int64_t base = bango_base(c->caller->hokensha);
    struct juki_page p = {.from = base, .to = bango_end(base), .limit = ROWS};
    struct juki_seikyu *rows = NULL;
    enum status st = S_month(c, r->tsuki, &p);
    if (st == ST_OK)
        st = unyo_access_seikyu(c->tx, &p, c->arena, &rows, &out->meisai.n);
    if (st != ST_OK)
        return st;
    out->tsuki = r->tsuki;
    out->meisai.items = rows;
    for (size_t i = 0; i < out->meisai.n; i++) {
        out->kensu += rows[i].kensu;
        out->kingaku += rows[i].kingaku;
    }
    return S_file(c, out);
}

const struct op op_honnin_get_seikyu = {
    .service = "honnin",
    .name = "getSeikyu",
    .db = DB_UNYO,
    .role = ROLE_KANYUSHA,
    .request = request,
    .request_size = sizeof(struct request),
    .reply = reply,
    .reply_size = sizeof(struct reply),
    .run = S_run,
};
