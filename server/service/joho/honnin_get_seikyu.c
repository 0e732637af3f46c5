/* honnin.getSeikyu: what 本人確認 has cost in a month, as a statement and as its file (2.11.3: 10 yen a
 * 照会結果). A 照会結果 belongs to the month in which it came. Called by world/call. */
#include <stdio.h>
#include <string.h>

#include "base/bango.h"
#include "base/clock.h"
#include "service/made_file.h"
#include "store/unyo_access.h"

enum { MONTH = 6 }; /* digits of YYYYMM */

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
    FIELD_TEXT_AS(struct request, "tsuki", tsuki, FIELD_TAISHO),
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
    int32_t first = INT32_MIN;
    if (tsuki && strlen(tsuki) == MONTH && strspn(tsuki, "0123456789") == MONTH) {
        snprintf(day, sizeof day, "%.6s01", tsuki);
        first = str_date(str_of(day));
    }
    if (first == INT32_MIN)
        return diag_set(c->diag, ST_HONNIN_ITEM, "請求年月", "暦にある年月 YYYYMM", tsuki);
    const int32_t in_next = first + 31;
    str_from_date(in_next, day);
    ret->kara = clock_day(first);
    ret->made = clock_day(in_next - (int32_t)bango_digits(day + MONTH, 2) + 1);
    return ST_OK;
}

static struct str S_cell(struct call *c, const void *of, size_t i, const char *column)
{
    const struct reply *r = of;
    const struct juki_seikyu *m = (const struct juki_seikyu *)r->meisai.items + i;
    const struct {
        const char *column, *text;
        int64_t number;
    } cells[] = {
        {"hokensha", c->caller->hokensha, 0},
        {"tsuki", r->tsuki, 0},
        {"busho", m->busho, 0},
        {"hoho", m->hoho, 0},
        {"kensu", NULL, m->kensu},
        {"tanka", NULL, m->tanka},
        {"kingaku", NULL, m->kingaku},
    };
    for (size_t k = 0; k < sizeof cells / sizeof *cells; k++) {
        if (strcmp(cells[k].column, column) != 0)
            continue;
        const char *text =
            cells[k].text ? cells[k].text : arena_printf(c->arena, "%lld", (long long)cells[k].number);
        return text ? str_of(text) : STR("");
    }
    return STR("");
}

static enum status S_file(struct call *c, struct reply *out)
{
    enum status st =
        made_file(c, "honninSeikyu", c->caller->encoding, S_cell, out, out->meisai.n, &out->naiyo);
    out->file_mei = arena_printf(c->arena, "honninSeikyu-%s-%s.csv", c->caller->hokensha, out->tsuki);
    return st == ST_OK && arena_failed(c->arena) ? ST_LIMIT : st;
}

static enum status S_run(struct call *c, const void *req, void *rep)
{
    const struct request *r = req;
    struct reply *out = rep;
    const int64_t base = bango_base(c->caller->hokensha);
    struct juki_page p = {.to = bango_end(base)};
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
    .sosa = SOSA_HONNIN_SHOKAI,
    .request = request,
    .request_size = sizeof(struct request),
    .reply = reply,
    .reply_size = sizeof(struct reply),
    .run = S_run,
};
